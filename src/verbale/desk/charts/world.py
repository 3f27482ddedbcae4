"""The map: countries the darker the more happened there, a dot for a town, a ring for a region.

What is known no closer than its country shades the country and has no dot: a dot on its capital would say more
than the report does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import altair as alt

from verbale.desk.charts.svg import linked, marked, shade, step, svg
from verbale.ontology.world import WIDTH, Ring, World, height, project

LAND = "land"
# Pixels of the map as it stands in a page; the drawing has twice as many.
SHOWN = WIDTH // 2


@dataclass(frozen=True, slots=True)
class Land:
    """A country, and how much is placed in it, by town, region or as a whole."""

    code: str
    name: str
    events: int
    address: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A town or region."""

    name: str
    lat: float
    lon: float
    events: int
    is_region: bool
    address: str


def world(lands: Sequence[Land], dots: Sequence[Dot]) -> str:
    """The map; lands without a shape and the smallest ones show in the table beside it alone."""
    table = World.load()
    most = max((land.events for land in lands), default=0)
    counted = {land.code: land for land in lands}
    bare = [code for code in table.shapes if code not in counted]
    still = [_feature([polygon for code in bare for polygon in _outline(code)], step=0)]
    told = [
        _feature(
            _outline(land.code),
            step=step(land.events, most),
            says=f"{land.name}: {marked(land.events, 'event')}",
            href=linked(land.address),
        )
        for land in lands
        if land.code in table.shapes
    ]
    flat = alt.Chart(alt.NamedData("still")).mark_geoshape(
        fill="var(--chart-land)", stroke="var(--chart-paper)", strokeWidth=1, aria=False
    )
    shaded = (
        alt.Chart(alt.NamedData("told"))
        .mark_geoshape(stroke="var(--chart-paper)", strokeWidth=1)
        .encode(
            color=alt.Color("properties.step:O", scale=shade(), legend=None),
            href=alt.Href("properties.href:N"),
            description=alt.Description("properties.says:N"),
        )
    )
    chart = alt.layer(flat, shaded, *_dots()).project(type="identity", scale=1, translate=[0, 0])
    data = {"still": still, "told": told, "dots": _rows(dots)}
    return svg(chart.properties(width=WIDTH, height=height()), data, name="Where it happened")


@cache
def _outline(code: str) -> list[list[Ring]]:
    return World.load().outline(code)


def _dots() -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData("dots")).encode(
        x=alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH]), axis=None),
        y=alt.Y("y:Q", scale=alt.Scale(domain=[0, height()], reverse=True), axis=None),
        size=alt.Size("size:Q", scale=None),
        href=alt.Href("href:N"),
        description=alt.Description("says:N"),
    )
    towns = base.transform_filter("!datum.region").mark_circle(
        fill="var(--chart-dot)", stroke="var(--chart-paper)", strokeWidth=2, opacity=0.9
    )
    regions = base.transform_filter("datum.region").mark_point(
        fill="transparent", stroke="var(--chart-dot)", strokeWidth=4, strokeDash=[8, 5]
    )
    return [regions, towns]


def _rows(dots: Sequence[Dot]) -> list[dict[str, object]]:
    """The dots, the largest first so that none hides another."""
    rows = []
    for dot in sorted(dots, key=lambda dot: (-dot.events, dot.name)):
        x, y = project(dot.lat, dot.lon)
        kind = " (region)" if dot.is_region else ""
        rows.append(
            {
                "x": round(x),
                "y": round(y),
                "size": round((1800 if dot.is_region else 160) + 90 * sqrt(dot.events)),
                "region": dot.is_region,
                "says": f"{dot.name}{kind}: {marked(dot.events, 'event')}",
                "href": linked(dot.address),
            }
        )
    return rows


def _feature(polygons: list[list[Ring]], **properties: object) -> dict[str, object]:
    shape = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "geometry": shape, "properties": properties}
