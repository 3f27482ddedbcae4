"""The measure of time expressions, on rows of our own."""

import json
from pathlib import Path

import pytest

from verbale.errors import EvaluationError
from verbale.evaluate.time import matched, score, scores_of

TEXT = "Orlan fled on Friday and returned two days ago."


def _row(start: int, end: int, value: str, type_: str = "DATE") -> dict[str, object]:
    return {"start": start, "end": end, "type": type_, "value": value}


def _write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_spans_that_overlap_match_one_to_one_the_widest_first() -> None:
    gold = [_row(0, 4, "a"), _row(4, 20, "b")]
    predicted = [_row(2, 18, "b"), _row(18, 20, "c")]
    assert matched(predicted, gold) == [(predicted[0], gold[1])]


def test_scores_are_counted_over_all_rows() -> None:
    right = _row(0, 4, "2015")
    pairs = [
        ([right], [right]),
        ([_row(0, 4, "2014")], [right]),
        ([], [right]),
        ([_row(9, 12, "2015", "SET")], []),
    ]
    # Two matches among three predicted and three in gold; one of them has the right value.
    assert scores_of(pairs) == pytest.approx({"span_f1": 4 / 6, "type_f1": 4 / 6, "value_f1": 2 / 6})


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    assert scores_of([([], [])]) == {"span_f1": 1.0, "type_f1": 1.0, "value_f1": 1.0}


def test_a_file_is_predicted_and_scored(tmp_path: Path) -> None:
    gold = [_row(14, 20, "2015-10-02"), _row(34, 46, "2015-10-06")]
    outcome = score(
        _write(tmp_path / "g.jsonl", {"id": "a", "dct": "2015-10-08", "text": TEXT, "timex": gold})
    )
    assert outcome.scores == {"span_f1": 1.0, "type_f1": 1.0, "value_f1": 1.0}
    assert outcome.predictions == ({"id": "a", "timex": gold},)


def test_without_gold_it_only_predicts(tmp_path: Path) -> None:
    outcome = score(_write(tmp_path / "p.jsonl", {"id": "a", "dct": None, "text": TEXT}))
    assert outcome.scores == {}
    assert [timex["start"] for timex in outcome.predictions[0]["timex"]] == [14, 34]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "dct": "soon", "text": ""}'])
def test_a_malformed_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"bad\.jsonl"):
        score(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="gone"):
        score(tmp_path / "gone.jsonl")


@pytest.mark.parametrize(("name", "span", "value"), [("timebank", 0.94, 0.81), ("aquaint", 0.92, 0.72)])
def test_gold_floors(shared: Path, name: str, span: float, value: float) -> None:
    scores = score(shared / "gold" / f"{name}.jsonl").scores
    assert scores["span_f1"] >= span
    assert scores["value_f1"] >= value
