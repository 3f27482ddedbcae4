"""The queue of what is to be read: put in by people, taken out by workers."""

from abc import ABC, abstractmethod
from typing import Literal

import msgspec

from verbale.records import Record

TaskKind = Literal["address", "text", "file"]
TaskState = Literal["waiting", "running", "done", "failed"]


class Task(Record, frozen=True, kw_only=True, omit_defaults=False):
    """Something to be read: an address, a pasted text, a file that was sent.

    `name` is the address, the text's headline or the file's name; `published` a date for what has none;
    `asked`, `taken` and `ended` are UTC, ISO 8601. `worker` reads it now; `share` is how much is done, from 0
    to 1; `counts` holds its records by verdict ("new", "same", "failed"), `articles` the ids of those that
    are in the store now, `reason` why it failed.
    """

    kind: TaskKind
    name: str
    asked: str
    who: str
    published: str | None = None
    number: int = 0
    state: TaskState = "waiting"
    tries: int = 0
    worker: str | None = None
    taken: str | None = None
    ended: str | None = None
    share: float = 0.0
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    articles: tuple[str, ...] = ()
    reason: str | None = None


class QueueView(ABC):
    """What is asked of the queue."""

    @abstractmethod
    def tasks(
        self, state: TaskState | None = None, limit: int | None = None, before: int | None = None
    ) -> tuple[Task, ...]:
        """What is in the queue, the latest first; `before` is the number of the last page's last."""

    @abstractmethod
    def task(self, number: int) -> Task:
        """What is in the queue under this number. Raises NotFound."""

    @abstractmethod
    def content(self, number: int) -> bytes | None:
        """The bytes that a text or file was sent with; gone once it has been read. Raises NotFound."""

    @abstractmethod
    def queued(self) -> dict[TaskState, int]:
        """How many tasks there are in each state."""


class QueueWriter(QueueView):
    """What is done with the queue. A writer is alone, so that no task is given to two workers."""

    @abstractmethod
    def put_task(self, task: Task, content: bytes | None = None) -> Task:
        """Puts something into the queue; what is given back has its number."""

    @abstractmethod
    def take_task(self, worker: str, *, now: str, until: str) -> Task | None:
        """Gives a worker the next of the queue: the first that waits, or that another took and let lie.

        It is this worker's until `until`; before, the worker is to call `renew_task`. Else it is given to
        whoever asks next, for then its worker was killed. Null where there is nothing to do.
        """

    @abstractmethod
    def renew_task(self, task: Task, *, until: str) -> bool:
        """Keeps how far its worker is, whose it stays until `until`. False where it is another's by now."""

    @abstractmethod
    def end_task(self, task: Task) -> bool:
        """Keeps what became of a task; its bytes go once it is done. False where it is another's by now."""

    @abstractmethod
    def retry_task(self, number: int) -> Task:
        """Lets a failed task wait again. Raises NotFound where there is no failed task of this number."""

    @abstractmethod
    def release_tasks(self, worker: str) -> None:
        """Lets what a worker was reading wait again: it is known to be dead."""


def taken(task: Task, worker: str, now: str) -> Task:
    """The task as a worker takes it."""
    return msgspec.structs.replace(
        task,
        state="running",
        worker=worker,
        taken=now,
        tries=task.tries + 1,
        share=0.0,
        counts={},
        reason=None,
    )


def waiting(task: Task) -> Task:
    """The task as it waits again."""
    return msgspec.structs.replace(task, state="waiting", worker=None, ended=None, share=0.0)
