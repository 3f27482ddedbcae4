"""The API of judging: the queue, what was decided, deciding and undoing, one by one or all that a filter finds."""

from typing import Annotated, Literal

import msgspec
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromQuery, JSONBody, QueryParameter

from verbale.desk.api.asked import Filtered
from verbale.desk.api.describing import get, post
from verbale.desk.pages.audit import restored
from verbale.desk.pages.judging import BINDING, undone
from verbale.desk.pages.review import MOST, set_aside, strike
from verbale.desk.pages.shown import Asked, Before, Number, gate, store
from verbale.desk.views import audit as audits
from verbale.desk.views import review
from verbale.errors import UsageError
from verbale.records import Judgement, Record, Verb
from verbale.rulings import Ruling, judge

At = Annotated[str, QueryParameter(description="The event to have in focus.")]
Unsure = Annotated[
    bool, QueryParameter(description="Those set aside as not sure, in the place of the others.")
]


class Wanted(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement to be made: `others` holds the ids that merge, split, link and unlink name besides, `values`
    the fields that fix and override set."""

    verb: Verb
    subject: str
    others: tuple[str, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)
    reason: str | None = None


class Undoing(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a judgement is undone."""

    reason: str | None = None


class Restore(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That all after a judgement be undone; `last` is the last judgement that one knows of."""

    last: int
    reason: str | None = None


class Doubt(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event that one is not sure of."""

    event: str


class Stroke(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement of all that a filter finds; `count` is how many one was told that there are."""

    verb: Literal["accept", "reject"]
    count: int
    reason: str | None = None


class Struck(Record, frozen=True, kw_only=True):
    """What one stroke would judge: how many events, and how many it may judge at most."""

    count: int
    most: int


@get("/review", opt={"act": "judge"}, sync_to_thread=True)
def waiting(
    request: Asked,
    asked: Filtered,
    at: At = "",
    sort: FromQuery[review.Order] = "latest",
    unsure: Unsure = False,
) -> review.Queue:
    """The events of a search and facets that nobody has reviewed, one in focus with its words in context."""
    with store(request).view() as view:
        return review.queue(view, asked, request.user.name, at, sort, unsure=unsure)


@post("/review/unsure", opt={"act": "judge"}, status_code=204, sync_to_thread=True)
def doubt(request: Asked, data: JSONBody[Doubt]) -> None:
    """Sets an event aside for another look: nothing is judged."""
    set_aside(request, data.event)


@get("/review/all", opt={"act": "judge"}, sync_to_thread=True)
def counted(request: Asked, asked: Filtered) -> Struck:
    """How many events of a search and facets one stroke would judge."""
    with store(request).view() as view:
        return Struck(count=review.at_a_stroke(view, asked, MOST), most=MOST)


@post("/review/all", opt={"act": "judge"}, sync_to_thread=True)
def all_at_once(request: Asked, asked: Filtered, data: JSONBody[Stroke]) -> tuple[Judgement, ...]:
    """Judges all that a search and facets find, if they still find as many as were counted."""
    return strike(request, asked, data.verb, data.count, (data.reason or "").strip())


@get("/audit", opt={"act": "read"}, sync_to_thread=True)
def decided(
    request: Asked,
    who: FromQuery[str] = "",
    verb: FromQuery[str] = "",
    subject: FromQuery[str] = "",
    before: Before = None,
) -> audits.Audit:
    """What people decided, the latest first."""
    with store(request).view() as view:
        return audits.audit(view, who, verb, subject, before)


@get("/audit/{number:int}", opt={"act": "read"}, sync_to_thread=True)
def one_decision(request: Asked, number: Number) -> audits.Ruled:
    """A judgement with the cases before it, after it and now."""
    with store(request).view() as view:
        return audits.ruled(view, number, gate(request).now().date())


@get("/audit/{number:int}/restore", opt={"act": "edit"}, sync_to_thread=True)
def would_undo(request: Asked, number: Number) -> audits.Restoring:
    """What restoring the state after a judgement would undo; 0 is before all of them."""
    with store(request).view() as view:
        return audits.restoring(view, number)


@post("/audit/{number:int}/restore", opt={"act": "edit"}, sync_to_thread=True)
def take_back(request: Asked, number: Number, data: JSONBody[Restore]) -> tuple[Judgement, ...]:
    """Undoes all that was decided after a judgement."""
    return restored(request, number, data.last, (data.reason or "").strip())


@post("/judgements", opt={"act": "judge"}, sync_to_thread=True)
def decide(request: Asked, data: JSONBody[Wanted]) -> tuple[Judgement, ...]:
    """Judges an event, step, case or party; binding together or apart, and overriding, want an editor."""
    if data.verb in BINDING and not request.user.may("edit"):
        raise PermissionDeniedException(f"{data.verb} wants an editor.")
    if data.verb == "undo":
        raise UsageError("a judgement is undone at /api/v1/judgements/NUMBER/undo")
    ruling = Ruling(
        data.verb, data.subject, others=data.others, values=data.values or None, reason=data.reason or None
    )
    return judge(store(request), [ruling], who=request.user.name, now=gate(request).now())


@post("/judgements/{number:int}/undo", opt={"act": "judge"}, sync_to_thread=True)
def undo_one(request: Asked, number: Number, data: JSONBody[Undoing]) -> tuple[Judgement, ...]:
    """Undoes a judgement."""
    return undone(request, [number], data.reason or None)


ROUTES = (
    waiting,
    doubt,
    counted,
    all_at_once,
    decided,
    one_decision,
    would_undo,
    take_back,
    decide,
    undo_one,
)
