"""Finds the turns of a conversation in a text: who speaks in which paragraphs, and who is asked.

Three layouts: "Q:" and "A:"; names before a colon ("Mr OKAFOR: …", "ADA OKAFOR (presenter): …"); and bare
questions between answers in the first person, on pages that call themselves an interview.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Turn", "find"]

Kind = Literal["question", "answer", "speech"]
Span = tuple[int, int]

_WORD = r"(?:(?:al|el|ad|ar|an)-)?[A-Z][\w.\-]*(?:['’][A-Z]\w*)?"
_PARTICLE = r"(?:(?:de|da|di|del|der|dos|van|von|bin|ibn|al|el|la|le|ter)[ ])"
_NAME = rf"{_WORD}(?:[ ]{_PARTICLE}?{_WORD}){{0,4}}"
_LABEL = re.compile(rf"(?P<name>{_NAME})(?:[ ]\([^()\n]{{1,40}}\))?[ ]?:\s+(?=\S)")
# Labels of questions and answers, and what they are labels of.
_SIDES: dict[str, Kind] = {"q": "question", "question": "question", "a": "answer", "answer": "answer"}
_INTERVIEW = re.compile(r"\b(?:interview|interviewed|conversation)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_SECOND = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
# "Ada Okafor was minister until …": a sentence that opens with a full name tells of whoever is interviewed.
_SUBJECT = re.compile(
    rf"(?:(?:^|(?<=[.!?]\s))|\b(?:interview with|spoke to|spoke with|talked to|talked with|sat down with|asked) )"
    rf"(?:(?:Mr|Mrs|Ms|Dr|Chief|President|Prime Minister|Minister|General|Ambassador)\.?\s)?"
    rf"(?P<name>{_WORD}(?:[ ]{_PARTICLE}?{_WORD}){{1,3}})(?=,?\s[a-z])",
    re.MULTILINE,
)
# Labels of credits and notes, behind which nobody speaks.
_CREDITS = re.compile(
    r"Interview|By|Photo|Photos|Picture|Source|Note|Editor|Contact|Published|Translation|Update|Read"
)
_ARTICLES = frozenset({"The", "A", "An", "In", "On", "At"})
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr", "Sir", "Senator"})
_SHORT = 30  # words of a question that is put as a statement
_FEWEST = 3  # bare questions that make an interview


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaks at a stretch: characters `start` to `end`, without the label before it.

    `label` is the stretch of the label with its colon, None where there is none; `speaker` and `addressee` are
    the words that name who speaks and who is spoken to, None where the page does not tell.
    """

    start: int
    end: int
    kind: Kind
    label: Span | None = None
    speaker: Span | None = None
    addressee: Span | None = None


def find(text: str) -> tuple[Turn, ...]:
    """The turns of a text in order; none where it is no conversation."""
    paragraphs = tuple(_paragraphs(text))
    labelled = {at: turn for at, span in enumerate(paragraphs) if (turn := _labelled(text, *span))}
    if any(turn.kind != "speech" for turn in labelled.values()):
        sides = {at: turn for at, turn in labelled.items() if turn.kind != "speech"}
        return _told(text, _continued(sides, paragraphs))
    pairs = _bare(text, paragraphs, labelled)
    if pairs:
        return _told(text, pairs)
    return _addressed(text, _continued(labelled, paragraphs)) if _is_dialogue(text, labelled) else ()


