"""When it happened and when it was reported: events by their own time and by the day of the report."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

from verbale.desk.charts import timeline as chart
from verbale.desk.charts.svg import marked
from verbale.desk.views.filters import Filter
from verbale.errors import UsageError
from verbale.export.caserows import csv_rows
from verbale.records import Record
from verbale.store.base import View
from verbale.store.charted import NONE, PUBLISHED, WHEN, Span, moment
from verbale.store.query import span
from verbale.store.rows import FacetCount

Band = Literal["happened", "vague", "reported"]
Unit = Literal["year", "month", "day"]
COLUMNS = ("band", "time", "first", "last", "events")
LISTED = 400
_LENGTH: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}
# A screen holds as many columns: five years of months, a season of days.
_MOST_MONTHS, _MOST_DAYS = 60, 92
# (band, values of the facet, text of the unit) -> where it stands.
Address = Callable[[Band, tuple[str, ...], str], str]


class Line(Record, frozen=True, kw_only=True):
    """So many events at a time: to the day ("happened"), no closer than it says ("vague"), or reported then."""

    band: Band
    time: str
    first: str
    last: str
    events: int
    address: str


class Timeline(Record, frozen=True, kw_only=True):
    """The lines inside of a window, in order of time; `untimed` events tell no time of their own, `undated` reports
    bear no date, and `outside` events lie before or after the window."""

    inside: str
    unit: Unit
    first: str
    last: str
    events: int
    untimed: int
    undated: int
    outside: int
    lines: tuple[Line, ...]


def timeline(view: View, asked: Filter, inside: str = "", address: Address | None = None) -> Timeline:
    """The times of the events that a filter finds: of all, or inside of a year or month ("2025-10").

    Raises QueryError, and UsageError for a year or month that there is not.
    """
    counted = view.tally("event", asked.query(), WHEN, PUBLISHED)
    own, reported = _read(counted.counts[WHEN]), _read(counted.counts[PUBLISHED])
    window = _window(inside) if inside else _whole(own, reported)
    unit: Unit = ("day" if len(inside) == _LENGTH["month"] else "month") if inside else _unit(window)
    where = address or _on_the_desk(asked, unit)
    in_window = [(one, count) for one, count in own if one.last >= window[0] and one.first <= window[1]]
    lines = [
        *_binned("happened", [pair for pair in in_window if _is_day(pair[0])], unit, where),
        *(
            Line(band="vague", time=one.text, first=one.first, last=one.last, events=count,
                 address=where("vague", (one.text,), ""))
            for one, count in in_window if not _is_day(one)
        ),
        *_binned("reported", [pair for pair in reported if window[0] <= pair[0].first <= window[1]], unit, where),
    ]  # fmt: skip
    lines.sort(key=lambda line: (line.first, line.last, line.band, line.time))
    return Timeline(
        inside=inside,
        unit=unit,
        first=window[0],
        last=window[1],
        events=counted.total,
        untimed=_missing(counted.counts[WHEN]),
        undated=_missing(counted.counts[PUBLISHED]),
        outside=sum(count for _, count in own) - sum(count for _, count in in_window),
        lines=tuple(lines),
    )


def picture(found: Timeline) -> str:
    """The timeline as SVG."""
    marks: dict[Band, list[chart.Mark]] = {"happened": [], "vague": [], "reported": []}
    for line in found.lines:
        days = date.fromisoformat(line.first), date.fromisoformat(line.last)
        says = f"{line.time}: {marked(line.events, 'event')}{' reported' if line.band == 'reported' else ''}"
        marks[line.band].append(chart.Mark(*days, line.events, says, line.address))
    window = date.fromisoformat(found.first), date.fromisoformat(found.last)
    return chart.timeline(marks["happened"], marks["vague"], marks["reported"], window)


def table(found: Timeline) -> Iterable[str]:
    """The timeline as CSV, a line each."""
    return csv_rows(COLUMNS, (tuple(str(getattr(line, name)) for name in COLUMNS) for line in found.lines))


def _read(counts: Iterable[FacetCount]) -> list[tuple[Span, int]]:
    return [(one, count.count) for count in counts if (one := moment(count.value)) is not None]


def _missing(counts: Iterable[FacetCount]) -> int:
    return sum(count.count for count in counts if count.value == NONE)


def _is_day(one: Span) -> bool:
    return one.first == one.last


def _binned(band: Band, told: Iterable[tuple[Span, int]], unit: Unit, where: Address) -> list[Line]:
    """What is known to the day, by the unit that is drawn."""
    bins: dict[str, list[tuple[str, int]]] = {}
    for one, count in told:
        bins.setdefault(one.first[: _LENGTH[unit]], []).append((one.text, count))
    lines = []
    for time, days in bins.items():
        limits = span(time)
        if limits is not None:
            values = tuple(value for value, _ in days)
            events = sum(count for _, count in days)
            first, last = limits
            lines.append(
                Line(
                    band=band,
                    time=time,
                    first=first,
                    last=last,
                    events=events,
                    address=where(band, values, time),
                )
            )
    return lines


def _window(inside: str) -> tuple[str, str]:
    limits = span(inside)
    if limits is None or inside not in (limits[0][:4], limits[0][:7]):
        raise UsageError(f"{inside}: a timeline goes inside of a year (2025) or a month (2025-10)")
    return limits


def _whole(own: list[tuple[Span, int]], reported: list[tuple[Span, int]]) -> tuple[str, str]:
    """From the first month told to the last one, at most a year before the first report and after the last: what
    happened long before ("in 1945") would leave no room for what is followed."""
    if not reported:
        times = [one for one, _ in own]
        first, last = (
            min((t.first for t in times), default="2000-01-01"),
            max((t.last for t in times), default="2000-12-31"),
        )
    else:
        earliest, latest = (edge(one.first for one, _ in reported) for edge in (min, max))
        near = [one for one, _ in own if _year(earliest, -1) <= one.first and one.last <= _year(latest, 1)]
        first = min((earliest, *(one.first for one in near)))
        last = max((latest, *(one.last for one in near)))
    return f"{first[:7]}-01", (span(last[:7]) or (last, last))[1]


def _year(day: str, more: int) -> str:
    return f"{int(day[:4]) + more:04}{day[4:]}"


def _unit(window: tuple[str, str]) -> Unit:
    first, last = (date.fromisoformat(day) for day in window)
    months = (last.year - first.year) * 12 + last.month - first.month
    return "day" if (last - first).days <= _MOST_DAYS else "month" if months <= _MOST_MONTHS else "year"


def _on_the_desk(asked: Filter, unit: Unit) -> Address:
    """A day opens its events, a longer column the timeline inside of it."""

    def where(band: Band, values: tuple[str, ...], time: str) -> str:
        if band != "vague" and unit != "day":
            return asked.address("/timeline", inside=time)
        facet = PUBLISHED if band == "reported" else WHEN
        return asked.choosing(**{facet: values}).address("/events")

    return where
