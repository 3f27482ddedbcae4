"""Places: found in the text, told apart from people and namesakes, and given to their events."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.coding import where
from verbale.ontology.places import Places, place_key
from verbale.ontology.towns import Towns
from verbale.pipeline import Pipeline


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def found(
    pipeline: Pipeline, places: Places, text: str, countries: Sequence[str] = ()
) -> list[tuple[str, str | None]]:
    doc = pipeline.parse_text(text).body
    hits = where.find(doc, places, Towns.of_package(), countries=countries)
    return [(text[hit.start : hit.end], hit.place.country) for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy landed in Kunduz.", [("Kunduz", "AFG")]),
        ("Talks were held in Kiev and Odessa.", [("Kiev", "UKR"), ("Odessa", "UKR")]),
        ("The governor of Bam, Iran, met reporters.", [("Bam", "IRN"), ("Iran", "IRN")]),
        ("He flew to Deir al-Zor on Monday.", [("Deir al-Zor", "SYR")]),
        ("Rebels hold parts of the Gaza Strip.", [("Gaza Strip", "PSE")]),
        ("They crossed into the U.S. from Mexico.", [("U.S.", "USA"), ("Mexico", "MEX")]),
        ("The army shelled Port Sudan.", [("Port Sudan", "SDN")]),
        ("They met in the Kenyan capital.", [("Kenyan capital", "KEN")]),
        ("They told us to leave.", []),
        ("Peru's envoy landed in Denver.", [("Peru", "PER"), ("Denver", "USA")]),
        ("Cranes stood idle in St. John's.", [("St. John's", "CAN")]),
    ],
)
def test_names_are_found(
    text: str, expected: list[tuple[str, str]], pipeline: Pipeline, places: Places
) -> None:
    assert found(pipeline, places, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Holloway met the ministers.",
        "President Houston Marlow spoke.",
        "Mr. Lincoln asked for help.",
        "The Jakarta-based group asked for help.",
        "The Houston Chronicle reported it.",
        "Police said that March was cold.",
    ],
)
def test_people_and_papers_are_no_places(text: str, pipeline: Pipeline, places: Places) -> None:
    assert found(pipeline, places, text) == []


@pytest.mark.parametrize(
    ("text", "countries", "country"),
    [
        ("Fighting broke out in Tripoli.", (), "LBY"),
        ("Fighting broke out in Tripoli.", ("LBN",), "LBN"),
        ("Fighting broke out in Tripoli, Lebanon.", (), "LBN"),
        ("The leaders met in Moscow.", ("USA", "RUS"), "RUS"),
        ("The leaders met in Moscow, Idaho.", (), "USA"),
        ("The envoy returned to Geneva with the U.S. delegation.", (), "CHE"),
        ("Pilgrims went to Bethlehem.", (), "PSE"),
    ],
)
def test_namesakes(
    text: str, countries: tuple[str, ...], country: str, pipeline: Pipeline, places: Places
) -> None:
    assert found(pipeline, places, text, countries)[0][1] == country


# Several places have such a name, and the page speaks of none of their countries.
@pytest.mark.parametrize(
    "text",
    [
        "The ship lay in Freeport while Liberia waited.",
        "Residents of Monrovia were moved to Freeport.",
        "Kenya sent 12 doctors to Springfield.",
        "Oman asked Peru for tents in Greenville.",
        "Ghana and Togo met in Arlington.",
        "Liberian sailors took the boat over in the Freeport of Monrovia.",
        "Editors call Nakuru the Geneva of Kenya.",
    ],
)
def test_a_namesake_from_nowhere_is_no_place(text: str, pipeline: Pipeline, places: Places) -> None:
    assert not {"Freeport", "Springfield", "Greenville", "Arlington", "Geneva"} & {
        name for name, _ in found(pipeline, places, text)
    }


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The storm hit Freeport in the Bahamas.", "BHS"),
        ("The U.S. senator spoke in Freeport.", "USA"),
        ("The envoy landed in Freeport.", "USA"),  # where nothing is spoken of, the largest is meant
        ("Liberia held talks in Greenville.", "LBR"),
        ("Kenya sent doctors to Bam.", "IRN"),  # there is but one
        ("Kenya sent doctors to London.", "GBR"),  # one is far larger
        ("Kenya's minister arrived in Boston.", "USA"),
        ("Kenya's minister landed in Tripoli.", "LBY"),
        ("Kenya's minister spoke in Cambridge, Canada.", "CAN"),
        ("Crowds filled Mashhad of Iran.", "IRN"),
        ("The governor of Bam of Kerman spoke.", "IRN"),
    ],
)
def test_a_namesake_that_the_page_leads_to_is_meant(
    text: str, country: str, pipeline: Pipeline, places: Places
) -> None:
    hits = where.find(pipeline.parse_text(text).body, places, Towns.of_package())
    assert country in {hit.place.country for hit in hits if hit.place.kind == "city"}


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Sailors took the boat over in the Freeport of Monrovia.", "took", "Monrovia"),
        ("Crews unloaded the tents in the harbour of Callao.", "unloaded", "Callao"),
        ("The rebels announced the capture of the northern city of Kunduz.", "capture", "Kunduz"),
        ("The minister visited Tashkent on Monday.", "visited", "Tashkent"),
        ("The general landed in Moscow last week.", "landed", "Moscow"),
        ("The trip took him to Moscow and Chechnya.", "took", "Moscow"),
        ("A trip to Norway took the envoy to Oslo.", "took", "Oslo"),
        ("The envoys held talks in Doha, Qatar.", "talks", "Doha"),
        ("He flew to Chechnya, where he met the governor.", "met", "Chechnya"),
        ("Jets bombed a village near Herat.", "bombed", "Herat"),
        ("Gunmen killed two farmers in a village in Helmand.", "killed", "Helmand"),
        ("The army withdrew from Goma.", "withdrew", "Goma"),
        ("Kenya sent troops to Mogadishu.", "sent", "Mogadishu"),
        ("Police in Jericho confiscated weapons.", "confiscated", "Jericho"),
        ("Thousands protested outside the parliament in Lagos.", "protested", "Lagos"),
        ("Peru evacuated its citizens from Sudan.", "evacuated", "Sudan"),
        ("The trip took him to Oslo and Chechnya, where he met with the mayor on Monday.", "met", "Chechnya"),
        ("They fear the group's capture last week of the city of Goma.", "capture", "Goma"),
        ("The envoy made two visits to Oslo.", "made", "Oslo"),
        ("The border town of Goma fell to the rebels.", "fell", "Goma"),
        ("The UN evacuated staff from Khartoum to Port Sudan.", "evacuated", "Khartoum"),
        ("The envoy, who visited Baku last week, urged restraint.", "visited", "Baku"),
        ("During a visit to Dhaka, he promised aid.", "promised", "Dhaka"),
        ("Air strikes on Sanaa killed nine people.", "strikes", "Sanaa"),
        ("Kenyan soldiers crossed into Somalia.", "crossed", "Somalia"),
        ("Washington and Moscow agreed to hold talks in Geneva.", "talks", "Geneva"),
        ("Speaking in Geneva, the envoy urged restraint.", "urged", "Geneva"),
        ("In Doha, the two sides agreed on a truce.", "agreed", "Doha"),
        ("He flew to Oslo and Bergen, where he met the mayor.", "met", "Bergen"),
        ("Two soldiers were killed outside of the Iraqi city of Basra.", "killed", "Basra"),
        ("The Geneva talks ended on Friday.", "talks", "Geneva"),
        ("A court in Riga fined two smugglers.", "fined", "Riga"),
        ("A Lagos court jailed the pastor for a year.", "jailed", "Lagos"),
        ("Farmers blocked the Kumasi road with tractors.", "blocked", "Kumasi"),
        ("The delegation will proceed to Amman in the evening.", "proceed", "Amman"),
    ],
)
def test_events_have_places(text: str, trigger: str, name: str, pipeline: Pipeline, places: Places) -> None:
    doc = pipeline.parse_text(text).body
    token = next(token for token in doc if token.text == trigger)
    place = where.attach(token, where.find(doc, places, Towns.of_package()), places)
    assert place is not None
    assert place.name == name
    assert text[place.start : place.end] == place.text


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Moscow said it would help Peru.", "said"),
        ("Chile asked Kenya for wheat.", "asked"),
        ("The premier voiced interest in Russia.", "voiced"),
        ("He promised help, a spokesman said in Geneva.", "promised"),
        ("The ministers held talks over Kashmir.", "talks"),
        ("The envoy, who visited Baku last week, urged restraint.", "urged"),
        ("The minister told reporters in Madrid that Spain would send tents.", "send"),
        ("Chile recalled its ambassador to Peru.", "recalled"),
        ("Chad accused the rebels of shelling Goma.", "accused"),
        ("A court fined the trader for smuggling fuel through Georgia.", "fined"),
    ],
)
def test_events_without_places(text: str, trigger: str, pipeline: Pipeline, places: Places) -> None:
    doc = pipeline.parse_text(text).body
    token = next(token for token in doc if token.text == trigger)
    assert where.attach(token, where.find(doc, places, Towns.of_package()), places) is None


def test_a_name_has_one_sense_in_a_text(pipeline: Pipeline, places: Places) -> None:
    text = "They met in Birmingham, Alabama. The talks in Birmingham went on."
    assert [country for name, country in found(pipeline, places, text) if name == "Birmingham"] == [
        "USA",
        "USA",
    ]


def test_a_surname_is_one_everywhere_in_a_text(pipeline: Pipeline, places: Places) -> None:
    text = "Marta Salem asked for help. Officials spoke to Salem."
    assert found(pipeline, places, text) == []


def test_a_country_has_no_point(pipeline: Pipeline, places: Places) -> None:
    doc = pipeline.parse_text("The minister visited Kenya.").body
    place = where.attach(doc[2], where.find(doc, places, Towns.of_package()), places, in_title=True)
    assert place is not None
    assert (place.name, place.country, place.lat, place.lon, place.in_) == (
        "Kenya",
        "KEN",
        None,
        None,
        "title",
    )


def test_a_city_has_its_facts(places: Places) -> None:
    kunduz = places.named("kunduz")[0]
    assert (kunduz.country, kunduz.kind, kunduz.geonames_id) == ("AFG", "city", 1135689)
    assert kunduz.lat == pytest.approx(36.7, abs=0.2)
    assert kunduz.lon == pytest.approx(68.9, abs=0.2)


@given(st.text(max_size=40))
def test_keys_are_stable(text: str) -> None:
    assert place_key(place_key(text)) == place_key(text)


@given(
    st.lists(
        st.sampled_from(["Moscow", "in", "Kunduz", ",", "Iran", ".", "Zürich", "visited", "\n", "“", "the"]),
        max_size=12,
    )
)
def test_offsets(pipeline: Pipeline, places: Places, words: list[str]) -> None:
    text = " ".join(words)
    doc = pipeline.parse_text(text).body
    hits = where.find(doc, places, Towns.of_package())
    for hit in hits:
        assert text[hit.start : hit.end] in {"Moscow", "Kunduz", "Iran", "Zürich"}
    for token in doc:
        place = where.attach(token, hits, places)
        assert place is None or text[place.start : place.end] == place.text
