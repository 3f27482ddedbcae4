"""Two readers judge the same events apart; what they agree on is measured, what they differ on is settled."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from verbale.errors import NotFound, UsageError
from verbale.ledger import judging
from verbale.records import Article, Event, Record, Review
from verbale.rulings import Ruling, judge
from verbale.store.base import Store, View
from verbale.store.query import And, Is, Query, parse
from verbale.store.readings import Round, SecondReading, Verdict
from verbale.taking import stamp

MOST_EVENTS = 500
REVIEWER = "adjudication"


class Agreement(Record, frozen=True, kw_only=True):
    """How far two readers agree: of `both` events the share on which they say the same, and Cohen's κ, which
    leaves out what chance alone would give; null where both said one thing only, or nothing."""

    both: int
    same: float | None
    kappa: float | None


class RoundRow(Record, frozen=True, kw_only=True):
    """A round with how many of its events each reader has read."""

    round: Round
    read: tuple[int, int]
    whole: bool


class Rounds(Record, frozen=True, kw_only=True):
    """The rounds, the latest first."""

    rounds: tuple[RoundRow, ...]


class Reading(Record, frozen=True, kw_only=True):
    """What a reader is shown: the next event, its report, how many are left; nothing of what anybody said."""

    round: Round
    event: Event | None
    article: Article | None
    left: int


class Said(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader says of an event; `values` holds the fields that are to be fixed, where they say which."""

    event: str
    verdict: Verdict
    values: dict[str, str] = msgspec.field(default_factory=dict)
    reason: str | None = None


class Pair(Record, frozen=True, kw_only=True):
    """What both readers said of an event (`same`: the same, and where it is to be fixed, as the same), and how it
    stands in the ledger now."""

    event: Event
    title: str
    said: tuple[SecondReading, SecondReading]
    same: bool
    review: Review


class Result(Record, frozen=True, kw_only=True):
    """A round that both have read: their agreement, and each event, what they differ on first."""

    round: Round
    agreement: Agreement
    pairs: tuple[Pair, ...]
    unsettled: int


def rounds(view: View) -> Rounds:
    """All rounds."""
    return Rounds(rounds=tuple(_row(view, one) for one in reversed(view.rounds())))


def open_round(
    store: Store, name: str, query: str, size: int, readers: Sequence[str], *, who: str, now: datetime
) -> Round:
    """Draws events by chance from those that a query finds and nobody has reviewed. Raises UsageError, QueryError."""
    names = [reader.strip() for reader in readers if reader.strip()]
    if len(set(names)) != 2:
        raise UsageError("a second reading has two readers, each another")
    if not 1 <= size <= MOST_EVENTS:
        raise UsageError(f"a round has 1 to {MOST_EVENTS} events")
    asked: Query = And((parse(query), Is("review", ("unreviewed",))))
    with store.writer() as writer:
        found = [hit.id for hit in writer.search(asked)]
        if not found:
            raise UsageError("the query finds no event that is not reviewed yet")
        drawn = random.Random(stamp(now)).sample(sorted(found), min(size, len(found)))
        return writer.put_round(
            Round(
                name=name.strip() or "Second reading",
                readers=(names[0], names[1]),
                events=tuple(drawn),
                query=query,
                opened=stamp(now),
                who=who,
            )
        )


def next_reading(view: View, number: int, who: str) -> Reading:
    """The next event for a reader. Raises NotFound for who is none of the round's."""
    round = _as_reader(view.round(number), who)
    read = {one.event_id for one in view.readings(number) if one.who == who}
    left = [key for key in round.events if key not in read and _event(view, key)]
    event = _event(view, left[0]) if left else None
    return Reading(
        round=round, event=event, article=view.article(event.article_id) if event else None, left=len(left)
    )


def say(store: Store, number: int, said: Said, *, who: str, now: datetime) -> None:
    """Keeps what a reader says of an event.

    Raises NotFound, and UsageError for values that no event has, and once the other has seen the result.
    """
    with store.writer() as writer:
        round = _as_reader(writer.round(number), who)
        if said.event not in round.events:
            raise NotFound(f"{said.event}: is not in this round")
        if round.closed is not None or _row(writer, round).whole:
            raise UsageError("this round has been read by both; what was said in it stays")
        fixed = _fitting(writer.event(said.event), said.values) if said.verdict == "fix" else {}
        writer.put_reading(
            SecondReading(
                round=number,
                event_id=said.event,
                who=who,
                verdict=said.verdict,
                at=stamp(now),
                values=fixed,
                reason=(said.reason or "").strip() or None,
            )
        )


