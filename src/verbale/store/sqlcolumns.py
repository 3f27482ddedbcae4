"""Counts and answers from columns, which are read from a database once for each state of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, Text, cast, func, or_, select

from verbale.store import schema as s
from verbale.store.columns import Columns, Mask, Numbers, Postings
from verbale.store.facets import DATE, FACETS, choice, coupled, told
from verbale.store.moments import Moment
from verbale.store.query import And, Confidence, Day, Has, Is, Not, Or, Query, Words
from verbale.store.rows import Facets, Kind, PairCount
from verbale.store.sqlfind import OF_CASES, confident, numbered_terms, numbered_words

_SOME = 1_000
# Where more than this share of the things is new, all of them are read anew.
_MOST_NEW = 0.25


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
        return self.moment.once(("columns", kind), lambda: self._columns(kind))

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

    def _columns(self, kind: Kind) -> Columns:
        """The columns of a kind: those of an earlier moment with what is new since, or all of them read."""
        ordered = self._column(select(s.doc.c.n).where(s.doc.c.kind == kind).order_by(*_ORDER))
        earlier: Columns | None = self.moment.earlier.get(("columns", kind))
        if earlier is None or not len(earlier):
            return self._read(kind, ordered, since=0)
        since = int(earlier.numbers[-1])
        fresh = ordered[ordered > since]
        if len(fresh) > _MOST_NEW * len(earlier):
            return self._read(kind, ordered, since=0)
        return earlier.grown(ordered, self._read(kind, fresh, since))

    def _read(self, kind: Kind, ordered: Numbers, since: int) -> Columns:
        """What has a number above `since`, in columns; `ordered` are these numbers in the order of answers."""
        d = s.doc.c
        numbers, first, last = self._together(
            select(d.n, _day(d.first), _day(d.last)).where(d.kind == kind, d.n > since)
        )
        by_number = np.argsort(numbers)
        numbers, first, last = (column[by_number] for column in (numbers, first, last))
        bare = Columns(numbers, first, last, np.searchsorted(numbers, ordered), {})
        return replace(bare, facets=self._facets(kind, bare, since))

    def _facets(self, kind: Kind, columns: Columns, since: int) -> dict[str, Postings]:
        f = s.facet.c
        # By the number alone where few are new: else SQLite walks through all of the kind.
        wanted = f.doc_n > since if since else f.kind == kind
        rows = self.connection.execute(
            select(f.facet, f.value, self._joined(f.doc_n).label("numbers"))
            .where(wanted)
            .group_by(f.facet, f.value)
        )
        found: dict[str, dict[str, Numbers]] = {}
        for row in rows:
            places = columns.places(_parsed(row.numbers))
            if len(places):
                found.setdefault(row.facet, {})[row.value] = places
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
        """The places of cases (or articles), and at the same index of their events."""
        above, events = self.moment.once(("pairs", kind), lambda: self._pairs(kind))
        return self.columns(kind).places(above), self.columns("event").places(events)

    def _pairs(self, kind: Kind) -> tuple[Numbers, Numbers]:
        """The numbers of cases (or articles), and at the same index of their events."""
        earlier: tuple[Numbers, Numbers] | None = self.moment.earlier.get(("pairs", kind))
        uppers, lowers = self.columns(kind), self.columns("event")
        if earlier is None or not len(earlier[0]):
            return self._paired(kind, since=0)
        above, events = earlier
        kept = uppers.hold(above) & lowers.hold(events)
        since = int(max(above.max(), events.max()))
        new_above, new_events = self._paired(kind, since)
        return np.concatenate([above[kept], new_above]), np.concatenate([events[kept], new_events])

    def _paired(self, kind: Kind, since: int) -> tuple[Numbers, Numbers]:
        """The pairs of which one or both have a number above `since`."""
        pairs = s.case_event if kind == "case" else s.event
        upper, lower = (
            (pairs.c.case_id, pairs.c.event_id) if kind == "case" else (pairs.c.article_id, pairs.c.id)
        )
        # Looked up one by one: joined, SQLite without statistics may choose to scan all days for each pair.
        rows = select(_number_of(kind, upper).label("above"), _number_of("event", lower).label("event"))
        if since:
            new = select(s.doc.c.object_id).where(s.doc.c.n > since)
            rows = rows.where(or_(upper.in_(new), lower.in_(new)))
        above, events = self._together(rows.select_from(pairs))
        both = (above > 0) & (events > 0)
        return above[both], events[both]

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


_ORDER = (s.doc.c.day.desc(), s.doc.c.object_id)


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
