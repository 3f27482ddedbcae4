"""Formats for programs: JSON lines of events, and the article as JSON."""

from collections.abc import Iterable, Iterator

import msgspec

from verbale.export.layout import Layout
from verbale.records import Minutes


def events(pages: Iterable[Minutes], layout: Layout) -> Iterator[str]:
    """One event a line. Fields at their default are left out only where the schema says so."""
    for page in pages:
        for event in page.events:
            yield msgspec.json.encode(event).decode() + "\n"


def articles(pages: Iterable[Minutes], layout: Layout) -> Iterator[str]:
    """Each article as JSON that people can read, without its events."""
    for page in pages:
        yield msgspec.json.format(msgspec.json.encode(page.article), indent=2).decode() + "\n"
