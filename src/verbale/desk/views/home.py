"""What a desk opens on: what is new, what waits for a person, what is overdue."""

from verbale.desk.views.cases import Row, row
from verbale.desk.views.filters import Filter
from verbale.records import Record
from verbale.store.base import View
from verbale.store.rows import Count, Hit

NEW = 12


class Home(Record, frozen=True, kw_only=True):
    """Counts, the latest cases and reports, lapsed ones, and how many events nobody has reviewed."""

    count: Count
    latest: tuple[Row, ...]
    overdue: tuple[Row, ...]
    reports: tuple[Hit, ...]
    unreviewed: int


def home(view: View) -> Home:
    """The first page."""
    return Home(
        count=view.count(),
        latest=_rows(view, ""),
        overdue=_rows(view, "stage:lapsed"),
        reports=view.search("", limit=NEW, kind="article").items,
        unreviewed=view.tally("event", Filter(chosen={"review": ("unreviewed",)}).query()).total,
    )


def _rows(view: View, query: str) -> tuple[Row, ...]:
    return tuple(row(case) for case in view.cases(query, limit=NEW))
