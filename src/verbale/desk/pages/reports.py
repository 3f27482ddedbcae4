"""The page of a report."""

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Redirect, Template

from verbale.desk.pages.formats import json
from verbale.desk.pages.shown import Asked, page, store
from verbale.desk.views.report import ReportPage, report_page


@get("/reports/{article_id:str}", opt={"act": "read"}, sync_to_thread=True)
def report(request: Asked, article_id: FromPath[str]) -> Template | Response[bytes]:
    """A report with its events in place; `.json` behind its id gives the same."""
    name, dot, form = article_id.rpartition(".")
    if dot and form == "json":
        return json(request, _viewed(request, name))
    return page(request, "report.html", view=_viewed(request, article_id))


@get("/events/{event_id:str}", opt={"act": "read"}, sync_to_thread=True)
def event(request: Asked, event_id: FromPath[str]) -> Redirect | Response[bytes]:
    """Where an event stands in its report; `.json` behind its id gives its record."""
    name, dot, form = event_id.rpartition(".")
    with store(request).view() as view:
        if dot and form == "json":
            return json(request, view.event(name))
        found = view.event(event_id)
    return Redirect(f"/reports/{found.article_id}#{found.id}", status_code=302)


def _viewed(request: Asked, article_id: str) -> ReportPage:
    with store(request).view() as view:
        return report_page(view, article_id)


router = Router("/", route_handlers=[report, event], include_in_schema=False)
