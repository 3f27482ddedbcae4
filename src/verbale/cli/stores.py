"""Which store a command works on: `--store`, else the environment's VERBALE_STORE, else ./verbale.db."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from verbale.store.base import Store

DEFAULT = "sqlite:///verbale.db"
StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="VERBALE_STORE",
        help="sqlite:///PATH (or a path alone) or postgresql://USER@HOST/NAME.",
    ),
]


def open_store(url: str) -> "Store":
    """The store at a URL, or the SQLite store in the file of that name. Raises UsageError and StoreError."""
    from verbale.store.base import MEMORY, Store

    return Store.open(url if "://" in url or url == MEMORY else f"sqlite:///{url}")
