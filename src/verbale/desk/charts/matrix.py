"""Who asks whom: a square for each pair, the darker the more cases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from verbale.desk.charts.svg import linked, marked, shade, step, svg

CELL = 30  # pixels
LEAN = 90  # what the last label leans over the edge
_SQUARE = re.compile(
    r'(<a [^>]*><title>[^<]*</title><path d="M([\d.]+),([\d.]+)[^"]*" fill="var\(--chart-(\d)\)"[^>]*/>)</a>'
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The cases of one asking another; `address` is where they stand."""

    requester: str
    addressee: str
    cases: int
    address: str


def matrix(cells: Sequence[Cell], requesters: Sequence[str], addressees: Sequence[str]) -> str:
    """The matrix, rows and columns in the order given."""
    most = max((cell.cases for cell in cells), default=0)
    rows = [
        {
            "requester": cell.requester,
            "addressee": cell.addressee,
            "step": step(cell.cases, most),
            "says": f"{cell.requester} → {cell.addressee}: {marked(cell.cases, 'case')}",
            "href": linked(cell.address),
        }
        for cell in cells
    ]
    squares = (
        alt.Chart(alt.NamedData("cells"))
        .mark_rect(stroke="var(--chart-paper)", strokeWidth=1)
        .encode(
            x=alt.X(
                "addressee:N",
                sort=list(addressees),
                scale=alt.Scale(domain=list(addressees)),
                axis=alt.Axis(orient="top", labelAngle=-50, title="is asked", domain=False, ticks=False),
            ),
            y=alt.Y(
                "requester:N",
                sort=list(requesters),
                scale=alt.Scale(domain=list(requesters)),
                axis=alt.Axis(title="asks", titlePadding=22, domain=False, ticks=False),
            ),
            color=alt.Color("step:O", scale=shade(), legend=None),
            href=alt.Href("href:N"),
            description=alt.Description("says:N"),
        )
        .properties(
            width=CELL * len(addressees),
            height=CELL * len(requesters),
            padding={"left": 12, "top": 5, "right": LEAN, "bottom": 5},
        )
    )
    drawn = svg(squares, {"cells": rows}, name="Who asks whom")
    return _numbered(drawn, [cell.cases for cell in cells])


def _numbered(drawn: str, counts: Sequence[int]) -> str:
    """The number into each square, in the order that they are drawn in: Vega takes as long for a number as for its
    square."""
    left = iter(counts)

    def number(found: re.Match[str]) -> str:
        square, x, y, tone = found.groups()
        place = f'x="{float(x) + CELL / 2:g}" y="{float(y) + CELL / 2 + 4:g}"'
        return f'{square}<text {place} text-anchor="middle" class="on-{tone}">{next(left):,}</text></a>'

    return _SQUARE.sub(number, drawn)
