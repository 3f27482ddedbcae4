"""The timeline: when things happened above, when they were reported below, on one scale of days.

What is known to the day stands in columns. What is known no closer than a month or a year is a bar as long as that:
"October" is no 1st of October.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt

from verbale.desk.charts.svg import linked, svg

WIDTH = 860  # pixels
_HIGH = 110
_BAR = 18
# More bars than these over one another are read better in the table.
MOST_ROWS = 8
_GAP = 0.12  # of a column, left free between two


@dataclass(frozen=True, slots=True)
class Mark:
    """So much from one day to another, both included; `says` names it, `address` is where it stands."""

    first: date
    last: date
    count: int
    says: str
    address: str


def timeline(
    happened: Sequence[Mark], vague: Sequence[Mark], reported: Sequence[Mark], window: tuple[date, date]
) -> str:
    """Three bands over the days of the window: to the day, no closer than a month, and reported."""
    start, end = (_time(window[0]), _time(window[1] + timedelta(days=1)))
    scale = alt.Scale(type="utc", domain=[start, end], nice=False)
    most = max((mark.count for mark in (*happened, *reported)), default=1)
    rows = _rows(vague)
    bands: list[Any] = [
        _columns("happened", "happened", scale, most, down=False),
        *([_bars(scale, 1 + max(row for row, _ in rows))] if rows else []),
        _columns("reported", "reported", scale, most, down=True),
    ]
    chart = alt.vconcat(*bands, spacing=6)
    data = {
        "happened": [_column(mark) for mark in happened],
        "reported": [_column(mark) for mark in reported],
        "vague": [{**_drawn(mark, window), "row": row} for row, mark in rows],
    }
    return svg(chart, data, name="When it happened and when it was reported")


def _columns(data: str, title: str, scale: alt.Scale, most: int, *, down: bool) -> Any:
    height = alt.Scale(domain=[0, most], reverse=down, nice=True)
    axis = (
        alt.Axis(title=None, orient="bottom", labelOverlap=True, tickCount=8, grid=False)
        if not down
        else None
    )
    return (
        alt.Chart(alt.NamedData(data))
        .mark_rect(fill=f"var(--chart-{data})")
        .encode(
            x=alt.X("first:T", scale=scale, axis=axis),
            x2=alt.X2("last:T"),
            y=alt.Y(
                "count:Q", scale=height, axis=alt.Axis(title=title, tickCount=3, tickMinStep=1, format=",d")
            ),
            y2=alt.Y2("floor:Q"),
            href=alt.Href("href:N"),
            description=alt.Description("says:N"),
        )
        .properties(width=WIDTH, height=_HIGH)
    )


def _bars(scale: alt.Scale, rows: int) -> Any:
    base = alt.Chart(alt.NamedData("vague")).encode(
        x=alt.X("first:T", scale=scale, axis=None),
        y=alt.Y("row:O", axis=None),
        href=alt.Href("href:N"),
    )
    bars = base.mark_rect(fill="var(--chart-vague)", cornerRadius=2, stroke="var(--chart-paper)").encode(
        x2=alt.X2("last:T"), description=alt.Description("says:N")
    )
    words = base.mark_text(align="left", dx=4, fontSize=11, fill="var(--chart-on-vague)", aria=False).encode(
        text=alt.Text("words:N")
    )
    return alt.layer(bars, words).properties(width=WIDTH, height=_BAR * rows)


def _rows(vague: Sequence[Mark]) -> list[tuple[int, Mark]]:
    """Each bar with the first row that is free from its first day on; what needs one too many is left out."""
    ends: list[date] = []
    placed = []
    for mark in sorted(vague, key=lambda mark: (mark.first, mark.last, mark.says)):
        row = next((row for row, end in enumerate(ends) if end < mark.first), len(ends))
        if row >= MOST_ROWS:
            continue
        ends[row : row + 1] = [mark.last]
        placed.append((row, mark))
    return placed


def _column(mark: Mark) -> dict[str, object]:
    first, last = _time(mark.first), _time(mark.last + timedelta(days=1))
    free = round((last - first) * _GAP / 2)
    return {
        "first": first + free,
        "last": last - free,
        "count": mark.count,
        "floor": 0,
        "says": mark.says,
        "href": linked(mark.address),
    }


def _drawn(mark: Mark, window: tuple[date, date]) -> dict[str, object]:
    """A bar, cut at the window's edges, with its number where there is room for it."""
    first, last = max(mark.first, window[0]), min(mark.last, window[1])
    share = ((last - first).days + 1) / ((window[1] - window[0]).days + 1)
    words = f"{mark.count:,}"
    return {
        "first": _time(first),
        "last": _time(last + timedelta(days=1)),
        "says": mark.says,
        "href": linked(mark.address),
        "words": words if share * WIDTH > 8 * len(words) + 6 else "",
    }


def _time(day: date) -> int:
    """Milliseconds, as Vega counts time."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
