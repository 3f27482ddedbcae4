"""What a desk opens on: what is new, what waits for a person, what is overdue."""

from collections.abc import Iterable
from datetime import date

from verbale.desk.views.cases import Row, row
from verbale.desk.views.filters import Filter
from verbale.desk.views.following import late
from verbale.records import Case, Record
from verbale.store.base import View
from verbale.store.rows import Count, Hit

NEW = 12


class Home(Record, frozen=True, kw_only=True):
    """Counts, the latest cases and reports, cases that are overdue or that nobody reports of any more, and how many
    events nobody has reviewed."""

    count: Count
    latest: tuple[Row, ...]
    overdue: tuple[Row, ...]
    stale: tuple[Row, ...]
    reports: tuple[Hit, ...]
    unreviewed: int


def home(view: View, today: date) -> Home:
    """The first page."""
    still = tuple(late(view, today, NEW))
    return Home(
        count=view.count(),
        latest=_rows(view.cases(limit=NEW)),
        overdue=_rows(case for case, how in still if how == "overdue"),
        stale=_rows(case for case, how in still if how == "stale"),
        reports=view.search("", limit=NEW, kind="article").items,
        unreviewed=view.tally("event", Filter(chosen={"review": ("unreviewed",)}).query()).total,
    )


def _rows(cases: Iterable[Case]) -> tuple[Row, ...]:
    return tuple(map(row, cases))
