"""What is read from the store in memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from itertools import product
from typing import TypeVar

from verbale.errors import NotFound
from verbale.ledger.decide import Ledger
from verbale.ledger.sides import case_blocks
from verbale.ledger.state import ArticleFact, Report, State
from verbale.records import Article, Case, Event, Judgement, Record, Review, Step, Subject
from verbale.store.answers import Cursor, article_hit, case_hit, event_hit, fullest, known, reviews
from verbale.store.base import View
from verbale.store.blocks import closed
from verbale.store.docs import Doc, article_doc, case_doc, event_doc, holds, placed_doc
from verbale.store.facets import DATE, FACETS, choice, coupled, told, touched, units
from verbale.store.facets import known as known_facets
from verbale.store.memoryshelves import MemoryShelvesView, Queued
from verbale.store.query import EVERYTHING, And, Query, parse
from verbale.store.rows import (
    Count,
    Facets,
    Failure,
    Feed,
    Hit,
    Kind,
    Known,
    Page,
    PairCount,
    Run,
    Tombstone,
    Version,
)

T = TypeVar("T")


@dataclass(slots=True)
class Data:
    """All that is kept; `placed` holds the ids of the events that were last read from an article."""

    versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    facts: dict[str, ArticleFact] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    placed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocks: dict[str, frozenset[str]] = field(default_factory=dict)
    links: dict[str, frozenset[str]] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    failures: dict[str, Failure] = field(default_factory=dict)
    feeds: dict[str, Feed] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    tombstones: dict[str, Tombstone] = field(default_factory=dict)
    tasks: dict[int, Queued] = field(default_factory=dict)
    shelves: dict[tuple[str, ...], Record] = field(default_factory=dict)

    def copy(self) -> "Data":
        """A copy that can be written without a trace in this one: what the tables hold is frozen."""
        fresh = copy(self)
        for part in fields(self):
            setattr(fresh, part.name, copy(getattr(self, part.name)))
        return fresh


class MemoryView(MemoryShelvesView, View):
    """See `View`."""

    _data: Data

    def __init__(self, data: Data) -> None:
        self._data = data

    def article(self, article_id: str) -> Article:
        return get(self._data.articles, article_id, "article")

    def articles(
        self, filter: str | Query | None = None, limit: int | None = None, after: str | None = None
    ) -> Page[Article]:
        return _page(self._found(filter, self._article_docs()), limit, after, self.article)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        return tuple(
            version
            for _, versions in sorted(self._data.versions.items())
            if any(version.article_id == article_id for version in versions)
            for version in versions
        )

    def event(self, event_id: str) -> Event:
        return get(self._data.events, event_id, "event")

    def events(
        self,
        article_id: str | None = None,
        filter: str | Query | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Page[Event]:
        current = self._current()
        docs = {key: doc for key, doc in self._event_docs().items() if key in current}
        if article_id is None:
            return _page(self._found(filter, docs), limit, after, self.event)
        self.article(article_id)
        found = self._found(filter, docs)
        own = self._data.placed.get(article_id, ())
        return Page(tuple(self._data.events[key] for key in own if key in found)[:limit])

    def review(self, event_id: str) -> Review:
        self.event(event_id)
        review = reviews(self._data.judgements).get(event_id, "unreviewed")
        return review if review == "unreviewed" or event_id in self._current() else "stale"

    def fact(self, article_id: str) -> ArticleFact:
        return get(self._data.facts, article_id, "fact of article")

    def blocks(self, article_id: str) -> frozenset[str]:
        own = (key for key, event in self._data.events.items() if event.article_id == article_id)
        return frozenset[str]().union(*(self._data.blocks[key] for key in own))

    def state(self, blocks: Iterable[str] | None = None) -> State:
        held = self._held()
        current = [key for key in self._data.facts if key in held]
        placed = {key: [self._data.events[e] for e in self._data.placed.get(key, ())] for key in current}
        wanted: frozenset[str] | None = None
        if blocks is not None:
            bound = [self._data.links[event.id] for events in placed.values() for event in events]
            wanted = closed(blocks, lambda some: [each for each in bound if each & some])
            placed = {
                key: events
                for key, events in placed.items()
                if any(self._data.blocks[event.id] & wanted for event in events)
            }
        return State(
            articles={key: self._data.facts[key] for key in placed},
            reports=tuple(
                Report(event=event, article_id=key) for key, events in placed.items() for event in events
            ),
            judgements=self._data.judgements,
            blocks=wanted,
        )

    def ledger(self, blocks: Iterable[str] | None = None) -> Ledger:
        wanted = None if blocks is None else frozenset(blocks)
        cases = (case for _, case in sorted(self._data.cases.items()))
        return Ledger(cases=tuple(case for case in cases if wanted is None or wanted & case_blocks(case)))

    def case(self, case_id: str) -> Case:
        return get(self._data.cases, case_id, "case")

    def cases(
        self, filter: str | Query | None = None, limit: int | None = None, after: str | None = None
    ) -> Page[Case]:
        return _page(self._found(filter, self._case_docs()), limit, after, self.case)

    def step(self, step_id: str) -> Step:
        return get(self._data.steps, step_id, "step")

    def steps(self, event_id: str | None = None) -> tuple[Step, ...]:
        steps = (step for _, step in sorted(self._data.steps.items()))
        return tuple(step for step in steps if event_id is None or event_id in step.events)

    def cases_of(self, event_id: str) -> tuple[Case, ...]:
        return tuple(
            case
            for _, case in sorted(self._data.cases.items())
            if any(event_id in step.events for step in case.steps)
        )

    def judgements(
        self, subject: Subject | None = None, subject_id: str | None = None
    ) -> tuple[Judgement, ...]:
        return tuple(
            judgement
            for judgement in self._data.judgements
            if subject in (None, judgement.subject) and subject_id in (None, judgement.subject_id)
        )

    def judged(self, ids: Iterable[str]) -> tuple[Judgement, ...]:
        wanted = frozenset(ids)
        return tuple(judgement for judgement in self._data.judgements if judgement.subject_id in wanted)

    def parties(self, limit: int | None = None, after: str | None = None) -> Page[Known]:
        found: dict[str, list[tuple[str, str | None]]] = {}
        for key in sorted(self._current()):
            event = self._data.events[key]
            named = {p.id: p for p in (*event.actors, *event.recipients, *event.beneficiaries)}
            for party in named.values():
                found.setdefault(party.id, []).append((party.name, party.country))
        keys = [key for key in sorted(found) if after is None or key > Cursor.read(after).id]
        more = limit is not None and len(keys) > limit
        rows = tuple(known(key, found[key]) for key in keys[:limit])
        return Page(rows, str(Cursor("", rows[-1].id)) if more and rows else None)

    def called(self, ids: Iterable[str]) -> dict[str, str]:
        wanted, found = frozenset(ids), dict[str, set[str]]()
        for event in self._data.events.values():
            for party in (*event.actors, *event.recipients, *event.beneficiaries):
                if party.id in wanted:
                    found.setdefault(party.id, set()).add(party.name)
        return {key: fullest(names) for key, names in sorted(found.items())}

    def failures(self) -> tuple[Failure, ...]:
        return _sorted(self._data.failures)

    def feeds(self) -> tuple[Feed, ...]:
        return _sorted(self._data.feeds)

    def runs(self) -> tuple[Run, ...]:
        return self._data.runs

    def tombstones(self) -> tuple[Tombstone, ...]:
        return _sorted(self._data.tombstones)

    def search(
        self, query: str | Query, limit: int | None = None, after: str | None = None, *, kind: Kind = "event"
    ) -> Page[Hit]:
        asked = _query(query)
        docs = self._docs(kind)

        def hit(key: str) -> Hit:
            if kind == "event":
                event = self.event(key)
                return event_hit(asked, event, self.article(event.article_id), docs[key])
            if kind == "article":
                return article_hit(asked, self.article(key), docs[key])
            return case_hit(asked, self.case(key), docs[key])

        return _page(self._found(asked, docs), limit, after, hit)

    def facets(
        self,
        kind: Kind,
        query: str | Query,
        chosen: Mapping[str, Sequence[str]] | None = None,
        *,
        inside: str = "",
    ) -> Facets:
        docs = self._docs(kind)
        choices = {facet: choice(facet, values) for facet, values in (chosen or {}).items() if values}
        if inside:
            units(inside)  # says what is wrong with it

        def under(facet: str | None) -> list[Doc]:
            others = (part for name, part in choices.items() if name != facet)
            return list(self._found(And((_query(query), *others)), docs).values())

        counts = {
            facet: Counter(value for doc in under(facet) for value in doc.facets.get(facet, ()))
            for facet in FACETS
        }
        counts[DATE] = Counter(day for doc in under(DATE) for day in touched(doc.first, doc.last, inside))
        return Facets(
            total=len(under(None)),
            counts={facet: told(found, facet) for facet, found in counts.items()},
        )

    def tally(self, kind: Kind, query: str | Query, *facets: str) -> Facets:
        known_facets(*facets)
        docs = self._found(query, self._docs(kind)).values()
        found = {
            facet: Counter(value for doc in docs for value in doc.facets.get(facet, ())) for facet in facets
        }
        return Facets(total=len(docs), counts={facet: told(counts, facet) for facet, counts in found.items()})

    def pairs(self, kind: Kind, query: str | Query, one: str, other: str) -> tuple[PairCount, ...]:
        known_facets(one, other)
        docs = self._found(query, self._docs(kind)).values()
        found = Counter(
            pair for doc in docs for pair in product(doc.facets.get(one, ()), doc.facets.get(other, ()))
        )
        return tuple(PairCount(one=a, other=b, count=count) for (a, b), count in coupled(found))

    def held_by(self, source: str) -> str | None:
        versions = self._data.versions.get(source, ())
        return versions[-1].article_id if versions and versions[-1].article is not None else None

    def has_source(self, source: str, content_hash: str) -> bool:
        versions = self._data.versions.get(source, ())
        return self._is_erased(source) or bool(versions and versions[-1].content_hash == content_hash)

    def count(self) -> Count:
        data = self._data
        return Count(
            articles=len(self._held()),
            versions=sum(map(len, data.versions.values())),
            events=len(self._current()),
            steps=len(data.steps),
            cases=len(data.cases),
            judgements=len(data.judgements),
            failures=len(data.failures),
            feeds=len(data.feeds),
            tombstones=len(data.tombstones),
        )

    def _held(self) -> set[str]:
        """The articles that some source still holds."""
        last = {versions[-1].article_id for versions in self._data.versions.values()}
        return last & self._data.articles.keys()

    def _is_erased(self, source: str) -> bool:
        return any(v.article_id in self._data.tombstones for v in self._data.versions.get(source, ()))

    def _current(self) -> set[str]:
        """The events that were last read from these articles."""
        return {key for article_id in self._held() for key in self._data.placed.get(article_id, ())}

    def _plain_docs(self) -> dict[str, Doc]:
        """The docs of the events that can be found: the current ones, and those that were judged."""
        current, reviewed = self._current(), reviews(self._data.judgements)
        docs = {}
        for key, event in self._data.events.items():
            if key in current or key in reviewed:
                review = reviewed.get(key, "unreviewed") if key in current else "stale"
                docs[key] = event_doc(event, self.article(event.article_id), review)
        return docs

    def _event_docs(self) -> dict[str, Doc]:
        cases: dict[str, dict[str, Case]] = {}
        for case in self._data.cases.values():
            for key in (key for step in case.steps for key in step.events):
                cases.setdefault(key, {})[case.id] = case
        docs = self._plain_docs()
        return {key: placed_doc(doc, cases.get(key, {}).values()) for key, doc in docs.items()}

    def _article_docs(self) -> dict[str, Doc]:
        docs: dict[str, list[Doc]] = {key: [] for key in self._held()}
        for key, doc in self._event_docs().items():
            docs.get(self._data.events[key].article_id, []).append(doc)
        return {key: article_doc(self._data.articles[key], found) for key, found in docs.items()}

    def _case_docs(self) -> dict[str, Doc]:
        docs = self._plain_docs()
        return {
            key: case_doc(case, [docs[e] for step in case.steps for e in step.events if e in docs])
            for key, case in self._data.cases.items()
        }

    def _docs(self, kind: Kind) -> dict[str, Doc]:
        return {"event": self._event_docs, "article": self._article_docs, "case": self._case_docs}[kind]()

    def _found(self, filter: str | Query | None, docs: dict[str, Doc]) -> dict[str, Doc]:
        query = _query(filter)
        return {key: doc for key, doc in docs.items() if holds(query, doc)}


def _query(query: str | Query | None) -> Query:
    if query is None:
        return EVERYTHING
    return parse(query) if isinstance(query, str) else query


def get(table: dict[str, T], key: str, what: str) -> T:
    if key not in table:
        raise NotFound(f"{key}: there is no {what} with this id in the store")
    return table[key]


def _sorted(table: dict[str, T]) -> tuple[T, ...]:
    return tuple(row for _, row in sorted(table.items()))


def _page(docs: dict[str, Doc], limit: int | None, after: str | None, row: Callable[[str], T]) -> Page[T]:
    """The answers after the cursor: the latest day first, then by id."""
    ordered = sorted(docs)
    ordered.sort(key=lambda key: docs[key].day or "", reverse=True)
    if after is not None:
        cursor = Cursor.read(after)
        later = (cursor.day, cursor.id)
        ordered = [
            key
            for key in ordered
            if (docs[key].day or "") < later[0] or ((docs[key].day or "") == later[0] and key > later[1])
        ]
    kept = ordered if limit is None else ordered[:limit]
    more = len(kept) < len(ordered) and bool(kept)
    return Page(tuple(map(row, kept)), str(Cursor(docs[kept[-1]].day or "", kept[-1])) if more else None)
