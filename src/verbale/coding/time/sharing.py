"""Times that an event has from its neighbours: the rest of its row, the occasion, the time that opens its sentence."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from verbale.coding.time.grammar import grammar

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# Words that may stand before a time at the start of a sentence: "Early on Monday".
_OPENING = 3
# From an event up to the verb of its sentence: its row, and what it is done for or by.
_ALONG = frozenset({"conj", "xcomp"})
_BEFORE = frozenset({"before", "until", "while", "as"})
_CLIMB = 6


def is_of_row(token: Token, governor: Token, span: Span) -> bool:
    """In "moved in on Monday, took the mill and threatened to stay", Monday is that of all three.

    A later verb with a subject of its own is another matter, but for what came before it happened ("before police
    dispersed them").
    """
    node = token
    for _ in range(_CLIMB):
        waited = node.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.lower_ in _BEFORE for child in node.children
        )
        joined = node.dep_ == "conj" and not _has_subject(node)
        if not (waited or joined) or node.head == node:
            return False
        node = node.head
        if node == governor:
            return span.end <= token.i
    return False


def is_within(token: Token, governor: Token) -> bool:
    """In "asked for it in a letter of 3 May", the letter's time is the asking's."""
    occasion = governor
    if governor.dep_ == "acl" and governor.head.pos_ == "NOUN":
        occasion = governor.head  # "a letter dated 3 May"
    prep = occasion.head
    if occasion.dep_ != "pobj" or prep.lower_ not in ("in", "during", "at"):
        return False
    return prep.head in set(_carrying(token)) and occasion.lemma_.lower() in grammar().table.occasions


def is_told_by(token: Token, span: Span) -> bool:
    """In "since March, when rebels took the mill", March is when they took it, though it bounds what went before."""
    clause = token
    while clause.dep_ == "conj" and not _has_subject(clause):
        clause = clause.head
    opener = next((child for child in clause.lefts if child.lower_ == "when"), None)
    if opener is None or clause.dep_ not in ("relcl", "advcl", "ccomp", "acl"):
        return False
    before = opener.i - 1
    while before > span.start and token.doc[before].is_punct:
        before -= 1
    return span.start <= before < span.end


def is_led(token: Token, span: Span) -> bool:
    """A time that opens a sentence is that of its verbs, whatever the parse hangs it on."""
    sentence = token.sent
    opening = token.doc[sentence.start : span.start]
    if len(opening) > _OPENING or any(word.pos_ not in ("ADP", "ADV", "ADJ", "PUNCT") for word in opening):
        return False
    if any(word.lower_ in grammar().table.bounding for word in opening):
        return False
    node = token
    while node.dep_ in _ALONG and node.head != node:
        node = node.head
    return node == sentence.root and node.pos_ in ("VERB", "AUX") and span.end <= token.i


def _carrying(token: Token) -> Iterator[Token]:
    """The event's word, and the verb whose object it is: "made" of an appeal."""
    yield token
    if token.dep_ in ("dobj", "nsubjpass", "attr"):
        yield token.head


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)
