"""The world as a flat map draws it: the outlines of countries, and where a place lies among them.

Equal areas (the Equal Earth projection), so that no country looks larger than it is; without Antarctica.
"""

from functools import cache
from itertools import accumulate
from math import asin, cos, pi, radians, sin, sqrt

import msgspec

from verbale.ontology.tables import load

TABLE = "shapes.json"
Ring = list[tuple[int, int]]
# The units of the map: as wide as this, from the northernmost land to Cape Horn.
WIDTH = 2000
_NORTH, _SOUTH = 84.0, -57.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_SCALE = WIDTH / (2 * pi / (_M * _A1))


class World(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The generated table. `shapes` has polygons by country code, each of rings, each of steps from point to point
    eastward and downward, the first from 0, 0; what has no code stands under "". `regions` are the names of those
    places that are larger than a town, each after its country's code."""

    shapes: dict[str, list[list[list[int]]]]
    regions: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> "World":
        """Raises ResourceError where the table is missing or has another shape."""
        return load(TABLE, cls)

    def outline(self, code: str) -> list[list[Ring]]:
        """The polygons of a country, in units of the map; of one without a shape, none."""
        return [[_walked(ring) for ring in polygon] for polygon in self.shapes.get(code, [])]

    def is_region(self, name: str, country: str | None) -> bool:
        """Whether a place is a region rather than a town."""
        return f"{country or ''} {name}" in self.regions


def project(lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies on the map: units from its left and from its upper edge."""
    x, y = _equal_earth(lat, lon)
    return WIDTH / 2 + x, _equal_earth(_NORTH, 0)[1] - y


def height() -> int:
    """How high the map is."""
    return round(project(_SOUTH, 0)[1])


def _equal_earth(lat: float, lon: float) -> tuple[float, float]:
    """Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018)."""
    t = asin(_M * sin(radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = radians(lon) * cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    return x * _SCALE, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2)) * _SCALE


def _walked(steps: list[int]) -> Ring:
    return list(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))
