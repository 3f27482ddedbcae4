"""Bootstrap intervals: the units of a set (rows, articles, stories) drawn anew, with replacement, many times."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tools.accuracy.figures import Figure

RESAMPLES = 2000
SEED = 20261126
WITHIN = 95  # percent of the resamples
Unit = TypeVar("Unit")
Numbers = NDArray[np.float64]
Counts = Mapping[str, float]  # of one unit, by name
Statistic = Callable[[Mapping[str, Numbers]], Numbers]  # of sums over units, one figure a resample


def weights(units: int) -> NDArray[np.int64]:
    """How often each unit stands in each resample: a row a resample, each row's sum the number of units."""
    return np.random.default_rng(SEED).multinomial(units, np.full(units, 1 / units), size=RESAMPLES)


def of_counts(units: Sequence[Counts], statistic: Statistic) -> Figure:
    """A figure that follows from counts summed over units, with its interval."""
    names = sorted({name for unit in units for name in unit})
    table = np.array([[float(unit.get(name, 0.0)) for name in names] for unit in units])
    (value,) = statistic(_named(names, table.sum(axis=0, keepdims=True)))
    return interval(float(value), statistic(_named(names, weights(len(units)) @ table)))


def of_units(units: Sequence[Sequence[Unit]], statistic: Callable[[Sequence[Unit]], float]) -> Figure:
    """A figure of all that the units hold, put together, with its interval; empty resamples are left out."""
    draws = (
        [each for unit, times in zip(units, row, strict=True) for _ in range(times) for each in unit]
        for row in weights(len(units))
    )
    whole = [each for unit in units for each in unit]
    return interval(statistic(whole), np.array([statistic(draw) for draw in draws if draw]))


def interval(value: float, resampled: Numbers) -> Figure:
    """A figure with the range of the middle of its resamples; those where it is not defined are left out."""
    tail = (100 - WITHIN) / 2
    low, high = np.nanpercentile(resampled, [tail, 100 - tail])
    return Figure(value, float(low), float(high))


def ratio(above: Numbers, below: Numbers) -> Numbers:
    """The quotient, not defined where there is nothing below."""
    quotient: Numbers = np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)
    return quotient


def share(above: str, below: str) -> Statistic:
    """One count as a share of another."""
    return lambda sums: ratio(sums[above], sums[below])


def f1(right: str, said: str, gold: str) -> Statistic:
    """Twice the right ones among all that is said and all that is so."""
    return lambda sums: ratio(2 * sums[right], sums[said] + sums[gold])


def macro_f1(hit: str, said: str, gold: str) -> Statistic:
    """The mean F1 of labels that the gold has; counts are named by these words and the label: "gold AID"."""

    def statistic(sums: Mapping[str, Numbers]) -> Numbers:
        nothing = np.zeros_like(next(iter(sums.values())))
        labels = [name.removeprefix(gold) for name in sums if name.startswith(gold)]
        each = [
            np.where(
                sums[gold + label] > 0,
                ratio(
                    2 * sums.get(hit + label, nothing), sums.get(said + label, nothing) + sums[gold + label]
                ),
                np.nan,
            )
            for label in labels
        ]
        return np.asarray(np.nanmean(np.array(each), axis=0))

    return statistic


def _named(names: Sequence[str], sums: Numbers) -> dict[str, Numbers]:
    return dict(zip(names, sums.T, strict=True))