def _fitting(event: Event, values: Mapping[str, str]) -> dict[str, str]:
    if values.keys() - judging.FIXABLE:
        raise UsageError(f"what can be fixed is {', '.join(sorted(judging.FIXABLE))}")
    try:
        judging.fixed_event(event, {event.id: values})
    except msgspec.ValidationError as error:
        raise UsageError(f"{event.id}: {error}") from error
    return dict(values)


def result(view: View, number: int) -> Result:
    """What came of a round. Raises UsageError before both readers are through: the second reading is blind."""
    round = view.round(number)
    if not _row(view, round).whole:
        raise UsageError("what the readers said is shown when both have read everything")
    pairs = sorted(_pairs(view, round), key=lambda pair: (pair.same, pair.event.id))
    return Result(
        round=round,
        agreement=agreement([(one.verdict, other.verdict) for one, other in (pair.said for pair in pairs)]),
        pairs=tuple(pairs),
        unsettled=sum(pair.review == "unreviewed" for pair in pairs),
    )


def settle(
    store: Store, number: int, event_id: str, verdict: Verdict, *, who: str, now: datetime, of: str = ""
) -> None:
    """Makes a judgement of what the readers said of an event; of a fix, as the reader `of` says where they differ.

    Raises NotFound, and UsageError for what cannot be judged so.
    """
    with store.view() as view:
        found = next((pair for pair in result(view, number).pairs if pair.event.id == event_id), None)
    if found is None:
        raise NotFound(f"{event_id}: is not in this round")
    judge(store, [_ruling(found, verdict, of)], who=who, now=now)


def settle_agreed(store: Store, number: int, *, who: str, now: datetime) -> int:
    """Makes judgements of all that the readers agree on, but for what they only say is to be fixed; how many."""
    with store.view() as view:
        pairs = [pair for pair in result(view, number).pairs if pair.same and pair.review == "unreviewed"]
    rulings = [
        _ruling(pair, one.verdict)
        for pair in pairs
        for one in pair.said[:1]
        if one.verdict != "fix" or one.values
    ]
    return len(judge(store, rulings, who=who, now=now))


def agreement(said: Iterable[tuple[str, str]]) -> Agreement:
    """Cohen's κ of pairs of verdicts."""
    pairs = list(said)
    if not pairs:
        return Agreement(both=0, same=None, kappa=None)
    number = len(pairs)
    same = sum(one == other for one, other in pairs) / number
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[verdict] * second[verdict] for verdict in first) / number**2
    kappa = None if chance == 1 else round((same - chance) / (1 - chance), 3)
    return Agreement(both=number, same=round(same, 3), kappa=kappa)


def _ruling(pair: Pair, verdict: Verdict, of: str = "") -> Ruling:
    values = _values(pair, of) if verdict == "fix" else None
    one, other = pair.said
    said = f"{REVIEWER}: {one.who} said {one.verdict}, {other.who} {other.verdict}"
    reasons = "; ".join(reading.reason for reading in pair.said if reading.reason)
    return Ruling(verdict, pair.event.id, values=values, reason=f"{said}; {reasons}" if reasons else said)


def _values(pair: Pair, of: str) -> dict[str, str]:
    fixes = [one.values for one in pair.said if one.values and of in ("", one.who)]
    if not fixes:
        raise UsageError("nobody said what is to be fixed: fix it in the review, field by field")
    if any(one != fixes[0] for one in fixes):
        raise UsageError("the readers would fix it each otherwise: say as which of them")
    return fixes[0]


def _row(view: View, round: Round) -> RoundRow:
    said = view.readings(round.number)
    first, second = (sum(one.who == reader for one in said) for reader in round.readers)
    there = sum(_event(view, key) is not None for key in round.events)
    return RoundRow(round=round, read=(first, second), whole=min(first, second) >= there)


def _pairs(view: View, round: Round) -> Iterable[Pair]:
    said = {(one.event_id, one.who): one for one in view.readings(round.number)}
    for key in round.events:
        one, other = (said.get((key, reader)) for reader in round.readers)
        event = _event(view, key)
        if event is not None and one is not None and other is not None:
            yield Pair(
                event=event,
                title=view.article(event.article_id).title,
                said=(one, other),
                same=(one.verdict, one.values) == (other.verdict, other.values),
                review=view.review(key),
            )


def _as_reader(round: Round, who: str) -> Round:
    if who not in round.readers:
        raise NotFound(f"{round.number}: {who} is no reader of this round")
    return round


def _event(view: View, key: str) -> Event | None:
    try:
        return view.event(key)
    except NotFound:  # erased since
        return None
