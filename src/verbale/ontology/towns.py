"""Small towns and first-level regions: a sorted table that is read when a name is first looked up.

Its 128,000 lines stay one string of bytes, in which a name is found by bisection: so many objects would take
over a second and 40 MB. Each line has, between tabs, `COLUMNS`; lines of one key have most people first.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from importlib.resources import files

from verbale.errors import ResourceError
from verbale.ontology.places import KINDS, Place

TABLE = "towns.tsv"
# An empty name is the key with capitals.
COLUMNS = ("key", "kind", "country", "lat", "lon", "people", "geonames_id", "name")
# From this factor on a town is meant before its namesakes.
_MUCH_LARGER = 5


class Towns:
    """Looks up small places by name. `read` gives the table; it is asked once, at the first look."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read

    @classmethod
    def of_package(cls) -> "Towns":
        """The towns of the package's table. A look raises ResourceError where that is missing."""
        return cls(_package)

    @cached_property
    def _lines(self) -> bytes:
        return self._read()

    def named(self, key: str, countries: Collection[str | None]) -> tuple[Place, ...]:
        """The places of these countries with this key (see `place_key`), most people first."""
        lines, wanted = self._lines, key.encode() + b"\t"
        at, found = self._first(key.encode()), []
        while lines.startswith(wanted, at):
            end = lines.index(b"\n", at)
            found.append(_place(lines[at:end].decode()))
            at = end + 1
        return tuple(place for place in found if place.country in countries)

    def _first(self, key: bytes) -> int:
        """Where the first line begins whose key is not before this one."""
        lines = self._lines
        low, high = 0, len(lines)  # both are beginnings of lines
        while low < high:
            begin = max(low, lines.rfind(b"\n", low, (low + high) // 2) + 1)
            if lines[begin : lines.index(b"\t", begin)] < key:
                low = lines.index(b"\n", begin) + 1
            else:
                high = begin
        return low


def foremost(places: Sequence[Place]) -> Place | None:
    """The only one of namesakes, or a region, or what is much larger than all others; null where none is."""
    regions = [place for place in places if place.kind == "region"]
    if regions:
        return regions[0] if len(regions) == 1 else None
    if len(places) > 1 and places[0].people < _MUCH_LARGER * max(places[1].people, 1):
        return None
    return places[0] if places else None


def _package() -> bytes:
    try:
        return (files("verbale") / "data" / TABLE).read_bytes()
    except OSError as error:
        raise ResourceError(
            f"data/{TABLE}: {error}; run `make tables` in a checkout, or reinstall"
        ) from error


def _place(line: str) -> Place:
    key, kind, country, lat, lon, people, number, name = line.split("\t")
    return Place(
        name=name or key.title(),
        kind=KINDS[kind],
        country=country,
        lat=float(lat),
        lon=float(lon),
        geonames_id=int(number) if number else None,
        people=int(people),
        state=None,
    )
