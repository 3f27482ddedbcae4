"""The audit: what was decided by whom, what it changed, and undoing it."""

from typing import get_args

from litestar import Response, Router, get
from litestar.response import Template

from verbale.desk.pages.formats import json, table
from verbale.desk.pages.shown import Asked, gate, page, store
from verbale.desk.views import audit as views
from verbale.records import Verb

COLUMNS = ("number", "at", "who", "verb", "subject", "subject_id", "detail", "reason", "undone_by")


@get("/audit", opt={"act": "read"}, sync_to_thread=True)
def audit(
    request: Asked, who: str = "", verb: str = "", subject: str = "", before: int | None = None
) -> Template:
    """All judgements, the latest first; by person, verb or subject."""
    with store(request).view() as view:
        found = views.audit(view, who, verb, subject.strip(), before)
    asked = {"who": who, "verb": verb, "subject": subject}
    return page(request, "audit.html", view=found, chosen=asked, verbs=get_args(Verb), told=views.told)


@get("/audit.json", opt={"act": "read"}, sync_to_thread=True)
def audit_json(
    request: Asked, who: str = "", verb: str = "", subject: str = "", before: int | None = None
) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        return json(request, views.audit(view, who, verb, subject.strip(), before))


@get("/audit.csv", opt={"act": "read"}, sync_to_thread=True)
def audit_csv(request: Asked, who: str = "", verb: str = "", subject: str = "") -> Response[str]:
    """The latest judgements as a table."""
    with store(request).view() as view:
        found = views.audit(view, who, verb, subject.strip()).entries
    rows = (
        (
            one.number,
            one.at,
            one.who,
            one.verb,
            one.subject,
            one.subject_id,
            views.told(one),
            one.reason,
            entry.undone,
        )
        for entry in found
        for one in (entry.judgement,)
    )
    return table("audit", COLUMNS, rows)


@get("/audit/{number:int}", opt={"act": "read"}, sync_to_thread=True)
def ruled(request: Asked, number: int) -> Template:
    """A judgement, and the cases before it and after it."""
    with store(request).view() as view:
        found = views.ruled(view, number, gate(request).now().date())
    return page(request, "ruled.html", view=found, told=views.told(found.entry.judgement))


@get("/audit/{number:int}/state.json", opt={"act": "read"}, sync_to_thread=True)
def ruled_json(request: Asked, number: int) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        return json(request, views.ruled(view, number, gate(request).now().date()))


router = Router(
    "/", route_handlers=[audit, audit_json, audit_csv, ruled, ruled_json], include_in_schema=False
)
