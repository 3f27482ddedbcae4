"""Whose somebody is who is told without a country. All officials, outlets and events are invented."""

import pytest

from verbale.coding.parties import cast
from verbale.ontology.knowledge import Knowledge
from verbale.pipeline import Pipeline, bare_article
from verbale.records import Article, Dateline, Event


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.fixture(scope="module")
def country(pipeline: Pipeline, knowledge: Knowledge):
    """The country of the party at a word, in a story told from a place or by an outlet."""

    def read(text: str, word: str, place: str | None = None, outlet: str | None = None) -> str | None:
        values = {field: getattr(bare_article(text), field) for field in Article.__struct_fields__}
        dateline = Dateline(text=f"{place} -", place=place, date=None) if place else None
        reading = pipeline.parse(Article(**{**values, "dateline": dateline, "outlet": outlet}))
        token = next(token for token in reading.body if token.text == word)
        found = cast(reading, knowledge).of(token)
        return found.country if found else None

    return read


@pytest.mark.parametrize(
    ("text", "word", "place", "expected"),
    [
        ("Peru will pay, Trade Minister Rosa Example said.", "Example", "LIMA", "PER"),
        ("Fishermen from the Dominican Republic were freed, the army said.", "army", "DAJABÓN", "DOM"),
        ("Ghana has shut the port. The central bank is worried.", "bank", "ACCRA", "GHA"),
        ("Kenya will not come, Example said.", "Example", "NAIROBI", "KEN"),
        # The town is in no country that the story is on.
        ("Chad and Niger signed a truce, a mediator said.", "mediator", "GENEVA", None),
        # Who is heard right after his state has answered speaks for it.
        (
            'Lagos. Benin refused. "The port stays shut," Colonel Paul Example told reporters.',
            "Example",
            "LAGOS",
            "BEN",
        ),
        ("In Lomé the finance minister resigned.", "minister", "ACCRA", "TGO"),
        # A diplomat is never of the country that he is heard in.
        ("Japan has offered Kenya a ship, the embassy said.", "embassy", "NAIROBI", "JPN"),
        ("Kenya is ready, the ambassador said.", "ambassador", "NAIROBI", None),
        # Soldiers may be anyone's.
        ("Kenya is on alert. Soldiers fired at a bus.", "Soldiers", "NAIROBI", None),
    ],
)
def test_officials_are_of_the_country_that_the_page_makes_plain(country, text, word, place, expected):
    assert country(text, word, place) == expected


def test_an_outlet_named_after_a_town_is_told_from_there(country):
    text = "Sri Lanka is short of fuel.\n\nThe central bank turned the offer down."
    assert country(text, "bank", outlet="The Batticaloa Morning") == "LKA"
    assert country(text, "bank", outlet="The Morning Lamp") is None
    assert country("Chad is short of fuel.\n\nThe central bank spoke.", "bank", outlet="Galle Voice") is None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "A Fijian envoy in Brussels, Ana Example, said that her government had no money.",
            "government",
            "FJI",
        ),
        ("Niger's finance minister met the Chadians. His country would pay, he said.", "country", "NER"),
        ("Oman rejected the plan. A Chadian minister said the government would sue.", "government", "TCD"),
        ("Kofi Example met the Malians. His government will pay.", "government", None),
    ],
)
def test_a_government_is_that_of_its_owner_or_of_who_speaks(country, text, word, expected):
    assert country(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A Cuban envoy said that Chile had promised the island a ferry.", "island", "CUB"),
        ("Morocco and Kenya spoke. Kenya will pay the kingdom.", "kingdom", "MAR"),
        ("Chad and Kenya spoke. Kenya will leave the island.", "island", None),
        ("Togo wrote to Ghana. India offered its partner two radars.", "partner", "TGO"),
        ("India offered its partner two radars.", "partner", None),
        (
            "Ghana wrote in May. It rained. It thundered. It hailed. Benin thanked its partner.",
            "partner",
            "GHA",
        ),
        ("Togo spoke of its neighbours.", "neighbours", None),
        ("Serbia rejects the freedom that Kosovo declared. Its envoy left.", "envoy", "SRB"),
        ("Ghana asked Benin for engineers to train its sailors.", "sailors", "GHA"),
        ("Ghana asked Benin to train its sailors.", "sailors", "BEN"),
    ],
)
def test_descriptions_of_states(country, text, word, expected):
    assert country(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Chad and Mali quarrel. Mali is angry, Chad is not. Togo has appealed to both capitals.",
            "capitals",
            {"TCD", "MLI"},
        ),
        (
            "Chadian minister Ali Example met Malian minister Bo Sample. The two ministers signed.",
            "ministers",
            {"TCD", "MLI"},
        ),
        ("Chadian minister Ali Example was ill. The two ministers signed.", "ministers", set()),
    ],
)
def test_plurals_that_stand_for_states(pipeline, knowledge, text, word, expected):
    reading = pipeline.parse_text(text)
    token = [token for token in reading.body if token.text == word][-1]
    found = cast(reading, knowledge).of(token)
    assert found is not None
    assert {*found.members} == expected


@pytest.mark.parametrize(
    ("text", "word", "place", "expected"),
    [
        ("Ghana is dry. Farmers blocked a road.", "Farmers", "ACCRA", "GHA"),
        ("Ghana is dry. Togo says that farmers blocked a road.", "farmers", "ACCRA", None),
        ("Ghana is dry. Rebels blocked a road.", "Rebels", "ACCRA", None),
        ("Ghana is dry. Women marched through Blantyre.", "Women", "ACCRA", "MWI"),
    ],
)
def test_people_are_of_where_they_are(country, text, word, place, expected):
    assert country(text, word, place) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In October Chad sent 30 trucks to Mali.",
        "It said that in March Chad sent 30 trucks to Mali.",
        "Last week Chad sent 30 trucks to Mali.",
    ],
)
def test_a_time_is_no_part_of_a_name(pipeline, text):
    assert {party.name for event in pipeline.code_text(text) for party in event.actors} <= {"Chad"}


def test_a_craft_visits_nobody(pipeline):
    assert not [e for e in pipeline.code_text("A Cuban plane has visited Lomé.") if e.event_type == "CONSULT"]
    assert [e for e in pipeline.code_text("A Cuban minister has visited Lomé.") if e.event_type == "CONSULT"]


def test_a_ministry_is_no_troop(pipeline):
    text = "Togo has asked Kenya for envoys to train its marines, the defence ministry said on Monday."
    events: tuple[Event, ...] = pipeline.code_text(text)
    assert {source.name for event in events for source in event.sources} == {"defence ministry"}
