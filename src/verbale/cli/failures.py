"""`verbale failures`: what could not be taken in, and why."""

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
    run,
)
from verbale.cli.terminal import orderly, write


def command(
    store: StoreOption = DEFAULT,
    retry: Annotated[bool, typer.Option("--retry", help="Try all of them again.")] = False,
    model: ModelOption = None,
    max_bytes: MaxBytesOption = DEFAULT_MAX_BYTES,
    allow_private: PrivateOption = False,
    delay: DelayOption = DEFAULT_DELAY,
) -> None:
    """Show the sources that could not be taken in: when last tried, how often, and why."""
    with orderly():
        from verbale.ingest.entries import Intake
        from verbale.ingest.fetch import Limits, Web
        from verbale.taking import to_retry

        with open_store(store) as opened:
            with opened.view() as view:
                failures = view.failures()
            if not retry:
                write(f"{f.at}  {f.tries}x  {f.source}: {f.reason}\n" for f in failures)
                return
            web = Web(Limits(max_bytes=max_bytes, allow_private=allow_private), delay=delay)
            counts = run("failures", to_retry(failures), new_taker(opened, model), Intake(web))
        if counts["failed"]:
            raise typer.Exit(1)
