"""Shelves and the queue in memory."""

from typing import Any, NamedTuple

from msgspec.structs import replace

from verbale.errors import NotFound
from verbale.records import Record
from verbale.store.queue import QueueView, QueueWriter, Task, TaskState, taken, waiting
from verbale.store.shelves import R, Shelf, ShelvesView, ShelvesWriter


class Queued(NamedTuple):
    """A task with its bytes, and until when its worker must be heard of."""

    task: Task
    content: bytes | None = None
    until: str | None = None


class MemoryShelvesView(ShelvesView, QueueView):
    """See `ShelvesView` and `QueueView`."""

    _data: Any

    def on_shelf(self, shelf: Shelf, shape: type[R], *key: str) -> tuple[R, ...]:
        begin = (shelf, *key)
        shelves: dict[tuple[str, ...], R] = self._data.shelves
        return tuple(record for place, record in sorted(shelves.items()) if place[: len(begin)] == begin)

    def tasks(
        self, state: TaskState | None = None, limit: int | None = None, before: int | None = None
    ) -> tuple[Task, ...]:
        found = (queued.task for _, queued in sorted(self._data.tasks.items(), reverse=True))
        return tuple(
            task for task in found if state in (None, task.state) and (before is None or task.number < before)
        )[:limit]

    def task(self, number: int) -> Task:
        return self._queued(number).task

    def content(self, number: int) -> bytes | None:
        return self._queued(number).content

    def queued(self) -> dict[TaskState, int]:
        found: dict[TaskState, int] = {}
        for queued in self._data.tasks.values():
            found[queued.task.state] = found.get(queued.task.state, 0) + 1
        return found

    def _queued(self, number: int) -> Queued:
        if number not in self._data.tasks:
            raise NotFound(f"{number}: there is no task of this number in the queue")
        queued: Queued = self._data.tasks[number]
        return queued


class MemoryShelvesWriter(MemoryShelvesView, ShelvesWriter, QueueWriter):
    """See `ShelvesWriter` and `QueueWriter`."""

    def put_on_shelf(self, shelf: Shelf, record: Record, *key: str) -> None:
        self._data.shelves[(shelf, *key)] = record

    def clear_shelf(self, shelf: Shelf, *key: str) -> int:
        begin = (shelf, *key)
        gone = [place for place in self._data.shelves if place[: len(begin)] == begin]
        for place in gone:
            del self._data.shelves[place]
        return len(gone)

    def put_task(self, task: Task, content: bytes | None = None) -> Task:
        kept = replace(task, number=len(self._data.tasks) + 1)
        self._data.tasks[kept.number] = Queued(kept, content)
        return kept

    def take_task(self, worker: str, *, now: str, until: str) -> Task | None:
        for number, (task, content, limit) in sorted(self._data.tasks.items()):
            if task.state == "waiting" or (task.state == "running" and limit is not None and limit < now):
                self._data.tasks[number] = Queued(taken(task, worker, now), content, until)
                return taken(task, worker, now)
        return None

    def renew_task(self, task: Task, *, until: str) -> bool:
        if not self._is_held(task):
            return False
        self._data.tasks[task.number] = Queued(task, self.content(task.number), until)
        return True

    def end_task(self, task: Task) -> bool:
        if not self._is_held(task):
            return False
        content = None if task.state == "done" else self.content(task.number)
        self._data.tasks[task.number] = Queued(replace(task, worker=None), content)
        return True

    def retry_task(self, number: int) -> Task:
        task, content, _ = self._queued(number)
        if task.state != "failed":
            raise NotFound(f"{number}: there is no failed task of this number in the queue")
        self._data.tasks[number] = Queued(waiting(task), content)
        return waiting(task)

    def release_tasks(self, worker: str) -> None:
        for number, (task, content, _) in self._data.tasks.items():
            if task.state == "running" and task.worker == worker:
                self._data.tasks[number] = Queued(waiting(task), content)

    def _is_held(self, task: Task) -> bool:
        now = self.task(task.number)
        return (now.state, now.worker, now.tries) == ("running", task.worker, task.tries)
