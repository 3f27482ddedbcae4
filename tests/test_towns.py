"""Small towns and regions: found by bisection, opened when one is asked for, told of the page's own countries.

Places are real, what is said to happen there is invented.
"""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.coding import where
from verbale.ontology.places import Place, Places, place_key
from verbale.ontology.towns import COLUMNS, Towns, foremost
from verbale.ontology.world import World
from verbale.pipeline import Pipeline
from verbale.records import Where

KEYS = st.text("abcdeé -", min_size=1, max_size=6)


class Opened:
    """Counts how often a table is opened."""

    def __init__(self, table: bytes) -> None:
        self.table, self.times = table, 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.table


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return Towns.of_package()._read().decode().splitlines()


def table(keys: Iterable[str]) -> bytes:
    """A table of towns in Chad with these keys, numbered in the order given."""
    rows = (f"{key}\tc\tTCD\t1.00\t2.00\t0\t{number}\t\n" for number, key in enumerate(keys))
    return "".join(sorted(rows, key=lambda row: row.split("\t")[0].encode())).encode()


def place_of(pipeline: Pipeline, text: str, event: str) -> Where | None:
    return next(one.where for one in pipeline.code_text(text) if one.event_type == event)


@given(st.lists(KEYS), KEYS)
def test_every_key_is_found_and_no_other(keys: list[str], other: str) -> None:
    towns = Towns(lambda: table(keys))
    for key in {*keys, other}:
        numbers = [place.geonames_id for place in towns.named(key, {"TCD"})]
        assert [number or 0 for number in numbers] == [at for at, own in enumerate(keys) if own == key]


def test_the_table_is_sorted_and_whole(lines: list[str]) -> None:
    keys = [line.split("\t")[0] for line in lines]
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines)
    assert keys == sorted(keys, key=str.encode)
    assert all(place_key(key) == key for key in keys)


def test_every_line_of_the_table_is_found(lines: list[str]) -> None:
    towns = Towns.of_package()
    for line in (lines[0], *lines[::499], lines[-1]):
        key, _, country, lat, *_ = line.split("\t")
        assert float(lat) in {place.lat for place in towns.named(key, {country})}
    assert towns.named("no such town", {"TCD"}) == ()
    assert towns.named("iriba", {"PER"}) == ()


def test_it_is_opened_once_and_not_before_it_is_needed(pipeline: Pipeline) -> None:
    opened = Opened(table(["vinza"]))
    towns, places = Towns(opened), Places.load()
    for text in (
        "The army shelled Port Sudan.",
        "Chile asked Kenya for wheat.",
        "They met in Kunduz, Afghanistan.",
    ):
        where.find(pipeline.parse_text(text).body, places, towns)
    assert opened.times == 0
    towns.named("vinza", {"TCD"})
    towns.named("vinza", {"TCD"})
    assert opened.times == 1


def test_the_foremost_of_namesakes() -> None:
    def town(people: int, *, region: bool = False) -> Place:
        return Place("Vinza", "region" if region else "city", "TCD", 1.0, 2.0, None, people, None)

    assert foremost([]) is None
    assert foremost([town(0)]) == town(0)
    assert foremost([town(9000), town(1500)]) == town(9000)
    assert foremost([town(9000), town(4000)]) is None
    assert foremost([town(0), town(0)]) is None
    assert foremost([town(9000), town(400, region=True)]) == town(400, region=True)
    assert foremost([town(9, region=True), town(8, region=True)]) is None


