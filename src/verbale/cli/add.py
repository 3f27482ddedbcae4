"""`verbale add`: sources into the store."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.export import is_ledger, take
from verbale.cli.read import DEFAULT_MAX_BYTES, check_date
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
from verbale.cli.terminal import orderly


def command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…",
            help="Files, folders, web addresses, RSS or Atom feeds, sitemaps, WARC files, JSONL, "
            "or - for standard input; also what verbale export wrote.",
        ),
    ],
    store: StoreOption = DEFAULT,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date (YYYY-MM-DD) of pages that have none.")
    ] = None,
    model: ModelOption = None,
    max_bytes: MaxBytesOption = DEFAULT_MAX_BYTES,
    allow_private: PrivateOption = False,
    delay: DelayOption = DEFAULT_DELAY,
) -> None:
    """Take pages into the store, with the cases that follow from them.

    What is there already is passed over; a page that changed is a new version. Was it cut off? Run it again.
    What cannot be read is kept with its reason (see verbale failures) and gives exit status 1.
    """
    check_date(published)
    with orderly():
        from verbale.ingest.entries import Intake
        from verbale.ingest.fetch import Limits, Web

        web = Web(Limits(max_bytes=max_bytes, allow_private=allow_private), delay=delay)
        intake = Intake(web, published=published, stdin=sys.stdin.buffer)
        with open_store(store) as opened:
            ledgers = [source for source in sources if is_ledger(source)]
            for ledger in ledgers:
                take(Path(ledger), opened)
            sources = [source for source in sources if source not in ledgers]
            if ledgers and not sources:
                return
            counts = run("add", sources, new_taker(opened, model), intake)
        if counts["failed"]:
            raise typer.Exit(1)
