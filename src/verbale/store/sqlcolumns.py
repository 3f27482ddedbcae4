"""Counts and answers from columns, which are read from a database once for each state of it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Select, Text, cast, func, select

from verbale.store import schema as s
from verbale.store.columns import Columns, Mask, Numbers, Postings
from verbale.store.facets import DATE, FACETS, choice, coupled, told
from verbale.store.query import And, Confidence, Day, Has, Is, Not, Or, Query, Words
from verbale.store.rows import Facets, Kind, PairCount
from verbale.store.sqlfind import OF_CASES, confident, numbered_terms, numbered_words

T = TypeVar("T")
# Terms of queries whose answers are kept: those of a page or two.
MOST_TERMS = 64
_SOME = 1_000


@dataclass(slots=True)
class Moment:
    """What was read of one state of the store, as it was asked for; any thread may ask."""

    number: int
    _kept: dict[object, Any] = field(default_factory=dict)
    _terms: dict[Query, Numbers] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def has(self, kind: Kind) -> bool:
        """Whether the columns of this kind are there already."""
        return ("columns", kind) in self._kept

    def once(self, key: tuple[str, Kind], load: Callable[[], T]) -> T:
        """What is read once and kept under this key."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = load()
            found: T = self._kept[key]
            return found

    def term(self, leaf: Query, load: Callable[[], Numbers]) -> Numbers:
        """What one term of a query finds."""
        with self._lock:
            if leaf not in self._terms:
                if len(self._terms) >= MOST_TERMS:
                    self._terms.clear()
                self._terms[leaf] = load()
            return self._terms[leaf]


