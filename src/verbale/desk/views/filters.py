"""What a page is filtered by: a query and chosen values of facets, which stand in its address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from verbale.export.names import country
from verbale.store.base import View
from verbale.store.charted import CHARTED
from verbale.store.facets import DATE, FACETS, narrowed
from verbale.store.query import Query, parse

QUERY = "q"
YEAR, MONTH = len("2015"), len("2015-10")
CHOOSABLE = (*FACETS, DATE, *CHARTED)


@dataclass(frozen=True, slots=True)
class Filter:
    """A query of the query language, and values by facet."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> "Filter":
        """The filter of an address's values; what is none of a filter's is passed over, and so is an empty value."""
        q, chosen = "", dict[str, tuple[str, ...]]()
        for name, value in pairs:
            if name == QUERY:
                q = value.strip()
            elif name in CHOOSABLE and value:
                chosen[name] = (*chosen.get(name, ()), value)
        if DATE in chosen:
            chosen[DATE] = _finest(chosen[DATE])
        return cls(q, chosen)

    @property
    def inside(self) -> str:
        """The year or month whose months or days can be chosen: what all chosen dates lie in, "" for all years."""
        dates = self.chosen.get(DATE, ())
        if len(dates) == 1 and len(dates[0]) in (YEAR, MONTH):
            return dates[0]
        inside = {date[:length] for length in (YEAR, MONTH) for date in dates if len(date) > length}
        common = [one for one in inside if all(date.startswith(f"{one}-") for date in dates)]
        return max(common, key=len, default="")

    def query(self) -> Query:
        """What the store is asked. Raises QueryError, and UsageError for a day that there is not."""
        return narrowed(parse(self.q), self.chosen)

    def pairs(self) -> list[tuple[str, str]]:
        """The values as they stand in an address."""
        chosen = [(name, value) for name in CHOOSABLE for value in self.chosen.get(name, ())]
        return [*([(QUERY, self.q)] if self.q else []), *chosen]

    def choosing(self, **values: tuple[str, ...]) -> "Filter":
        """The filter with these values of some facets in the place of others."""
        return Filter(self.q, {**self.chosen, **values})

    def address(self, path: str, **more: str) -> str:
        """A path with this filter, and more values of its own."""
        pairs = [*self.pairs(), *more.items()]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _finest(dates: tuple[str, ...]) -> tuple[str, ...]:
    """A month is chosen in the place of its year, a day in the place of its month."""
    return tuple(date for date in dates if not any(other.startswith(f"{date}-") for other in dates))


def side_names(view: View, sides: Iterable[str]) -> dict[str, str]:
    """What the sides of facets are called: countries by their name, others by the fullest that is known."""
    several = tuple(dict.fromkeys(sides))
    named = view.called([side for side in several if country(side) == side])
    return {side: named.get(side, country(side)) for side in several}
