"""`verbale work`: the queue, worked off."""

import os
import socket
import time
from typing import Annotated

import typer

from verbale.cli.read import DEFAULT_MAX_BYTES
from verbale.cli.stores import DEFAULT, StoreOption, open_store
from verbale.cli.takers import (
    DEFAULT_DELAY,
    DelayOption,
    MaxBytesOption,
    ModelOption,
    PrivateOption,
    new_taker,
    summary,
)
from verbale.cli.terminal import complain, orderly, write


def command(
    store: StoreOption = DEFAULT,
    once: Annotated[bool, typer.Option("--once", help="Read what waits, and end.")] = False,
    model: ModelOption = None,
    max_bytes: MaxBytesOption = DEFAULT_MAX_BYTES,
    allow_private: PrivateOption = False,
    delay: DelayOption = DEFAULT_DELAY,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What this worker is called; no two may share a name.")
    ] = None,
    parent: Annotated[
        int | None, typer.Option(metavar="PID", help="End with the process that started this one.")
    ] = None,
) -> None:
    """Read what people put into the store's queue, and ask its feeds as they fall due, until Ctrl-C.

    The desk starts one itself; start more where more is to be read at once.
    """
    with orderly():
        from collections import Counter

        from verbale.ingest.entries import Intake
        from verbale.ingest.fetch import Limits, Web
        from verbale.working import Worker

        def is_wanted() -> bool:
            if once:
                with opened.view() as view:
                    return bool(view.queued().get("waiting"))
            return parent is None or os.getppid() == parent

        web = Web(Limits(max_bytes=max_bytes, allow_private=allow_private), delay=delay)
        own = name or f"{socket.gethostname()}:{os.getpid()}"
        with open_store(store) as opened:
            worker = Worker(own, new_taker(opened, model), Intake(web))
            for task in worker.work(time.sleep, is_wanted):
                write([f"{task.number}  {task.name}: {summary(Counter(task.counts))}\n"])
                if task.reason:
                    complain(f"{task.name}: {task.reason}")
