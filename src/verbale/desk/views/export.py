"""What a filter finds, as files to take away: the ledger itself, and tables and minutes of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from urllib.parse import urlencode

from verbale.asking import as_of, every, pages
from verbale.desk.views.filters import Filter
from verbale.errors import NotFound
from verbale.exchanging import exported
from verbale.export.caserows import CASES, csv_rows, jsonl
from verbale.export.formats import RENDERERS
from verbale.export.layout import Layout
from verbale.records import Case, Event, Record
from verbale.store.base import View

_JSONL, _CSV = "application/jsonl", "text/csv"
_HTML, _TEXT = "text/html", "text/plain"
Written = Callable[[View, Filter, datetime], Iterator[bytes]]


class File(Record, frozen=True, kw_only=True):
    """A file that is to be had: its name, what stands in it, and its media type."""

    name: str
    holds: str
    media_type: str


class Export(Record, frozen=True, kw_only=True):
    """How much a filter finds, and the files that it is to be had in."""

    cases: int
    events: int
    reports: int
    files: tuple[File, ...]


def export(view: View, asked: Filter) -> Export:
    """What there is to take away. Raises QueryError, and UsageError for a day that there is not."""
    query = asked.query()
    return Export(
        cases=view.tally("case", query).total,
        events=view.tally("event", query).total,
        reports=view.tally("article", query).total,
        files=tuple(file for file, _ in FILES.values()),
    )


def named(name: str) -> tuple[File, Written]:
    """The file of this name, and how it is written. Raises NotFound."""
    if name not in FILES:
        raise NotFound(f"{name}: the files are {', '.join(FILES)}")
    return FILES[name]


def _ledger(view: View, asked: Filter, now: datetime) -> Iterator[bytes]:
    text = urlencode(asked.pairs()) if asked.chosen else asked.q
    return exported(view, asked.query(), filter=text, now=now)


def _case_table(view: View, asked: Filter, now: datetime) -> Iterator[bytes]:
    return _encoded(csv_rows(CASES.columns, map(CASES.cells, _cases(view, asked, now))))


def _case_records(view: View, asked: Filter, now: datetime) -> Iterator[bytes]:
    return _encoded(jsonl(_cases(view, asked, now)))


def _rendered(form: str) -> Written:
    def written(view: View, asked: Filter, now: datetime) -> Iterator[bytes]:
        del now
        return _encoded(RENDERERS[form](pages(view, _events(view, asked)), Layout()))

    return written


def _cases(view: View, asked: Filter, now: datetime) -> Iterator[Case]:
    today = now.date().isoformat()
    return (as_of(case, today) for case in every(partial(view.cases, asked.query())))


def _events(view: View, asked: Filter) -> Iterator[Event]:
    return every(partial(view.events, None, asked.query()))


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


def _by_name(*files: tuple[str, str, str, Written]) -> Mapping[str, tuple[File, Written]]:
    return MappingProxyType(
        {
            name: (File(name=name, holds=holds, media_type=media_type), written)
            for name, holds, media_type, written in files
        }
    )


FILES = _by_name(
    (
        "ledger.jsonl",
        "The ledger: texts, events, cases and judgements, to be taken in again",
        _JSONL,
        _ledger,
    ),
    ("cases.csv", "Cases as a table for spreadsheets", _CSV, _case_table),
    ("cases.jsonl", "Cases as records, one a line", _JSONL, _case_records),
    ("events.csv", "Events as a table for spreadsheets", _CSV, _rendered("csv")),
    ("events.jsonl", "Events as records, one a line", _JSONL, _rendered("jsonl")),
    ("minutes.txt", "Minutes to read, as text", _TEXT, _rendered("minutes")),
    ("minutes.html", "Minutes to read, as a page that opens from disk", _HTML, _rendered("html")),
)
