"""The figures of docs/accuracy.md: intervals, calibration, causes, and the page that is made of them."""

import hashlib
import math
from collections import Counter

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.accuracy import bootstrap, diagram, figures, page, words
from tools.accuracy.__main__ import WEIGHTS
from tools.accuracy.bins import BINS, bins, calibration, error
from tools.accuracy.causes import attribution, items, parties, time
from tools.accuracy.figures import Figure
from tools.accuracy.ways import BOTH

from verbale.evaluate.attribution import Relation
from verbale.evaluate.goldstory import GoldEvent
from verbale.evaluate.stories import Candidate
from verbale.pipeline import Pipeline

CHANCES = st.lists(
    st.tuples(st.integers(0, 100).map(lambda number: number / 100), st.booleans()), min_size=1, max_size=80
)
UNITS = st.lists(
    st.fixed_dictionaries({"right": st.integers(0, 5), "rows": st.integers(5, 9)}), min_size=1, max_size=20
)


# -- intervals


def test_each_resample_draws_as_many_units_as_there_are() -> None:
    drawn = bootstrap.weights(7)
    assert drawn.shape == (bootstrap.RESAMPLES, 7)
    assert set(drawn.sum(axis=1)) == {7}


def test_units_are_drawn_alike_often() -> None:
    assert bootstrap.weights(4).mean(axis=0) == pytest.approx([1, 1, 1, 1], abs=0.1)


@given(UNITS)
def test_a_share_lies_within_its_units_and_is_the_same_again(units: list[dict[str, float]]) -> None:
    figure = bootstrap.of_counts(units, bootstrap.share("right", "rows"))
    each = [unit["right"] / unit["rows"] for unit in units]
    assert figure.value == pytest.approx(sum(u["right"] for u in units) / sum(u["rows"] for u in units))
    assert min(each) - 1e-9 <= figure.low <= figure.high <= max(each) + 1e-9
    assert figure == bootstrap.of_counts(units, bootstrap.share("right", "rows"))


def test_the_interval_of_a_coin_is_that_of_its_binomial() -> None:
    units = [{"right": number % 2, "rows": 1} for number in range(100)]
    figure = bootstrap.of_counts(units, bootstrap.share("right", "rows"))
    assert (figure.low, figure.high) == pytest.approx((0.4, 0.6), abs=0.02)  # 1.96 × √(0.25 / 100) = 0.098


def test_units_that_say_the_same_have_no_width() -> None:
    figure = bootstrap.of_counts([{"right": 1, "rows": 2}] * 9, bootstrap.share("right", "rows"))
    assert figure == Figure(0.5, 0.5, 0.5)


def test_stories_are_drawn_whole() -> None:
    # One story is all right, the other all wrong: a draw has 0, half or all of it.
    figure = bootstrap.of_units([[True] * 50, [False] * 50], lambda all_of: sum(all_of) / len(all_of))
    assert (figure.low, figure.value, figure.high) == (0, 0.5, 1)


def test_macro_f1_is_the_mean_over_the_types_of_the_gold() -> None:
    rows = [
        {"said A": 1, "gold A": 1, "hit A": 1},
        {"said A": 1, "gold B": 1, "hit B": 0},
        {"said C": 1, "gold B": 1, "hit B": 0},
    ]
    figure = bootstrap.of_counts(rows, bootstrap.macro_f1("hit ", "said ", "gold "))
    assert figure.value == pytest.approx((2 / 3 + 0) / 2)  # A: 2·1 / (2 + 1); B: 0; C is in no gold


def test_what_has_nothing_below_is_not_defined() -> None:
    assert np.isnan(bootstrap.ratio(np.array([1.0]), np.array([0.0]))).all()


# -- calibration


def test_a_calibration_error_by_hand() -> None:
    # Twenty events, two a bin. Nine bins say 0.5 and are right half the time; the last says 0.9 and is never right.
    chances = [(0.5, number % 2 == 0) for number in range(18)] + [(0.9, False)] * 2
    assert error(chances) == pytest.approx(2 / 20 * 0.9)
    assert bins(chances)[-1].events == 2
    assert bins(chances)[-1].right == 0


@given(CHANCES)
def test_bins_hold_every_event_once_in_order_and_alike_many(chances: list[tuple[float, bool]]) -> None:
    found = bins(chances)
    sizes = [each.events for each in found]
    assert len(found) <= BINS
    assert sum(sizes) == len(chances)
    assert max(sizes) - min(sizes) <= 1
    assert [each.confidence for each in found] == sorted(each.confidence for each in found)
    assert sum(each.events * each.right for each in found) == pytest.approx(sum(r for _, r in chances))


@given(CHANCES)
def test_the_error_is_a_share_and_knows_no_order(chances: list[tuple[float, bool]]) -> None:
    turned = list(reversed(chances))
    assert 0 <= error(chances) <= 1
    assert error(turned) == pytest.approx(error(chances))
    whole = abs(sum(chance - right for chance, right in chances)) / len(chances)
    assert error(chances) >= whole - 1e-9  # bins cannot make up for what is too sure on the whole


@given(st.integers(1, 60), st.booleans())
def test_who_is_sure_and_right_has_no_error(number: int, right: bool) -> None:
    assert error([(float(right), right)] * number) == 0


