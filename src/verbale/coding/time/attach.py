"""Which time expression dates an event.

A time belongs to what it hangs on in the parse. Another verb's time is not the event's, unless that verb only
carries the event ("held talks on Monday") or begins a row of acts ("On Monday he flew to Rome and met ...").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from spacy.tokens import Span, Token

from verbale.coding.time.grammar import grammar
from verbale.coding.time.sharing import SUBJECTS, is_led, is_of_row, is_told_by, is_within
from verbale.coding.time.timex import Timex
from verbale.read.reading import text_of
from verbale.records import Basis, Extent, Field, When

_NOMINAL = frozenset(
    {
        "dobj",
        "pobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "prep",
        "compound",
        "conj",
        "appos",
        "dative",
        "oprd",
        "pcomp",
    }
)
_VERBAL = frozenset({"VERB", "AUX"})
_BESIDE = frozenset({"prep", "npadvmod", "advmod"})
# How many nouns and prepositions may lie between a noun and its verb ("took part in talks").
_CLIMB = 4
# How far the verb may be when the parse gave its time away: to its object, or the object of a preposition.
_ASTRAY = 2
_UNITS = frozenset({"minute", "hour", "day", "night", "week", "month", "year"})
_RANGE_OPENERS = frozenset({"from", "between"})
_OPENER_REACH = len("between") + 3  # characters that hold the opener and some white space
_RANGE_LINKS = frozenset({"to", "and", "until", "till", "through", "-", "–"})


@dataclass(frozen=True, slots=True)
class _Hold:
    """What a time hangs on in the parse, and by which relation, prepositions passed over."""

    governor: Token
    link: str


def attach(token: Token, timexes: Sequence[Timex], *, in_: Field | None = None) -> When | None:
    """The time of the event whose trigger is `token`; None where the text gives none.

    `timexes` are those of `token.doc.text`, in order; `in_` says that this is the headline.
    """
    sent = token.sent
    near = [timex for timex in timexes if sent.start_char <= timex.start and timex.end <= sent.end_char]
    ranked: list[tuple[int, int, int]] = []
    for index, timex in enumerate(near):
        span = token.doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is None or not _dates_events(timex):
            continue
        rank = _rank(token, span)
        if rank is not None:
            ranked.append((rank, min(abs(token.i - span.start), abs(token.i - span.end)), index))
    if not ranked:
        return None
    return _when(text_of(token.doc), _stretch(token, near, min(ranked)[2]), in_)


def publication_when(published: date) -> When:
    """The day of writing, as a time that no words give."""
    day = published.isoformat()
    return When(text=None, span=None, start=day, end=day, basis="publication")


def _dates_events(timex: Timex) -> bool:
    """Lengths, repetitions and "now" or "recently" date nothing."""
    return timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF")


def _rank(token: Token, span: Span) -> int | None:
    """How directly a time belongs to an event, 0 the most; None where it does not."""
    if is_told_by(token, span):
        return 1
    hold = _hold(span)
    if hold is None or _said_before(token, span):
        return None
    governor = hold.governor
    if governor == token:
        return 0
    if governor.head == token and _said_before(governor, span):
        return 1
    if _carrier(token) == governor or _between_subject_and_verb(token, governor, span):
        return 1
    if _shares_lead(token, governor, span) or _takes_place_in(token, governor):
        return 2
    if is_of_row(token, governor, span) or is_within(token, governor) or is_led(token, span):
        return 3
    return 3 if span.start > token.i and _astray(token, hold, span) else None


def _takes_place_in(token: Token, governor: Token) -> bool:
    """In "killed in Friday's attack" and "ousted by the revolt of 2001" the time is that of both."""
    link = governor.head
    if governor.dep_ != "pobj" or link.head != token:
        return False
    return link.lower_ in {"during", "by"} or (
        link.lower_ in {"in", "at"} and token.lemma_.lower() in grammar().table.harming
    )


def _astray(token: Token, hold: _Hold, span: Span) -> bool:
    """In "met the envoy on Friday", Friday is the meeting's, though the parse may give it to the envoy.

    Only what stands beside a noun can go astray, not what is part of it. A common noun keeps a month or a
    year, which date nouns as often ("a cut in 2015"); a name has no time of its own.
    """
    if hold.link not in _BESIDE or hold.governor.pos_ in _VERBAL:
        return False
    above = list(_nouns_up(hold.governor))
    if _before(span) == "on" and _names_day(span):
        return token in above  # "in front of the office on Monday"
    return token in above[:_ASTRAY] and (hold.governor.pos_ == "PROPN" or _names_day(span))


def _names_day(span: Span) -> bool:
    return _before(span) == "on" or span.root.lower_ in grammar().table.words["WEEKDAY"]


def _hold(span: Span) -> _Hold | None:
    """What a time hangs on; None where it only bounds the event ("since Monday", "before June")."""
    bounding = grammar().table.bounding
    node = span.root
    while node.head != node and (
        span.start <= node.head.i < span.end or node.dep_ in {"pobj", "pcomp"} or node.head.pos_ == "ADP"
    ):
        node = node.head
        if node.lower_ in bounding:
            return None
    if node.head.lemma_.lower() in _UNITS and node.head.i < span.start:
        node = node.head if node.head.dep_ != "pobj" else node.head.head  # "held for two days last week"
    if _before(span) in bounding:
        return None
    return _wedged(span) or _run_together(span, node) or _Hold(node.head, node.dep_)


def _wedged(span: Span) -> _Hold | None:
    """In "the capture last week of the town", the time is the capture's, whatever the parse says."""
    start = span.start - 1 if _before(span) == "on" else span.start
    if not start > 0 or span.end >= len(span.doc) or span.doc[span.end].lower_ != "of":
        return None
    noun = span.doc[start - 1]
    return _Hold(noun, "npadvmod") if noun.pos_ == "NOUN" else None


