"""What the commands share that ask the store or change it by hand: options, formats, who one is."""

import getpass
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from verbale.cli.stores import open_store
from verbale.cli.terminal import complain, width
from verbale.errors import UsageError

if TYPE_CHECKING:
    from verbale.export.layout import Layout
    from verbale.store.base import Store
    from verbale.store.rows import Page

T = TypeVar("T")
DEFAULT_LIMIT = 50  # more than fits on a screen; --limit 0 gives all


class Form(StrEnum):
    """How answers are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


FormOption = Annotated[Form, typer.Option("--format", "-f", help="How to print the answer.")]
LimitOption = Annotated[
    int, typer.Option("--limit", min=0, metavar="N", help="How many to print at most; 0 for all.")
]
AfterOption = Annotated[
    str | None,
    typer.Option("--after", metavar="CURSOR", help="Go on after this cursor, told by the last page."),
]
QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUERY",
        help="Words, fields and AND, OR, NOT: 'gunships AND addressee:RUS'.",
        show_default=False,
    ),
]
WhoOption = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", envvar="VERBALE_WHO", help="Who decides; else your login name."),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]


def existing_store(url: str) -> "Store":
    """The store at a URL, which must be there: a name misspelt is no new store. Raises UsageError and StoreError."""
    path = Path(url.removeprefix("sqlite:///"))
    if (url.startswith("sqlite:///") or "://" not in url) and not path.exists():
        raise UsageError(f"{path}: there is no store; verbale add makes one (--store names another)")
    return open_store(url)


def layout() -> "Layout":
    """As wide as the terminal."""
    from verbale.export.layout import Layout

    return Layout(width=width())


def at_most(limit: int) -> int | None:
    """The limit as stores take it."""
    return limit or None


def told(page: "Page[T]") -> "Iterator[T]":
    """The answers of a page; then, on standard error, how to see those after them."""
    yield from page
    if page.after is not None:
        complain(f"there are more: --after {page.after} goes on, --limit 0 shows all")


def me(who: str | None) -> str:
    """The name given, else the login name. Raises UsageError where there is neither."""
    if who is not None and who.strip():
        return who.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # OSError from Python 3.13 on
        raise UsageError("who are you? give --who NAME") from error
