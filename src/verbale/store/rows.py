"""What a store keeps beside the record: sources, failures, feeds, runs, tombstones; pages of answers."""

from collections.abc import Iterator
from typing import Generic, Literal, TypeVar

import msgspec

from verbale.records import Article, Record

Taken = Literal["new", "version", "same"]
Kind = Literal["event", "article", "case"]
T = TypeVar("T")


class Version(Record, frozen=True, kw_only=True):
    """What one source held at one time. `number` counts from 1 per source; `article` is null once erased."""

    source: str
    number: int
    content_hash: str
    article_id: str
    added: str
    article: Article | None


class Failure(Record, frozen=True, kw_only=True):
    """A source that could not be taken in: why, when last tried (UTC, ISO 8601), and how often."""

    source: str
    reason: str
    at: str
    tries: int


class Feed(Record, frozen=True, kw_only=True):
    """A feed that is watched, and its health. Times are UTC, ISO 8601.

    `etag` and `modified` are what the server gave for a conditional request; `failures` counts those since
    the last success, `error` is the last one's reason; `articles` counts what was ever taken in from it;
    `due` is when to ask again, `every` the minutes between two times.
    """

    url: str
    added: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    checked: str | None = None
    succeeded: str | None = None
    due: str | None = None
    every: int = 60
    error: str | None = None
    failures: int = 0
    articles: int = 0
    language: str | None = None
    robots: str | None = None


class Run(Record, frozen=True, kw_only=True):
    """One run of a command that wrote: what, when, and its counts by name ("new", "same", "failed")."""

    command: str
    started: str
    ended: str
    counts: dict[str, int]
    coder: str | None = None
    number: int = 0


class Tombstone(Record, frozen=True, kw_only=True):
    """What is left of an article that was erased on demand."""

    article_id: str
    at: str
    who: str
    reason: str


class Known(Record, frozen=True, kw_only=True):
    """A party as the current events name it: the fullest name, the country, and the number of events."""

    id: str
    name: str
    country: str | None
    events: int


class Count(Record, frozen=True, kw_only=True):
    """How many there are of each; `articles` and `events` are the current ones."""

    articles: int
    versions: int
    events: int
    steps: int
    cases: int
    judgements: int
    failures: int
    feeds: int
    tombstones: int


class Hit(Record, frozen=True, kw_only=True):
    """One answer of a search: the event, article or case, and the first match in its context.

    `before`, `match` and `after` are consecutive stretches of the text that was found (`match` may be empty
    where the query has no words); `day` is what hits are sorted by, the latest first.
    """

    kind: Kind
    id: str
    article_id: str | None
    title: str
    day: str | None
    before: str = ""
    match: str = ""
    after: str = ""


class FacetCount(Record, frozen=True, kw_only=True):
    """A value of a facet, and how many things have it."""

    value: str
    count: int


class Facets(Record, frozen=True, kw_only=True):
    """How many things there are in all, and with each value of each facet (verbale.store.facets).

    A facet's counts are those under what is chosen in the other facets: what choosing one of its values gives.
    """

    total: int
    counts: dict[str, tuple[FacetCount, ...]]


class PairCount(Record, frozen=True, kw_only=True):
    """How many things have both a value of one facet and a value of another."""

    one: str
    other: str
    count: int


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Some answers in their order; `after` is the cursor to ask for the next ones, null at the end."""

    items: tuple[T, ...]
    after: str | None = None

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
