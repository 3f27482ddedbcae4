"""Cases, reports and events that a filter finds, with the facets that narrow it."""

from typing import Literal

from verbale.desk.views.filters import Filter, side_names
from verbale.export.caselines import flags, headline, is_reviewed, outcome
from verbale.export.names import country
from verbale.records import Case, Record
from verbale.store.base import View
from verbale.store.facets import DATE, FACETS
from verbale.store.rows import Facets, Hit

PAGE = 50
# Values of a facet that a page lists; the others are asked for by typing.
SHOWN = 12
DAYS = 31  # of a month; a date has no other order than that of time
SIDES = ("requester", "addressee")


class Choice(Record, frozen=True, kw_only=True):
    """A value of a facet, how many have it, and whether it is chosen."""

    value: str
    name: str
    count: int
    chosen: bool


class Facet(Record, frozen=True, kw_only=True):
    """A facet with its most frequent values, the chosen ones always among them."""

    name: str
    choices: tuple[Choice, ...]
    more: int


class Row(Record, frozen=True, kw_only=True):
    """One case in a list; `reviewed`: whether somebody has reviewed what its outcome stands on."""

    id: str
    headline: str
    outcome: str
    reviewed: bool
    flags: tuple[str, ...]
    sources: int
    reports: int
    opened: str | None
    updated: str | None


class Found(Record, frozen=True, kw_only=True):
    """A page of cases: how many in all, the facets, and the cursor of the next page."""

    total: int
    facets: tuple[Facet, ...]
    rows: tuple[Row, ...]
    after: str | None


class Hits(Record, frozen=True, kw_only=True):
    """A page of events or reports in their context."""

    total: int
    facets: tuple[Facet, ...]
    hits: tuple[Hit, ...]
    after: str | None


def cases(view: View, asked: Filter, after: str | None = None, limit: int = PAGE) -> Found:
    """The cases that a filter finds, the latest first. Raises QueryError and UsageError."""
    page = view.cases(asked.query(), limit=limit, after=after)
    counted = view.facets("case", asked.q, asked.chosen, inside=asked.inside)
    rows = tuple(row(case) for case in page)
    return Found(total=counted.total, facets=facets(view, counted, asked), rows=rows, after=page.after)


def row(case: Case) -> Row:
    """A case as lists show it."""
    return Row(
        id=case.id,
        headline=headline(case),
        outcome=outcome(case),
        reviewed=is_reviewed(case),
        flags=tuple(flags(case)),
        sources=case.independent_sources,
        reports=case.reports,
        opened=case.opened,
        updated=case.updated,
    )


def hits(
    view: View, kind: Literal["event", "article"], asked: Filter, after: str | None = None, limit: int = PAGE
) -> Hits:
    """The events or reports that a filter finds, with the words that were found. Raises QueryError, UsageError."""
    page = view.search(asked.query(), limit=limit, after=after, kind=kind)
    counted = view.facets(kind, asked.q, asked.chosen, inside=asked.inside)
    return Hits(total=counted.total, facets=facets(view, counted, asked), hits=page.items, after=page.after)


def facets(view: View, counted: Facets, asked: Filter) -> tuple[Facet, ...]:
    """The facets of what was counted, with names that people read."""
    keys = [one.value for name in SIDES for one in counted.counts.get(name, ())[: SHOWN * 2]]
    keys += [value for name in SIDES for value in asked.chosen.get(name, ())]
    named = side_names(view, keys)
    return tuple(_facet(name, counted, asked, named) for name in (*FACETS, DATE) if counted.counts.get(name))


def _facet(name: str, counted: Facets, asked: Filter, named: dict[str, str]) -> Facet:
    chosen = set(asked.chosen.get(name, ()))
    counts = counted.counts[name]
    most = DAYS if name == DATE else SHOWN
    shown = [one for place, one in enumerate(counts) if place < most or one.value in chosen]
    return Facet(
        name=name,
        choices=tuple(
            Choice(
                value=one.value,
                name=named.get(one.value, country(one.value))
                if name in SIDES
                else one.value.replace("_", " "),
                count=one.count,
                chosen=one.value in chosen,
            )
            for one in shown
        ),
        more=len(counts) - len(shown),
    )
