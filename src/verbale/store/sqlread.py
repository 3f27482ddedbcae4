"""What is read from SQLite or PostgreSQL."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select

from verbale.errors import NotFound
from verbale.ledger.decide import Ledger
from verbale.ledger.state import ArticleFact, Report, State
from verbale.records import Article, Case, Event, Judgement, Review, Step, Subject
from verbale.store import schema as s
from verbale.store.answers import Cursor, article_hit, case_hit, event_hit, fullest, known, reviews
from verbale.store.base import View
from verbale.store.blocks import closed
from verbale.store.docs import Doc, article_doc, case_doc, event_doc
from verbale.store.facets import known as known_facets
from verbale.store.moments import Moment, Moments
from verbale.store.query import EVERYTHING, And, Has, Not, Query, parse
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
from verbale.store.sqlcolumns import Finder
from verbale.store.sqlfind import found
from verbale.store.sqlindex import batches
from verbale.store.sqlshelves import SqlShelvesView, decoded

T = TypeVar("T")
CURRENT = and_(s.event.c.place.is_not(None), s.article.c.held)
_EVENTS = s.event.join(s.article)
# What is found and no longer current was judged, and is kept for that.
NOT_STALE = Not(Has("review", ("stale",)))


class SqlView(SqlShelvesView, View):
    """See `View`."""

    def __init__(self, connection: Connection, moments: Moments | None = None) -> None:
        self._connection = connection
        self._moments = moments
        self._moment: Moment | None = None

    def article(self, article_id: str) -> Article:
        return self._one(select(s.article.c.record).where(s.article.c.id == article_id), Article, article_id)

    def articles(
        self, filter: str | Query | None = None, limit: int | None = None, after: str | None = None
    ) -> Page[Article]:
        rows = select(s.article.c.record).join(s.doc, s.doc.c.object_id == s.article.c.id)
        return self._page(rows, "article", filter, limit, after, lambda row: decoded(row.record, Article))

    def versions(self, article_id: str) -> tuple[Version, ...]:
        v = s.version.c
        of = select(v.source).where(v.article_id == article_id)
        rows = self._rows(select(s.version).where(v.source.in_(of)).order_by(v.source, v.number))
        return tuple(_version(row) for row in rows)

    def event(self, event_id: str) -> Event:
        return self._one(select(s.event.c.record).where(s.event.c.id == event_id), Event, event_id)

    def events(
        self,
        article_id: str | None = None,
        filter: str | Query | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Page[Event]:
        e = s.event.c
        rows = select(e.record).select_from(_EVENTS).where(CURRENT)
        rows = rows.join(s.doc, s.doc.c.object_id == e.id)
        if article_id is None:
            asked = And((parse(filter) if isinstance(filter, str) else filter or EVERYTHING, NOT_STALE))
            return self._page(rows, "event", asked, limit, after, lambda row: decoded(row.record, Event))
        self.article(article_id)
        rows = rows.where(e.article_id == article_id, self._found(filter, "event")).order_by(e.place)
        return Page(tuple(decoded(row.record, Event) for row in self._rows(rows.limit(limit))))

    def review(self, event_id: str) -> Review:
        self.event(event_id)
        judged = self._reviews([event_id]).get(event_id, "unreviewed")
        current = self._rows(
            select(s.event.c.id).select_from(_EVENTS).where(s.event.c.id == event_id, CURRENT)
        )
        return judged if judged == "unreviewed" or current else "stale"

    def fact(self, article_id: str) -> ArticleFact:
        a = s.article.c
        rows = select(a.fact.label("record")).where(a.id == article_id, a.fact.is_not(None))
        return self._one(rows, ArticleFact, article_id)

    def blocks(self, article_id: str) -> frozenset[str]:
        rows = select(s.event_block.c.block).join(s.event).where(s.event.c.article_id == article_id)
        return frozenset(row.block for row in self._rows(rows.distinct()))

    def state(self, blocks: Iterable[str] | None = None) -> State:
        a, e = s.article.c, s.event.c
        told = and_(CURRENT, a.fact.is_not(None))
        articles = select(a.id, a.fact).where(a.held, a.fact.is_not(None))
        wanted = None
        if blocks is not None:
            wanted = closed(blocks, self._bound)
            inside = select(e.article_id).select_from(_EVENTS.join(s.event_block)).where(told)
            articles = articles.where(a.id.in_(inside.where(s.event_block.c.block.in_(wanted))))
        facts = {row.id: decoded(row.fact, ArticleFact) for row in self._rows(articles.order_by(a.id))}
        ids = articles.with_only_columns(a.id).order_by(None)
        rows = select(e.article_id, e.record).where(e.place.is_not(None), e.article_id.in_(ids))
        reports = (
            Report(event=decoded(row.record, Event), article_id=row.article_id)
            for row in self._rows(rows.order_by(e.article_id, e.place))
        )
        return State(articles=facts, reports=tuple(reports), judgements=self.judgements(), blocks=wanted)

    def ledger(self, blocks: Iterable[str] | None = None) -> Ledger:
        rows = select(s.case.c.record).order_by(s.case.c.id)
        if blocks is not None:
            b = s.case_block.c
            rows = rows.where(s.case.c.id.in_(select(b.case_id).where(b.block.in_(frozenset(blocks)))))
        return Ledger(cases=self._all(rows, Case))

    def case(self, case_id: str) -> Case:
        return self._one(select(s.case.c.record).where(s.case.c.id == case_id), Case, case_id)

    def cases(
        self, filter: str | Query | None = None, limit: int | None = None, after: str | None = None
    ) -> Page[Case]:
        rows = select(s.case.c.record).join(s.doc, s.doc.c.object_id == s.case.c.id)
        return self._page(rows, "case", filter, limit, after, lambda row: decoded(row.record, Case))

    def step(self, step_id: str) -> Step:
        return self._one(select(s.step.c.record).where(s.step.c.id == step_id), Step, step_id)

    def steps(self, event_id: str | None = None) -> tuple[Step, ...]:
        rows = select(s.step.c.record).order_by(s.step.c.id)
        if event_id is not None:
            rows = rows.join(s.step_event).where(s.step_event.c.event_id == event_id)
        return self._all(rows, Step)

    def cases_of(self, event_id: str) -> tuple[Case, ...]:
        rows = select(s.case.c.record).join(s.case_event).where(s.case_event.c.event_id == event_id)
        return self._all(rows.order_by(s.case.c.id), Case)

    def judgements(
        self, subject: Subject | None = None, subject_id: str | None = None
    ) -> tuple[Judgement, ...]:
        j = s.judgement.c
        rows = select(j.record).order_by(j.number)
        if subject is not None:
            rows = rows.where(j.subject == subject)
        if subject_id is not None:
            rows = rows.where(j.subject_id == subject_id)
        return self._all(rows, Judgement)

    def judged(self, ids: Iterable[str]) -> tuple[Judgement, ...]:
        j = s.judgement.c
        found: list[Judgement] = []
        for batch in batches(sorted(set(ids))):
            # With the subject, whatever it is, there is an index for it.
            rows = select(j.record).where(j.subject.in_(get_args(Subject)), j.subject_id.in_(batch))
            found += self._all(rows, Judgement)
        return tuple(sorted(found, key=lambda judgement: judgement.number))

    def parties(self, limit: int | None = None, after: str | None = None) -> Page[Known]:
        p = s.event_party.c
        ids = select(p.party_id).select_from(s.event_party.join(_EVENTS)).where(CURRENT).distinct()
        if after is not None:
            ids = ids.where(p.party_id > Cursor.read(after).id)
        limited = ids.order_by(p.party_id).limit(None if limit is None else limit + 1)
        keys = [row.party_id for row in self._rows(limited)]
        more, keys = limit is not None and len(keys) > limit, keys[:limit]
        rows = select(p.party_id, p.name, p.country).select_from(s.event_party.join(_EVENTS)).where(CURRENT)
        if keys:
            rows = rows.where(p.party_id >= keys[0], p.party_id <= keys[-1])
        named: dict[str, list[tuple[str, str | None]]] = {key: [] for key in keys}
        for row in self._rows(rows) if keys else ():
            named[row.party_id].append((row.name, row.country))
        last = str(Cursor("", keys[-1])) if more and keys else None
        return Page(tuple(known(key, found) for key, found in named.items()), last)

    def called(self, ids: Iterable[str]) -> dict[str, str]:
        p = s.event_party.c
        found: dict[str, set[str]] = {}
        for batch in batches(sorted(set(ids))):
            rows = select(p.party_id, p.name).where(p.party_id.in_(batch)).distinct()
            for row in self._rows(rows.order_by(p.party_id)):
                found.setdefault(row.party_id, set()).add(row.name)
        return {key: fullest(names) for key, names in found.items()}

    def failures(self) -> tuple[Failure, ...]:
        return self._all(select(s.failure.c.record).order_by(s.failure.c.source), Failure)

    def feeds(self) -> tuple[Feed, ...]:
        return self._all(select(s.feed.c.record).order_by(s.feed.c.url), Feed)

    def runs(self) -> tuple[Run, ...]:
        return self._all(select(s.run.c.record).order_by(s.run.c.number), Run)

    def tombstones(self) -> tuple[Tombstone, ...]:
        return self._all(select(s.tombstone.c.record).order_by(s.tombstone.c.article_id), Tombstone)

    def search(
        self, query: str | Query, limit: int | None = None, after: str | None = None, *, kind: Kind = "event"
    ) -> Page[Hit]:
        asked = parse(query) if isinstance(query, str) else query
        rows = select(s.doc.c.object_id, s.doc.c.kind)
        return self._page(rows, kind, asked, limit, after, lambda row: self._hit(asked, kind, row.object_id))

    def facets(
        self,
        kind: Kind,
        query: str | Query,
        chosen: Mapping[str, Sequence[str]] | None = None,
        *,
        inside: str = "",
    ) -> Facets:
        self._before_search()
        asked = parse(query) if isinstance(query, str) else query
        picked = {facet: tuple(values) for facet, values in (chosen or {}).items()}
        return self._finder().facets(kind, asked, picked, inside)

    def tally(self, kind: Kind, query: str | Query, *facets: str) -> Facets:
        known_facets(*facets)
        self._before_search()
        return self._finder().tally(kind, parse(query) if isinstance(query, str) else query, facets)

    def pairs(self, kind: Kind, query: str | Query, one: str, other: str) -> tuple[PairCount, ...]:
        known_facets(one, other)
        self._before_search()
        return self._finder().pairs(kind, parse(query) if isinstance(query, str) else query, one, other)

    def held_by(self, source: str) -> str | None:
        v = s.version.c
        rows = self._rows(select(v.article_id).where(v.source == source, v.latest, v.record.is_not(None)))
        return str(rows[0].article_id) if rows else None

    def has_source(self, source: str, content_hash: str) -> bool:
        v = s.version.c
        same = and_(v.latest, v.content_hash == content_hash)
        return bool(self._rows(select(v.number).where(v.source == source, or_(same, ERASED)).limit(1)))

    def count(self) -> Count:
        def number(rows: Select[Any]) -> int:
            return int(self._connection.execute(rows).scalar_one())

        def size(table: Any) -> int:
            return number(select(func.count()).select_from(table))

        return Count(
            articles=number(select(func.count()).select_from(s.article).where(s.article.c.held)),
            versions=size(s.version),
            events=self._current_events(),
            steps=size(s.step),
            cases=size(s.case),
            judgements=size(s.judgement),
            failures=size(s.failure),
            feeds=size(s.feed),
            tombstones=size(s.tombstone),
        )

    def _current_events(self) -> int:
        """How many events are current: from the columns where others have read them, since there are many."""
        if self._moments is not None and (finder := self._finder()).moment.has("event"):
            return finder.tally("event", NOT_STALE, ()).total
        rows = select(func.count()).select_from(_EVENTS).where(CURRENT)
        return int(self._connection.execute(rows).scalar_one())

    def _before_search(self) -> None:
        """A writer brings what can be found up to date first."""

    def _finder(self) -> Finder:
        """Counts in columns: those that others have read already where this view sees the same."""
        if self._moments is None:
            return Finder(self._connection, Moment(-1))  # what a writer sees is nobody else's
        if self._moment is None:
            number = self._connection.execute(select(s.moment.c.number)).scalar_one()
            self._moment = self._moments.of(int(number))
        return Finder(self._connection, self._moment)

    def _rows(self, rows: Select[Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(rows).all()

    def _all(self, rows: Select[Any], shape: type[T]) -> tuple[T, ...]:
        return tuple(decoded(row.record, shape) for row in self._rows(rows))

    def _one(self, rows: Select[Any], shape: type[T], key: str) -> T:
        row = self._connection.execute(rows).first()
        if row is None:
            raise NotFound(f"{key}: there is no {shape.__name__.lower()} with this id in the store")
        return decoded(row.record, shape)

    def _bound(self, blocks: frozenset[str]) -> list[frozenset[str]]:
        """The blocks that any current report binds to some of these."""
        b = s.event_block.c
        first = s.event_block.alias()
        binding = select(first.c.event_id).where(first.c.binds, first.c.block.in_(blocks))
        rows = select(b.block).select_from(s.event_block.join(_EVENTS))
        rows = rows.where(b.binds, b.event_id.in_(binding), CURRENT, s.article.c.fact.is_not(None))
        return [frozenset(row.block for row in self._rows(rows.distinct()))]

    def _reviews(self, event_ids: Sequence[str]) -> dict[str, Review]:
        j = s.judgement.c
        of_events = and_(j.subject == "event", j.subject_id.in_(event_ids))
        return reviews(self._all(select(j.record).where(or_(of_events, j.verb == "undo")), Judgement))

    def _found(self, filter: str | Query | None, kind: Kind) -> Any:
        self._before_search()
        query = parse(filter) if isinstance(filter, str) else filter or EVERYTHING
        return and_(s.doc.c.kind == kind, found(query, kind, self._connection.dialect.name))

    def _page(
        self,
        rows: Select[Any],
        kind: Kind,
        filter: str | Query | None,
        limit: int | None,
        after: str | None,
        answer: Callable[[Row[Any]], T],
    ) -> Page[T]:
        """The answers after the cursor: the latest day first, then by id."""
        d = s.doc.c
        rows = rows.add_columns(d.day.label("_day"), d.object_id.label("_id"))
        numbers = self._numbers(kind, filter, limit, after)
        if numbers is not None:
            rows = rows.where(d.n.in_(numbers))
        else:
            rows = rows.where(self._found(filter, kind))
            if after is not None:
                cursor = Cursor.read(after)
                rows = rows.where(or_(d.day < cursor.day, and_(d.day == cursor.day, d.object_id > cursor.id)))
        rows = rows.order_by(d.day.desc(), d.object_id).limit(None if limit is None else limit + 1)
        found_rows = self._rows(rows)
        kept = found_rows[:limit]
        more = len(kept) < len(found_rows) and bool(kept)
        last = str(Cursor(kept[-1]._day, kept[-1]._id)) if more else None
        return Page(tuple(answer(row) for row in kept), last)

    def _numbers(
        self, kind: Kind, filter: str | Query | None, limit: int | None, after: str | None
    ) -> list[int] | None:
        """The numbers of a page's answers and one more, where the columns are there already; else null."""
        if limit is None or self._moments is None:
            return None
        finder = self._finder()
        if not finder.moment.has(kind):
            return None
        number = None
        if after is not None:
            cursor = Cursor.read(after)
            d = s.doc.c
            own = select(d.n).where(d.kind == kind, d.object_id == cursor.id, d.day == cursor.day)
            number = self._connection.execute(own).scalar()
            if number is None:
                return None
        query = parse(filter) if isinstance(filter, str) else filter or EVERYTHING
        return finder.page(kind, finder.mask(kind, query), number, limit + 1)

    def _hit(self, query: Query, kind: Kind, key: str) -> Hit:
        if kind == "article":
            article = self.article(key)
            return article_hit(query, article, article_doc(article, ()))
        if kind == "event":
            event = self.event(key)
            article = self.article(event.article_id)
            return event_hit(query, event, article, event_doc(event, article, "unreviewed"))
        case = self.case(key)
        return case_hit(query, case, case_doc(case, self._docs_of(case)))

    def _docs_of(self, case: Case) -> list[Doc]:
        """The docs of the case's events that can be found, for their words."""
        ids = [key for step in case.steps for key in step.events]
        findable = exists().where(s.doc.c.kind == "event", s.doc.c.object_id == s.event.c.id)
        rows = select(s.event.c.id, s.event.c.record, s.article.c.record.label("article")).select_from(
            _EVENTS
        )
        docs = {
            row.id: event_doc(decoded(row.record, Event), decoded(row.article, Article), "unreviewed")
            for row in self._rows(rows.where(s.event.c.id.in_(ids), findable))
        }
        return [docs[key] for key in ids if key in docs]


ERASED = s.version.c.article_id.in_(select(s.tombstone.c.article_id))


def _version(row: Row[Any]) -> Version:
    return Version(
        source=row.source,
        number=row.number,
        content_hash=row.content_hash,
        article_id=row.article_id,
        added=row.added,
        article=decoded(row.record, Article) if row.record is not None else None,
    )
