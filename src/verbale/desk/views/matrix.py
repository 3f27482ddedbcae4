"""Who asks whom: cases by requester and addressee."""

from collections import Counter
from collections.abc import Callable, Iterable

from verbale.desk.charts import matrix as chart
from verbale.desk.views.filters import Filter, side_names
from verbale.export.caserows import csv_rows
from verbale.records import Record
from verbale.store.base import View
from verbale.store.facets import narrowed

# Who asks and who is asked most: as many as a screen shows at once.
DRAWN = 16
LISTED = 250
COLUMNS = ("requester", "requester_name", "addressee", "addressee_name", "cases", "delivered", "refused")
Address = Callable[[str, str], str]


class Pair(Record, frozen=True, kw_only=True):
    """The cases of one asking another, and what came of them; `address` is where they stand."""

    requester: str
    requester_name: str
    addressee: str
    addressee_name: str
    cases: int
    delivered: int
    refused: int
    address: str


class Matrix(Record, frozen=True, kw_only=True):
    """The pairs, the most cases first, up to `LISTED`; `pairs_in_all` counts the others too. `requesters` and
    `addressees` are those of the drawing, by name."""

    cases: int
    pairs_in_all: int
    requesters: tuple[str, ...]
    addressees: tuple[str, ...]
    pairs: tuple[Pair, ...]


def matrix(view: View, asked: Filter, address: Address | None = None, *, listed: int = LISTED) -> Matrix:
    """Who asks whom in the cases that a filter finds. Raises QueryError and UsageError."""
    query = asked.query()
    found = view.pairs("case", query, "requester", "addressee")
    came = {
        stage: {
            (pair.one, pair.other): pair.count
            for pair in view.pairs("case", narrowed(query, {"stage": [stage]}), "requester", "addressee")
        }
        for stage in ("delivered", "refused")
    }
    rows, columns = (
        _most((pair.one, pair.count) for pair in found),
        _most((pair.other, pair.count) for pair in found),
    )
    drawn = [pair for pair in found if pair.one in rows and pair.other in columns]
    others = [pair for pair in found[:listed] if not (pair.one in rows and pair.other in columns)]
    told = sorted((*drawn, *others), key=lambda pair: (-pair.count, pair.one, pair.other))
    names = side_names(view, (key for pair in told for key in (pair.one, pair.other)))
    where = address or _on_the_desk(asked)
    return Matrix(
        cases=view.tally("case", query).total,
        pairs_in_all=len(found),
        requesters=tuple(names[key] for key in rows),
        addressees=tuple(names[key] for key in columns),
        pairs=tuple(
            Pair(
                requester=pair.one,
                requester_name=names[pair.one],
                addressee=pair.other,
                addressee_name=names[pair.other],
                cases=pair.count,
                delivered=came["delivered"].get((pair.one, pair.other), 0),
                refused=came["refused"].get((pair.one, pair.other), 0),
                address=where(pair.one, pair.other),
            )
            for pair in told
        ),
    )


def picture(found: Matrix) -> str:
    """The matrix as SVG."""
    cells = [
        chart.Cell(pair.requester_name, pair.addressee_name, pair.cases, pair.address)
        for pair in found.pairs
        if pair.requester_name in found.requesters and pair.addressee_name in found.addressees
    ]
    return chart.matrix(cells, found.requesters, found.addressees)


def table(found: Matrix) -> Iterable[str]:
    """The matrix as CSV, a line a pair."""
    return csv_rows(COLUMNS, (tuple(str(getattr(pair, name)) for name in COLUMNS) for pair in found.pairs))


def _on_the_desk(asked: Filter) -> Address:
    return lambda one, other: asked.choosing(requester=(one,), addressee=(other,)).address("/cases")


def _most(counts: Iterable[tuple[str, int]]) -> list[str]:
    """The keys with the highest sums, the highest first."""
    sums = Counter[str]()
    for key, count in counts:
        sums[key] += count
    return sorted(sums, key=lambda key: (-sums[key], key))[:DRAWN]
