"""`verbale publish`: a filtered ledger as a site of files."""

from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.asks import existing_store
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.takers import now
from verbale.cli.terminal import complain, orderly


def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder; made anew where it holds such a site.")
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY", help="What of the ledger, as in search; else all.", show_default=False
        ),
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What the site is called.")] = "Minutes",
    full_text: Annotated[
        bool, typer.Option("--full-text", help="With the reports' texts: only where you may publish them.")
    ] = False,
    store: StoreOption = DEFAULT,
) -> None:
    """Write a site that opens from disk: cases with the sentences they stand on, charts, and files to download.

    It is read-only, needs no script and no server. It holds evidence sentences and links to the reports, not their
    texts, and no names of those who reviewed. The folder appears whole or not at all.
    """
    with orderly():
        from verbale.desk.publish.site import Site, publish
        from verbale.desk.views.filters import Filter

        asked = Filter(" ".join(words or ()))
        with existing_store(store) as opened, opened.view() as view:
            told = publish(folder, view, asked, Site(title, full_text), now=now())
        complain(
            f"{folder}/index.html: {len(told.cases)} cases, {len(told.lines)} events "
            f"in {len(told.articles)} reports"
        )
