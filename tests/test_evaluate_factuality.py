"""Scoring of certainty, polarity and time."""

import json
from pathlib import Path

import pytest

from verbale.coding.factuality import Verdict
from verbale.errors import EvaluationError
from verbale.evaluate.factuality import f1, head, labels, score
from verbale.pipeline import Pipeline

TEXT = "Ravia will send troops . Ravia did not sign the accord . Ravia may leave ."


def mention(word: str, **gold: str) -> dict[str, object]:
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), **gold}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_scores_labels_and_leaves_out_what_has_none(pipeline: Pipeline, tmp_path: Path) -> None:
    mentions = {
        "1": mention("send", certainty="CERTAIN", polarity="POS", time="FUTURE"),
        "2": mention("sign", certainty="CERTAIN", polarity="POS", time="NON_FUTURE"),
        "3": mention("leave", certainty="POSSIBLE", polarity="UNDERSPECIFIED", time="UNDERSPECIFIED"),
        "4": mention("accord"),
    }
    row = {"id": "a", "corpus": "corpus_apple", "text": TEXT, "mentions": mentions}
    outcome = score(write(tmp_path / "gold.jsonl", row), pipeline)
    assert outcome.rows == 1
    assert list(outcome.predictions[0]["mentions"]) == ["1", "2", "3", "4"]
    assert outcome.scores["f1_future"] == 1.0
    assert outcome.scores["f1_future[airbus+apple]"] == 1.0
    assert outcome.scores["f1_negative"] == 0.0  # "did not sign" is given as one, against the gold
    assert outcome.scores["f1_uncertain"] == 1.0
    assert "f1_future[gm+stock]" not in outcome.scores


def test_predicts_where_there_is_no_gold(pipeline: Pipeline, tmp_path: Path) -> None:
    row = {"id": "a", "text": TEXT, "mentions": {"1": mention("sign")}}
    outcome = score(write(tmp_path / "bare.jsonl", row), pipeline)
    assert outcome.scores == {}
    assert outcome.predictions[0]["mentions"]["1"] == {
        "certainty": "CERTAIN",
        "polarity": "NEG",
        "time": "NON_FUTURE",
    }


def test_a_multiword_mention_is_read_at_its_head(pipeline: Pipeline) -> None:
    doc = pipeline.parse_text("The army carried out the attack .").body
    start = doc.text.index("carried")
    found = head(doc, start, start + len("carried out the attack"))
    assert found is not None
    assert found.text == "carried"
    assert head(doc, 500, 510) is None


@pytest.mark.parametrize(
    ("verdict", "certainty"),
    [
        (Verdict("certain", "positive", False, ()), "CERTAIN"),
        (Verdict("probable", "positive", True, ()), "PROBABLE"),
        (Verdict("possible", "positive", False, ()), "POSSIBLE"),
        (Verdict("unknown", "positive", True, ()), "CERTAIN"),
        (Verdict("unknown", "positive", False, ()), "POSSIBLE"),
    ],
)
def test_certainty_in_the_words_of_the_gold(verdict: Verdict, certainty: str) -> None:
    assert labels(verdict)["certainty"] == certainty


def test_f1_counts_missed_and_false() -> None:
    assert f1([(True, True), (True, False), (False, True), (False, False)]) == 0.5
    assert f1([(False, False)]) == 0.0


def test_a_malformed_file_is_an_error(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"bad\.jsonl"):
        score(write(tmp_path / "bad.jsonl", {"id": 1}), pipeline)
    with pytest.raises(EvaluationError):
        score(tmp_path / "missing.jsonl", pipeline)
