"""Calibration: bins of equal mass, and the expected calibration error."""

import itertools
from collections.abc import Sequence

import numpy as np

from tools.accuracy import bootstrap
from tools.accuracy.figures import Bin, Calibration

BINS = 10
SURE = 0.9
Chance = tuple[float, bool]  # a confidence, and whether the event is right


def bins(chances: Sequence[Chance]) -> tuple[Bin, ...]:
    """Ten bins with as many events each, as nearly as their number allows, in order of confidence."""
    ranked = _ranked(chances)
    edges = [round(len(ranked) * index / BINS) for index in range(BINS + 1)]
    return tuple(
        Bin(last - first, *(sum(values) / (last - first) for values in zip(*ranked[first:last], strict=True)))
        for first, last in itertools.pairwise(edges)
        if last > first
    )


def error(chances: Sequence[Chance]) -> float:
    """The expected calibration error: how far mean confidence and share of right ones lie apart, bins by their mass."""
    return sum(each.events * abs(each.confidence - each.right) for each in bins(chances)) / len(chances)


def calibration(units: Sequence[Sequence[Chance]]) -> Calibration:
    """All about the confidence of the events of some stories, which are the units that are drawn anew."""
    chances = [each for unit in units for each in unit]
    sure = [[each for each in unit if each[0] >= SURE] for unit in units]
    number = sum(map(len, sure))
    return Calibration(
        events=len(chances),
        error=bootstrap.of_units(units, error),
        chance_error=by_chance(chances),
        sure=number,
        sure_right=bootstrap.of_units(sure, _right) if number else None,
        bins=bins(chances),
    )


def by_chance(chances: Sequence[Chance]) -> float:
    """The mean error that confidences would show that are perfectly calibrated, which is not 0 on few events."""
    random = np.random.default_rng(bootstrap.SEED)
    given = np.array([chance for chance, _ in chances])
    drawn = random.random((bootstrap.RESAMPLES // 10, len(given))) < given
    return float(np.mean([error([*zip(given, row, strict=True)]) for row in drawn]))


def _right(chances: Sequence[Chance]) -> float:
    return sum(right for _, right in chances) / len(chances)


def _ranked(chances: Sequence[Chance]) -> list[tuple[float, float]]:
    """By confidence, each with the share of right ones among its equals: no order among equals can move an edge."""
    equals: dict[float, list[bool]] = {}
    for chance, right in chances:
        equals.setdefault(chance, []).append(right)
    return [
        (chance, sum(answers) / len(answers)) for chance, answers in sorted(equals.items()) for _ in answers
    ]