def _run_together(span: Span, node: Token) -> _Hold | None:
    """In "on Friday shopkeepers marched" the time is the march's, though the parse makes one name of the two."""
    subject = node.head
    if node.dep_ != "compound" or _before(span) not in ("on", "in") or subject.dep_ not in SUBJECTS:
        return None
    return _Hold(subject.head, "npadvmod")


def _before(span: Span) -> str:
    return span.doc[span.start - 1].lower_ if span.start else ""


def _between_subject_and_verb(token: Token, governor: Token, span: Span) -> bool:
    """In "the council on Monday ordered", Monday is the order's, whatever the parse says."""
    if token.pos_ not in _VERBAL or not span.end <= token.i or governor.i >= span.start:
        return False
    nouns = {governor, *_nouns_up(governor)}
    subject = any(child in nouns for child in token.children if child.dep_ in SUBJECTS)
    between = token.doc[span.end : token.i]
    return subject and all(word.head == token and word.dep_ not in SUBJECTS for word in between)


def _carrier(token: Token) -> Token | None:
    """The verb that only carries the event: "held" of talks, "began" of to withdraw."""
    if token.dep_ == "xcomp":
        return token.head if _carries(token.head) else None
    if token.pos_ in _VERBAL:
        return None
    for noun in (token, *_nouns_up(token)):
        if noun.head.pos_ in _VERBAL:
            takes_place = noun.dep_ == "agent" or (noun == token and noun.dep_ in SUBJECTS)
            return noun.head if takes_place or _carries(noun.head) else None
    return None


def _carries(verb: Token) -> bool:
    return verb.lemma_.lower() in grammar().table.carriers


def _nouns_up(token: Token) -> Iterator[Token]:
    """What lies above a noun as long as only nouns and prepositions are passed, at most a few steps."""
    node = token
    for _ in range(_CLIMB):
        if node.dep_ not in _NOMINAL or node.head == node:
            return
        node = node.head
        yield node
        if node.pos_ in _VERBAL:
            return


def _shares_lead(token: Token, governor: Token, span: Span) -> bool:
    """A later verb of a row shares the time that leads it; so does a participle that goes along."""
    node = token
    while node.dep_ == "conj":
        node = node.head
        if node == governor:
            return span.start < governor.i
    along = (
        node.dep_ == "advcl"
        and node.tag_ == "VBG"
        and not any(child.dep_ in SUBJECTS for child in node.children)
    )
    return along and node.head == governor and not any(child.dep_ == "mark" for child in node.children)


def _said_before(token: Token, span: Span) -> bool:
    """In "said Friday it would send", Friday is not the sending's, whatever the parse says."""
    clause = token
    while clause.dep_ in {"xcomp", "conj", "prep", "pobj", "dobj"} and clause.head != clause:
        clause = clause.head
    if clause.dep_ not in {"ccomp", "parataxis"} or not clause.head.i < span.start < token.i:
        return False
    between = token.doc[clause.head.i + 1 : span.start]
    opened = any(word.lower_ in {"that", "if", "whether"} or word.is_punct for word in between)
    subjects = [child.left_edge.i for child in clause.children if child.dep_ in SUBJECTS]
    return not opened and span.start < min(subjects, default=token.i)


def _when(text: str, stretch: tuple[Timex, Timex], in_: Field | None) -> When:
    """The record of a time, or of the stretch from one to another in "from ... to ..."."""
    first, last = stretch
    basis = _basis(first.basis, last.basis)
    known = basis != "unknown"
    return When(
        text=text[first.start : last.end],
        span=Extent(start=first.start, end=last.end, in_=in_),
        start=first.first if known else None,
        end=last.last if known else None,
        basis=basis,
    )


def _stretch(token: Token, timexes: Sequence[Timex], index: int) -> tuple[Timex, Timex]:
    """The time at an index twice, or both ends of "from ... to ..." where it is one of them."""
    for first, last in pairwise(timexes[max(index - 1, 0) : index + 2]):
        if _linked(text_of(token.doc), first, last) and _dates_events(first) and _dates_events(last):
            return first, last
    return timexes[index], timexes[index]


def _linked(text: str, first: Timex, last: Timex) -> bool:
    before = text[max(first.start - _OPENER_REACH, 0) : first.start].lower().split()
    link = text[first.end : last.start].strip().lower()
    in_order = first.first is None or last.last is None or first.first <= last.last
    return in_order and link in _RANGE_LINKS and bool(before) and before[-1] in _RANGE_OPENERS


def _basis(first: Basis, last: Basis) -> Basis:
    """A stretch is as sure as its less sure end."""
    return max(first, last, key=("explicit", "relative", "publication", "unknown").index)
