"""The API of the watch list."""

from typing import Literal

from litestar.params import FromQuery, JSONBody

from verbale.desk.api.describing import delete, get, post
from verbale.desk.pages.shown import Asked, gate, store
from verbale.desk.views import following as views
from verbale.records import Record
from verbale.store.people import Follow
from verbale.taking import stamp

Kind = Literal["case", "search"]


class Watched(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case (its id) or a search (what stands in its address: a query, or facets)."""

    kind: Kind
    subject: str


@get("/following", opt={"act": "follow"}, sync_to_thread=True)
def following(request: Asked) -> views.Following:
    """What one follows, with what is new in it."""
    with store(request).view() as view:
        return views.following(view, request.user.name, gate(request).now().date())


@post("/following", opt={"act": "follow"}, sync_to_thread=True)
def follow(request: Asked, data: JSONBody[Watched]) -> Follow:
    """Follows a case or a search."""
    now = stamp(gate(request).now())
    return views.follow(store(request), request.user.name, data.kind, data.subject, now=now)


@post("/following/look", opt={"act": "follow"}, status_code=204, sync_to_thread=True)
def look(request: Asked, data: JSONBody[Watched]) -> None:
    """Says that one has looked: what is new is so from now on."""
    views.look(store(request), request.user.name, data.kind, data.subject, now=stamp(gate(request).now()))


@delete("/following", opt={"act": "follow"}, sync_to_thread=True)
def leave(request: Asked, kind: FromQuery[Kind], subject: FromQuery[str]) -> None:
    """Follows it no longer."""
    with store(request).writer() as writer:
        writer.unfollow(request.user.name, kind, subject)


ROUTES = (following, follow, look, leave)
