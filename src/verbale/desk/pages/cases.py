"""Cases, events and reports: search, facets, lists."""

from typing import Literal

from litestar import Response, Router, get
from litestar.params import FromQuery
from litestar.response import Stream, Template

from verbale.desk.pages.formats import file, json
from verbale.desk.pages.shown import Asked, page, store
from verbale.desk.pages.taken import taken
from verbale.desk.views import cases as views
from verbale.desk.views.filters import Filter
from verbale.desk.views.following import is_followed, subject_of
from verbale.export.caserows import csv_rows
from verbale.export.hits import HITS

Kind = Literal["event", "article"]
# A file of a filtered view; more goes through `verbale cases` and `verbale export`.
MOST = 10_000


def asked_for(request: Asked) -> Filter:
    """The filter in the address."""
    return Filter.read(request.query_params.multi_items())


@get("/cases", opt={"act": "read"}, sync_to_thread=True)
def cases(request: Asked, after: FromQuery[str | None] = None) -> Template:
    """The cases that a search finds."""
    asked = asked_for(request)
    with store(request).view() as view:
        found, followed = (
            views.cases(view, asked, after),
            is_followed(view, request.user.name, "search", subject_of(asked)),
        )
    return page(
        request,
        "cases.html",
        view=found,
        asked=asked,
        path="/cases",
        subject=subject_of(asked),
        followed=followed,
    )


@get("/cases.json", opt={"act": "read"}, sync_to_thread=True)
def cases_json(request: Asked, after: FromQuery[str | None] = None) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        return json(request, views.cases(view, asked_for(request), after))


@get("/cases.csv", opt={"act": "read"}, sync_to_thread=True)
def cases_csv(request: Asked) -> Stream:
    """All of them as a table, as `verbale cases --format csv` gives it."""
    return taken(request, asked_for(request), "cases.csv")


def _hits(request: Asked, kind: Kind, path: str, after: str | None) -> Template:
    asked = asked_for(request)
    with store(request).view() as view:
        found, followed = (
            views.hits(view, kind, asked, after),
            is_followed(view, request.user.name, "search", subject_of(asked)),
        )
    return page(
        request,
        "hits.html",
        view=found,
        asked=asked,
        path=path,
        kind=kind,
        subject=subject_of(asked),
        followed=followed,
    )


def _hits_json(request: Asked, kind: Kind, after: str | None) -> Response[bytes]:
    with store(request).view() as view:
        return json(request, views.hits(view, kind, asked_for(request), after))


def _hits_csv(request: Asked, kind: Kind, name: str) -> Response[str]:
    with store(request).view() as view:
        found = view.search(asked_for(request).query(), limit=MOST, kind=kind).items
    return file(name, csv_rows(HITS.columns, map(HITS.cells, found)))


@get("/events", opt={"act": "read"}, sync_to_thread=True)
def events(request: Asked, after: FromQuery[str | None] = None) -> Template:
    """The events that a search finds, with their words in context."""
    return _hits(request, "event", "/events", after)


@get("/events.json", opt={"act": "read"}, sync_to_thread=True)
def events_json(request: Asked, after: FromQuery[str | None] = None) -> Response[bytes]:
    """The same as a record."""
    return _hits_json(request, "event", after)


@get("/events.csv", opt={"act": "read"}, sync_to_thread=True)
def events_csv(request: Asked) -> Response[str]:
    """The same as a table."""
    return _hits_csv(request, "event", "events")


@get("/reports", opt={"act": "read"}, sync_to_thread=True)
def reports(request: Asked, after: FromQuery[str | None] = None) -> Template:
    """The reports that a search finds."""
    return _hits(request, "article", "/reports", after)


@get("/reports.json", opt={"act": "read"}, sync_to_thread=True)
def reports_json(request: Asked, after: FromQuery[str | None] = None) -> Response[bytes]:
    """The same as a record."""
    return _hits_json(request, "article", after)


@get("/reports.csv", opt={"act": "read"}, sync_to_thread=True)
def reports_csv(request: Asked) -> Response[str]:
    """The same as a table."""
    return _hits_csv(request, "article", "reports")


router = Router(
    "/",
    route_handlers=[
        *(cases, cases_json, cases_csv),
        *(events, events_json, events_csv),
        *(reports, reports_json, reports_csv),
    ],
    include_in_schema=False,
)
