"""Watches feeds: asks each when it is due, takes in what it lists, and keeps its health.

One feed in trouble costs the others nothing: it is asked again later and later, and says why.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from verbale.errors import FetchError, SourceError, StoreLocked
from verbale.ingest.entries import Intake, entries, listed_page
from verbale.ingest.feeds import feed_pages
from verbale.ingest.fetch import Fetched, Validators, origin
from verbale.ingest.sources import is_address
from verbale.store.rows import Failure, Feed
from verbale.taking import Taker, stamp, take_or_fail

LOG = logging.getLogger("verbale.watching")
# A feed in trouble is asked half as often after each failure, but at least once a day: sites do come back.
LONGEST = timedelta(days=1)
# Pages that fail are tried again after an hour, two, four …: what does not come within five days never will.
FIRST_RETRY = timedelta(hours=1)
MOST_TRIES = 8
# As many pages in a row that the network does not give: the host is down, and each try may cost a timeout.
HOST_IS_DOWN = 3
# The longest sleep, so that a feed that is added meanwhile is asked soon.
NAP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of asking one feed: its health now, and its pages by verdict."""

    feed: Feed
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Watcher:
    """Asks feeds over the web of `intake`, and takes their pages with `taker`."""

    taker: Taker
    intake: Intake

    def due(self) -> list[Feed]:
        """The feeds that are to be asked now."""
        return self._feeds(due=True)

    def watch(self, sleep: Callable[[float], None]) -> Iterator[Polled]:
        """Asks feeds as they fall due, without end. `sleep` takes seconds."""
        while True:
            try:
                yield from self.round(self.due())
            except StoreLocked as error:  # what was not stored is still due, and asked for again
                LOG.warning("%s; the feeds wait", error)
            sleep(self._pause().total_seconds())

    def once(self) -> Iterator[Polled]:
        """Asks every feed once, whether it is due or not."""
        yield from self.round(self._feeds(due=False))

    def round(self, feeds: list[Feed]) -> Iterator[Polled]:
        """Asks these feeds, and tries the pages again that failed before and are due."""
        for feed in feeds:
            yield self.poll(feed)
        self._retry()

    def poll(self, feed: Feed) -> Polled:
        """Asks one feed; its health is stored after its pages are, so that a cut-off poll is asked again."""
        counts: Counter[str] = Counter()
        try:
            fetched = self.intake.web.fetch(feed.url, validators=Validators(feed.etag, feed.modified))
            health = self._taken(feed, fetched, counts)
        except SourceError as error:
            health = self._troubled(feed, error.reason)
        health = replace(
            health, robots=self._robots(feed), articles=feed.articles + counts["new"] + counts["version"]
        )
        with self.taker.store.writer() as writer:
            if any(known.url == feed.url for known in writer.feeds()):  # it may have been removed meanwhile
                writer.put_feed(health)
        return Polled(health, counts)

    def _taken(self, feed: Feed, fetched: Fetched, counts: Counter[str]) -> Feed:
        """The feed's health after its pages were taken in."""
        if fetched.unchanged:
            return self._well(feed, fetched)
        found = feed_pages(fetched.content, url=fetched.url, charset=fetched.charset)
        feed = replace(feed, title=found.title or feed.title, language=found.language or feed.language)
        missed = 0
        for page in found.pages:
            if not self._may_try(page.url):
                continue
            done = self.taker.take(listed_page(page, self.intake))
            counts[done.verdict] += 1
            feed = replace(feed, language=feed.language or done.language)
            missed = missed + 1 if isinstance(done.error, FetchError) else 0
            if missed == HOST_IS_DOWN:
                reason = f"{missed} of its pages in a row could not be fetched, the last: {done.error}"
                return self._troubled(feed, reason)
        return self._well(feed, fetched)

    def _well(self, feed: Feed, fetched: Fetched) -> Feed:
        now = self.taker.now()
        kept = feed if fetched.unchanged else replace(feed, etag=None, modified=None)
        return replace(
            kept,
            etag=fetched.validators.etag or kept.etag,
            modified=fetched.validators.last_modified or kept.modified,
            checked=stamp(now),
            succeeded=stamp(now),
            due=stamp(now + timedelta(minutes=feed.every)),
            error=None,
            failures=0,
        )

    def _troubled(self, feed: Feed, reason: str) -> Feed:
        now = self.taker.now()
        pause = timedelta(minutes=feed.every) * 2 ** min(feed.failures + 1, 20)
        pause = min(pause, max(LONGEST, timedelta(minutes=feed.every)))
        return replace(
            feed,
            checked=stamp(now),
            due=stamp(now + pause),
            error=reason,
            failures=feed.failures + 1,
        )

    def _robots(self, feed: Feed) -> str | None:
        """What robots.txt says of the feed, where it was asked: allowed, forbidden, or that there is none."""
        known = self.intake.web.robots(origin(feed.url))
        if known is None:
            return feed.robots
        return "none" if known.rules is None else "allowed" if known.allows(feed.url) else "forbidden"

    def _feeds(self, *, due: bool) -> list[Feed]:
        now = stamp(self.taker.now())
        with self.taker.store.view() as view:
            return [feed for feed in view.feeds() if not due or feed.due is None or feed.due <= now]

    def _pause(self) -> timedelta:
        """Until the next feed is due, but no longer than a nap."""
        now = self.taker.now()
        with self.taker.store.view() as view:
            due = [datetime.fromisoformat(feed.due) - now for feed in view.feeds() if feed.due]
        return max(timedelta(seconds=1), min([NAP, *due]))

    def _retry(self) -> None:
        """Tries the failed pages of the Web again that are due."""
        with self.taker.store.view() as view:
            failures = [failure for failure in view.failures() if is_address(failure.source)]
        down: set[str] = set()  # hosts that were tried in vain: each further try may cost a timeout
        for failure in failures:
            if self._is_due(failure) and origin(failure.source) not in down:
                for entry in entries(failure.source, self.intake):
                    done = take_or_fail(entry, self.taker)
                    if isinstance(done.error, FetchError):
                        down.add(origin(failure.source))

    def _may_try(self, url: str) -> bool:
        if url not in self.taker.failing:
            return True
        with self.taker.store.view() as view:
            return all(self._is_due(failure) for failure in view.failures() if failure.source == url)

    def _is_due(self, failure: Failure) -> bool:
        wait = FIRST_RETRY * 2 ** (failure.tries - 1)
        return failure.tries < MOST_TRIES and datetime.fromisoformat(failure.at) + wait <= self.taker.now()
