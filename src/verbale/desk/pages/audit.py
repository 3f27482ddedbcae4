"""The audit: what was decided by whom, what it changed, and undoing it."""

from typing import get_args

from litestar import Response, Router, get, post
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from verbale.desk.pages.formats import json, table
from verbale.desk.pages.shown import Asked, Before, Number, aside, back, gate, page, store, text
from verbale.desk.views import audit as views
from verbale.errors import UsageError
from verbale.records import Judgement, Verb
from verbale.rulings import restore

COLUMNS = ("number", "at", "who", "verb", "subject", "subject_id", "detail", "reason", "undone_by")


@get("/audit", opt={"act": "read"}, sync_to_thread=True)
def audit(
    request: Asked,
    who: FromQuery[str] = "",
    verb: FromQuery[str] = "",
    subject: FromQuery[str] = "",
    before: Before = None,
) -> Template:
    """All judgements, the latest first; by person, verb or subject."""
    with store(request).view() as view:
        found = views.audit(view, who, verb, subject.strip(), before)
    asked = {"who": who, "verb": verb, "subject": subject}
    return page(request, "audit.html", view=found, chosen=asked, verbs=get_args(Verb), told=views.told)


@get("/audit.json", opt={"act": "read"}, sync_to_thread=True)
def audit_json(
    request: Asked,
    who: FromQuery[str] = "",
    verb: FromQuery[str] = "",
    subject: FromQuery[str] = "",
    before: Before = None,
) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        return json(request, views.audit(view, who, verb, subject.strip(), before))


@get("/audit.csv", opt={"act": "read"}, sync_to_thread=True)
def audit_csv(
    request: Asked, who: FromQuery[str] = "", verb: FromQuery[str] = "", subject: FromQuery[str] = ""
) -> Response[str]:
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
def ruled(request: Asked, number: Number) -> Template:
    """A judgement, and the cases before it and after it."""
    with store(request).view() as view:
        found = views.ruled(view, number, gate(request).now().date())
    return page(request, "ruled.html", view=found, told=views.told(found.entry.judgement))


@get("/audit/{number:int}/state.json", opt={"act": "read"}, sync_to_thread=True)
def ruled_json(request: Asked, number: Number) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        return json(request, views.ruled(view, number, gate(request).now().date()))


@get("/audit/{number:int}/restore", opt={"act": "edit"}, sync_to_thread=True)
def confirm(request: Asked, number: Number) -> Template:
    """Says what would be undone so that the state after a judgement holds again, and asks once more."""
    with store(request).view() as view:
        return page(request, "restore.html", view=views.restoring(view, number), told=views.told)


@post("/audit/{number:int}/restore", opt={"act": "edit"}, status_code=303)
async def take_back(request: Asked, number: Number) -> Redirect:
    """Undoes all that was decided after a judgement, if that is still what was confirmed."""
    form = await request.form()
    last, reason = text(form, "last"), text(form, "reason").strip()
    await aside(lambda: restored(request, number, int(last) if last.isdecimal() else 0, reason))
    return back("/audit")


def restored(request: Asked, number: int, last: int, reason: str) -> tuple[Judgement, ...]:
    """Undoes all that was decided after a judgement; `last` is the last one that whoever asks has seen.

    Raises UsageError where something else was decided since.
    """
    with store(request).view() as view:
        found = views.restoring(view, number)
    if found.last is None or last != found.last:
        raise UsageError("Something else was decided meanwhile: look again.")
    reason, now = reason or f"back to decision {number}", gate(request).now()
    return restore(store(request), number, who=request.user.name, reason=reason, now=now)


router = Router(
    "/",
    route_handlers=[audit, audit_json, audit_csv, ruled, ruled_json, confirm, take_back],
    include_in_schema=False,
)
