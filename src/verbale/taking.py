"""Takes sources into a store, where the stages meet: record → article → events → ledger → store.

Each record is one transaction with all that follows from it. What is in the store already is passed over, so
that a run that was cut off, at whatever moment, is ended by running it again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from verbale.carrying import carry
from verbale.errors import NotFound, SourceError
from verbale.ingest.entries import SENT, TAKEN_SUFFIXES, Entry, Intake, container, entries, known_by
from verbale.ingest.sources import expand
from verbale.ledger.decide import decide
from verbale.ledger.pages import fact
from verbale.records import Article, Event, Minutes
from verbale.store.base import Store, View, Writer
from verbale.store.rows import Failure, Run, Version

Verdict = Literal["new", "version", "same", "failed"]
# What a defect of ours raises on a page that nobody thought of: it must not keep the other pages out.
DEFECTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one record. `share` is how much of its source is done; `error` says why it failed."""

    source: str
    verdict: Verdict
    share: float = 1.0
    error: SourceError | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes records into a store.

    `minutes` gives an article's events; it is called only for what is new. `now` is the clock, in UTC.
    `failing` holds how often each failing source was tried.
    """

    store: Store
    minutes: Callable[[Article], Minutes]
    now: Callable[[], datetime]
    failing: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.store.view() as view:
            self.failing.update({failure.source: failure.tries for failure in view.failures()})

    def take(self, entry: Entry) -> Done:
        """One record: read, coded and stored with the cases that it changes, or kept as a failure."""
        with self.store.view() as view:
            known = view.has_source(entry.source, entry.mark)
        try:
            done = Done(entry.source, "same", entry.share) if known else self._taken(entry)
        except SourceError as error:
            return self.fail(error, origin=entry.origin, share=entry.share)
        except DEFECTS as error:
            reason = f"a defect of Verbale, please report it: {type(error).__name__}: {error}"
            return self.fail(SourceError(entry.origin, reason), origin=entry.origin, share=entry.share)
        self.clear(entry.origin)
        return done

    def fail(self, error: SourceError, *, origin: str | None = None, share: float = 1.0) -> Done:
        """Keeps a failure under the name by which it can be tried again."""
        name = origin or known_by(error.source)
        if name.split("#")[0] not in (STDIN, SENT):  # these cannot be asked for again
            self.failing[name] = self.failing.get(name, 0) + 1
            with self.store.writer() as writer:
                writer.put_failure(name, error.reason, self.stamp(), self.failing[name])
        return Done(name, "failed", share, error)

    def clear(self, name: str) -> None:
        """Forgets the failure of a source that has been read after all."""
        if self.failing.pop(name, None) is not None:
            with self.store.writer() as writer:
                writer.clear_failure(name)

    def stamp(self) -> str:
        """The time, as the store keeps it."""
        return stamp(self.now())

    def _taken(self, entry: Entry) -> Done:
        article = entry.read()
        with self.store.view() as view:
            coded = _is_known(entry, article, view)
        minutes = None if coded else self.minutes(article)
        with self.store.writer() as writer:
            verdict = self._stored(entry, article, minutes, writer)
        return Done(entry.source, verdict, entry.share, language=article.language)

    def _stored(self, entry: Entry, article: Article, minutes: Minutes | None, writer: Writer) -> Verdict:
        if minutes is None and entry.historic:
            return "same"
        added = self.stamp()
        verdict = writer.put_article(article, content_hash=entry.mark, source=entry.source, added=added)
        if minutes is not None and verdict != "same":
            put_minutes(writer, article, minutes.events, added=added)
            touched = {version.article_id for version in writer.versions(article.id)} | {article.id}
            carry(writer, touched, minutes.events, at=added)
            settle(writer, touched, now=self.now())
        return verdict


def put_minutes(writer: Writer, article: Article, events: Iterable[Event], *, added: str) -> None:
    """Stores what was read from an article that is in the store."""
    writer.put_events(article.id, events)
    writer.put_fact(fact(article, added=added))


def settle(writer: Writer, article_ids: Iterable[str], *, now: datetime) -> None:
    """Brings the cases that these articles bear on up to date with the store's reports."""
    settle_blocks(writer, frozenset[str]().union(*(writer.blocks(each) for each in article_ids)), now=now)


def settle_blocks(writer: Writer, touched: frozenset[str], *, now: datetime) -> None:
    """Brings the cases of these blocks up to date with the store's reports."""
    if touched:
        state = writer.state(touched)
        writer.apply(decide(writer.ledger(state.blocks), state, now=now.date()))


def expanded(sources: Iterable[str], taker: Taker) -> tuple[list[str], list[Done]]:
    """The sources with what folders hold in their place, and the folders that hold nothing."""
    names: list[str] = []
    failed: list[Done] = []
    for source in sources:
        try:
            names.extend(expand([source], suffixes=TAKEN_SUFFIXES))
        except SourceError as error:
            failed.append(taker.fail(error))
    return names, failed


def take_all(names: Sequence[str], taker: Taker, intake: Intake) -> Iterator[Done]:
    """Takes in all records of some sources, in order; `share` is how much of all is done."""
    for number, name in enumerate(names):
        own = known_by(name)
        failed = False
        for entry in entries(name, intake):
            done = take_or_fail(entry, taker)
            failed = failed or (done.error is not None and done.source == own)
            yield replace(done, share=(number + done.share) / len(names))
        if not failed:  # what once failed as a whole was opened after all, whatever became of its records
            taker.clear(own)


def take_or_fail(entry: Entry | SourceError, taker: Taker) -> Done:
    """Takes in a record, or keeps the failure that came in its place."""
    return taker.fail(entry) if isinstance(entry, SourceError) else taker.take(entry)


def to_retry(failures: Iterable[Failure]) -> list[str]:
    """The sources to open in order to try failures again, each once."""
    return list(dict.fromkeys(container(failure.source) for failure in failures))


def put_run(store: Store, command: str, started: str, ended: str, counts: Counter[str]) -> None:
    """Keeps what a run did."""
    with store.writer() as writer:
        writer.put_run(
            Run(command=command, started=started, ended=ended, counts=dict(sorted(counts.items())))
        )


def _is_known(entry: Entry, article: Article, view: View) -> bool:
    """Whether the record gives what its source gave before: the bytes changed, the article did not."""
    held = [version for version in view.versions(article.id) if version.source == entry.source]
    if entry.historic and any(version.content_hash == entry.mark for version in held):
        return True
    return bool(held) and _is_same(article, max(held, key=lambda version: version.number), view)


def _is_same(article: Article, last: Version, view: View) -> bool:
    try:
        return last.article_id == article.id and view.article(article.id) == article
    except NotFound:  # it was erased
        return False


def stamp(moment: datetime) -> str:
    """A time as the store keeps it: UTC, to the second, so that texts compare as times do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
