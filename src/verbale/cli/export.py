"""`verbale export` and `verbale import`: a filtered ledger as a file that gives the same ledger again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.asks import QueryArgument, existing_store
from verbale.cli.stores import DEFAULT, StoreOption, open_store
from verbale.cli.takers import now
from verbale.cli.terminal import complain, orderly

if TYPE_CHECKING:
    from verbale.store.base import Store

_WORDS = {"new": "new articles", "same": "known already", "cases": "cases", "judgements": "judgements"}


def export(
    words: QueryArgument = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write to this file, whole or not at all."),
    ] = None,
    store: StoreOption = DEFAULT,
) -> None:
    """Write the ledger, or what a query finds of it, as JSON lines that `verbale import` takes in again.

    It holds the articles that report what is found, with their texts, events, cases and judgements.
    """
    with orderly():
        from verbale.exchanging import exported
        from verbale.export.files import whole
        from verbale.store.query import parse

        text = " ".join(words or ())
        with existing_store(store) as opened, opened.view() as view:
            lines = exported(view, parse(text), filter=text, now=now())
            if out is None:
                for line in lines:
                    sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
            else:
                whole(out, lines)


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="What verbale export wrote.")],
    store: StoreOption = DEFAULT,
) -> None:
    """Take in what `verbale export` wrote: each file whole or not at all. What is there already stays as it is."""
    with orderly(), open_store(store) as opened:
        for file in files:
            take(file, opened)


def is_ledger(source: str) -> bool:
    """Whether a source is a file that `verbale export` wrote."""
    from verbale.export import native

    try:
        with Path(source).open("rb") as file:
            return native.is_ledger(file.read(len(native.OPENING)))
    except (OSError, ValueError):  # an address, a folder, or no name of a file
        return False


def take(file: Path, store: "Store") -> None:
    """Takes one file in and says what came of it, on standard error."""
    from verbale.errors import SourceMissing
    from verbale.exchanging import imported

    try:
        with file.open("rb") as lines:
            counts = imported(store, lines, source=str(file), now=now())
    except OSError as error:
        raise SourceMissing(str(file), f"cannot be read: {error.strerror or error}") from error
    told = ("new", "same", "cases", "judgements")
    complain(f"{file}: " + ", ".join(f"{counts[name]} {_WORDS[name]}" for name in told))
