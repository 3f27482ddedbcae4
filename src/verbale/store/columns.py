"""Things in columns, to be counted quickly: one moment of a store, a place in each array for each thing.

A database counts a million rows in a second; a page has a tenth of that. Whoever counts often keeps these.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verbale.store.facets import units
from verbale.store.query import span

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
_YEAR = 10_000  # days are numbers: 20151005


@dataclass(frozen=True, slots=True)
class Postings:
    """Which things have which value of a facet: pairs of a place and the value's number."""

    values: tuple[str, ...]
    places: Numbers
    codes: Numbers

    @classmethod
    def of(cls, places: Mapping[str, Numbers]) -> "Postings":
        """The postings of values with the places that have them."""
        values = tuple(sorted(places))
        nothing = np.empty(0, dtype=np.int64)
        codes = [np.full(len(places[value]), code, dtype=np.int64) for code, value in enumerate(values)]
        return cls(
            values,
            np.concatenate([nothing, *(places[value] for value in values)]),
            np.concatenate([nothing, *codes]),
        )

    def grown(self, moved: Numbers, fresh: "Postings", offset: int) -> "Postings":
        """These and fresh ones, which stand from the place `offset` on: `moved` holds the new place of each old
        one, or -1 where it is gone."""
        places = moved[self.places]
        kept = places >= 0
        values = np.array(sorted({*self.values, *fresh.values}), dtype=np.object_)
        own, theirs = (np.searchsorted(values, np.array(v, np.object_)) for v in (self.values, fresh.values))
        return Postings(
            tuple(values),
            np.concatenate([places[kept], fresh.places + offset]),
            np.concatenate([own[self.codes[kept]], theirs[fresh.codes]]),
        )

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of these things have each value; values that none has are left out."""
        found = np.bincount(self.codes[among[self.places]], minlength=len(self.values))
        return {self.values[code]: int(found[code]) for code in np.flatnonzero(found)}

    def coupled(self, other: "Postings", among: Mask) -> dict[tuple[str, str], int]:
        """How many of these things have each two values, one of this facet and one of the other."""
        mine = among[self.places]
        places, codes = self.places[mine], self.codes[mine]
        by_place = np.argsort(other.places, kind="stable")
        theirs = other.places[by_place]
        begin, end = np.searchsorted(theirs, places, "left"), np.searchsorted(theirs, places, "right")
        several = end - begin
        # Where a thing has three values of the other facet, its value of this one is repeated three times.
        run = np.arange(several.sum()) - np.repeat(np.cumsum(several) - several, several)
        facing = other.codes[by_place[np.repeat(begin, several) + run]]
        size = max(1, len(other.values))
        pairs, counts = np.unique(np.repeat(codes, several) * size + facing, return_counts=True)
        return {
            (self.values[pair // size], other.values[pair % size]): int(count)
            for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
        }

    def having(self, values: Collection[str], size: int) -> Mask:
        """The things that have any of the values."""
        wanted = np.array([value in values for value in self.values], dtype=np.bool_)
        mask = np.zeros(size, dtype=np.bool_)
        if self.values:
            mask[self.places[wanted[self.codes]]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Columns:
    """The things of one kind. `numbers` are sorted; `order` holds the places as answers are ordered;
    a missing day is 0."""

    numbers: Numbers
    first: Numbers
    last: Numbers
    order: Numbers
    facets: Mapping[str, Postings]

    def __len__(self) -> int:
        return len(self.numbers)

    def grown(self, ordered: Numbers, fresh: "Columns") -> "Columns":
        """The columns of a later state: `ordered` are all its numbers in the order of answers, `fresh` are the
        columns of those that are new, whose numbers are higher than any of these."""
        numbers = np.sort(ordered)
        kept = np.isin(self.numbers, numbers, assume_unique=True)
        offset = int(np.count_nonzero(kept))
        moved = np.where(kept, np.cumsum(kept) - 1, -1)
        none = Postings.of({})
        return Columns(
            numbers=numbers,
            first=np.concatenate([self.first[kept], fresh.first]),
            last=np.concatenate([self.last[kept], fresh.last]),
            order=np.searchsorted(numbers, ordered),
            facets={
                facet: self.facets.get(facet, none).grown(moved, fresh.facets.get(facet, none), offset)
                for facet in sorted({*self.facets, *fresh.facets})
            },
        )

    def hold(self, numbers: Numbers) -> Mask:
        """Which of these numbers are here."""
        return np.isin(numbers, self.numbers)

    def places(self, numbers: Numbers) -> Numbers:
        """The places of these numbers; numbers of other things are passed over."""
        at = np.searchsorted(self.numbers, numbers)
        at[at == len(self.numbers)] = 0
        return at[self.numbers[at] == numbers] if len(self.numbers) else at[:0]

    def mask(self, places: Numbers) -> Mask:
        """The mask of these places."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[places] = True
        return found

    def everything(self) -> Mask:
        """The mask of all."""
        return np.ones(len(self), dtype=np.bool_)

    def on(self, day: str, *, after: bool) -> Mask:
        """The things of which something is on or after, or on or before, this day."""
        limit = _number(day)
        return self.last >= limit if after else (self.first <= limit) & (self.first > 0)

    def dates(self, among: Mask, inside: str) -> dict[str, int]:
        """How many of these things touch each year, or each month or day inside of a year or month."""
        among = among & (self.first > 0) & (self.last > 0)
        first, last = self.first[among], self.last[among]
        if not inside:
            return _years(first // _YEAR, last // _YEAR)
        found = {}
        for unit in units(inside):
            limits = span(unit)
            if limits:
                touches = (first <= _number(limits[1])) & (last >= _number(limits[0]))
                found[unit] = int(np.count_nonzero(touches))
        return {unit: count for unit, count in found.items() if count}


def _years(first: Numbers, last: Numbers) -> dict[str, int]:
    if not len(first):
        return {}
    begun = np.cumsum(np.bincount(first, minlength=int(last.max()) + 1))
    ended = np.cumsum(np.bincount(last + 1, minlength=len(begun)))[: len(begun)]
    counts = begun - ended
    return {f"{year:04}": int(counts[year]) for year in np.flatnonzero(counts)}


def _number(day: str) -> int:
    return int(day.replace("-", ""))
