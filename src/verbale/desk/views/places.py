"""Where it happened: events by place, as exact as they are told, and what no map can show."""

from collections.abc import Callable, Iterable
from typing import Literal

from verbale.desk.charts import world as chart
from verbale.desk.views.filters import Filter
from verbale.export.caserows import csv_rows
from verbale.export.names import country as country_name
from verbale.ontology.world import World
from verbale.records import Record
from verbale.store.base import View
from verbale.store.charted import NONE, PLACE, Spot, spot

Precision = Literal["town", "region", "country", "unknown"]
COLUMNS = ("name", "country", "precision", "lat", "lon", "events")
# Dots beyond these hide one another; the table has them.
DRAWN = 150
LISTED = 500
Address = Callable[[tuple[str, ...]], str]


class Place(Record, frozen=True, kw_only=True):
    """A place and what happened there. A country stands for all that is known no closer; one that is `unknown`
    is named in reports and found in no gazetteer."""

    name: str
    country: str | None
    precision: Precision
    lat: float | None
    lon: float | None
    events: int
    address: str


class Places(Record, frozen=True, kw_only=True):
    """The places, the most events first, up to `LISTED`; `located` events are on the map, `unlocated` name a place
    that is not, `placeless` name none."""

    events: int
    located: int
    unlocated: int
    placeless: int
    placeless_address: str
    in_all: int
    places: tuple[Place, ...]


def places(view: View, asked: Filter, address: Address | None = None, *, listed: int = LISTED) -> Places:
    """Where the events that a filter finds happened. Raises QueryError and UsageError."""
    where = address or _on_the_desk(asked)
    counted = view.tally("event", asked.query(), PLACE)
    world = World.load()
    exact: list[Place] = []
    wide: dict[str, list[tuple[str, int]]] = {}
    placeless = 0
    for count in counted.counts[PLACE]:
        found = spot(count.value)
        if found is None:
            placeless = count.count
        elif found.lat is None and found.country is not None:
            wide.setdefault(found.country, []).append((count.value, count.count))
        else:
            exact.append(_exact(found, count.value, count.count, world, where))
    rows = [*exact, *(_country(code, told, where) for code, told in wide.items())]
    rows.sort(key=lambda place: (-place.events, place.name, place.country or ""))
    unlocated = sum(place.events for place in rows if place.precision == "unknown")
    return Places(
        events=counted.total,
        located=counted.total - placeless - unlocated,
        unlocated=unlocated,
        placeless=placeless,
        placeless_address=where((NONE,)),
        in_all=len(rows),
        places=tuple(rows[:listed]),
    )


def picture(found: Places) -> str:
    """The map as SVG."""
    lands = [
        chart.Land(place.country, place.name, place.events, place.address)
        for place in found.places
        if place.precision == "country" and place.country
    ]
    dots = [
        chart.Dot(place.name, place.lat, place.lon, place.events, place.precision == "region", place.address)
        for place in found.places
        if place.lat is not None and place.lon is not None
    ]
    return chart.world(lands, dots[:DRAWN])


def table(found: Places) -> Iterable[str]:
    """The places as CSV, a line a place."""
    return csv_rows(
        COLUMNS, (tuple(_cell(getattr(place, name)) for name in COLUMNS) for place in found.places)
    )


def _exact(found: Spot, value: str, events: int, world: World, where: Address) -> Place:
    precision: Precision = "unknown"
    if found.lat is not None:
        precision = "region" if world.is_region(found.name, found.country) else "town"
    return Place(
        name=found.name,
        country=found.country,
        precision=precision,
        lat=found.lat,
        lon=found.lon,
        events=events,
        address=where((value,)),
    )


def _country(code: str, told: list[tuple[str, int]], where: Address) -> Place:
    """A country with what is told of it, or of a part of it that has no place on the map."""
    return Place(
        name=country_name(code),
        country=code,
        precision="country",
        lat=None,
        lon=None,
        events=sum(count for _, count in told),
        address=where(tuple(value for value, _ in told)),
    )


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _on_the_desk(asked: Filter) -> Address:
    return lambda values: asked.choosing(place=values).address("/events")
