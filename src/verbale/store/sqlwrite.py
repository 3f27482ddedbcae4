"""What is written into SQLite or PostgreSQL, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace as replaced
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from verbale.errors import NotFound
from verbale.ledger.decide import Intents
from verbale.ledger.sides import blocks, case_blocks, links
from verbale.ledger.state import ArticleFact
from verbale.records import Article, Case, Event, Judgement, Step
from verbale.store import schema as s
from verbale.store.base import Writer
from verbale.store.docs import article_doc, case_doc, event_doc
from verbale.store.facets import CASE_FROM_EVENTS, article_facets, case_facets
from verbale.store.rows import Failure, Feed, Run, Taken, Tombstone
from verbale.store.sqlindex import Index, batches
from verbale.store.sqlread import ERASED, SqlView
from verbale.store.sqlshelves import SqlShelvesWriter, decoded, encoded


class SqlWriter(SqlShelvesWriter, SqlView, Writer):
    """See `Writer`. What can be found is brought up to date at the end, or when something is looked for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._index = Index(connection)
        self._touched: set[str] = set()
        self._moved: set[str] = set()  # cases of which something else is to be found

    def finish(self) -> None:
        """What is due before the transaction is kept."""
        self._before_search()
        self._index.finish()

    def reindex(self) -> None:
        """Makes anew all that can be found."""
        self._touched.update(row.id for row in self._rows(select(s.article.c.id)))
        self._moved.update(row.id for row in self._rows(select(s.case.c.id)))

    def put_article(self, article: Article, *, content_hash: str, source: str, added: str) -> Taken:
        v = s.version.c
        last = self._connection.execute(
            select(v.number, v.article_id).where(v.source == source, v.latest)
        ).first()
        if self._is_erased(article.id, source):
            return "same"
        known, was_held = self._known(article.id)
        if last is not None and last.article_id == article.id and known == article:
            same = update(s.version).where(v.source == source, v.latest)
            self._connection.execute(same.values(content_hash=content_hash))
            return "same"
        number = 1 if last is None else last.number + 1
        self._connection.execute(update(s.version).where(v.source == source).values(latest=False))
        row = {"source": source, "number": number, "content_hash": content_hash, "article_id": article.id}
        self._put(s.version, {**row, "added": added, "latest": True, "record": encoded(article)})
        self._hold(article, known)
        if last is not None and last.article_id != article.id:
            self._release(last.article_id)
        if last is not None or (known is not None and known != article):
            return "version"
        return "same" if was_held else "new"

    def put_events(self, article_id: str, events: Iterable[Event]) -> None:
        self.article(article_id)
        events = tuple(events)
        ids = [event.id for event in events]
        e = s.event.c
        self._connection.execute(update(s.event).where(e.article_id == article_id).values(place=None))
        self._connection.execute(delete(s.event).where(e.id.in_(ids)))
        rows = [_event_row(event, article_id, place) for place, event in enumerate(events)]
        self._put(s.event, *rows)
        self._put(s.event_block, *(row for event in events for row in _block_rows(event, events)))
        self._put(s.event_party, *(row for event in events for row in _party_rows(event)))
        self._touched.add(article_id)

    def put_fact(self, fact: ArticleFact) -> None:
        self.article(fact.id)
        row = update(s.article).where(s.article.c.id == fact.id)
        self._connection.execute(row.values(fact=encoded(fact)))

    def apply(self, intents: Intents) -> None:
        self._drop(s.step, [*intents.drop_steps, *(step.id for step in intents.put_steps)])
        self._drop(s.case, [*intents.drop_cases, *(case.id for case in intents.put_cases)])
        self._index.drop("case", [*intents.drop_cases, *(case.id for case in intents.put_cases)])
        self._put(s.step, *({"id": step.id, "record": encoded(step)} for step in intents.put_steps))
        self._put(s.step_event, *(row for step in intents.put_steps for row in _step_rows(step)))
        self._put(s.case, *({"id": case.id, "record": encoded(case)} for case in intents.put_cases))
        self._put(s.case_event, *(row for case in intents.put_cases for row in _case_rows(case)))
        self._put(
            s.case_block,
            *({"case_id": case.id, "block": b} for case in intents.put_cases for b in case_blocks(case)),
        )
        self._moved.update(case.id for case in intents.put_cases)

    def append(self, judgement: Judgement) -> Judgement:
        kept = replace(judgement, number=self._next(s.judgement.c.number))
        self._put(
            s.judgement,
            {
                "number": kept.number,
                "verb": kept.verb,
                "subject": kept.subject,
                "subject_id": kept.subject_id,
                "record": encoded(kept),
            },
        )
        self._touch_judged(kept)
        return kept

    def put_failure(self, source: str, reason: str, at: str, tries: int = 1) -> None:
        self.clear_failure(source)
        record = encoded(Failure(source=source, reason=reason, at=at, tries=tries))
        self._put(s.failure, {"source": source, "record": record})

    def clear_failure(self, source: str) -> None:
        self._connection.execute(delete(s.failure).where(s.failure.c.source == source))

    def put_feed(self, feed: Feed) -> None:
        self._connection.execute(delete(s.feed).where(s.feed.c.url == feed.url))
        self._put(s.feed, {"url": feed.url, "record": encoded(feed)})

    def remove_feed(self, url: str) -> None:
        if not self._connection.execute(delete(s.feed).where(s.feed.c.url == url)).rowcount:
            raise NotFound(f"{url}: there is no feed with this id in the store")

    def put_run(self, run: Run) -> Run:
        kept = replace(run, number=self._next(s.run.c.number))
        self._put(s.run, {"number": kept.number, "record": encoded(kept)})
        return kept

    def remove_article(self, article_id: str, at: str, who: str, reason: str) -> None:
        self.article(article_id)
        self._before_search()
        ids = [row.id for row in self._rows(select(s.event.c.id).where(s.event.c.article_id == article_id))]
        self._moved.update(self._cases_of(article_id))
        self._index.drop("event", ids)
        self._index.drop("article", [article_id])
        self._index.forget()
        self._drop(s.article, [article_id])
        texts = update(s.version).where(s.version.c.article_id == article_id)
        self._connection.execute(texts.values(record=None))
        stone = Tombstone(article_id=article_id, at=at, who=who, reason=reason)
        self._put(s.tombstone, {"article_id": article_id, "record": encoded(stone)})

    def _before_search(self) -> None:
        for article_id in sorted(self._touched):
            self._reindex(article_id)
            self._moved.update(self._cases_of(article_id))
        self._touched.clear()
        for batch in batches(sorted(self._moved)):
            self._reindex_cases(batch)
        self._moved.clear()

    def _reindex(self, article_id: str) -> None:
        """Makes anew what can be found of an article and its events."""
        a, e = s.article.c, s.event.c
        row = self._connection.execute(select(a.record, a.held).where(a.id == article_id)).one()
        article = decoded(row.record, Article)
        events = self._rows(select(e.id, e.place, e.record).where(e.article_id == article_id))
        reviewed = self._reviews([event.id for event in events])
        docs = {}
        for event in events:
            current = row.held and event.place is not None
            if current or event.id in reviewed:
                review = reviewed.get(event.id, "unreviewed") if current else "stale"
                docs[event.id] = event_doc(decoded(event.record, Event), article, review)
        self._index.drop("event", [event.id for event in events])
        self._index.drop("article", [article_id])
        self._index.put("event", docs)
        if row.held:
            facets = article_facets(article, (doc.facets for doc in docs.values()))
            self._index.put("article", {article_id: replaced(article_doc(article, ()), facets=facets)})

    def _reindex_cases(self, ids: Sequence[str]) -> None:
        """Makes anew what can be found of cases that are there; what they have from events must be so already."""
        rows = self._rows(select(s.case.c.record).where(s.case.c.id.in_(ids)))
        cases = [decoded(row.record, Case) for row in rows]
        told = self._told_by_events(ids)
        docs = {case.id: case_doc(case, ()) for case in cases}
        self._index.drop("case", ids)
        self._index.put(
            "case",
            {
                case.id: replaced(docs[case.id], facets=case_facets(case, [told.get(case.id, {})]))
                for case in cases
            },
        )

    def _told_by_events(self, case_ids: Sequence[str]) -> dict[str, dict[str, frozenset[str]]]:
        """What these cases are counted under because their events are."""
        f, d, of = s.facet.c, s.doc.c, s.case_event.c
        cases: dict[str, list[str]] = {}
        for row in self._rows(select(of.case_id, of.event_id).where(of.case_id.in_(case_ids))):
            cases.setdefault(row.event_id, []).append(row.case_id)
        found: dict[str, dict[str, frozenset[str]]] = {}
        # One after the other: joined, SQLite would walk through all events, or all facets, for a single case.
        for batch in batches(list(cases)):
            docs = self._rows(select(d.n, d.object_id).where(d.kind == "event", d.object_id.in_(batch)))
            events = {row.n: row.object_id for row in docs}
            facets = select(f.doc_n, f.facet, f.value).where(
                f.doc_n.in_(events), f.facet.in_(CASE_FROM_EVENTS)
            )
            for row in self._rows(facets):
                for case_id in cases[events[row.doc_n]]:
                    values = found.setdefault(case_id, {})
                    values[row.facet] = values.get(row.facet, frozenset()) | {row.value}
        return found

    def _cases_of(self, article_id: str) -> list[str]:
        """The cases that the article's events are part of."""
        of = s.case_event.c
        rows = select(of.case_id).join(s.event, s.event.c.id == of.event_id)
        return [row.case_id for row in self._rows(rows.where(s.event.c.article_id == article_id).distinct())]

    def _is_erased(self, article_id: str, source: str) -> bool:
        stones = select(s.tombstone.c.article_id).where(s.tombstone.c.article_id == article_id)
        sources = select(s.version.c.article_id).where(s.version.c.source == source, ERASED)
        return bool(self._rows(stones) or self._rows(sources.limit(1)))

    def _known(self, article_id: str) -> tuple[Article | None, bool]:
        a = s.article.c
        row = self._connection.execute(select(a.record, a.held).where(a.id == article_id)).first()
        return (None, False) if row is None else (decoded(row.record, Article), row.held)

    def _hold(self, article: Article, known: Article | None) -> None:
        if known is None:
            self._put(s.article, {"id": article.id, "held": True, "record": encoded(article)})
        else:
            row = update(s.article).where(s.article.c.id == article.id)
            self._connection.execute(row.values(held=True, record=encoded(article)))
        self._touched.add(article.id)

    def _release(self, article_id: str) -> None:
        """An article that a source holds no more; another may."""
        v = s.version.c
        if not self._rows(select(v.source).where(v.article_id == article_id, v.latest).limit(1)):
            row = update(s.article).where(s.article.c.id == article_id)
            self._connection.execute(row.values(held=False))
            self._touched.add(article_id)

    def _touch_judged(self, judgement: Judgement) -> None:
        """The articles whose events are reviewed otherwise now; an undo speaks of what it undoes."""
        while judgement.verb == "undo":
            number = str(judgement.detail.get("number"))
            rows = select(s.judgement.c.record).where(
                s.judgement.c.number == (int(number) if number.isdecimal() else 0)
            )
            row = self._connection.execute(rows).first()
            if row is None:
                return
            judgement = decoded(row.record, Judgement)
        rows = select(s.event.c.article_id).where(s.event.c.id == judgement.subject_id)
        if judgement.subject == "event":
            self._touched.update(row.article_id for row in self._rows(rows))

    def _next(self, number: Any) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(number), 0) + 1)).scalar_one())

    def _put(self, table: Table, *rows: Mapping[str, Any]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _drop(self, table: Table, ids: list[str]) -> None:
        for batch in batches(ids):
            self._connection.execute(delete(table).where(table.c.id.in_(batch)))


def _event_row(event: Event, article_id: str, place: int) -> dict[str, Any]:
    return {
        "id": event.id,
        "article_id": article_id,
        "place": place,
        "type": event.event_type,
        "confidence": event.confidence,
        "record": encoded(event),
    }


def _block_rows(event: Event, among: tuple[Event, ...]) -> list[dict[str, Any]]:
    bound = links(event)
    return [
        {"event_id": event.id, "block": b, "binds": b in bound} for b in sorted(blocks(event, among=among))
    ]


def _party_rows(event: Event) -> list[dict[str, Any]]:
    named = {party.id: party for party in (*event.actors, *event.recipients, *event.beneficiaries)}
    return [
        {
            "event_id": event.id,
            "party_id": party.id,
            "name": party.name.replace("\0", ""),  # PostgreSQL takes none; in JSON it is spelled out
            "country": party.country,
        }
        for party in named.values()
    ]


def _step_rows(step: Step) -> list[dict[str, str]]:
    return [{"step_id": step.id, "event_id": key} for key in dict.fromkeys(step.events)]


def _case_rows(case: Case) -> list[dict[str, str]]:
    events = dict.fromkeys(key for step in case.steps for key in step.events)
    return [{"case_id": case.id, "event_id": key} for key in events]
