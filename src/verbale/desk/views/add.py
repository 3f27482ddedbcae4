"""What people put into the queue, and how far it is."""

from collections.abc import Iterable, Sequence

from verbale.errors import NotFound, UsageError
from verbale.ingest.sources import is_address
from verbale.records import Record
from verbale.store.base import Store, View
from verbale.store.query import span
from verbale.store.queue import Task

PAGE = 50
# At once; more goes through the command line.
MOST_ADDRESSES = 200
MOST_REPORTS = 3
_TITLE = 80


class Report(Record, frozen=True, kw_only=True):
    """A report that came of a task, and how many cases it tells of."""

    id: str
    title: str
    cases: int


class TaskRow(Record, frozen=True, kw_only=True, omit_defaults=False):
    """A task with the first reports that came of it; `more` counts the others."""

    task: Task
    reports: tuple[Report, ...]
    more: int


class Queue(Record, frozen=True, kw_only=True, omit_defaults=False):
    """The queue, the latest first; `before` asks for the next page, `busy` says that something goes on."""

    tasks: tuple[TaskRow, ...]
    waiting: int
    running: int
    failed: int
    done: int
    busy: bool
    before: int | None = None


def queue(view: View, before: int | None = None) -> Queue:
    """A page of the queue."""
    found = view.tasks(limit=PAGE + 1, before=before)
    counts = view.queued()
    return Queue(
        tasks=tuple(row(view, task) for task in found[:PAGE]),
        waiting=counts.get("waiting", 0),
        running=counts.get("running", 0),
        failed=counts.get("failed", 0),
        done=counts.get("done", 0),
        busy=bool(counts.get("waiting") or counts.get("running")),
        before=found[PAGE - 1].number if len(found) > PAGE else None,
    )


def put_addresses(
    store: Store, lines: str, *, who: str, now: str, published: str | None = None
) -> tuple[Task, ...]:
    """Puts addresses into the queue, one a line. Raises UsageError, and puts none, where one is none."""
    addresses = list(dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip()))
    if not addresses:
        raise UsageError("paste the address of a page, one a line")
    if len(addresses) > MOST_ADDRESSES:
        raise UsageError(f"at most {MOST_ADDRESSES} addresses at once; verbale add takes any number")
    for address in addresses:
        if not is_address(address):
            raise UsageError(f"{address}: an address begins with http:// or https://")
    tasks = [
        Task(kind="address", name=address, asked=now, who=who, published=_day(published))
        for address in addresses
    ]
    return _put(store, [(task, None) for task in tasks])


def put_text(
    store: Store, text: str, *, who: str, now: str, published: str | None = None
) -> tuple[Task, ...]:
    """Puts a pasted text into the queue. Raises UsageError where there is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise UsageError("paste the text of a report: its headline, an empty line, what it says")
    task = Task(kind="text", name=lines[0][:_TITLE], asked=now, who=who, published=_day(published))
    return _put(store, [(task, text.encode("utf-8", "replace"))])


def put_files(
    store: Store, files: Sequence[tuple[str, bytes]], *, who: str, now: str, published: str | None = None
) -> tuple[Task, ...]:
    """Puts files that were sent into the queue. Raises UsageError where there is none."""
    if not files:
        raise UsageError("choose a file: HTML, text, JSONL, a feed, a WARC archive or an exported ledger")
    day = _day(published)
    return _put(
        store,
        [
            (Task(kind="file", name=_name(name), asked=now, who=who, published=day), content)
            for name, content in files
        ],
    )


def row(view: View, task: Task) -> TaskRow:
    """A task with the first reports that came of it."""
    reports = [report for key in task.articles[:MOST_REPORTS] if (report := _report(view, key))]
    return TaskRow(task=task, reports=tuple(reports), more=max(0, len(task.articles) - MOST_REPORTS))


def _report(view: View, article_id: str) -> Report | None:
    try:
        title = view.article(article_id).title
    except NotFound:  # erased since
        return None
    cases = {case.id for event in view.events(article_id) for case in view.cases_of(event.id)}
    return Report(id=article_id, title=title, cases=len(cases))


def _put(store: Store, tasks: Iterable[tuple[Task, bytes | None]]) -> tuple[Task, ...]:
    with store.writer() as writer:
        return tuple(writer.put_task(task, content) for task, content in tasks)


def _name(name: str) -> str:
    """The file's own name, without folders and what cannot be shown."""
    own = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in own if char.isprintable())[:_TITLE] or "file"


def _day(published: str | None) -> str | None:
    day = (published or "").strip()
    if not day:
        return None
    if len(day) != len("2015-10-05") or span(day) is None:
        raise UsageError(f"{day}: a date is written 2015-10-05")
    return day
