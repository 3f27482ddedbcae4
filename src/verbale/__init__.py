"""Verbale reads a news page and keeps the minutes: who asked, promised, refused, and who says so.

import verbale

page = verbale.read("story.html")        # a path, a web address, or the page itself
for event in page.events:
    print(event.event_type, [party.name for party in event.actors], event.evidence[0].text)
"""

import importlib
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from verbale.errors import SourceEmpty, SourceError, UsageError, VerbaleError
from verbale.records import Article, Event, Item, Minutes, Party, Source, Span, When, Where

__all__ = [
    "Article",
    "Event",
    "Item",
    "Minutes",
    "Party",
    "Source",
    "SourceError",
    "Span",
    "UsageError",
    "VerbaleError",
    "When",
    "Where",
    "__version__",
    "read",
    "read_all",
]

__version__ = version("verbale")

# The stage `verbale.read` shares its name with the function below: loaded first, it cannot replace it.
importlib.import_module("verbale.read")


def read(source: str | Path, *, published: str | None = None, model: str | None = None) -> Minutes:
    """The first page of a source, with its events.

    `source` is a path, an http(s) address, or a page itself: a string that holds a line break or begins
    with "<". `published` (ISO 8601) is the date of a page that has none; `model` a spaCy pipeline.
    Raises SourceError where the source cannot be read, ModelError where the model is not installed.
    """
    for page in read_all(source, published=published, model=model):
        return page
    raise SourceEmpty(str(source)[:80], "no page in it")


def read_all(
    source: str | Path, *, published: str | None = None, model: str | None = None
) -> Iterator[Minutes]:
    """Every page of a source that holds several (JSON lines, a folder), one by one; else as `read`."""
    # Imported here, so that records and errors cost no load of the language library.
    from verbale.ingest.sources import Limits, expand, read_source
    from verbale.scale.local import code

    page = _page(source)
    articles = (
        article
        for name in (["-"] if page is not None else expand([str(source)]))
        for article in read_source(name, limits=Limits(), published=published, stdin=page)
    )
    return code(articles, model=model)


def _page(source: str | Path) -> BytesIO | None:
    """The source as a stream if it is the page itself."""
    if isinstance(source, Path) or not ("\n" in source or source.lstrip().startswith("<")):
        return None
    return BytesIO(source.encode())
