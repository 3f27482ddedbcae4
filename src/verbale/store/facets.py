"""What things are counted under: the values of each facet, and what choosing some of them means.

A facet's value is one word of a short list: a country's code or a party's id, a type, a category. Chosen values
of one facet are alternatives, facets narrow each other. Days are no values: a thing is counted under each year,
month or day that it touches, so that "in October" stands under the month and under no day before it is asked for.

An event has its own values, and the stages of its cases; a case has its own parties, items, stages and reviews,
and from its events their types, outlets and confidences; an article has its outlet, and the rest from its events.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from verbale.errors import UsageError
from verbale.ledger.sides import FEW, MOVING, side
from verbale.records import Article, Case, Event, Party, Review
from verbale.store.charted import CHARTED, charted_facets
from verbale.store.query import And, Day, Has, Or, Query, span
from verbale.store.rows import FacetCount

Values = Mapping[str, frozenset[str]]
DATE = "date"
FACETS = ("requester", "addressee", "type", "item", "stage", "outlet", "review", "confidence")
# What a case and an article are counted under because their events are.
CASE_FROM_EVENTS = ("type", "outlet", "confidence")
ARTICLE_FROM_EVENTS = ("requester", "addressee", "type", "item", "review", "confidence")
_BANDS = 10


def event_facets(event: Event, article: Article, review: Review) -> Values:
    """The values of an event; the stages of its cases are not among them."""
    ask: tuple[Party, ...] = ()
    answer: tuple[Party, ...] = ()
    if event.event_type in MOVING:
        others = event.recipients or event.beneficiaries
        ask, answer = (
            (event.actors, event.recipients) if event.event_type == "REQUEST" else (others, event.actors)
        )
    return {
        "requester": sides(ask),
        "addressee": sides(answer),
        "type": frozenset((event.event_type,)),
        "item": frozenset(item.category for item in event.items if item.category),
        "outlet": _outlet(article),
        "review": frozenset((review,)),
        "confidence": frozenset((band(event.confidence),)),
        **charted_facets(event, article),
    }


def case_facets(case: Case, events: Iterable[Values] = ()) -> Values:
    """The values of a case, with those that it has from its events."""
    stages = (case.stage, case.provisional_stage, case.exit)
    return {
        "requester": sides(case.requester),
        "addressee": sides(case.addressee),
        "item": frozenset(item.category for item in case.items if item.category),
        "stage": frozenset(stage for stage in stages if stage),
        "review": frozenset(step.review for step in case.steps),
        **_united(events, CASE_FROM_EVENTS),
    }


def article_facets(article: Article, events: Iterable[Values]) -> Values:
    """The values of an article with those of its events."""
    return {"outlet": _outlet(article), **_united(events, ARTICLE_FROM_EVENTS)}


def sides(parties: Iterable[Party]) -> frozenset[str]:
    """Countries by their code, a handful of states by the code of each; any other party by its id."""
    return frozenset(value for party in parties for value in _sides(party))


def band(confidence: float) -> str:
    """The tenth that a confidence lies in, by its lower bound: "0.8" holds 0.80 to 0.89."""
    return f"{min(int(round(confidence, 4) * _BANDS), _BANDS - 1) / _BANDS:.1f}"


def narrowed(query: Query, chosen: Mapping[str, Sequence[str]]) -> Query:
    """The query, narrowed to the chosen values. Raises UsageError for a facet or day that there is not."""
    return And((query, *(choice(facet, values) for facet, values in chosen.items() if values)))


def choice(facet: str, values: Sequence[str]) -> Query:
    """What has any of the values. Raises UsageError."""
    if facet == DATE:
        return Or(tuple(_touches(value) for value in values))
    known(facet)
    return Has(facet, tuple(values))


def known(*facets: str) -> None:
    """Raises UsageError for a facet that there is not."""
    for facet in facets:
        if facet not in FACETS + CHARTED:
            raise UsageError(f"no facet {facet!r}; there are {', '.join((*FACETS, DATE, *CHARTED))}")


def units(inside: str) -> tuple[str, ...]:
    """The months of a year, the days of a month. Raises UsageError where there is no such year or month."""
    limits = span(inside)
    if limits is None or len(inside) not in (4, 7):
        raise UsageError(f"{inside}: days are counted inside of a year (2015) or a month (2015-10)")
    last = 12 if len(inside) == 4 else int(limits[1][-2:])
    return tuple(f"{inside}-{number:02}" for number in range(1, last + 1))


def touched(first: str | None, last: str | None, inside: str = "") -> Iterator[str]:
    """The years, or the months or days inside of a year or month, that a time from first to last touches."""
    if first is None or last is None:
        return
    if not inside:
        yield from (f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1))
        return
    for unit in units(inside):
        limits = span(unit)
        if limits and first <= limits[1] and last >= limits[0]:
            yield unit


def ranked(counts: Mapping[str, int], facet: str) -> list[tuple[str, int]]:
    """Values with their counts, the most first; days and confidences in their own order."""
    if facet in (DATE, "confidence"):
        return sorted(counts.items())
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def told(counts: Mapping[str, int], facet: str) -> tuple[FacetCount, ...]:
    """The counts of a facet in their order."""
    return tuple(FacetCount(value=value, count=count) for value, count in ranked(counts, facet))


def coupled(counts: Mapping[tuple[str, str], int]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of values with their counts, the most first."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _touches(value: str) -> Query:
    limits = span(value)
    if limits is None or len(value) not in (4, 7, 10):
        raise UsageError(f"{value}: a day is chosen as 2015, 2015-10 or 2015-10-05")
    return And((Day(True, limits[0]), Day(False, limits[1])))


def _sides(party: Party) -> tuple[str, ...]:
    own = side(party)
    if own == party.country:
        return (own,)
    return party.members if 0 < len(party.members) <= FEW else (party.id,)


def _outlet(article: Article) -> frozenset[str]:
    name = (article.outlet or "").replace("\0", "").strip()
    return frozenset((name,)) if name else frozenset()


def _united(events: Iterable[Values], names: Sequence[str]) -> Values:
    several = tuple(events)
    return {name: frozenset[str]().union(*(one.get(name, frozenset()) for one in several)) for name in names}