def _paragraphs(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        body = line.group().strip()
        if body:
            start = line.start() + line.group().index(body)
            yield start, start + len(body)


def _labelled(text: str, start: int, end: int) -> Turn | None:
    """A paragraph that opens with a label, as a turn."""
    found = _LABEL.match(text, start, end)
    if found is None or found.end() >= end or _CREDITS.match(found["name"]):
        return None
    kind = _SIDES.get(found["name"].lower().rstrip("."), "speech")
    speaker = found.span("name") if kind == "speech" else None
    return Turn(found.end(), end, kind, label=(start, found.end()), speaker=speaker)


# -- labels


def _is_dialogue(text: str, labelled: dict[int, Turn]) -> bool:
    """Whether labels are speakers and no headings: some come again, or are in turn and asked or titled."""
    names = [_surname(text, turn) for turn in labelled.values()]
    if len(set(names)) < 2:
        return False
    if sum(count for count in Counter(names).values() if count > 1) >= _FEWEST:
        return True
    for at, turn in labelled.items():
        answer = labelled.get(at + 1)
        if answer is not None and _surname(text, answer) != _surname(text, turn):
            both = _name(text, turn).split()[0].rstrip("."), _name(text, answer).split()[0].rstrip(".")
            if text[turn.start : turn.end].endswith("?") or _TITLES.issuperset(both):
                return True
    return False


def _name(text: str, turn: Turn) -> str:
    return text[turn.speaker[0] : turn.speaker[1]] if turn.speaker else ""


def _surname(text: str, turn: Turn) -> str:
    return _name(text, turn).split()[-1].lower()


def _continued(labelled: dict[int, Turn], paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns, each with the paragraphs without a label up to the next, where most of them have one."""
    places = sorted(labelled)
    dense = len(places) * 2 > places[-1] - places[0] if places else False
    turns = []
    for at, following in zip(places, [*places[1:], None], strict=True):
        last = following - 1 if dense and following is not None else at
        turns.append(replace(labelled[at], end=paragraphs[last][1]))
    return tuple(turns)


def _addressed(text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The turns with questions put to whoever speaks next."""
    return tuple(
        replace(turn, addressee=after.speaker)
        if after and text[turn.start : turn.end].endswith("?")
        else turn
        for turn, after in zip(turns, [*turns[1:], None], strict=True)
    )


# -- questions and answers


def _bare(text: str, paragraphs: Sequence[Span], labelled: dict[int, Turn]) -> tuple[Turn, ...]:
    """Questions without a label and the answers to them; the first of each may name who speaks."""
    if len(labelled) > 2 or not _INTERVIEW.search(text):
        return ()
    start = next((at for at, span in enumerate(paragraphs) if _asks(text, span)), len(paragraphs))
    turns: list[Turn] = []
    speaker: Span | None = None
    for at in range(start, len(paragraphs)):
        span = paragraphs[at]
        own = labelled.get(at)
        if at > start + 1 and _LABEL.match(text, *span):
            break  # "Interview: …" under the last answer
        expects_answer = bool(turns) and turns[-1].kind == "question"
        if not expects_answer and (not turns or _may_ask(text, span)):
            turns.append(Turn(own.start if own else span[0], span[1], "question", own.label if own else None))
            continue
        if expects_answer:
            speaker = own.speaker if own else speaker
            turns.append(
                Turn(own.start if own else span[0], span[1], "answer", own.label if own else None, speaker)
            )
        else:
            turns[-1] = replace(turns[-1], end=span[1])
    return tuple(turns) if _is_interview(text, turns) else ()


def _asks(text: str, span: Span) -> bool:
    words = text[span[0] : span[1]]
    return words.endswith("?") and len(words.split()) <= _SHORT


def _may_ask(text: str, span: Span) -> bool:
    """Whether a paragraph after an answer is the next question: it asks, or is short, and not about "me"."""
    words = text[span[0] : span[1]]
    return not _FIRST.search(words) and len(words.split()) <= _SHORT


def _is_interview(text: str, turns: Sequence[Turn]) -> bool:
    """Whether enough of the questions ask, and of the answers speak of "me" and "us"."""
    questions = [text[turn.start : turn.end] for turn in turns if turn.kind == "question"]
    answers = [text[turn.start : turn.end] for turn in turns if turn.kind == "answer"]
    asking = sum(words.endswith("?") or bool(_SECOND.search(words)) for words in questions)
    own = sum(bool(_FIRST.search(words)) for words in answers)
    return len(questions) >= _FEWEST and 2 * asking >= len(questions) and 2 * own >= len(answers)


def _told(text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The turns with the person interviewed, as the page introduces him, where no label names him."""
    opening = text[: turns[0].label[0] if turns[0].label else turns[0].start]
    named = next((turn.speaker for turn in turns if turn.kind == "answer" and turn.speaker), None)
    who = named or _introduced(opening)
    return tuple(
        replace(turn, speaker=turn.speaker or who) if turn.kind == "answer" else replace(turn, addressee=who)
        for turn in turns
    )


def _introduced(opening: str) -> Span | None:
    """Of whom the paragraphs above an interview tell: the first full name that a sentence opens with."""
    found = (match.span("name") for match in _SUBJECT.finditer(opening))
    return next((span for span in found if opening[span[0] :].split(maxsplit=1)[0] not in _ARTICLES), None)