@pytest.mark.parametrize(
    ("text", "event", "name", "country"),
    [
        ("Malian soldiers shot dead four gunmen in Tenenkou.", "ASSAULT", "Tenenkou", "MLI"),
        ("Mexican marines arrested nine men near Topolobampo.", "COERCE", "Topolobampo", "MEX"),
        ("Malawi police arrested nine students in Ntchisi district.", "COERCE", "Ntchisi", "MWI"),
        ("French customs officers seized rifles in Modane, Italy said.", "COERCE", "Modane", "FRA"),
        ("The United States and Jamaica signed a treaty in Oracabessa.", "SUPPORT", "Oracabessa", "JAM"),
        ("Nigerian troops killed eleven herders in Benue State.", "ASSAULT", "Benue State", "NGA"),
        ("Iraqi soldiers killed two smugglers in Dhi Qar.", "ASSAULT", "Dhi Qar", "IRQ"),
        ("Malian soldiers shot dead a trader in Menaka region.", "ASSAULT", "Menaka region", "MLI"),
        ("Malian soldiers shot dead a trader in the town of Menaka.", "ASSAULT", "Menaka", "MLI"),
        ("Mali's army killed nine rebels in Sikasso region.", "ASSAULT", "Sikasso region", "MLI"),
        ("Mali's army killed nine rebels in Sikasso.", "ASSAULT", "Sikasso", "MLI"),
    ],
)
def test_small_places_have_a_country_and_a_point(
    text: str, event: str, name: str, country: str, pipeline: Pipeline
) -> None:
    found = place_of(pipeline, text, event)
    assert found is not None
    assert (found.name, found.country) == (name, country)
    assert found.lat is not None
    assert found.lon is not None
    assert World.load().is_region(found.name, found.country) == (found.geonames_id is None)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norwegian police arrested four men in Tenenkou.", "COERCE"),  # not of this page's countries
        ("American police arrested four men in Tenenkou.", "COERCE"),
        ("Malian soldiers shot dead four gunmen in Tenenkou, Chad.", "ASSAULT"),
    ],
)
def test_a_namesake_in_a_country_that_the_page_does_not_name_is_not_meant(
    text: str, event: str, pipeline: Pipeline
) -> None:
    found = place_of(pipeline, text, event)
    assert found is not None
    assert (found.country, found.lat) != ("MLI", 14.46)
    assert found.lat is None


@pytest.mark.parametrize(
    "text",
    [
        "Malian police arrested Awa Sokolo on Monday. Traders had bought rice from Sokolo.",  # a surname
        "Malian police arrested a driver of Sokolo Motors.",
        "Malian police arrested Minister Sokolo.",
        "Sokolo was arrested by Malian police.",
        "Malian police arrested the editor of the Sokolo Herald.",
        "Malian police fined the owner of Sokolo Gold",
    ],
)
def test_persons_and_companies_are_no_small_places(text: str, pipeline: Pipeline) -> None:
    places = [event.where for event in pipeline.code_text(text)]
    assert places
    assert all(place is None or "Sokolo" not in place.text for place in places)


def test_namesakes_within_a_country_leave_the_country(pipeline: Pipeline) -> None:
    found = place_of(pipeline, "Colombian police arrested nine men in Calamar.", "COERCE")
    assert found is not None
    assert (found.country, found.lat) == ("COL", None)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kenyan police arrested four men in Kwale.", "KEN"),  # a region; the city is in Nigeria
        ("Nigerian police arrested four men in Kwale.", "NGA"),
        ("Norwegian police arrested four men in Kwale.", "NGA"),
        ("Kenyan police arrested four men in Turbo.", "KEN"),  # a town; the city is in Colombia
        ("Kenyan police arrested four men in Turbo, Colombia.", "COL"),
        ("Kenya and Colombia signed a treaty in Turbo.", "COL"),
        ("Kenyan police arrested four men in Paris.", "FRA"),  # known by its name wherever it stands
        ("American police arrested four men in Kwale.", "NGA"),
    ],
)
def test_a_city_abroad_gives_way_to_a_small_place_of_the_page(
    text: str, country: str, pipeline: Pipeline
) -> None:
    found = [event.where for event in pipeline.code_text(text)]
    assert {place.country for place in found if place is not None} == {country}


def test_a_text_may_end_in_a_name(pipeline: Pipeline) -> None:
    assert pipeline.code_text("Malian police sealed off the town of the Sokolo") is not None
