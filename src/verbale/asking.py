"""Asks a store: cases with what they stand on, events with their articles."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeVar

from msgspec.structs import replace

from verbale.errors import NotFound, QueryError
from verbale.export.casefile import CaseFile
from verbale.records import Case, Event, Minutes
from verbale.store.base import View
from verbale.store.query import And, Is, Or, Query, parse
from verbale.store.rows import Page
from verbale.store.words import folded

T = TypeVar("T")
# Things asked for at a time, where all are wanted.
BATCH = 500


def query(text: str, fields: Mapping[str, Iterable[str]]) -> Query:
    """A query and, besides, a value for each field that has any; values of a field are alternatives.

    Raises QueryError.
    """
    from_fields = [_any(field, tuple(values)) for field, values in fields.items()]
    return And((parse(text), *(part for part in from_fields if part is not None)))


def case_file(view: View, case_id: str) -> CaseFile:
    """A case with the articles that report it, all their events and all that was judged. Raises NotFound."""
    case = view.case(case_id)
    events = {key: event for step in case.steps for key in step.events if (event := _event(view, key))}
    articles = {key: view.article(key) for key in {event.article_id for event in events.values()}}
    whole = {event.id: event for key in sorted(articles) for event in view.events(key)}
    return CaseFile(
        case=case,
        events=whole | events,
        articles=articles,
        judgements=view.judged(_parts(case)),
    )


def every(fetch: Callable[[int, str | None], Page[T]]) -> Iterator[T]:
    """All that a question finds, a batch at a time: `fetch` takes how many and the cursor."""
    after: str | None = None
    while True:
        page = fetch(BATCH, after)
        yield from page
        after = page.after
        if after is None:
            return


def pages(view: View, events: Iterable[Event]) -> Iterator[Minutes]:
    """Events with their articles, in the order given; neighbours of one article are one page."""
    for article_id, group in groupby(events, key=lambda event: event.article_id):
        yield Minutes(article=view.article(article_id), events=tuple(group))


def as_of(case: Case, today: str) -> Case:
    """The case as it stands today: a search that found no response finds none still."""
    if case.no_response_found_as_of is None or case.no_response_found_as_of >= today:
        return case
    return replace(case, no_response_found_as_of=today)


def _any(field: str, values: tuple[str, ...]) -> Query | None:
    if not values:
        return None
    return Or(tuple(_is(field, value) for value in values))


def _is(field: str, value: str) -> Is:
    words = folded(value)
    if not words:
        raise QueryError(value, 0, f"{field} wants a word or number")
    return Is(field, words)


def _event(view: View, event_id: str) -> Event | None:
    try:
        return view.event(event_id)
    except NotFound:  # erased since the case was settled
        return None


def _parts(case: Case) -> set[str]:
    """The ids of the case, its steps and their events."""
    return {case.id, *(key for step in case.steps for key in (step.id, *step.events))}
