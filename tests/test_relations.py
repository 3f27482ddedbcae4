"""The relations set: how predictions are counted."""

from pathlib import Path

import pytest

from verbale.errors import EvaluationError
from verbale.evaluate.relations import macro_f1, score
from verbale.pipeline import Pipeline

HEADER = "uid\tsentence\tsource\ttarget\tgold_root\tgold_quad"


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "rows.tsv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("gold", "guess", "f1"),
    [
        (["a", "b"], ["a", "b"], 1.0),
        (["a", "b"], ["b", "a"], 0.0),
        # a: 1 hit of 1 gold and 2 guessed, 2/3; b: 0 of 1 gold
        (["a", "b"], ["a", "a"], 1 / 3),
        # a: 2 hits of 3 gold and 2 guessed, 4/5; b: 1 hit of 1 gold and 2 guessed, 2/3
        (["a", "a", "a", "b"], ["a", "a", "b", "b"], (4 / 5 + 2 / 3) / 2),
        # a class that only the guesses have is no class of its own, but costs the gold one
        (["a", "a"], ["a", "c"], 2 / 3),
    ],
)
def test_macro_f1(gold: list[str], guess: list[str], f1: float) -> None:
    assert macro_f1(gold, guess) == pytest.approx(f1)


def test_scores_of_all_rows_and_of_the_third_that_nobody_looks_at(pipeline: Pipeline, tmp_path: Path) -> None:
    rows = (
        "3\tChad attacked Sudan.\tChad\tSudan\tASSAULT\t4",
        "4\tChad helped Sudan.\tChad\tSudan\tASSAULT\t4",
    )
    outcome = score(table(tmp_path, *rows), pipeline)
    assert outcome.scores["end_to_end"] == 0.5
    assert outcome.scores["end_to_end[uid%3=0]"] == 1.0
    assert outcome.scores["root_f1[uid%3=0]"] == 1.0


@pytest.mark.parametrize(
    ("sentence", "gold", "hit"),
    [
        ("Chad attacked Sudan.", "ASSAULT", 1.0),
        ("Chad was attacked by Sudan.", "ASSAULT", 0.0),  # the other way round
        ("Chad and Sudan met.", "CONSULT", 1.0),  # both sides of talks are actors
        ("Chad attacked Libya, and Sudan slept.", "ASSAULT", 0.0),
        ("Chad withdrew from Sudan.", "YIELD", 1.0),  # RETREAT and CONCEDE are one root in this set
        ("Chad helped Sudan.", "ASSAULT", 0.0),
    ],
)
def test_end_to_end_wants_both_parties_and_the_root(
    pipeline: Pipeline, tmp_path: Path, sentence: str, gold: str, hit: float
) -> None:
    outcome = score(table(tmp_path, f"1\t{sentence}\tChad\tSudan\t{gold}\t4"), pipeline)
    assert outcome.scores["end_to_end"] == hit


def test_only_the_surest_three_events_count(pipeline: Pipeline, tmp_path: Path) -> None:
    sure = "Chad helped Mali, Chad attacked Peru, Chad praised Togo"
    many = table(tmp_path, f"1\t{sure}, and Chad may meet Sudan.\tChad\tSudan\tCONSULT\t1")
    assert score(many, pipeline).scores["end_to_end"] == 0.0
    few = table(tmp_path, "1\tChad helped Mali, and Chad may meet Sudan.\tChad\tSudan\tCONSULT\t1")
    assert score(few, pipeline).scores["end_to_end"] == 1.0


def test_yielding_counts_as_material_cooperation(pipeline: Pipeline, tmp_path: Path) -> None:
    outcome = score(table(tmp_path, "1\tChad withdrew from Sudan.\tChad\tSudan\tYIELD\t2"), pipeline)
    assert outcome.predictions[0]["quad"] == 2


def test_rows_without_gold_are_only_predicted(pipeline: Pipeline, tmp_path: Path) -> None:
    path = table(tmp_path, "1\tChad attacked Sudan.\tChad\tSudan", header="uid\tsentence\tsource\ttarget")
    outcome = score(path, pipeline)
    assert outcome.scores == {}
    assert outcome.predictions[0]["event_type"] == "ASSAULT"


def test_a_file_of_another_shape_is_an_error(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="relations wants a TSV"):
        score(table(tmp_path, "x", header="uid"), pipeline)
