"""The gate: floors only rise, and a score under one fails."""

from pathlib import Path

import pytest

from verbale.errors import EvaluationError
from verbale.evaluate import gate
from verbale.evaluate.gate import Ceiling, Floor, Guard
from verbale.pipeline import Pipeline

FLOOR = Floor(floor=0.5, margin=0.02)
CEILING = Ceiling(ceiling=0.1, margin=0.02)


def no_pipeline() -> Pipeline:
    raise AssertionError("nothing here is scored")


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.49, "fails"), (0.5, "holds"), (0.52, "holds"), (0.53, "better")]
)
def test_floors(value: float, verdict: str) -> None:
    assert FLOOR.verdict(value) == verdict


@pytest.mark.parametrize(("value", "verdict"), [(0.11, "fails"), (0.1, "holds"), (0.07, "better")])
def test_ceilings(value: float, verdict: str) -> None:
    assert CEILING.verdict(value) == verdict


def test_floors_rise_to_half_a_margin_under_the_score_and_never_fall() -> None:
    assert FLOOR.moved(0.7, lower=False).floor == pytest.approx(0.69)
    assert FLOOR.moved(0.4, lower=False) == FLOOR
    assert FLOOR.moved(0.4, lower=True).floor == pytest.approx(0.39)


def test_ceilings_sink_and_never_rise() -> None:
    assert CEILING.moved(0.05, lower=False).ceiling == pytest.approx(0.06)
    assert CEILING.moved(0.3, lower=False) == CEILING
    assert CEILING.moved(0.3, lower=True).ceiling == pytest.approx(0.31)


def test_a_raised_floor_holds_for_the_score_that_raised_it() -> None:
    assert FLOOR.moved(0.7, lower=False).verdict(0.7) == "holds"


def test_a_metric_that_is_no_longer_scored_fails() -> None:
    guard = Guard(file="x", sha256="", floors={"f1": FLOOR})
    assert [finding.verdict for finding in gate.check("stories", guard, {})] == ["fails"]


def test_the_corpus_must_be_the_one_that_the_floors_were_set_on(tmp_path: Path) -> None:
    (tmp_path / "gold.tsv").write_text("other")
    guard = Guard(file="gold.tsv", sha256="0", floors={})
    with pytest.raises(EvaluationError, match=r"gold\.tsv"):
        gate.scores_of("relations", guard, tmp_path, no_pipeline)


def test_an_absent_file_is_not_scored(tmp_path: Path) -> None:
    guard = Guard(file="gold.tsv", sha256="0", floors={})
    assert gate.scores_of("relations", guard, tmp_path, no_pipeline) is None


def test_the_hash_of_a_folder_knows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    before = gate.corpus_hash(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    renamed = gate.corpus_hash(tmp_path)
    (tmp_path / "b.txt").write_text("two")
    assert len({before, renamed, gate.corpus_hash(tmp_path)}) == 3


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "eval").mkdir()
    guards = {
        "pages": Guard(file="x", sha256="0", floors={"f1": FLOOR}, ceilings={"leaks": CEILING}, set="pages")
    }
    gate.write(tmp_path, guards)
    assert gate.load(tmp_path) == guards


def test_without_floors_the_gate_says_where_to_run_it(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="root of a checkout"):
        gate.load(tmp_path)


def test_the_floors_of_this_checkout_are_sound() -> None:
    guards = gate.load(Path(__file__).parents[1])
    assert guards
    assert all(bound.margin > 0 for guard in guards.values() for bound in guard.bounds().values())
    assert all(not Path(guard.file).is_absolute() for guard in guards.values())
