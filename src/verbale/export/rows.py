"""One row an event: CSV for spreadsheets, columns for terminals."""

import csv
import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from verbale.export.layout import Layout
from verbale.export.minutes import uncoded
from verbale.export.names import flat, labels
from verbale.export.phrases import things
from verbale.records import Article, Event, Minutes, Party

COLUMNS = (
    *("article_id", "title", "published", "agency", "outlet", "url"),
    *("id", "event_type", "event_mode", "contexts", "quad", "cameo"),
    *("actors", "actor_countries", "recipients", "recipient_countries", "beneficiaries", "items", "matter"),
    *("factuality", "polarity", "sources", "quote"),
    *("when_text", "when_start", "when_end", "where", "where_country", "background", "content"),
    *("evidence", "evidence_start", "evidence_end", "evidence_in", "frame", "confidence"),
)

# A spreadsheet takes a cell that begins with one of these for a formula, and may run it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

GAP = "  "


def csv_rows(pages: Iterable[Minutes], layout: Layout) -> Iterator[str]:
    """CSV with a head line; lists within a cell are joined by "; "."""
    yield csv_line(COLUMNS)
    for page in pages:
        for event in page.events:
            yield csv_line([harmless(cell) for cell in _cells(page, event)])


def columns(pages: Iterable[Minutes], layout: Layout) -> Iterator[str]:
    """A table of each page's events, as wide as the layout."""
    for number, page in enumerate(pages):
        yield ("\n" if number else "") + (flat(page.article.title) or "(no headline)") + "\n"
        reason = uncoded(page.article)
        if reason is not None:
            yield f"This page {reason}.\n"
            continue
        rows = [("actor", "event", "recipient", "what", "who says so")]
        rows += [_summary(event) for event in page.events]
        yield from aligned(rows, layout.width)


def _cells(page: Minutes, event: Event) -> list[str]:
    values = (*_of_article(page.article), *_of_kind(event), *_of_roles(event), *_of_telling(event))
    return ["" if value is None else str(value) for value in values]


def _of_article(article: Article) -> tuple[object, ...]:
    return article.id, flat(article.title), article.published, article.agency, article.outlet, article.url


def _of_kind(event: Event) -> tuple[object, ...]:
    contexts = "; ".join(event.contexts)
    return event.id, event.event_type, event.event_mode, contexts, event.quad, event.cameo


def _of_roles(event: Event) -> tuple[object, ...]:
    return (
        *(labels(event.actors), countries(event.actors)),
        *(labels(event.recipients), countries(event.recipients)),
        *(labels(event.beneficiaries), "; ".join(flat(item.text) for item in event.items)),
        flat(event.matter.text) if event.matter else None,
    )


def _of_telling(event: Event) -> tuple[object, ...]:
    when, where, first = event.when, event.where, event.evidence[0]
    speakers = " > ".join(flat(source.name) for source in event.sources)
    return (
        *(event.factuality, event.polarity, speakers, event.sources[-1].quote if event.sources else None),
        *((when.text, when.start, when.end) if when else (None, None, None)),
        *((where.name, where.country) if where else (None, None)),
        *("true" if event.background else "false", event.content),
        *(flat(first.text), first.start, first.end, first.in_ or "text"),
        *(event.frame, f"{event.confidence:.2f}"),
    )


def countries(parties: Iterable[Party]) -> str:
    """The alpha-3 codes that parties stand for, for a cell."""
    codes = [code for party in parties for code in party.members or (party.country or "",)]
    return "; ".join(dict.fromkeys(code for code in codes if code))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(cell) else cell


def csv_line(cells: Sequence[str]) -> str:
    """One line of CSV, as RFC 4180 quotes it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _summary(event: Event) -> tuple[str, str, str, str, str]:
    doubts: list[str] = [event.factuality] if event.factuality != "certain" else []
    doubts += ["negative"] if event.polarity == "negative" else []
    kind = event.event_type + (f" {event.event_mode}" if event.event_mode else "")
    return (
        labels(event.actors) or "–",
        f"{kind} ({', '.join(doubts)})" if doubts else kind,
        labels(event.recipients) or "–",
        things(event.items) or flat(event.evidence[0].text),
        " > ".join(flat(source.name) for source in event.sources) or "–",
    )


def aligned(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """Rows with their cells wrapped into columns that share the width as their contents need it."""
    widths = _widths(rows, width)
    for row in rows:
        wrapped = [textwrap.wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
        for line in zip_longest(*wrapped, fillvalue=""):
            cells = [part.ljust(size) for part, size in zip(line, widths, strict=True)]
            yield GAP.join(cells).rstrip() + "\n"


def _widths(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    longest = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = max(width - len(GAP) * (len(longest) - 1), 8 * len(longest))  # 8 columns still hold a word
    fair = room // len(longest)
    narrow = [min(size, fair) for size in longest]
    spare = room - sum(narrow)
    for index, size in enumerate(longest):
        extra = min(spare, size - narrow[index])
        narrow[index] += extra
        spare -= extra
    return narrow
