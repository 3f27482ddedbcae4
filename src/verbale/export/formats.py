"""The formats that pages can be written in, by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from verbale.export import html, lines, minutes, rows
from verbale.export.layout import Layout
from verbale.records import Minutes

# A renderer takes pages one by one and gives text as soon as it has some, so that streams of any length pass.
Renderer = Callable[[Iterable[Minutes], Layout], Iterator[str]]

RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        "minutes": minutes.render,
        "table": rows.columns,
        "csv": rows.csv_rows,
        "jsonl": lines.events,
        "article": lines.articles,
        "html": html.render,
    }
)