def test_few_events_show_an_error_by_chance_alone() -> None:
    few = calibration([[(0.5, number % 2 == 0)] for number in range(40)])
    many = calibration([[(0.5, number % 2 == 0)] * 50 for number in range(40)])
    assert few.error.value == pytest.approx(0, abs=1e-9)  # equals are mixed, whatever their order
    assert few.sure_right is None
    assert many.chance_error < few.chance_error < 0.1


# -- causes


def relation(text: str, source: str, cue: str, content: str) -> Relation:
    def spans(part: str) -> list[tuple[int, int]]:
        return [(text.index(part), text.index(part) + len(part))] if part else []

    return Relation(spans(source), spans(cue), spans(content))


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ([("Rossi", "said", "the port was closed and the crews had left")], None),
        ([("Rossi", "said", "the port was closed")], "content cut too short"),
        ([("", "said", "the port was closed and the crews had left")], "a source or none"),
        ([("Kovac", "said", "the port was closed and the crews had left")], "another source"),
        ([], "missed, a verb and a clause"),
    ],
)
def test_why_an_attribution_is_not_right(
    pipeline: Pipeline, said: list[tuple[str, str, str]], cause: str | None
) -> None:
    doc = pipeline.parse_text("Kovac listened. Rossi said the port was closed and the crews had left.").body
    gold = [relation(doc.text, "Rossi", "said", "the port was closed and the crews had left")]
    found = Counter(attribution.causes(doc, gold, [relation(doc.text, *one) for one in said]))
    if cause == "content cut too short":
        found -= Counter(["besides, within another"])
    assert found == Counter([cause] if cause else [])


@pytest.mark.parametrize(
    ("said", "gold", "why"),
    [
        ("1989-W42", "1989-WXX", "as much, written otherwise"),
        ("199X", "199", "as much, written otherwise"),
        ("1988-Q3", "1988", "quarters"),
        ("PAST_REF", "PXM", "vague times"),
        ("P1Y", "1989", "a length for a point, or the reverse"),
        ("1990-08-14", "1990-08-07", "another day, month or year"),
        ("1989", "1989-11-01", "a finer or coarser point"),
    ],
)
def test_why_a_value_is_another(said: str, gold: str, why: str) -> None:
    assert time.value(said, gold) == why


@pytest.mark.parametrize(
    ("actors", "recipients", "why"),
    [
        ([["TCD", None]], [["MLI", None]], []),
        ([["MLI", None]], [["TCD", None]], ["sides turned round"]),
        ([["MLI", "Chad"]], [["MLI", None]], ["actor: right name, another country"]),
        ([["TCD", "army"]], [["MLI", None]], ["actor: right country, another name"]),
        ([["KEN", None]], [["UGA", None]], ["actor: another party", "recipient: another party"]),
        ([["TCD", None]], [], ["recipient: one too many"]),
    ],
)
def test_why_a_side_is_not_right(
    pipeline: Pipeline, actors: list[object], recipients: list[object], why: list[str]
) -> None:
    (event,) = pipeline.code_text("Chad attacked Mali.")
    gold = parties_gold(actors, recipients)
    assert (
        list(parties.causes(Candidate(gold, gold.readings()[0], event, on_anchor=True, right=not why))) == why
    )


def parties_gold(actors: list[object], recipients: list[object]) -> GoldEvent:
    row = {"n": 1, "core": True, "types": ["ASSAULT"], "anchor": "attacked", "actors": actors}
    return msgspec.convert(row | {"recipients": recipients}, GoldEvent)


def test_why_items_are_not_right(pipeline: Pipeline) -> None:
    (event,) = pipeline.code_text("Chad sent Mali forty tents.")
    assert items.cause([("tents", 40.0)], ()) == "no item"
    assert items.cause([("tents", 14.0)], event.items) == "another quantity"
    assert items.cause([("lorries", 40.0)], event.items) == "other words"


# -- the page


def test_the_page_is_that_of_the_figures_and_words() -> None:
    report = figures.load()
    assert page.FILE.read_text(encoding="utf-8") == page.render(report, words.load()), "make accuracy"
    assert diagram.FILE.read_text(encoding="utf-8") == diagram.draw(report.calibration), "make accuracy"


def test_the_figures_are_those_of_the_weights_in_the_package() -> None:
    assert figures.load().weights == hashlib.sha256(WEIGHTS.read_bytes()).hexdigest(), "run `make accuracy`"


def test_every_figure_lies_in_its_interval_or_is_an_error_that_resampling_raises() -> None:
    for part in figures.load().parts.values():
        for way in part.ways.values():
            for name, figure in way.items():
                assert figure.low <= figure.value <= figure.high or math.isnan(figure.value), name


def test_every_cause_and_every_set_has_its_words() -> None:
    report, text = figures.load(), words.load()
    for name, causes in report.causes.items():
        assert {cause.name for cause in causes} <= set(text.causes[name].kinds)
    assert set(report.parts) == {name for section in text.sections for name in section.sets}
    for section in text.sections:
        for name in section.sets:
            assert set(section.metrics) <= set(report.parts[name].ways[BOTH])


def test_a_figure_is_told_in_percent() -> None:
    assert page.percent(Figure(0.8375, 0.79, 0.8751)) == "83.8 (79.0–87.5)"
    assert page.percent(None) == "–"
