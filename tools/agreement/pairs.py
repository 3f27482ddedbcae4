"""Pairs the events, and the cases, of two readings of a story."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tools.agreement.reading import Story, events, same_name, spans
from verbale.evaluate.goldcases import GoldCase, Sides, sides
from verbale.evaluate.goldstory import GoldEvent, GoldReading
from verbale.evaluate.matching import half_right, roles_right
from verbale.records import Event

T = TypeVar("T")
Worth = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One event as both readers have it; `event` is the second reading as something to compare."""

    first: GoldEvent
    second: GoldEvent
    event: Event


@dataclass(frozen=True, slots=True)
class CasePair:
    """One case as both readers have it: of the same parties."""

    first: GoldCase
    second: GoldCase

    @property
    def same_status(self) -> bool:
        """Whether they share a stage."""
        return not set(self.first.status).isdisjoint(self.second.status)


@dataclass(frozen=True, slots=True)
class Compared:
    """A story with its pairs, and what only one reader has."""

    story: Story
    pairs: tuple[Pair, ...]
    cases: tuple[CasePair, ...]

    @property
    def only_first(self) -> tuple[GoldEvent, ...]:
        """Events that the second reader did not list."""
        return _without(self.story.first.events, (pair.first for pair in self.pairs))

    @property
    def only_second(self) -> tuple[GoldEvent, ...]:
        """Events that the first reader did not list."""
        return _without(self.story.second.events, (pair.second for pair in self.pairs))

    @property
    def cases_only_first(self) -> tuple[GoldCase, ...]:
        """Cases that the second reader did not list."""
        return _without(self.story.first.cases, (pair.first for pair in self.cases))

    @property
    def cases_only_second(self) -> tuple[GoldCase, ...]:
        """Cases that the first reader did not list."""
        return _without(self.story.second.cases, (pair.second for pair in self.cases))


def compare(story: Story) -> Compared:
    """Pair the events by their words in the text, and the cases by their parties."""
    pairs = _pairs(story)
    return Compared(story, pairs, _case_pairs(story, pairs))


def _pairs(story: Story) -> tuple[Pair, ...]:
    rated = {
        (i, j): worth
        for i, first in enumerate(story.first.events)
        for j, (second, event) in enumerate(zip(story.second.events, events(story), strict=True))
        if (worth := _worth(story.text, first, second, event))
    }
    told = events(story)
    return tuple(Pair(story.first.events[i], story.second.events[j], told[j]) for i, j in sorted(best(rated)))


def best(rated: dict[tuple[int, int], Worth]) -> list[tuple[int, int]]:
    """One to one, the pairs of most worth first."""
    taken: list[tuple[int, int]] = []
    for i, j in sorted(rated, key=lambda pair: (rated[pair], -pair[0], -pair[1]), reverse=True):
        if all(i != one and j != other for one, other in taken):
            taken.append((i, j))
    return taken


def _worth(text: str, first: GoldEvent, second: GoldEvent, event: Event) -> Worth | None:
    """None where they share no words; else the type first, then the parties, then how many words are shared."""
    shared = _overlap(text, (first.anchor, *first.also), (second.anchor, *second.also))
    if not shared:
        return None
    on_anchor = _overlap(text, [first.anchor], [second.anchor])
    alike = any(event.event_type in reading.types for reading in first.readings())
    return float(alike), float(right_roles(first.readings(), event)), on_anchor, shared


def _overlap(text: str, one: Sequence[str], other: Sequence[str]) -> float:
    mine, yours = _chars(text, one), _chars(text, other)
    return len(mine & yours) / len(mine | yours)


def _chars(text: str, anchors: Sequence[str]) -> set[int]:
    return {at for span in spans(text, anchors) for at in range(span.start, span.end)}


def right_roles(readings: Iterable[GoldReading], event: Event) -> bool:
    """Whether one of the readings has the event's parties. A role that the second reader left open is right."""
    return any(roles_right(reading, event) for reading in readings)


def role_right(first: GoldReading, event: Event, role: str) -> bool:
    """Half of the parties on both sides; of a meeting, in whatever role."""
    if event.event_type == "CONSULT" and "CONSULT" in first.types:
        return roles_right(first, event)
    return half_right(getattr(first, role), getattr(event, role))


def _case_pairs(story: Story, pairs: Iterable[Pair]) -> tuple[CasePair, ...]:
    numbers = defaultdict(set)
    for pair in pairs:
        numbers[pair.first.n].add(pair.second.n)
    rated = {
        (i, j): worth
        for i, first in enumerate(story.first.cases)
        for j, second in enumerate(story.second.cases)
        if (worth := _case_worth(CasePair(first, second), numbers))
    }
    return tuple(CasePair(story.first.cases[i], story.second.cases[j]) for i, j in sorted(best(rated)))


def _case_worth(pair: CasePair, numbers: dict[int, set[int]]) -> Worth | None:
    first, second = pair.first, pair.second
    if not (same_sides(first.requester, second.requester) and same_sides(first.addressee, second.addressee)):
        return None
    shared = {n for event in first.events for n in numbers.get(event, ())} & set(second.events)
    return float(len(shared)), float(pair.same_status)


def same_sides(one: Sides, other: Sides) -> bool:
    """At least half of each side is on the other."""
    return _half_in(sides(one), sides(other)) and _half_in(sides(other), sides(one))


def _half_in(one: Sequence[str], other: Sequence[str]) -> bool:
    found = sum(any(_is(name, wanted) for name in other) for wanted in one)
    return bool(found) and 2 * found >= len(one)


def _is(one: str, other: str) -> bool:
    """The same code, letters that stand for the other name's words, or a part of it."""
    if one == other or one == _initials(other) or other == _initials(one):
        return True
    return not any(len(name) == 3 and name.isupper() for name in (one, other)) and same_name(one, other)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _without(all_of: Iterable[T], some: Iterator[T]) -> tuple[T, ...]:
    gone = {id(one) for one in some}
    return tuple(one for one in all_of if id(one) not in gone)
