"""Sources and feeds: what is watched and how it is, and what could not be read."""

from typing import Literal

from msgspec.structs import replace

from verbale.errors import UsageError
from verbale.ingest.feeds import is_page_address
from verbale.records import Record
from verbale.store.base import Store, View
from verbale.store.rows import Failure, Feed

Health = Literal["not asked yet", "well", "in trouble"]
MINUTES = 60  # most outlets publish a few stories an hour
LONGEST_MINUTES = 7 * 24 * 60


class FeedRow(Record, frozen=True, kw_only=True):
    """A feed and how it is."""

    feed: Feed
    health: Health


class Feeds(Record, frozen=True, kw_only=True):
    """The feeds, those in trouble first, and the sources that could not be taken in."""

    feeds: tuple[FeedRow, ...]
    failures: tuple[Failure, ...]
    articles: int


def feeds(view: View) -> Feeds:
    """All feeds with their health."""
    rows = [FeedRow(feed=feed, health=health(feed)) for feed in view.feeds()]
    rows.sort(key=lambda row: (row.health != "in trouble", row.feed.url))
    return Feeds(feeds=tuple(rows), failures=view.failures(), articles=sum(row.feed.articles for row in rows))


def health(feed: Feed) -> Health:
    """How a feed is."""
    if feed.checked is None:
        return "not asked yet"
    return "in trouble" if feed.error else "well"


def follow(store: Store, url: str, every: int, *, now: str) -> Feed:
    """Watches a feed; added again, it keeps its health and takes the new interval. Raises UsageError."""
    url = url.strip()
    if not is_page_address(url):
        raise UsageError(f"{url}: a feed has an address that begins with http:// or https://")
    if not 1 <= every <= LONGEST_MINUTES:
        raise UsageError(f"{every}: a feed is asked every 1 to {LONGEST_MINUTES:,} minutes")
    with store.writer() as writer:
        known = next((feed for feed in writer.feeds() if feed.url == url), None)
        feed = replace(known or Feed(url=url, added=now), every=every)
        writer.put_feed(feed)
    return feed


def ask_now(store: Store, url: str, *, now: str) -> None:
    """Lets a feed be asked at once. Raises UsageError where it is not watched."""
    with store.writer() as writer:
        known = next((feed for feed in writer.feeds() if feed.url == url), None)
        if known is None:
            raise UsageError(f"{url}: this feed is not watched")
        writer.put_feed(replace(known, due=now))
