"""The event between two given parties of a sentence."""

import pytest

from verbale.coding.given import FALLBACK, pair
from verbale.pipeline import Pipeline


def relation(pipeline: Pipeline, sentence: str, source: str, target: str) -> str:
    return pipeline.relation(sentence, source, target)[0]


def test_every_place_of_the_words_counts(pipeline: Pipeline) -> None:
    body = pipeline.parse_text("Chad met Mali; Chad left.").body
    assert pair(body, "Chad", "Mali").source == ((0, 4), (15, 19))
    assert pair(body, "Chad", "").target == ()


@pytest.mark.parametrize(
    ("source", "target", "event_type"),
    [("Kenya", "Uganda", "AID"), ("Kenya", "Rwanda", "ASSAULT")],
)
def test_the_pair_chooses_among_events(pipeline: Pipeline, source: str, target: str, event_type: str) -> None:
    assert relation(pipeline, "Kenya helped Uganda and attacked Rwanda.", source, target) == event_type


def test_who_acts_matters(pipeline: Pipeline) -> None:
    sentence = "Kenya attacked Uganda after Uganda had accused Kenya of theft."
    assert relation(pipeline, sentence, "Kenya", "Uganda") == "ASSAULT"
    assert relation(pipeline, sentence, "Uganda", "Kenya") == "ACCUSE"


def test_the_operator_is_reported_and_not_its_content(pipeline: Pipeline) -> None:
    assert relation(pipeline, "Kenya promised to help Uganda.", "Kenya", "Uganda") == "AGREE"


def test_where_nothing_fires_it_is_a_statement(pipeline: Pipeline) -> None:
    assert relation(pipeline, "Kenya is larger than Uganda.", "Kenya", "Uganda") == FALLBACK


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("A Kenyan court convicted an Ugandan trader.", "ACCUSE"),
        ("Kenya imposed sanctions on Uganda.", "COERCE"),
        ("Kenya did not give Uganda permission to land.", "REJECT"),
        ("Kenya will impose sanctions on Uganda.", "THREATEN"),
    ],
)
def test_types_are_those_that_cameo_converts_to(pipeline: Pipeline, sentence: str, event_type: str) -> None:
    source = "A Kenyan court" if "court" in sentence else "Kenya"
    target = "an Ugandan trader" if "trader" in sentence else "Uganda"
    assert relation(pipeline, sentence, source, target) == event_type


def test_a_side_may_be_unnamed(pipeline: Pipeline) -> None:
    assert relation(pipeline, "Tents were sent to Uganda.", "An actor", "Uganda") == "AID"
