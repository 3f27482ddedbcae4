"""`verbale remove`: a text erased on demand."""

from typing import Annotated

import typer

from verbale.cli.asks import WhoOption, existing_store, me
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.takers import now
from verbale.cli.terminal import orderly, write


def command(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of the article.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; stays on the tombstone.")],
    who: WhoOption = None,
    store: StoreOption = DEFAULT,
) -> None:
    """Erase an article with all versions of its page, its events and what can be searched of it.

    A tombstone with the day stays, and the page is not taken in again.
    """
    with orderly():
        from verbale.erasing import erase

        with existing_store(store) as opened:
            erased = erase(opened, article_id, who=me(who), reason=reason, now=now())
        write(f"{key} erased\n" for key in erased)
