"""`verbale watch`: the feeds, asked as they fall due."""

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
    once: Annotated[bool, typer.Option("--once", help="Ask every feed once, due or not, and end.")] = False,
    model: ModelOption = None,
    max_bytes: MaxBytesOption = DEFAULT_MAX_BYTES,
    allow_private: PrivateOption = False,
    delay: DelayOption = DEFAULT_DELAY,
) -> None:
    """Ask the feeds of the store for new pages and take them in, until Ctrl-C.

    A feed in trouble is asked less and less often, at least once a day; verbale feeds list says how each is.
    """
    with orderly():
        from verbale.ingest.entries import Intake
        from verbale.ingest.fetch import Limits, Web
        from verbale.watching import Watcher

        web = Web(Limits(max_bytes=max_bytes, allow_private=allow_private), delay=delay)
        with open_store(store) as opened:
            watcher = Watcher(new_taker(opened, model), Intake(web))
            for polled in watcher.once() if once else watcher.watch(time.sleep):
                write([f"{polled.feed.checked}  {polled.feed.url}: {summary(polled.counts)}\n"])
                if polled.feed.error:
                    complain(f"{polled.feed.url}: {polled.feed.error}")
