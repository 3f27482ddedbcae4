"""The review queue: what waits for a person, one event in focus with the words that it stands on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from verbale.desk.views.filters import Filter
from verbale.desk.views.judging import Standing, standing
from verbale.desk.words import sentences
from verbale.ledger.judging import active
from verbale.records import Event, Judgement, Record
from verbale.store.base import View
from verbale.store.facets import narrowed
from verbale.store.query import And, Is, Query, parse

Order = Literal["latest", "confidence", "novelty"]
SHOWN = 50
# What is put in order by confidence or novelty: the latest of what waits, so that a large ledger answers as well.
POOL = 500
REVIEW = "review"
WAITING = Is(REVIEW, ("unreviewed",))


class Waiting(Record, frozen=True, kw_only=True):
    """One line of the queue."""

    id: str
    sentence: str
    confidence: float


class Queue(Record, frozen=True, kw_only=True):
    """What a filter finds that waits: how many, a stretch of them, and the one in focus.

    `unsure` counts those set aside by who was not sure; `last` is what the person asking ruled last and can undo.
    """

    total: int
    unsure: int
    order: Order
    rows: tuple[Waiting, ...]
    focus: Standing | None
    before: str | None
    next: str | None
    last: tuple[Judgement, ...]


def waiting(asked: Filter) -> Query:
    """The query of what a filter finds and nobody has reviewed, or of the reviews that the filter names."""
    return narrowed(base(asked), asked.chosen)


def base(asked: Filter) -> Query:
    """The query before the facets narrow it: what nobody has reviewed, unless the filter names reviews."""
    named = REVIEW in asked.chosen or f"{REVIEW}:" in asked.q
    return parse(asked.q) if named else And((parse(asked.q), WAITING))


def queue(
    view: View, asked: Filter, who: str, at: str = "", order: Order = "latest", *, unsure: bool = False
) -> Queue:
    """The queue as somebody sees it, with the event `at` in focus, or the first. Raises QueryError, UsageError."""
    query = waiting(asked)
    total = view.tally("event", query).total
    doubts = {one.subject for one in view.doubts()}
    pool = view.events(filter=query, limit=POOL + len(doubts)).items
    aside = [event for event in pool if event.id in doubts]
    found = ordered(aside if unsure else [event for event in pool if event.id not in doubts], order)
    place = next((number for number, event in enumerate(found) if event.id == at), 0)
    first = min(max(place - SHOWN // 2, 0), max(len(found) - SHOWN, 0))
    shown = found[first : first + SHOWN]
    said = sentences({event.id: event for event in shown})
    return Queue(
        total=total,
        unsure=len(aside),
        order=order,
        rows=tuple(
            Waiting(id=one.id, sentence=said[one.id], confidence=round(one.confidence, 2)) for one in shown
        ),
        focus=standing(view, found[place].id) if found else None,
        before=found[place - 1].id if place else None,
        next=found[place + 1].id if place + 1 < len(found) else None,
        last=last_ruling(view.judgements(), who),
    )


def sure(view: View, asked: Filter, most: int) -> tuple[str, ...]:
    """The events that a filter finds for one stroke, `most` and one at most; not those set aside as not sure."""
    doubts = {one.subject for one in view.doubts()}
    found = view.events(filter=waiting(asked), limit=most + len(doubts) + 1).items
    return tuple(event.id for event in found if event.id not in doubts)[: most + 1]


def at_a_stroke(view: View, asked: Filter, most: int) -> int:
    """How many events one stroke would judge; where they are more than `most`, how many wait."""
    ids = sure(view, asked, most)
    return len(ids) if len(ids) <= most else view.tally("event", waiting(asked)).total


def ordered(events: Iterable[Event], order: Order) -> Sequence[Event]:
    """Events as they come, or the least sure first, or what was seen least first."""
    several = list(events)
    if order == "confidence":
        return sorted(several, key=lambda event: (event.confidence, event.id))
    if order == "novelty":
        seen = Counter(map(_deed, several))
        return sorted(several, key=lambda event: (seen[_deed(event)], event.confidence, event.id))
    return several


def last_ruling(said: Sequence[Judgement], who: str) -> tuple[Judgement, ...]:
    """What somebody ruled last and that still holds: one judgement, or all that were made at one stroke."""
    own = [one for one in active(said) if one.who == who]
    if not own:
        return ()
    last = own[-1]
    if not is_bulk(last):
        return (last,)
    return tuple(
        one
        for one in own
        if (one.at, one.verb, one.reason, is_bulk(one)) == (last.at, last.verb, last.reason, True)
    )


def bulk_reason(asked: Filter, reason: str) -> str:
    """The reason that stands with each of many judgements: that they were made at one stroke, on which filter."""
    return f"{BULK} {asked.address('') or '?'}" + (f": {reason}" if reason else "")


def is_bulk(judgement: Judgement) -> bool:
    """Whether a judgement was made at one stroke with others."""
    return (judgement.reason or "").startswith(BULK)


BULK = "all at once,"


def _deed(event: Event) -> tuple[str, str | None, frozenset[str], frozenset[str]]:
    """Who does what to whom."""
    return (
        event.event_type,
        event.event_mode,
        frozenset(party.id for party in event.actors),
        frozenset(party.id for party in event.recipients),
    )
