"""Shelves and the queue in SQLite or PostgreSQL."""

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from verbale.errors import NotFound, StoreError
from verbale.records import Record
from verbale.store import schema as s
from verbale.store.queue import QueueView, QueueWriter, Task, TaskState, taken, waiting
from verbale.store.shelves import R, Shelf, ShelvesView, ShelvesWriter

T = TypeVar("T")


class SqlShelvesView(ShelvesView, QueueView):
    """See `ShelvesView` and `QueueView`."""

    _connection: Connection

    def on_shelf(self, shelf: Shelf, shape: type[R], *key: str) -> tuple[R, ...]:
        table = _table(shelf)
        rows = select(table.c.record).where(_begins(table, key)).order_by(*table.primary_key.columns)
        return tuple(decoded(row.record, shape) for row in self._connection.execute(rows))

    def tasks(
        self, state: TaskState | None = None, limit: int | None = None, before: int | None = None
    ) -> tuple[Task, ...]:
        t = s.task.c
        rows = select(t.record).order_by(t.number.desc()).limit(limit)
        if state is not None:
            rows = rows.where(t.state == state)
        if before is not None:
            rows = rows.where(t.number < before)
        return tuple(decoded(row.record, Task) for row in self._connection.execute(rows))

    def task(self, number: int) -> Task:
        return decoded(self._task_row(number).record, Task)

    def content(self, number: int) -> bytes | None:
        found = self._task_row(number).content
        return None if found is None else bytes(found)

    def queued(self) -> dict[TaskState, int]:
        rows = select(s.task.c.state, func.count().label("number")).group_by(s.task.c.state)
        return {row.state: int(row.number) for row in self._connection.execute(rows)}

    def _task_row(self, number: int) -> Row[Any]:
        row = self._connection.execute(select(s.task).where(s.task.c.number == number)).first()
        if row is None:
            raise NotFound(f"{number}: there is no task of this number in the queue")
        return row


class SqlShelvesWriter(SqlShelvesView, ShelvesWriter, QueueWriter):
    """See `ShelvesWriter` and `QueueWriter`."""

    def put_on_shelf(self, shelf: Shelf, record: Record, *key: str) -> None:
        table = _table(shelf)
        changed = update(table).where(_begins(table, key)).values(record=encoded(record))
        if not self._connection.execute(changed).rowcount:
            columns = [column.name for column in table.primary_key.columns]
            row = dict(zip(columns, key, strict=True)) | {"record": encoded(record)}
            self._connection.execute(insert(table), row)

    def clear_shelf(self, shelf: Shelf, *key: str) -> int:
        table = _table(shelf)
        return self._connection.execute(delete(table).where(_begins(table, key))).rowcount

    def put_task(self, task: Task, content: bytes | None = None) -> Task:
        number = self._connection.execute(
            select(func.coalesce(func.max(s.task.c.number), 0) + 1)
        ).scalar_one()
        kept = replace(task, number=int(number))
        row = {"number": kept.number, "state": kept.state, "record": encoded(kept), "content": content}
        self._connection.execute(insert(s.task), row)
        return kept

    def take_task(self, worker: str, *, now: str, until: str) -> Task | None:
        t = s.task.c
        left = and_(t.state == "running", t.until < now)
        rows = select(t.record).where(or_(t.state == "waiting", left)).order_by(t.number).limit(1)
        row = self._connection.execute(rows).first()
        if row is None:
            return None
        task = taken(decoded(row.record, Task), worker, now)
        self._keep_task(task, until=until)
        return task

    def renew_task(self, task: Task, *, until: str) -> bool:
        return self._is_held(task) and self._keep_task(task, until=until)

    def end_task(self, task: Task) -> bool:
        if not self._is_held(task):
            return False
        self._keep_task(replace(task, worker=None), until=None)
        if task.state == "done":
            gone = update(s.task).where(s.task.c.number == task.number).values(content=None)
            self._connection.execute(gone)
        return True

    def retry_task(self, number: int) -> Task:
        task = self.task(number)
        if task.state != "failed":
            raise NotFound(f"{number}: there is no failed task of this number in the queue")
        self._keep_task(waiting(task), until=None)
        return waiting(task)

    def release_tasks(self, worker: str) -> None:
        rows = select(s.task.c.record).where(s.task.c.state == "running", s.task.c.worker == worker)
        for row in self._connection.execute(rows).all():
            self._keep_task(waiting(decoded(row.record, Task)), until=None)

    def _is_held(self, task: Task) -> bool:
        now = self.task(task.number)
        return (now.state, now.worker, now.tries) == ("running", task.worker, task.tries)

    def _keep_task(self, task: Task, *, until: str | None) -> bool:
        row = update(s.task).where(s.task.c.number == task.number)
        values = {"state": task.state, "worker": task.worker, "until": until, "record": encoded(task)}
        return bool(self._connection.execute(row.values(**values)).rowcount)


def encoded(record: Record) -> str:
    """The JSON of a record."""
    return msgspec.json.encode(record).decode()


def decoded(record: str, shape: type[T]) -> T:
    """The record of its JSON. Raises StoreError where another version of Verbale wrote it otherwise."""
    try:
        return msgspec.json.decode(record, type=shape)
    except msgspec.DecodeError as error:
        name = shape.__name__.lower()
        raise StoreError(
            f"the store holds a record of another version, no {name} of this one: {error}"
        ) from error


def _table(shelf: Shelf) -> Table:
    return s.metadata.tables[shelf]


def _begins(table: Table, key: Sequence[str]) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    return and_(true(), *(column == value for column, value in zip(columns, key, strict=False)))
