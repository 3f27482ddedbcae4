"""The review queue: one event after the other, or all that a filter finds at one stroke."""

from typing import cast, get_args

from litestar import Response, Router, get, post
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from verbale.desk.pages.cases import asked_for
from verbale.desk.pages.formats import json
from verbale.desk.pages.shown import Asked, aside, back, gate, page, store, text
from verbale.desk.views import cases
from verbale.desk.views import review as views
from verbale.desk.views.filters import Filter
from verbale.errors import UsageError
from verbale.records import Judgement, Verb
from verbale.rulings import Ruling, judge
from verbale.store.people import Follow
from verbale.taking import stamp

# More at one stroke would hold the store for too long; a filter can be narrowed.
MOST = 500


@get("/review", opt={"act": "judge"}, sync_to_thread=True)
def review(
    request: Asked, at: FromQuery[str] = "", sort: FromQuery[str] = "latest", unsure: FromQuery[bool] = False
) -> Template:
    """What waits for a person, one event in focus. Looking decides nothing."""
    asked, order = asked_for(request), _order(sort)
    with store(request).view() as view:
        found = views.queue(view, asked, request.user.name, at, order, unsure=unsure)
        counted = view.facets("event", views.base(asked), asked.chosen, inside=asked.inside)
        facets = cases.facets(view, counted, asked)
    more = {**({"sort": order} if order != "latest" else {}), **({"unsure": "true"} if unsure else {})}
    return page(
        request,
        "review.html",
        view=found,
        narrow=cases.Hits(total=0, facets=facets, hits=(), after=None),
        asked=asked,
        more=more,
        unsure=unsure,
    )


@get("/review.json", opt={"act": "judge"}, sync_to_thread=True)
def record(
    request: Asked, at: FromQuery[str] = "", sort: FromQuery[str] = "latest", unsure: FromQuery[bool] = False
) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        found = views.queue(view, asked_for(request), request.user.name, at, _order(sort), unsure=unsure)
    return json(request, found)


@post("/review/unsure", opt={"act": "judge"}, status_code=303)
async def doubt(request: Asked) -> Redirect:
    """Sets an event aside for another look: nothing is judged."""
    form = await request.form()
    event_id = text(form, "subject")
    await aside(lambda: set_aside(request, event_id))
    return back(text(form, "to") or "/review")


@get("/review/all", opt={"act": "judge"}, sync_to_thread=True)
def confirm(request: Asked, verb: FromQuery[str] = "accept") -> Template:
    """Says how many events a stroke would judge, and asks once more."""
    asked = asked_for(request)
    with store(request).view() as view:
        ids = views.sure(view, asked, MOST)
        count = views.at_a_stroke(view, asked, MOST)
        sample = [hit for hit in view.search(views.waiting(asked), limit=10) if hit.id in ids]
    return page(request, "reviewall.html", verb=_verb(verb), count=count, hits=sample, asked=asked, most=MOST)


@post("/review/all", opt={"act": "judge"}, status_code=303)
async def stroke(request: Asked) -> Redirect:
    """Judges all that a filter finds, if it still finds as many as were confirmed."""
    form = await request.form()
    asked, verb = asked_for(request), _verb(text(form, "verb"))
    confirmed, reason = text(form, "count"), text(form, "reason").strip()
    if not (confirmed.isascii() and confirmed.isdecimal()):
        raise UsageError("say how many events there are to be judged")
    await aside(lambda: strike(request, asked, verb, int(confirmed), reason))
    return back(asked.address("/review"))


def set_aside(request: Asked, event_id: str) -> None:
    """Remembers that somebody is not sure of an event. Raises NotFound."""
    now, who = stamp(gate(request).now()), request.user.name
    with store(request).writer() as writer:
        event = writer.event(event_id)
        writer.put_follow(Follow(who=who, kind="event", subject=event.id, title="", added=now, seen=now))


def strike(request: Asked, asked: Filter, verb: Verb, confirmed: int, reason: str) -> tuple[Judgement, ...]:
    """Judges all that a filter finds, if it still finds as many as were confirmed. Raises UsageError."""
    if verb == "reject" and not reason:
        raise UsageError("A rejection wants a reason: those who come after must know why.")
    with store(request).view() as view:
        ids = views.sure(view, asked, MOST)
    if len(ids) > MOST:
        raise UsageError(f"At one stroke {MOST} events can be judged; narrow the filter down.")
    if confirmed != len(ids):
        raise UsageError(f"The filter finds {len(ids)} events now, not {confirmed}: look again.")
    why = views.bulk_reason(asked, reason)
    rulings = [Ruling(verb, key, reason=why) for key in ids]
    return judge(store(request), rulings, who=request.user.name, now=gate(request).now())


def _order(sort: str) -> views.Order:
    if sort not in get_args(views.Order):
        raise UsageError(f"{sort}: the queue is sorted by {', '.join(get_args(views.Order))}")
    return cast(views.Order, sort)


def _verb(verb: str) -> Verb:
    if verb not in ("accept", "reject"):
        raise UsageError("many events at one stroke are accepted or rejected")
    return cast(Verb, verb)


router = Router("/", route_handlers=[review, record, doubt, confirm, stroke], include_in_schema=False)
