"""Works off the queue: takes one task after the other, reads it into the store, and asks the feeds that are due.

A worker says again and again that it is alive. What a killed one was reading is given to the next, and nothing
is read twice, for what is in the store is passed over.
"""

import io
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from verbale.errors import SourceError, StoreLocked
from verbale.exchanging import imported
from verbale.export.native import is_ledger
from verbale.ingest.entries import Entry, Intake, entries, sent
from verbale.store.queue import Task
from verbale.taking import Done, Taker, stamp, take_or_fail
from verbale.watching import Watcher

LOG = logging.getLogger("verbale.working")
# A page is fetched, parsed and coded in seconds; who is not heard of for so long is dead.
LEASE = timedelta(minutes=5)
NAP_SECONDS = 1.0
NOTHING = "there is nothing in it to read"


@dataclass(frozen=True, slots=True)
class Worker:
    """Reads tasks under its `name`, which no other worker has."""

    name: str
    taker: Taker
    intake: Intake

    def work(self, sleep: Callable[[float], None], is_wanted: Callable[[], bool]) -> Iterator[Task]:
        """Reads tasks, and asks feeds while none waits, for as long as it is wanted. `sleep` takes seconds."""
        watcher = Watcher(self.taker, self.intake)
        while is_wanted():
            try:
                task = self.next()
                if task is not None:
                    yield task
                elif due := watcher.due()[:1]:
                    for polled in watcher.round(due):
                        LOG.info("%s: %s", polled.feed.url, dict(polled.counts))
                else:
                    sleep(NAP_SECONDS)
            except StoreLocked as error:  # what was taken lies until its lease has run out
                LOG.warning("%s; the queue waits", error)
                sleep(NAP_SECONDS)

    def next(self) -> Task | None:
        """Reads the next task; null where none waits."""
        with self.taker.store.writer() as writer:
            task = writer.take_task(self.name, now=self.taker.stamp(), until=self._until())
            content = writer.content(task.number) if task else None
        if task is None:
            return None
        if task.kind == "file" and content is not None and is_ledger(content):
            return self._ledger(task, content)
        return self._read(task, content)

    def _read(self, task: Task, content: bytes | None) -> Task:
        """Reads all records of a task; it is another's once this worker was thought dead, and left to it."""
        articles: dict[str, None] = {}
        errors: list[SourceError] = []
        counts: Counter[str] = Counter()
        for entry in self._entries(task, content):
            done = take_or_fail(entry, self.taker)
            counts[done.verdict] += 1
            if done.error is not None:
                errors.append(done.error)
            articles |= dict.fromkeys(self._articles(done))
            task = msgspec.structs.replace(
                task,
                share=round(done.share, 3),
                counts=dict(sorted(counts.items())),
                articles=tuple(articles),
            )
            with self.taker.store.writer() as writer:
                if not writer.renew_task(task, until=self._until()):
                    return task
        task = _ended(task, errors, self.taker.stamp())
        with self.taker.store.writer() as writer:
            writer.end_task(task)
        return task

    def _ledger(self, task: Task, content: bytes) -> Task:
        """Takes in what `verbale export` wrote, all of it or nothing."""
        now = self.taker.now()
        try:
            counts = imported(self.taker.store, io.BytesIO(content), source=task.name, now=now)
            task = msgspec.structs.replace(task, counts=dict(sorted(counts.items())))
            task = _ended(task, [], stamp(now))
        except SourceError as error:
            task = msgspec.structs.replace(task, counts={"failed": 1})
            task = _ended(task, [error], stamp(now))
        with self.taker.store.writer() as writer:
            writer.end_task(task)
        return task

    def _entries(self, task: Task, content: bytes | None) -> Iterator[Entry | SourceError]:
        intake = replace(self.intake, published=task.published or self.intake.published)
        if task.kind == "address":
            return entries(task.name, intake)
        return sent(task.name, content or b"", intake)

    def _articles(self, done: Done) -> tuple[str, ...]:
        if done.error is not None:
            return ()
        with self.taker.store.view() as view:
            found = view.held_by(done.source)
        return () if found is None else (found,)

    def _until(self) -> str:
        return stamp(self.taker.now() + LEASE)


def _ended(task: Task, errors: list[SourceError], now: str) -> Task:
    """The task with what became of it: done where anything was read."""
    total = sum(task.counts.values())
    failed = total == len(errors)
    reason: str | None = None
    if not total:
        reason = NOTHING
    elif errors:
        reason = errors[0].reason
        if total > 1:
            reason = f"{len(errors):,} of {total:,} could not be read, the first: {errors[0]}"
    return msgspec.structs.replace(
        task, state="failed" if failed else "done", ended=now, share=1.0, reason=reason
    )
