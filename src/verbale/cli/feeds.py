"""`verbale feeds`: which feeds are watched, and how they are."""

from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.stores import DEFAULT, StoreOption, open_store
from verbale.cli.takers import now
from verbale.cli.terminal import orderly, write
from verbale.errors import UsageError

if TYPE_CHECKING:
    from verbale.store.rows import Feed

DEFAULT_MINUTES = 60  # most outlets publish a few stories an hour
commands = typer.Typer(no_args_is_help=True, help="Say which feeds are watched, and see how they are.")


@commands.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of an RSS or Atom feed.")],
    every: Annotated[int, typer.Option(min=1, metavar="MINUTES", help="How often to ask.")] = DEFAULT_MINUTES,
    store: StoreOption = DEFAULT,
) -> None:
    """Watch a feed. Added again, it keeps its health and takes the new interval."""
    with orderly():
        from msgspec.structs import replace

        from verbale.ingest.feeds import is_page_address
        from verbale.store.rows import Feed
        from verbale.taking import stamp

        if not is_page_address(url):
            raise UsageError(f"{url}: a feed has an address that begins with http:// or https://")
        with open_store(store) as opened, opened.writer() as writer:
            known = next((feed for feed in writer.feeds() if feed.url == url), None)
            feed = known or Feed(url=url, added=stamp(now()))
            writer.put_feed(replace(feed, every=every))


@commands.command("list")
def show(store: StoreOption = DEFAULT) -> None:
    """Show the feeds: when last asked, how many articles, in what language, robots.txt, what is wrong."""
    with orderly(), open_store(store) as opened, opened.view() as view:
        write(line for feed in view.feeds() for line in _lines(feed))


@commands.command("remove")
def remove(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a feed that is watched.")],
    store: StoreOption = DEFAULT,
) -> None:
    """Watch a feed no longer. What it gave stays."""
    with orderly(), open_store(store) as opened, opened.writer() as writer:
        writer.remove_feed(url)


def _lines(feed: "Feed") -> list[str]:
    health = "not asked yet" if feed.checked is None else "in trouble" if feed.error else "well"
    facts = [
        health,
        f"last asked {feed.checked or 'never'}",
        f"articles {feed.articles:,}",
        f"language {feed.language or 'unknown'}",
        f"robots {feed.robots or 'unknown'}",
        f"every {feed.every} min",
        f"next {feed.due or 'at once'}",
    ]
    lines = [f"{feed.url}{f'  ({feed.title})' if feed.title else ''}\n", f"    {' · '.join(facts)}\n"]
    if feed.error:
        since = f"last well {feed.succeeded}" if feed.succeeded else "never well"
        lines.append(f"    error ({feed.failures} in a row, {since}): {feed.error}\n")
    return lines
