"""The store in memory: the reference that the others are measured by, and the quick one of the tests.

A writer works on a copy of everything, which takes the place of the old one at the end; a view keeps
what it began with.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec.structs import replace as changed

from verbale.errors import StoreLocked
from verbale.ledger.decide import Intents
from verbale.ledger.sides import blocks as blocks_of
from verbale.ledger.sides import links
from verbale.ledger.state import ArticleFact
from verbale.records import Article, Event, Judgement
from verbale.store.base import Store, View, Writer
from verbale.store.memoryshelves import MemoryShelvesWriter
from verbale.store.recall import Data, MemoryView, get
from verbale.store.rows import (
    Failure,
    Feed,
    Run,
    Taken,
    Tombstone,
    Version,
)

# As patient as the SQLite store.
PATIENCE_SECONDS = 10.0


class MemoryStore(Store):
    """See `Store`."""

    def __init__(self) -> None:
        self._data = Data()
        self._lock = threading.Lock()

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            raise StoreLocked(f"memory: another writer held the store for more than {PATIENCE_SECONDS:.0f} s")
        try:
            data = self._data.copy()
            yield MemoryWriter(data)
            self._data = data
        finally:
            self._lock.release()

    @contextmanager
    def view(self) -> Iterator[View]:
        yield MemoryView(self._data)

    def close(self) -> None:
        self._data = Data()


class MemoryWriter(MemoryShelvesWriter, MemoryView, Writer):
    """See `Writer`."""

    def put_article(self, article: Article, *, content_hash: str, source: str, added: str) -> Taken:
        data = self._data
        if article.id in data.tombstones or self._is_erased(source):
            return "same"
        versions = data.versions.get(source, ())
        known = data.articles.get(article.id)
        was_held = article.id in self._held()
        if versions and versions[-1].article_id == article.id and known == article:
            data.versions[source] = (*versions[:-1], changed(versions[-1], content_hash=content_hash))
            return "same"
        version = Version(
            source=source,
            number=len(versions) + 1,
            content_hash=content_hash,
            article_id=article.id,
            added=added,
            article=article,
        )
        data.versions[source] = (*versions, version)
        data.articles[article.id] = article
        if versions or (known is not None and known != article):
            return "version"
        return "same" if was_held else "new"

    def put_events(self, article_id: str, events: Iterable[Event]) -> None:
        self.article(article_id)
        events = tuple(events)
        for event in events:
            self._data.events[event.id] = event
            self._data.blocks[event.id] = blocks_of(event, among=events)
            self._data.links[event.id] = links(event) & self._data.blocks[event.id]
        self._data.placed[article_id] = tuple(event.id for event in events)

    def put_fact(self, fact: ArticleFact) -> None:
        self.article(fact.id)
        self._data.facts[fact.id] = fact

    def apply(self, intents: Intents) -> None:
        for step_id in intents.drop_steps:
            self._data.steps.pop(step_id, None)
        for case_id in intents.drop_cases:
            self._data.cases.pop(case_id, None)
        self._data.steps |= {step.id: step for step in intents.put_steps}
        self._data.cases |= {case.id: case for case in intents.put_cases}

    def append(self, judgement: Judgement) -> Judgement:
        kept = changed(judgement, number=len(self._data.judgements) + 1)
        self._data.judgements += (kept,)
        return kept

    def put_failure(self, source: str, reason: str, at: str, tries: int = 1) -> None:
        self._data.failures[source] = Failure(source=source, reason=reason, at=at, tries=tries)

    def clear_failure(self, source: str) -> None:
        self._data.failures.pop(source, None)

    def put_feed(self, feed: Feed) -> None:
        self._data.feeds[feed.url] = feed

    def remove_feed(self, url: str) -> None:
        get(self._data.feeds, url, "feed")
        del self._data.feeds[url]

    def put_run(self, run: Run) -> Run:
        kept = changed(run, number=len(self._data.runs) + 1)
        self._data.runs += (kept,)
        return kept

    def remove_article(self, article_id: str, at: str, who: str, reason: str) -> None:
        self.article(article_id)
        data = self._data
        for key in [key for key, event in data.events.items() if event.article_id == article_id]:
            del data.events[key], data.blocks[key], data.links[key]
        del data.articles[article_id]
        data.placed.pop(article_id, None)
        data.facts.pop(article_id, None)
        for source, versions in data.versions.items():
            data.versions[source] = tuple(
                changed(version, article=None) if version.article_id == article_id else version
                for version in versions
            )
        data.tombstones[article_id] = Tombstone(article_id=article_id, at=at, who=who, reason=reason)
