"""The scorer: what it answers, how it is weighed with the frames, and that it says the same every time."""

import json
from pathlib import Path

import pytest
from tools.train.calibrate import Judged, fit
from tools.train.data import MARKS, mark

from verbale.coding.proposals import NAME
from verbale.coding.scorer import Scorer
from verbale.coding.weighing import ADD, VETO
from verbale.pipeline import Pipeline

DATA = Path(__file__).parents[1] / "src/verbale/data/scorer"
STORY = (
    "Chad sent Mali forty tents on Monday. Mali had pleaded with Chad for fuel, but Chad balked at it. "
    "Kenya’s envoy lashed out at Uganda over the ferry. The rains came late."
)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.load()


def test_weights_and_tokenizer_are_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) <= 25_000_000


def test_the_card_names_the_data() -> None:
    card = (DATA / "card.md").read_text(encoding="utf-8")
    assert card.count("SHA-256") == 2
    for name in ("frames only", "scorer only", "both", "CC BY-SA 4.0", "Limits"):
        assert name in card


def test_every_sign_has_its_weight() -> None:
    weights = json.loads((DATA / "columns.json").read_text())["weights"]
    assert {"", "frame", "type", "actor", "recipient"} <= set(weights["drafts"])
    assert set(weights["drafts"]) == set(weights["proposals"])


def test_a_sentence_is_answered_by_itself(pipeline: Pipeline, scorer: Scorer) -> None:
    sentences = list(pipeline.parse_text(STORY).body.sents)
    alone = pipeline.parse_text(sentences[0].text).body
    (only,) = alone.sents
    verb, again = sentences[0][1], only[1]
    assert scorer.read(sentences[0]).types(verb) == scorer.read(only).types(again)


def test_plain_words_are_read_right(pipeline: Pipeline, scorer: Scorer) -> None:
    (sentence,) = pipeline.parse_text("Chad sent Mali forty tents.").body.sents
    sheet = scorer.read(sentence)
    actor, verb, recipient = sentence[0], sentence[1], sentence[2]
    types = sheet.types(verb)
    assert max(types, key=lambda name: types[name]) == "AID"
    assert sheet.chance("actor", verb, actor) > 0.5 > sheet.chance("actor", verb, recipient)
    assert sheet.chance("recipient", verb, recipient) > 0.5 > sheet.chance("recipient", verb, actor)


def test_beyond_the_longest_sentence_nothing_is_known(pipeline: Pipeline, scorer: Scorer) -> None:
    (sentence, *_) = pipeline.parse_text(
        f"Chad sent Mali {'tents, ' * 120}and Kenya attacked Uganda."
    ).body.sents
    assert scorer.read(sentence).knows(sentence[1])
    assert not scorer.read(sentence).knows(sentence[-2])
    assert "AID" in {event.event_type for event in Pipeline().code_text(sentence.text)}


def test_the_same_every_time(whole: Pipeline) -> None:
    assert whole.code_text(STORY) == Pipeline().code_text(STORY)


def test_what_is_given_is_likely_enough(whole: Pipeline) -> None:
    events = whole.code_text(STORY)
    contents = {event.content for event in events}
    for event in events:
        least = ADD if event.frame == NAME else VETO
        assert event.confidence >= round(least, 2) or event.id in contents


def test_the_frame_alone_is_told_apart(whole: Pipeline, pipeline: Pipeline) -> None:
    for event in whole.code_text(STORY):
        assert (event.frame_confidence is None) == (event.frame == NAME)
    for event in pipeline.code_text(STORY):
        assert event.frame != NAME
        assert event.confidence == event.frame_confidence


@pytest.mark.parametrize(
    "sentence",
    [
        "Mali refused.",
        "The rains came late.",
        "Shares in Lisbon rose.",
        "Mali did not say whether Togo would agree.",
    ],
)
def test_nothing_is_added_where_nothing_is(whole: Pipeline, sentence: str) -> None:
    assert whole.code_text(sentence) == ()


def test_a_denial_is_told_once(whole: Pipeline) -> None:
    events = whole.code_text("Chad denied that it had attacked Mali.")
    assert [(event.event_type, event.polarity) for event in events] == [("ASSAULT", "negative")]


def test_a_pair_is_judged_in_sum(scorer: Scorer) -> None:
    chances = scorer.pair("Kenya accused Uganda of theft.", (0, 5), (14, 20))
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances, key=lambda name: chances[name]) == "ACCUSE"


def test_a_side_within_a_side_is_marked_within() -> None:
    one, one_end, two, two_end = MARKS
    assert mark("the army of Chad left", (0, 16), (12, 16)).split() == [
        *(one, "the", "army", "of", two, "Chad"),
        *(two_end, one_end, "left"),
    ]


def test_weights_are_fitted_to_what_is_right() -> None:
    rows = [
        Judged(0, "drafts", True, {"type": value}, right=right)
        for value, right in ((2.0, True), (-2.0, False))
    ]
    weights = fit(rows * 20)
    assert weights["type"] > 0.5
    assert abs(weights[""]) < 0.01
