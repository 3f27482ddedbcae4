"""The words that an event stands on."""

from spacy.tokens import Doc, Token

from verbale.coding.drafts import Draft
from verbale.records import Extent, Field, Span

# Beyond this a clause is no quotation that a reader takes in at a glance; the arguments alone are kept.
LONGEST = 45

_OUTSIDE = frozenset({"advcl", "parataxis", "conj", "cc", "relcl", "punct", "mark", "pcomp"})


def clause(draft: Draft, field: Field | None) -> Span:
    """The trigger's clause, from its subject to its last argument, as one stretch of text."""
    doc = draft.trigger.doc
    anchors = [draft.trigger, *draft.match.consumed, *draft.match.arguments.lenders]
    anchors += [token for tokens in draft.match.roles.values() for token in tokens]
    sentence = draft.trigger.sent
    inside = [token.i for anchor in anchors if anchor.sent == sentence for token in _phrase(anchor, anchors)]
    start, end = _trim(doc, min(inside), max(inside) + 1)
    if end - start > LONGEST:
        heads = [anchor.i for anchor in anchors if anchor.sent == sentence]
        start, end = _trim(doc, min(heads), max(heads) + 1)
    if end - start > LONGEST:
        start, end = draft.trigger.i, draft.trigger.i + 1
    span = doc[start:end]
    return Span(start=span.start_char, end=span.end_char, text=span.text, in_=field)


def matter(draft: Draft, field: Field | None) -> Span | None:
    """The words of what is asked for, promised or refused where it is a clause, or None."""
    heads = [token for token in draft.fillers("CONTENT") if token.pos_ in ("VERB", "AUX")]
    if not heads or draft.operators:
        return None
    doc = draft.trigger.doc
    inside = [token.i for head in heads for token in head.subtree if token.sent == draft.trigger.sent]
    end = draft.match.until or len(doc)
    inside = [index for index in inside if draft.trigger.i < index < end]
    if not inside:
        return None
    last = max(inside)
    if last + 1 == draft.match.until and doc[last].pos_ == "CCONJ":
        last -= 1
    return span_of(doc, min(inside), last + 1, field)


def span_of(doc: Doc, start: int, end: int, field: Field | None) -> Span:
    """A stretch of tokens as a span, without white space and punctuation at its ends."""
    start, end = _trim(doc, start, end)
    span = doc[start:end]
    return Span(start=span.start_char, end=span.end_char, text=span.text, in_=field)


def sentence_of(token: Token, field: Field | None) -> Extent:
    """The sentence that holds a token, without white space at its ends."""
    doc, sentence = token.doc, token.sent
    start, end = _trim(doc, sentence.start, sentence.end)
    return Extent(start=doc[start].idx, end=doc[end - 1].idx + len(doc[end - 1]), in_=field)


def words_of(token: Token) -> tuple[int, int]:
    """The characters of a phrase by its head, relative clauses left out."""
    inside = [each.i for each in _phrase(token, [])]
    last = token.doc[max(inside)]
    return token.doc[min(inside)].idx, last.idx + len(last)


def _phrase(anchor: Token, anchors: list[Token]) -> list[Token]:
    """An anchor with what modifies it, other clauses left out."""
    found, stack = [], [anchor]
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [child for child in token.children if child.dep_ not in _OUTSIDE or child in anchors]
    return found


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and (doc[start].is_space or doc[start].is_punct):
        start += 1
    while end - start > 1 and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    return start, end
