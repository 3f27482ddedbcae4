"""On what an event depends: "if crews are trained first", "once the harbour is open", "on condition that …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding.drafts import Draft
from verbale.coding.evidence import span_of
from verbale.records import Field, Span

_MARKS = frozenset({"if", "unless", "once", "provided", "providing"})
# A condition at "promised" holds for "to send" too; reported clauses have their own.
_CLIMBED = frozenset({"xcomp", "conj"})


def condition(draft: Draft, field: Field | None) -> Span | None:
    """The words of the condition that an event stands under, or None."""
    found = next(clauses(draft), None)
    if found is None:
        return None
    return span_of(found.doc, found.left_edge.i, found.right_edge.i + 1, field)


def clauses(draft: Draft) -> Iterator[Token]:
    """The heads of the phrases that say on what an event depends."""
    found = (clause for verb in _verbs(draft) for clause in _conditions(verb))
    return (clause for clause in found if clause.sent == draft.trigger.sent)


def _verbs(draft: Draft) -> Iterator[Token]:
    """The words that a condition may hang on: the predicate's, what stands over it, what it promises or asks."""
    for start in (draft.trigger, *draft.match.arguments.lenders):
        token = start
        yield token
        while token.dep_ in _CLIMBED and token.head.pos_ in ("VERB", "AUX", "ADJ"):
            token = token.head
            yield token
    yield from draft.fillers("CONTENT")


def _conditions(verb: Token) -> Iterator[Token]:
    negated = any(child.dep_ == "neg" for child in verb.children)
    return (child for child in verb.children if _is_condition(child, negated=negated))


def _is_condition(child: Token, *, negated: bool) -> bool:
    """Whether a phrase is a condition; "not until" is one, "until" alone is a time."""
    if child.dep_ == "prep":
        return any(word.lemma_ == "condition" for word in child.children)
    marks = {word.lower_ for word in child.children if word.i < child.i}
    return child.dep_ == "advcl" and bool(marks & _MARKS or (negated and "until" in marks))