class Moments:
    """The latest state of the store that was read in columns; one for each store."""

    def __init__(self) -> None:
        self._latest = Moment(-1)
        self._lock = threading.Lock()

    def of(self, number: int) -> Moment:
        """The moment of a state; an older one than the latest is not kept."""
        with self._lock:
            if number > self._latest.number:
                self._latest = Moment(number)
            return self._latest if number == self._latest.number else Moment(number)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds and counts in one moment, over a connection that sees it."""

    connection: Connection
    moment: Moment

    def facets(self, kind: Kind, query: Query, chosen: Mapping[str, tuple[str, ...]], inside: str) -> Facets:
        """The counts of all facets: of each, under what is chosen in the others."""
        columns = self.columns(kind)
        base = self.mask(kind, query)
        masks = {facet: self.mask(kind, choice(facet, values)) for facet, values in chosen.items() if values}

        def among(facet: str | None) -> Mask:
            found = base
            for name, mask in masks.items():
                found = found if name == facet else found & mask
            return found

        counts = {}
        for facet in FACETS:
            postings = self._postings(kind, facet)
            counts[facet] = told(postings.counts(among(facet)) if postings else {}, facet)
        counts[DATE] = told(columns.dates(among(DATE), inside), DATE)
        return Facets(total=int(np.count_nonzero(among(None))), counts=counts)

    def tally(self, kind: Kind, query: Query, facets: tuple[str, ...]) -> Facets:
        """The counts of these facets."""
        found = self.mask(kind, query)
        counts = {}
        for facet in facets:
            postings = self._postings(kind, facet)
            counts[facet] = told(postings.counts(found) if postings else {}, facet)
        return Facets(total=int(np.count_nonzero(found)), counts=counts)

    def pairs(self, kind: Kind, query: Query, one: str, other: str) -> tuple[PairCount, ...]:
        """The counts of each two values of two facets."""
        first, second = self._postings(kind, one), self._postings(kind, other)
        if first is None or second is None:
            return ()
        found = first.coupled(second, self.mask(kind, query))
        return tuple(PairCount(one=a, other=b, count=count) for (a, b), count in coupled(found))

    def page(self, kind: Kind, mask: Mask, number: int | None, limit: int) -> list[int] | None:
        """The numbers of the answers in their order, after the one of this number; null where it is gone."""
        columns = self.columns(kind)
        order = columns.order
        if number is not None:
            (place,) = columns.places(np.array([number], dtype=np.int64)).tolist() or (None,)
            if place is None:
                return None
            order = order[int(np.flatnonzero(order == place)[0]) + 1 :]
        found: list[int] = []
        for start in range(0, len(order), 64 * _SOME):  # most pages end early
            some = order[start : start + 64 * _SOME]
            found += columns.numbers[some[mask[some]][: limit - len(found)]].tolist()
            if len(found) >= limit:
                break
        return found

    def mask(self, kind: Kind, query: Query) -> Mask:
        """What a query finds."""
        columns = self.columns(kind)
        match query:
            case And(parts):
                found = columns.everything()
                for part in parts:
                    found &= self.mask(kind, part)
                return found
            case Or(parts):
                found = columns.mask(columns.numbers[:0])
                for part in parts:
                    found |= self.mask(kind, part)
                return found
            case Not(part):
                return ~self.mask(kind, part)
            case Has(facet, values):
                postings = self._postings(kind, facet)
                return postings.having(values, len(columns)) if postings else ~columns.everything()
            case Day(after, day):
                return columns.on(day, after=after)
            case _:
                return self._leaf(kind, query)

    def columns(self, kind: Kind) -> Columns:
        """The columns of a kind."""
        return self.moment.once(("columns", kind), lambda: self._loaded(kind))

    def _postings(self, kind: Kind, facet: str) -> Postings | None:
        """A facet of a kind; events have the stages of their cases."""
        if kind == "event" and facet == "stage":
            return self.moment.once(("stages", kind), self._stages)
        return self.columns(kind).facets.get(facet)

    def _leaf(self, kind: Kind, leaf: Words | Is | Confidence) -> Mask:
        """As `sqlfind` has it: what a thing has itself, and what it has from its events or cases."""
        if isinstance(leaf, Is) and leaf.field in OF_CASES:
            of_cases = self._own("case", leaf)
            if kind == "case":
                return of_cases
            of_events = self._linked("case", of_cases, down=True)
            return of_events if kind == "event" else self._linked(kind, of_events) | self._own(kind, leaf)
        if kind == "event":
            return self._own(kind, leaf)
        own = self._own(kind, leaf)
        if isinstance(leaf, Words) and kind == "article":
            return own
        of_events = self._linked(kind, self._own("event", leaf))
        return own | of_events if isinstance(leaf, Is) else of_events

    def _own(self, kind: Kind, leaf: Words | Is | Confidence) -> Mask:
        columns = self.columns(kind)
        numbers = self.moment.term(leaf, lambda: self._numbers(leaf))
        return columns.mask(columns.places(numbers))

    def _linked(self, kind: Kind, mask: Mask, *, down: bool = False) -> Mask:
        """The cases (or articles) of some events; `down`: the events of some cases."""
        above, events = self.moment.once(("links", kind), lambda: self._links(kind))
        if down:
            return self.columns("event").mask(events[mask[above]])
        return self.columns(kind).mask(above[mask[events]])

    def _numbers(self, leaf: Words | Is | Confidence) -> Numbers:
        match leaf:
            case Words():
                return self._column(numbered_words(leaf, self._dialect))
            case Is(field, words):
                return self._column(numbered_terms(field, words))
            case Confidence():
                return self._column(confident(leaf))

    def _loaded(self, kind: Kind) -> Columns:
        d = s.doc.c
        numbers, first, last, days = self._together(
            select(d.n, _day(d.first), _day(d.last), _day(d.day)).where(d.kind == kind)
        )
        by_number = np.argsort(numbers)
        numbers, first, last, days = (column[by_number] for column in (numbers, first, last, days))
        by_id = np.searchsorted(
            numbers, self._column(select(d.n).where(d.kind == kind).order_by(d.object_id))
        )
        order = by_id[np.argsort(-days[by_id], kind="stable")]
        bare = Columns(numbers, first, last, order, {})
        return replace(bare, facets=self._facets(kind, bare))

    def _facets(self, kind: Kind, columns: Columns) -> dict[str, Postings]:
        f = s.facet.c
        rows = self.connection.execute(
            select(f.facet, f.value, self._joined(f.doc_n).label("numbers"))
            .where(f.kind == kind)
            .group_by(f.facet, f.value)
        )
        found: dict[str, dict[str, Numbers]] = {}
        for row in rows:
            found.setdefault(row.facet, {})[row.value] = columns.places(_parsed(row.numbers))
        return {facet: Postings.of(places) for facet, places in found.items()}

    def _stages(self) -> Postings:
        cases = self.columns("case")
        stages = cases.facets.get("stage", Postings.of({}))
        having = {stage: stages.having((stage,), len(cases)) for stage in stages.values}
        return Postings.of(
            {
                stage: np.flatnonzero(self._linked("case", mask, down=True)).astype(np.int64)
                for stage, mask in having.items()
            }
        )

    def _links(self, kind: Kind) -> tuple[Numbers, Numbers]:
        pairs = s.case_event if kind == "case" else s.event
        upper, lower = (
            (pairs.c.case_id, pairs.c.event_id) if kind == "case" else (pairs.c.article_id, pairs.c.id)
        )
        # Looked up one by one: joined, SQLite without statistics may choose to scan all days for each pair.
        rows = select(_number_of(kind, upper).label("above"), _number_of("event", lower).label("event"))
        above, events = self._together(rows.select_from(pairs))
        both = (above > 0) & (events > 0)
        return self.columns(kind).places(above[both]), self.columns("event").places(events[both])

    @property
    def _dialect(self) -> str:
        return self.connection.dialect.name

    def _column(self, rows: Select[Any]) -> Numbers:
        return self._together(rows)[0]

    def _together(self, rows: Select[Any]) -> tuple[Numbers, ...]:
        """The columns of a query, each as one text: a row at a time would take ten times as long."""
        inner = rows.subquery()
        row = self.connection.execute(select(*(self._joined(column) for column in inner.c))).one()
        return tuple(_parsed(text) for text in row)

    def _joined(self, column: Any) -> Any:
        if self._dialect == "sqlite":
            return func.group_concat(column, ",")
        return func.string_agg(cast(column, Text), ",")


def _number_of(kind: Kind, key: Any) -> Any:
    """The number of the doc of a thing, 0 where it has none."""
    doc = s.doc.alias()
    number = select(doc.c.n).where(doc.c.kind == kind, doc.c.object_id == key).scalar_subquery()
    return func.coalesce(number, 0)


def _day(column: Any) -> Any:
    """A day as a number; none is 0."""
    return func.replace(func.coalesce(func.nullif(column, ""), "0"), "-", "").label(column.name + "_number")


def _parsed(text: str | None) -> Numbers:
    return np.fromstring(text or "", dtype=np.int64, sep=",")
