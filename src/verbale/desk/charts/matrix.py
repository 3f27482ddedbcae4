"""Who asks whom: a square for each pair, the darker the more cases."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from verbale.desk.charts.svg import linked, marked, shade, step, svg

CELL = 30  # pixels
LEAN = 90  # what the last label leans over the edge


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
            "cases": f"{cell.cases:,}",
            "step": step(cell.cases, most),
            "says": f"{cell.requester} → {cell.addressee}: {marked(cell.cases, 'case')}",
            "href": linked(cell.address),
        }
        for cell in cells
    ]
    base = alt.Chart(alt.NamedData("cells")).encode(
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
            axis=alt.Axis(title="asks", domain=False, ticks=False),
        ),
    )
    squares = base.mark_rect(stroke="var(--chart-paper)", strokeWidth=1).encode(
        color=alt.Color("step:O", scale=shade(), legend=None), href="href:N", description="says:N"
    )
    numbers = base.mark_text(aria=False, fontSize=11).encode(
        text="cases:N", color=alt.Color("step:O", scale=shade(on=True), legend=None)
    )
    chart = alt.layer(squares, numbers).resolve_scale(color="independent")
    size = {"width": CELL * len(addressees), "height": CELL * len(requesters)}
    return svg(
        chart.properties(**size, padding={"left": 12, "top": 5, "right": LEAN, "bottom": 5}),
        {"cells": rows},
        name="Who asks whom",
    )
