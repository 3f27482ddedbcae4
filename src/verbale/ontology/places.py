"""The places of the world: cities of 15,000 and more, countries, and the regions that news names."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import msgspec

from verbale.ontology import tables

TABLE = "places.json"
Kind = Literal["city", "region", "country"]

_APART = re.compile(r"[-‐–/]")
_DROPPED = re.compile(r"[.'’ʻʼ`‘]")


class Syntax(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a place hangs in a sentence: words by what they do to a place (resources/places.yaml)."""

    locative: frozenset[str]
    not_located: frozenset[str]
    motion: frozenset[str]
    leaving: frozenset[str]
    taking: frozenset[str]
    falling: frozenset[str]
    attacking: frozenset[str]
    above: frozenset[str]
    kinds: frozenset[str]
    urban: frozenset[str]
    regional: frozenset[str]
    local: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    titles: frozenset[str]


class PlaceTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The generated table, in columns: row i of each is one place; `keys` files rows, most people first.

    Columns rather than rows, since 34,000 small objects would take three times the time and memory to load.
    """

    names: tuple[str, ...]
    countries: tuple[str | None, ...]
    kinds: str
    lats: tuple[float | None, ...]
    lons: tuple[float | None, ...]
    geonames_ids: tuple[int | None, ...]
    people: tuple[int, ...]
    states: dict[int, str]
    keys: dict[str, tuple[int, ...]]
    ambiguous: frozenset[str]
    excluded: frozenset[str]
    syntax: Syntax


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `state` is the postal code of a city's state in the United States, else null."""

    name: str
    kind: Kind
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    people: int
    state: str | None


# Where settlers named towns after others.
SETTLED = frozenset(("USA", "CAN", "AUS", "NZL"))
KINDS: dict[str, Kind] = {"c": "city", "r": "region", "n": "country"}
KIND_CODES = {kind: code for code, kind in KINDS.items()}


def place_key(name: str) -> str:
    """The key of a name: lower case, without accents, dots and apostrophes, hyphens as spaces."""
    plain = name
    if not name.isascii():
        plain = "".join(
            char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)
        )
    return " ".join(_APART.sub(" ", _DROPPED.sub("", plain)).lower().split())


class Places:
    """Looks up places by name. Immutable after it is built."""

    def __init__(self, table: PlaceTable) -> None:
        self._table = table
        self.syntax = table.syntax

    @classmethod
    def load(cls) -> "Places":
        """The places of the package's table. Raises ResourceError where that is missing."""
        return cls(tables.load(TABLE, PlaceTable))

    def named(self, key: str) -> tuple[Place, ...]:
        """The places with this key (see `place_key`), most people first; none where the name is excluded."""
        if key in self._table.excluded:
            return ()
        return tuple(self._place(row) for row in self._table.keys.get(key, ()))

    def knows(self, key: str) -> bool:
        """True where some place has this key."""
        return key in self._table.keys and key not in self._table.excluded

    def is_ambiguous(self, key: str) -> bool:
        """True where the name is more often something else."""
        return key in self._table.ambiguous

    def _place(self, row: int) -> Place:
        table = self._table
        return Place(
            name=table.names[row],
            kind=KINDS[table.kinds[row]],
            country=table.countries[row],
            lat=table.lats[row],
            lon=table.lons[row],
            geonames_id=table.geonames_ids[row],
            people=table.people[row],
            state=table.states.get(row),
        )
