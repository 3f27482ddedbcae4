"""Store, Writer and View: what every store can do. The contract is tests/test_store_contract.py.

A store is opened by its URL. Everything written goes through a writer, which is one transaction: all of it is
kept or nothing. Everything read goes through a view, which sees one moment of the store however long it is
open; a writer is a view too, and sees what it wrote.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from verbale.errors import UsageError
from verbale.ledger.decide import Intents, Ledger
from verbale.ledger.state import ArticleFact, State
from verbale.records import Article, Case, Event, Judgement, Review, Step, Subject
from verbale.store.people import PeopleView, PeopleWriter
from verbale.store.query import Query
from verbale.store.queue import QueueView, QueueWriter
from verbale.store.readings import ReadingsView, ReadingsWriter
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
    Taken,
    Tombstone,
    Version,
)

MEMORY = "memory:"
# SQLite would keep these in memory too, for one connection alone.
NO_FILE = frozenset(("sqlite:///", "sqlite:///:memory:"))


class View(PeopleView, ReadingsView, QueueView):
    """One consistent read. Lists come as pages: `limit` null gives all, `after` is the last page's cursor.

    A filter is a query (verbale.store.query) or its text, which raises QueryError where it is malformed.
    What is asked for by id and is not there raises NotFound.
    """

    @abstractmethod
    def article(self, article_id: str) -> Article:
        """The article, an old version too."""

    @abstractmethod
    def articles(
        self, filter: str | Query | None = None, limit: int | None = None, after: str | None = None
    ) -> Page[Article]:
        """The current articles, the latest published first."""

    @abstractmethod
    def versions(self, article_id: str) -> tuple[Version, ...]:
        """All versions of the sources that gave this article, by source, the oldest first."""

    @abstractmethod
    def event(self, event_id: str) -> Event:
        """The event as it was coded last, one that is no longer current too."""

    @abstractmethod
    def events(
        self,
        article_id: str | None = None,
        filter: str | Query | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Page[Event]:
        """The current events: of one article in the order of its text, else of all, the latest first."""

    @abstractmethod
    def review(self, event_id: str) -> Review:
        """How the event was reviewed; stale where it was judged and is no longer current."""

    @abstractmethod
    def fact(self, article_id: str) -> ArticleFact:
        """What the ledger keeps of an article."""

    @abstractmethod
    def blocks(self, article_id: str) -> frozenset[str]:
        """The blocks of all events that were ever read from an article, current or not."""

    @abstractmethod
    def state(self, blocks: Iterable[str] | None = None) -> State:
        """The state of these blocks, closed over what reports bind together; null gives all.

        Current articles that have a fact only; all judgements, for they are few and may speak of anything.
        """

    @abstractmethod
    def ledger(self, blocks: Iterable[str] | None = None) -> Ledger:
        """The stored cases of exactly these blocks (pass `state(…).blocks`), sorted by id; null gives all."""

    @abstractmethod
    def case(self, case_id: str) -> Case:
        """The case with its steps."""

    @abstractmethod
    def cases(
        self, filter: str | Query | None = None, limit: int | None = None, after: str | None = None
    ) -> Page[Case]:
        """The cases, the latest updated first."""

    @abstractmethod
    def step(self, step_id: str) -> Step:
        """The step."""

    @abstractmethod
    def steps(self, event_id: str | None = None) -> tuple[Step, ...]:
        """The steps, or those that an event is part of, sorted by id."""

    @abstractmethod
    def cases_of(self, event_id: str) -> tuple[Case, ...]:
        """The cases that an event is part of, sorted by id."""

    @abstractmethod
    def judgements(
        self, subject: Subject | None = None, subject_id: str | None = None
    ) -> tuple[Judgement, ...]:
        """The judgements, or those of a subject, in the order they were made."""

    @abstractmethod
    def judged(self, ids: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements of any of these things, in the order they were made."""

    @abstractmethod
    def parties(self, limit: int | None = None, after: str | None = None) -> Page[Known]:
        """The parties that current events name, sorted by id."""

    @abstractmethod
    def called(self, ids: Iterable[str]) -> dict[str, str]:
        """The fullest name by which any event names each of these parties; whom none names is left out."""

    @abstractmethod
    def failures(self) -> tuple[Failure, ...]:
        """The sources that could not be taken in, sorted by source."""

    @abstractmethod
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds, sorted by address."""

    @abstractmethod
    def runs(self) -> tuple[Run, ...]:
        """The runs, in order."""

    @abstractmethod
    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was erased, sorted by article."""

    @abstractmethod
    def search(
        self, query: str | Query, limit: int | None = None, after: str | None = None, *, kind: Kind = "event"
    ) -> Page[Hit]:
        """The events, articles or cases that a query finds, the latest first, each with its context."""

    @abstractmethod
    def facets(
        self,
        kind: Kind,
        query: str | Query,
        chosen: Mapping[str, Sequence[str]] | None = None,
        *,
        inside: str = "",
    ) -> Facets:
        """How many of what a query finds have each value of each facet (verbale.store.facets).

        `chosen` holds values by facet; `facets.narrowed(query, chosen)` is the query that finds just these.
        Days are counted by year, or `inside` a year or month by its months or days. Raises UsageError for a
        facet or day that there is not.
        """

    @abstractmethod
    def tally(self, kind: Kind, query: str | Query, *facets: str) -> Facets:
        """How many of what a query finds have each value of these facets, those of charts too
        (verbale.store.charted). Raises UsageError for a facet that there is not."""

    @abstractmethod
    def pairs(self, kind: Kind, query: str | Query, one: str, other: str) -> tuple[PairCount, ...]:
        """How many of what a query finds have which two values of two facets, the most first.

        Raises UsageError for a facet that there is not.
        """

    @abstractmethod
    def held_by(self, source: str) -> str | None:
        """The id of the article that a source held when last taken in; null where it was erased or never was."""

    @abstractmethod
    def has_source(self, source: str, content_hash: str) -> bool:
        """Whether there is nothing to do: the source held this when last taken in, or was erased."""

    @abstractmethod
    def count(self) -> Count:
        """How many there are of each."""


