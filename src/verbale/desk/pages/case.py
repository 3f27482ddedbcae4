"""The page of a case."""

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Template

from verbale.desk.pages.formats import json, table
from verbale.desk.pages.shown import Asked, gate, page, store
from verbale.desk.views.case import CasePage, case_page, near
from verbale.desk.views.following import is_followed

COLUMNS = ("step", "move", "when", "event", "sentence", "says", "quote", "outlet", "published", "article")


@get("/cases/{case_id:str}", opt={"act": "read"}, sync_to_thread=True)
def case(request: Asked, case_id: FromPath[str]) -> Template | Response[bytes] | Response[str]:
    """A case; `.json` and `.csv` behind its id give the same."""
    name, dot, form = case_id.rpartition(".")
    if dot and form == "json":
        return json(request, _viewed(request, name))
    if dot and form == "csv":
        return _table(_viewed(request, name))
    who = request.user
    with store(request).view() as view:
        found = case_page(view, case_id, gate(request).now().date().isoformat())
        followed = is_followed(view, who.name, "case", case_id)
        others = near(view, found.case) if who.may("edit") else ()
    return page(request, "case.html", view=found, followed=followed, near=others)


def _viewed(request: Asked, case_id: str) -> CasePage:
    with store(request).view() as view:
        return case_page(view, case_id, gate(request).now().date().isoformat())


def _table(found: CasePage) -> Response[str]:
    rows = (
        (move.number, move.step.move, move.step.when.start if move.step.when else "", told.event, told.sentence,
         told.voice, told.quote, told.outlet, told.published, told.article)
        for lane in found.lanes
        for move in lane.moves
        for told in move.told
    )  # fmt: skip
    return table(found.case.id, COLUMNS, rows)


router = Router("/", route_handlers=[case], include_in_schema=False)
