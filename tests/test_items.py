"""Items: what the phrases of an event name, how many, and of what class."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.generate import yamls

from verbale.coding import items, quantities
from verbale.ontology.items import ItemLexicon, words
from verbale.ontology.quantities import QuantityWords
from verbale.pipeline import Pipeline
from verbale.records import Item

SOURCE = yamls.read("items.yaml")
CATEGORIES = {
    "military_equipment",
    "ammunition",
    "training",
    "troops",
    "intelligence",
    "basing_overflight",
    "technical_advice",
    "financial",
    "humanitarian",
    "political_support",
    "diplomatic_act",
    "sanctions",
    "legal",
    "ceasefire_withdrawal",
    "trade_energy",
    "asylum_migration",
    "information",
    "other",
}
EXAMPLES = [
    (group, *example.split(" => ")) for group in SOURCE["groups"] for example in group.get("examples", ())
]


@pytest.fixture(scope="module")
def lexicon() -> ItemLexicon:
    return ItemLexicon.load()


def read(pipeline: Pipeline, lexicon: ItemLexicon, sentence: str, *heads: str) -> tuple[Item, ...]:
    doc = pipeline.parse_text(sentence).body
    found = items.split([next(token for token in doc if token.text == head) for head in heads], lexicon)
    assert all(sentence[item.start : item.end] == item.text for item in found)
    return found


@pytest.mark.parametrize(("group", "sentence", "phrase"), EXAMPLES, ids=[example[2] for example in EXAMPLES])
def test_examples_of_the_resource(
    group: dict[str, object], sentence: str, phrase: str, pipeline: Pipeline, lexicon: ItemLexicon
) -> None:
    doc = pipeline.parse_text(sentence).body
    start = sentence.index(phrase)
    span = doc.char_span(start, start + len(phrase))
    assert span is not None
    found = [item for item in items.split([span.root], lexicon) if item.text == phrase]
    assert found, [item.text for item in items.split([span.root], lexicon)]
    for field in ("category", "granularity", "unroca", "sipri"):
        assert getattr(found[0], field) == group.get(field), field
    assert group.get("subcategory") in (None, found[0].subcategory)


def test_two_things_are_two_items(pipeline: Pipeline, lexicon: ItemLexicon) -> None:
    sentence = "The envoy pleaded for heavy weapons and helicopter gunships for the Kenyan army."
    generic, gunships = read(pipeline, lexicon, sentence, "weapons")
    assert (generic.text, generic.category, generic.granularity) == (
        "heavy weapons",
        "military_equipment",
        "generic",
    )
    assert (generic.unroca, generic.sipri) == (None, None)
    assert (gunships.text, gunships.granularity) == ("helicopter gunships", "class")
    assert (gunships.unroca, gunships.sipri) == ("V", "Aircraft")


def test_determiners_and_attachments_are_left_out(pipeline: Pipeline, lexicon: ItemLexicon) -> None:
    sentence = "Peru asked Chile for weapons and other military support."
    assert [item.text for item in read(pipeline, lexicon, sentence, "weapons")] == [
        "weapons",
        "military support",
    ]


def test_what_a_shipment_holds_is_the_item(pipeline: Pipeline, lexicon: ItemLexicon) -> None:
    found = read(pipeline, lexicon, "Chile sent Ghana a shipment of tanks and howitzers.", "shipment")
    assert [(item.text, item.unroca) for item in found] == [("tanks", "I"), ("howitzers", "III")]


@pytest.mark.parametrize(
    ("sentence", "head", "expected"),
    [
        (
            "Norway gave Ghana $300 million in aid.",
            "million",
            ("$300 million in aid", "financial", 3e8, "USD"),
        ),
        ("Italy lent Kenya 2 billion yen.", "yen", ("2 billion yen", "financial", 2e9, "JPY")),
        (
            "Peru sent Ghana weapons worth $40 million.",
            "weapons",
            ("weapons worth $40 million", "military_equipment", 4e7, "USD"),
        ),
        (
            "Chile gave Peru 20 Leopard 2 tanks.",
            "tanks",
            ("20 Leopard 2 tanks", "military_equipment", 20, None),
        ),
        ("Peru gave Chile Leopard 2 tanks.", "tanks", ("Leopard 2 tanks", "military_equipment", None, None)),
        ("Kenya sent Ghana 40 bicycles.", "bicycles", ("40 bicycles", "other", 40, None)),
        ("Peru sent 30 trucks of food.", "trucks", ("30 trucks of food", "humanitarian", 30, "trucks")),
        ("Norway pledged 5 million kroner.", "kroner", ("5 million kroner", "financial", 5e6, "NOK")),
        ("Peru freed more than 30 bicycles.", "bicycles", ("more than 30 bicycles", "other", 30, None)),
        ("Chile sent a force of 260 troops.", "force", ("force of 260 troops", "troops", 260, None)),
        (
            "Peru gave $5,000 worth of medicine.",
            "worth",
            ("$5,000 worth of medicine", "humanitarian", 5e3, "USD"),
        ),
        ("Peru tried to ease tensions in the islands.", "tensions", ("tensions", None, None, None)),
        ("Kenya sent Ghana bicycles.", "bicycles", ("bicycles", None, None, None)),
    ],
)
def test_amounts(
    sentence: str, head: str, expected: tuple[object, ...], pipeline: Pipeline, lexicon: ItemLexicon
) -> None:
    (item,) = read(pipeline, lexicon, sentence, head)
    assert (item.text, item.category, item.quantity, item.unit) == expected


def test_a_title_item_says_so(pipeline: Pipeline, lexicon: ItemLexicon) -> None:
    doc = pipeline.parse_text("Kenya asks Peru for troops").body
    (item,) = items.split([doc[-1]], lexicon, in_title=True)
    assert (item.in_, item.category) == ("title", "troops")


def test_pronouns_name_nothing(pipeline: Pipeline, lexicon: ItemLexicon) -> None:
    assert read(pipeline, lexicon, "Kenya asked Peru for it.", "it") == ()


@pytest.mark.parametrize(
    ("phrase", "category", "subcategory"),
    [
        ("military aid", "military_equipment", None),
        ("financial help", "financial", None),
        ("air support", "troops", None),
        ("50 tonnes of wheat", "humanitarian", "in_kind"),
        ("wheat shipments", "humanitarian", "in_kind"),
        ("loan guarantees", "financial", "guarantee"),
        ("technical assistance", "technical_advice", None),
        ("the extradition of a banker", "legal", None),
        ("MiG-29 engines", "military_equipment", None),
    ],
)
def test_classes_of_bare_phrases(
    phrase: str, category: str, subcategory: str | None, lexicon: ItemLexicon
) -> None:
    found = items.classify(phrase, lexicon)
    assert found is not None
    assert (found.category, found.subcategory) == (category, subcategory)


def test_an_engine_of_a_model_is_an_engine(lexicon: ItemLexicon) -> None:
    found = items.classify("MiG-29 engines", lexicon)
    assert found is not None
    assert (found.granularity, found.sipri) == ("class", "Engines")


def test_help_alone_has_no_category(lexicon: ItemLexicon) -> None:
    found = items.classify("help", lexicon)
    assert found is not None
    assert (found.category, found.granularity) == (None, "generic")


def test_common_words_are_no_models(lexicon: ItemLexicon) -> None:
    assert items.classify("a typhoon", lexicon) is None
    found = items.classify("the Typhoon", lexicon)
    assert found is not None
    assert found.sipri == "Aircraft"


@pytest.mark.parametrize(
    ("sentence", "subcategory"),
    [
        ("Norway lifted sanctions on Ghana.", "lift"),
        ("Norway imposed sanctions on Ghana.", "impose"),
        ("Norway discussed sanctions.", None),
    ],
)
def test_sanctions_have_a_direction(
    sentence: str, subcategory: str | None, pipeline: Pipeline, lexicon: ItemLexicon
) -> None:
    (item,) = read(pipeline, lexicon, sentence, "sanctions")
    assert (item.category, item.subcategory) == ("sanctions", subcategory)


@pytest.mark.parametrize(
    ("phrase", "value", "low", "high", "is_estimate", "unit"),
    [
        ("at least 40 tanks", 40, 40, None, False, None),
        ("up to 2,000 troops", 2000, None, 2000, False, None),
        ("between 20 and 30 tanks", None, 20, 30, False, None),
        ("20-30 tanks", None, 20, 30, False, None),
        ("$2-3 billion", None, 2e9, 3e9, False, "USD"),
        ("dozens of tanks", None, 24, None, True, None),
        ("millions of dollars in aid", None, 2e6, None, True, "USD"),
        ("several thousand tonnes of diesel", None, 2000, None, True, "tonnes"),
        ("about 40 tanks", 40, 40, 40, True, None),
        ("half a million doses", 5e5, 5e5, 5e5, False, "doses"),
        ("a dozen jets", 12, 12, 12, False, None),
        ("a 300-million-euro loan", 3e8, 3e8, 3e8, False, "EUR"),
        ("twenty-five guns", 25, 25, 25, False, None),
        ("50 tonnes of wheat", 50, 50, 50, False, "tonnes"),
        ("10 boxes of masks", 10, 10, 10, False, "boxes"),
        ("£40m", 4e7, 4e7, 4e7, False, "GBP"),
    ],
)
def test_quantities(
    phrase: str,
    value: float | None,
    low: float | None,
    high: float | None,
    is_estimate: bool,
    unit: str | None,
) -> None:
    found = quantities.read(phrase, QuantityWords.load())
    assert found is not None
    assert (found.value, found.low, found.high, found.is_estimate, found.unit) == (
        value,
        low,
        high,
        is_estimate,
        unit,
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "tanks",
        "a 350,000-strong force",
        "155mm shells",
        "F-16 jets",
        "the 2015 sanctions",
        "a five-year plan",
    ],
)
def test_numbers_that_count_nothing(phrase: str) -> None:
    assert quantities.read(phrase, QuantityWords.load()) is None


def test_the_vocabulary_is_broad() -> None:
    terms = {term for group in SOURCE["groups"] for term in group["terms"]}
    assert len(terms) >= 500
    assert {group["category"] for group in SOURCE["groups"]} == CATEGORIES


@given(st.text(max_size=60))
def test_offsets_of_any_text(lexicon: ItemLexicon, text: str) -> None:
    for word in words(text):
        assert re.fullmatch(r"[^\W_]+", text[word.start : word.end])
    for amount in quantities.amounts(text, lexicon.quantities):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.low is not None or amount.high is not None
