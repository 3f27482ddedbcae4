"""Workers: tasks are read into the store once, whatever befalls who reads them."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servers import Site, rss, serving, story
from store_samples import NOW
from verbale.ingest.entries import Intake
from verbale.ingest.fetch import Limits, Web
from verbale.pipeline import Pipeline
from verbale.store import Store
from verbale.store.queue import Task
from verbale.store.rows import Feed
from verbale.taking import Taker, stamp
from verbale.working import LEASE, Worker


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def worker(store: Store, pipeline: Pipeline, clock: Clock) -> Worker:
    web = Web(Limits(allow_private=True), delay=0)
    return Worker("w1", Taker(store, pipeline.minutes, clock), Intake(web))


def put(store: Store, kind: str, name: str, content: str | None = None, **changes: str) -> int:
    task = Task(kind=kind, name=name, asked=stamp(datetime.now(UTC)), who="ida", **changes)
    with store.writer() as writer:
        return writer.put_task(task, content.encode() if content is not None else None).number


def test_a_page_a_file_and_a_text_are_read(store: Store, worker: Worker, site: Site) -> None:
    put(store, "address", site.put("/1", story(1)))
    put(store, "file", "two.html", story(2))
    put(
        store,
        "text",
        "pasted",
        "Oman asks Peru for tents\n\nOman asked Peru for 12 tents on Monday.",
        published="2026-05-04",
    )
    read = [worker.next() for _ in range(4)]
    assert [task and (task.state, task.counts, len(task.articles)) for task in read] == [
        ("done", {"new": 1}, 1),
        ("done", {"new": 1}, 1),
        ("done", {"new": 1}, 1),
        None,
    ]
    with store.view() as view:
        assert view.article(read[2].articles[0]).published == "2026-05-04"
        assert view.content(2) is None
        assert view.failures() == ()


def test_different_files_of_one_name_stay_apart(store: Store, worker: Worker) -> None:
    put(store, "file", "page.html", story(1))
    put(store, "file", "page.html", story(2))
    worker.next()
    worker.next()
    with store.view() as view:
        assert view.count().articles == 2


def test_what_cannot_be_read_says_why_and_can_be_tried_again(
    store: Store, worker: Worker, site: Site
) -> None:
    number = put(store, "address", f"{site.url}/later")
    assert worker.next().state == "failed"
    site.put("/later", story(3))
    with store.writer() as writer:
        assert writer.task(number).reason
        writer.retry_task(number)
    assert worker.next().state == "done"
    put(store, "file", "empty.jsonl", "")
    failed = worker.next()
    assert failed.state == "failed"
    assert failed.reason


def test_a_feed_with_a_broken_page_is_done_and_says_so(store: Store, worker: Worker, site: Site) -> None:
    links = [site.put("/1", story(1)), f"{site.url}/gone"]
    put(store, "address", site.put("/rss", rss(links), media_type="application/rss+xml"))
    task = worker.next()
    assert (task.state, task.counts) == ("done", {"failed": 1, "new": 1})
    assert task.reason.startswith("1 of 2 could not be read")


def test_a_killed_workers_task_is_read_by_the_next(store: Store, worker: Worker, clock: Clock) -> None:
    put(store, "file", "page.html", story(1))
    with store.writer() as writer:
        writer.take_task("dead", now=stamp(clock()), until=stamp(clock() + LEASE))
    assert worker.next() is None
    clock.now += LEASE + timedelta(seconds=1)
    assert worker.next().state == "done"


def test_feeds_are_asked_while_nothing_waits(store: Store, worker: Worker, site: Site) -> None:
    feed = site.put("/rss", rss([site.put("/1", story(1))]), media_type="application/rss+xml")
    with store.writer() as writer:
        writer.put_feed(Feed(url=feed, added=stamp(NOW_AT)))
    turns = iter([True, True, False])
    assert list(worker.work(lambda _: None, lambda: next(turns))) == []
    with store.view() as view:
        assert view.feeds()[0].articles == 1


NOW_AT = datetime(2026, 1, 1, tzinfo=UTC)


def test_two_processes_read_each_task_once(store: Store, tmp_path: Path) -> None:
    for number in range(6):
        put(store, "file", f"{number}.html", story(number))
    call = [sys.executable, "-m", "verbale", "work", "--once", "--store", str(tmp_path / "ledger.db")]
    both = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    lines = [line for process in both for line in process.communicate(timeout=120)[0].splitlines()]
    assert len(lines) == 6
    with store.view() as view:
        assert [task.state for task in view.tasks()] == ["done"] * 6
        assert {task.tries for task in view.tasks()} == {1}
        assert view.count().articles == 6
