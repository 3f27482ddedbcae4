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


def store_url(url: str) -> str:
    """The address of a store that may be given as the path of a SQLite file."""
    from verbale.store.base import MEMORY

    return url if "://" in url or url == MEMORY else f"sqlite:///{url}"


def open_store(url: str) -> "Store":
    """The store at a URL, or the SQLite store in the file of that name. Raises UsageError and StoreError."""
    from verbale.store.base import Store

    return Store.open(store_url(url))
