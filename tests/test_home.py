"""The country that a page is told from or about. All officials, outlets and events are invented."""

import pytest

from verbale.coding.parties import cast
from verbale.ontology.knowledge import Knowledge
from verbale.pipeline import Pipeline, bare_article
from verbale.records import Article, Dateline, Removed


@pytest.fixture(scope="module")
def country(pipeline: Pipeline):
    """The country of the party at a word of a text under a headline, a dateline's place and lines of a page's head."""
    knowledge = Knowledge.load()

    def read(
        text: str, word: str, *, title: str = "", place: str | None = None, head: str = ""
    ) -> str | None:
        values = {field: getattr(bare_article(text), field) for field in Article.__struct_fields__}
        values["dateline"] = Dateline(text=f"{place} -", place=place, date=None) if place else None
        values["removed"] = (Removed(kind="masthead", text=head),) if head else ()
        reading = pipeline.parse(Article(**{**values, "title": title}))
        token = next(token for token in reading.body if token.text == word)
        found = cast(reading, knowledge).of(token)
        return found.country if found else None

    return read


_COAST = "The ferry sank off Toamasina. A second one was held at Mahajanga, in the north of Madagascar. "


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # Towns in which things happen are within the page's country.
        (_COAST + "The prime minister has promised France an inquiry.", "minister", "MDG"),
        (_COAST + "Mayor Rado Example thanked Japan for two boats.", "Example", "MDG"),
        (_COAST + "Fishermen blocked the harbour road.", "Fishermen", "MDG"),
        # Soldiers may be anyone's; whoever else has no office is of the country that the page is told from and about.
        (_COAST + "Soldiers fired at a bus.", "Soldiers", None),
        (_COAST + "Rado Example called for calm.", "Example", "MDG"),
        (_COAST + "France, France and France again. Rado Example called for calm.", "Example", None),
        (_COAST + "Rado Example called France a friend.", "Example", None),
        (_COAST + "A diplomat called for calm.", "diplomat", None),
        # Two countries, and as much is set in the one as in the other.
        (
            "Trucks queue at Blantyre in Malawi and at Tete in Mozambique. The prime minister was furious.",
            "minister",
            None,
        ),
        # Capitals that act are states.
        ("Hanoi refused. Jakarta was silent. The prime minister was furious.", "minister", None),
        # One town that a page names late and in passing decides nothing.
        (
            "Who pays? " * 80 + "A clinic in Gaborone, Botswana, does.\n\nThe prime minister was furious.",
            "minister",
            None,
        ),
        # A state that has an embassy on the page is there abroad.
        (
            "The Kenyan embassy shut for a day after a march in Mombasa.\n\nThe prime minister was furious.",
            "minister",
            None,
        ),
    ],
)
def test_a_page_is_told_from_where_things_happen_in_it(country, text, word, expected):
    assert country(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # A paragraph speaks of one country, then of somebody.
        (
            "Lomé protested. The deputy foreign minister, Ama Example, accused France of greed.",
            "Example",
            "TGO",
        ),
        (
            "What did Lima say?\n\nNothing. A government spokesman, Raúl Example, warned Chile.",
            "Example",
            "PER",
        ),
        (
            "Lima and the ports\n\nNothing moved. A spokesman for the police, Raúl Example, warned us.",
            "Example",
            "PER",
        ),
        ("Tamale is angry. The market women have shut their stalls.", "women", "GHA"),
        # Another country comes between, or the paragraph has come to its end.
        ("Lomé protested. Ghana says that farmers blocked a road.", "farmers", None),
        ("Lomé protested, and Accra with it. The foreign minister was ill.", "minister", None),
        ("Lomé has protested since spring.\n\nThe foreign minister was ill.", "minister", None),
        # Somebody's whom nobody knows, or from elsewhere.
        ("Lomé protested. Kofi Example met a friend. His minister was ill.", "minister", None),
        ("Lomé protested. Two migrants were hurt.", "migrants", None),
    ],
)
def test_a_paragraph_without_a_home_is_on_one_country(country, text, word, expected):
    assert country(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (_COAST + "Border guards shot a smuggler.", "guards", "MDG"),
        (_COAST + "Some 300 nurses were on strike.", "nurses", "MDG"),
        (_COAST + "Mozambique says that border guards shot a smuggler.", "guards", None),
        (_COAST + "Three foreigners were held.", "foreigners", None),
    ],
)
def test_who_serves_and_works_is_at_home(country, text, word, expected):
    assert country(text, word) == expected


def test_a_digest_has_no_home(country):
    text = (
        "A bridge fell in Mombasa, Kenya. A bus burned in Tamale, Ghana. A mine flooded in Kitwe, Zambia."
        " A market closed in Gulu, Uganda.\n\nThe finance minister resigned."
    )
    assert country(text, "minister") is None


def test_where_talks_are_held_is_no_home_to_a_text_set_in_another_country(country):
    rest = (
        "in Sokodé and a curfew in Kara and Kpalimé were on the table for Togo. The justice minister refused."
    )
    assert country("Arrests " + rest, "minister", place="ACCRA") == "TGO"
    host = "Talks on a pipeline from Kumasi to Lomé ended without a paper, Ghana said. The justice minister refused."
    assert country(host, "minister", place="ACCRA") == "GHA"


def test_a_letterhead_is_its_state(country):
    text = "The Minister of Defence thanked Portugal for two boats."
    assert country(text, "Minister", head="DEMOCRATIC REPUBLIC OF TIMOR-LESTE") == "TLS"
    assert country(text, "Minister", head="Travel to Timor-Leste by sea") is None


def test_whoever_is_interviewed_is_at_home(country):
    text = (
        "Dorji Example was Bhutan's deputy minister of roads until June.\n\nQ: Why did you leave?\n\n"
        "A: I was told to sign. The prime minister refused to read it.\n\nQ: And then?\n\nA: I went home."
    )
    assert country(text, "minister", title="A road too long") == "BTN"
