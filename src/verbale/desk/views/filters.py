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
        return cls(q, chosen)

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


def side_names(view: View, sides: Iterable[str]) -> dict[str, str]:
    """What the sides of facets are called: countries by their name, others by the fullest that is known."""
    several = tuple(dict.fromkeys(sides))
    named = view.called([side for side in several if country(side) == side])
    return {side: named.get(side, country(side)) for side in several}
