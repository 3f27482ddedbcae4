"""Second readings: rounds, the blind reading of one event after the other, and what came of it."""

from typing import cast, get_args

from litestar import Router, get, post
from litestar.response import Redirect, Template

from verbale.desk.pages.judging import values
from verbale.desk.pages.shown import Asked, Number, aside, back, gate, page, store, text
from verbale.desk.views import readings as views
from verbale.errors import UsageError
from verbale.store.readings import Verdict


@get("/readings", opt={"act": "judge"}, sync_to_thread=True)
def rounds(request: Asked) -> Template:
    """All rounds, and the form for a new one."""
    return _rounds(request)


@post("/readings", opt={"act": "adjudicate"}, status_code=303)
async def open_round(request: Asked) -> Template | Redirect:
    """Opens a round."""
    form = await request.form()
    name, query, size, one, other = (
        text(form, field) for field in ("name", "query", "size", "first", "second")
    )

    def opened() -> Template | Redirect:
        number = int(size) if size.isascii() and size.isdecimal() else 0
        try:
            made = views.open_round(
                store(request),
                name,
                query,
                number,
                (one, other),
                who=request.user.name,
                now=gate(request).now(),
            )
        except UsageError as error:
            return _rounds(request, status=400, error=str(error))
        return back(f"/readings#round-{made.number}")

    return await aside(opened)


@get("/readings/{number:int}", opt={"act": "judge"}, sync_to_thread=True)
def read(request: Asked, number: Number) -> Template:
    """The next event of a round."""
    with store(request).view() as view:
        return page(
            request, "reading.html", view=views.next_reading(view, number, request.user.name), error=None
        )


@post("/readings/{number:int}", opt={"act": "judge"}, status_code=303)
async def say(request: Asked, number: Number) -> Redirect:
    """Keeps what a reader says of an event, and goes on to the next."""
    form = await request.form()
    said = views.Said(
        event=text(form, "event"),
        verdict=_verdict(text(form, "verdict")),
        values=dict(values(form)),
        reason=text(form, "reason"),
    )
    who, now = request.user.name, gate(request).now()
    await aside(lambda: views.say(store(request), number, said, who=who, now=now))
    return back(f"/readings/{number}")


@get("/readings/{number:int}/result", opt={"act": "judge"}, sync_to_thread=True)
def result(request: Asked, number: Number) -> Template:
    """How far both agree, and what they differ on."""
    with store(request).view() as view:
        return page(request, "result.html", view=views.result(view, number))


@get("/readings/{number:int}/result.json", opt={"act": "judge"}, sync_to_thread=True)
def result_record(request: Asked, number: Number) -> views.Result:
    """What came of a round, as a record."""
    with store(request).view() as view:
        return views.result(view, number)


@post("/readings/{number:int}/result", opt={"act": "adjudicate"}, status_code=303)
async def settle(request: Asked, number: Number) -> Redirect:
    """Makes a judgement of one event, or of all that both agree on."""
    form = await request.form()
    event_id, verdict, of = (text(form, field) for field in ("event", "verdict", "of"))
    who, now = request.user.name, gate(request).now()
    if event_id:
        await aside(
            lambda: views.settle(store(request), number, event_id, _verdict(verdict), who=who, now=now, of=of)
        )
    else:
        await aside(lambda: views.settle_agreed(store(request), number, who=who, now=now))
    return back(f"/readings/{number}/result")


def _verdict(verdict: str) -> Verdict:
    if verdict not in get_args(Verdict):
        raise UsageError("a reader accepts, rejects, or says that something is to be fixed")
    return cast(Verdict, verdict)


def _rounds(request: Asked, *, status: int = 200, error: str | None = None) -> Template:
    with store(request).view() as view:
        found = views.rounds(view)
        people = [account.name for account in view.accounts()]
    return page(request, "readings.html", status=status, view=found, people=people, error=error)


router = Router("/", route_handlers=[rounds, open_round, read, say, result, result_record, settle])
