"""Who asks whom, the timeline and the map: a drawing and the table that says the same."""

from litestar import Response, Router, get
from litestar.params import FromQuery
from litestar.response import Template
from markupsafe import Markup

from verbale.desk.pages.cases import asked_for
from verbale.desk.pages.formats import file, json
from verbale.desk.pages.shown import Asked, page, store
from verbale.desk.views import matrix as pairs
from verbale.desk.views import places, timeline


@get("/matrix", opt={"act": "read"}, sync_to_thread=True)
def matrix(request: Asked) -> Template:
    """Who asks whom."""
    found = _pairs(request)
    return page(
        request, "matrix.html", view=found, asked=asked_for(request), drawn=Markup(pairs.picture(found))
    )


@get("/matrix.json", opt={"act": "read"}, sync_to_thread=True)
def matrix_json(request: Asked) -> Response[bytes]:
    """The same as a record."""
    return json(request, _pairs(request))


@get("/matrix.csv", opt={"act": "read"}, sync_to_thread=True)
def matrix_csv(request: Asked) -> Response[str]:
    """The same as a table, all of it."""
    with store(request).view() as view:
        return file("matrix", pairs.table(pairs.matrix(view, asked_for(request), listed=10**6)))


@get("/timeline", opt={"act": "read"}, sync_to_thread=True)
def times(request: Asked, inside: FromQuery[str] = "") -> Template:
    """When it happened and when it was reported; inside of a year or month."""
    found = _times(request, inside)
    return page(
        request,
        "timeline.html",
        view=found,
        asked=asked_for(request),
        drawn=Markup(timeline.picture(found)),
        listed=timeline.LISTED,
    )


@get("/timeline.json", opt={"act": "read"}, sync_to_thread=True)
def times_json(request: Asked, inside: FromQuery[str] = "") -> Response[bytes]:
    """The same as a record."""
    return json(request, _times(request, inside))


@get("/timeline.csv", opt={"act": "read"}, sync_to_thread=True)
def times_csv(request: Asked, inside: FromQuery[str] = "") -> Response[str]:
    """The same as a table."""
    return file("timeline", timeline.table(_times(request, inside)))


@get("/map", opt={"act": "read"}, sync_to_thread=True)
def world(request: Asked) -> Template:
    """Where it happened."""
    found = _places(request)
    return page(
        request, "map.html", view=found, asked=asked_for(request), drawn=Markup(places.picture(found))
    )


@get("/map.json", opt={"act": "read"}, sync_to_thread=True)
def world_json(request: Asked) -> Response[bytes]:
    """The same as a record."""
    return json(request, _places(request))


@get("/map.csv", opt={"act": "read"}, sync_to_thread=True)
def world_csv(request: Asked) -> Response[str]:
    """The same as a table, all of it."""
    with store(request).view() as view:
        return file("map", places.table(places.places(view, asked_for(request), listed=10**6)))


def _pairs(request: Asked) -> pairs.Matrix:
    with store(request).view() as view:
        return pairs.matrix(view, asked_for(request))


def _times(request: Asked, inside: str) -> timeline.Timeline:
    with store(request).view() as view:
        return timeline.timeline(view, asked_for(request), inside)


def _places(request: Asked) -> places.Places:
    with store(request).view() as view:
        return places.places(view, asked_for(request))


router = Router(
    "/",
    route_handlers=[
        *(matrix, matrix_json, matrix_csv),
        *(times, times_json, times_csv),
        *(world, world_json, world_csv),
    ],
    include_in_schema=False,
)
