"""What is asked of lists: a search and facets in the address, a cursor, how many."""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from verbale.desk.views.filters import Filter

MOST = 500
Limit = Annotated[int, QueryParameter(ge=1, le=MOST, description="How many at once.")]
After = Annotated[str | None, QueryParameter(description="The cursor of the page before.")]
Inside = Annotated[str, QueryParameter(description="A year (2025) or month (2025-10).")]
Filtered = NamedDependency[Filter]
Q = Annotated[str, QueryParameter(description="A search in the query language.")]
Several = Annotated[
    list[str] | None, QueryParameter(description="A value of the facet; given again, either of them.")
]


def filtered(  # noqa: PLR0913, PLR0917, a facet is a parameter
    q: Q = "",
    requester: Several = None,
    addressee: Several = None,
    type: Several = None,
    item: Several = None,
    stage: Several = None,
    outlet: Several = None,
    review: Several = None,
    confidence: Several = None,
    date: Several = None,
    place: Several = None,
    when: Several = None,
    published: Several = None,
) -> Filter:
    """The filter of an address: all its facets must hold, of each any value."""
    facets = {
        "requester": requester,
        "addressee": addressee,
        "type": type,
        "item": item,
        "stage": stage,
        "outlet": outlet,
        "review": review,
        "confidence": confidence,
        "date": date,
        "place": place,
        "when": when,
        "published": published,
    }
    pairs = [(name, value) for name, values in facets.items() for value in values or ()]
    return Filter.read([("q", q), *pairs])
