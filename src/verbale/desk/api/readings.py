"""The API of second readings: rounds, the blind reading of one event after the other, and what came of it."""

from litestar.params import JSONBody

from verbale.desk.api.describing import get, post
from verbale.desk.pages.shown import Asked, Number, gate, store
from verbale.desk.views import readings as views
from verbale.records import Record
from verbale.store.readings import Round, Verdict


class NewRound(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A round to be opened: `size` events drawn from those that the query finds and nobody has reviewed."""

    name: str = ""
    query: str = ""
    size: int
    readers: tuple[str, str]


class Settling(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an event is settled; a fix as the reader `of` says, where both would fix it otherwise."""

    event: str
    verdict: Verdict
    of: str = ""


class Settled(Record, frozen=True, kw_only=True):
    """How many judgements were made."""

    count: int


@get("/readings", opt={"act": "judge"}, sync_to_thread=True)
def rounds(request: Asked) -> views.Rounds:
    """All rounds, and how far their readers are."""
    with store(request).view() as view:
        return views.rounds(view)


@post("/readings", opt={"act": "adjudicate"}, sync_to_thread=True)
def open_round(request: Asked, data: JSONBody[NewRound]) -> Round:
    """Opens a round."""
    who, now = request.user.name, gate(request).now()
    return views.open_round(store(request), data.name, data.query, data.size, data.readers, who=who, now=now)


@get("/readings/{number:int}", opt={"act": "judge"}, sync_to_thread=True)
def read(request: Asked, number: Number) -> views.Reading:
    """The next event of a round for whoever asks, with nothing of what the other said."""
    with store(request).view() as view:
        return views.next_reading(view, number, request.user.name)


@post("/readings/{number:int}", opt={"act": "judge"}, sync_to_thread=True)
def say(request: Asked, number: Number, data: JSONBody[views.Said]) -> views.Reading:
    """Keeps what one says of an event, and gives the next."""
    who = request.user.name
    views.say(store(request), number, data, who=who, now=gate(request).now())
    with store(request).view() as view:
        return views.next_reading(view, number, who)


@get("/readings/{number:int}/result", opt={"act": "judge"}, sync_to_thread=True)
def result(request: Asked, number: Number) -> views.Result:
    """How far both agree, and what they differ on; when both have read everything."""
    with store(request).view() as view:
        return views.result(view, number)


@post("/readings/{number:int}/result", opt={"act": "adjudicate"}, sync_to_thread=True)
def settle(request: Asked, number: Number, data: JSONBody[Settling]) -> views.Result:
    """Makes a judgement of one event."""
    who, now = request.user.name, gate(request).now()
    views.settle(store(request), number, data.event, data.verdict, who=who, now=now, of=data.of)
    with store(request).view() as view:
        return views.result(view, number)


@post("/readings/{number:int}/result/agreed", opt={"act": "adjudicate"}, sync_to_thread=True)
def settle_agreed(request: Asked, number: Number) -> Settled:
    """Makes judgements of all that both agree on."""
    who, now = request.user.name, gate(request).now()
    return Settled(count=views.settle_agreed(store(request), number, who=who, now=now))


ROUTES = (rounds, open_round, read, say, result, settle, settle_agreed)
