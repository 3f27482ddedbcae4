"""The export: what a filter finds, as files to take away."""

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Stream, Template

from verbale.desk.pages.cases import asked_for
from verbale.desk.pages.formats import json
from verbale.desk.pages.shown import Asked, page, store
from verbale.desk.pages.taken import taken
from verbale.desk.views import export as views


@get("/export", opt={"act": "read"}, sync_to_thread=True)
def export(request: Asked) -> Template:
    """How much is found, and the files."""
    return page(request, "export.html", view=_found(request), asked=asked_for(request))


@get("/export.json", opt={"act": "read"}, sync_to_thread=True)
def export_json(request: Asked) -> Response[bytes]:
    """The same as a record."""
    return json(request, _found(request))


@get("/export.jsonl", opt={"act": "read"}, sync_to_thread=True)
def ledger(request: Asked) -> Stream:
    """The ledger, as `verbale import` and the add page take it in."""
    return taken(request, asked_for(request), "ledger.jsonl")


@get("/export.csv", opt={"act": "read"}, sync_to_thread=True)
def events(request: Asked) -> Stream:
    """The events as a table."""
    return taken(request, asked_for(request), "events.csv")


@get("/export/{file:str}", opt={"act": "read"}, sync_to_thread=True)
def one(request: Asked, file: FromPath[str]) -> Stream:
    """A file by its name."""
    return taken(request, asked_for(request), file)


def _found(request: Asked) -> views.Export:
    with store(request).view() as view:
        return views.export(view, asked_for(request))


router = Router("/", route_handlers=[export, export_json, ledger, events, one], include_in_schema=False)
