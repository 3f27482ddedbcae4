"""The API of judging: the queue, what was decided, deciding and undoing, under /api/v1."""

from typing import Annotated

import msgspec
from litestar import Router
from litestar.exceptions import PermissionDeniedException
from litestar.params import Parameter

from verbale.desk.describing import get, post
from verbale.desk.pages.cases import asked_for
from verbale.desk.pages.judging import BINDING, undone
from verbale.desk.pages.shown import Asked, gate, store
from verbale.desk.views import audit as audits
from verbale.desk.views import review
from verbale.errors import UsageError
from verbale.records import Judgement, Record, Verb
from verbale.rulings import Ruling, judge

Q = Annotated[str, Parameter(description="A search in the query language.")]


class Wanted(Record, frozen=True, kw_only=True):
    """A judgement to be made: `others` holds the ids that merge, split, link and unlink name besides, `values`
    the fields that fix and override set."""

    verb: Verb
    subject: str
    others: tuple[str, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)
    reason: str | None = None


class Undoing(Record, frozen=True, kw_only=True):
    """Why a judgement is undone."""

    reason: str | None = None


@get("/review", opt={"act": "judge"}, sync_to_thread=True)
def waiting(request: Asked, q: Q = "", at: str = "", sort: review.Order = "latest") -> review.Queue:
    """The events of a search and facets that nobody has reviewed, one in focus with its words in context."""
    with store(request).view() as view:
        return review.queue(view, asked_for(request), request.user.name, at, sort)


@get("/audit", opt={"act": "read"}, sync_to_thread=True)
def decided(
    request: Asked, who: str = "", verb: str = "", subject: str = "", before: int | None = None
) -> audits.Audit:
    """What people decided, the latest first."""
    with store(request).view() as view:
        return audits.audit(view, who, verb, subject, before)


@get("/audit/{number:int}", opt={"act": "read"}, sync_to_thread=True)
def one_decision(request: Asked, number: int) -> audits.Ruled:
    """A judgement with the cases before it, after it and now."""
    with store(request).view() as view:
        return audits.ruled(view, number, gate(request).now().date())


@post("/judgements", opt={"act": "judge"}, sync_to_thread=True)
def decide(request: Asked, data: Wanted) -> tuple[Judgement, ...]:
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
def undo_one(request: Asked, number: int, data: Undoing) -> tuple[Judgement, ...]:
    """Undoes a judgement."""
    return undone(request, [number], data.reason or None)


router = Router("/api/v1", route_handlers=[waiting, decided, one_decision, decide, undo_one])