class Writer(View, PeopleWriter, ReadingsWriter, QueueWriter):
    """One transaction. Leaving its `with` block keeps all that was written; an exception, nothing."""

    @abstractmethod
    def put_article(self, article: Article, *, content_hash: str, source: str, added: str) -> Taken:
        """Takes in what a source holds.

        "same" where the article is known as it is, or was erased: nothing to do. "version" where the source
        held something else: the old version is kept, and its article and events cease to be current unless
        another source still holds them. Else "new".
        """

    @abstractmethod
    def put_events(self, article_id: str, events: Iterable[Event]) -> None:
        """What a coder reads from an article: takes the place of what was current, which is kept.

        Raises NotFound where the article is not there.
        """

    @abstractmethod
    def put_fact(self, fact: ArticleFact) -> None:
        """What the ledger keeps of an article. Raises NotFound where the article is not there."""

    @abstractmethod
    def apply(self, intents: Intents) -> None:
        """Puts and drops steps and cases."""

    @abstractmethod
    def append(self, judgement: Judgement) -> Judgement:
        """Keeps a judgement for good; the one given back has its number (that passed in is not looked at)."""

    @abstractmethod
    def put_failure(self, source: str, reason: str, at: str, tries: int = 1) -> None:
        """A source that could not be taken in; takes the place of its last failure."""

    @abstractmethod
    def clear_failure(self, source: str) -> None:
        """The source has been taken in after all."""

    @abstractmethod
    def put_feed(self, feed: Feed) -> None:
        """Adds a feed, or takes the place of the one with its address."""

    @abstractmethod
    def remove_feed(self, url: str) -> None:
        """Stops a feed; what it gave stays. Raises NotFound where there is none."""

    @abstractmethod
    def put_run(self, run: Run) -> Run:
        """Keeps a run; the one given back has its number."""

    @abstractmethod
    def remove_article(self, article_id: str, at: str, who: str, reason: str) -> None:
        """Erases an article with its events and versions, and leaves a tombstone.

        Its sources are not taken in again. Steps and cases are the ledger's: ask for `blocks` before, and
        apply what it decides after. Raises NotFound where the article is not there.
        """


class Store(ABC):
    """Where everything is kept. Close it, or use it in a `with` block."""

    @staticmethod
    def open(url: str) -> "Store":
        """The store at a URL: "sqlite:///path", "postgresql://user@host/name" or "memory:".

        Makes it where it is not there, and brings an older one up to date. Raises UsageError for another URL,
        StoreVersionError for a store that a newer Verbale made, StoreError where it cannot be opened.
        """
        if url == MEMORY:
            from verbale.store.memory import MemoryStore

            return MemoryStore()
        if url.startswith(("sqlite:///", "postgresql://")) and url not in NO_FILE:
            from verbale.store.sql import SqlStore

            return SqlStore(url)
        raise UsageError(f"{url}: no store; use sqlite:///PATH, postgresql://USER@HOST/NAME or {MEMORY}")

    @abstractmethod
    def writer(self) -> AbstractContextManager[Writer]:
        """A transaction; one at a time for each store. Raises StoreLocked where another lasts too long."""

    @abstractmethod
    def view(self) -> AbstractContextManager[View]:
        """A consistent read."""

    @abstractmethod
    def close(self) -> None:
        """Gives back connections. A closed store is not used again."""

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()
