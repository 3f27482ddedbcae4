"""The watch list, and Atom feeds for readers of one's own."""

from typing import Literal

from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from verbale.desk.pages.cases import asked_for
from verbale.desk.pages.shown import Asked, aside, back, gate, page, store, text
from verbale.desk.views import following as views
from verbale.errors import NotFound, UsageError
from verbale.store.people import FollowKind
from verbale.taking import stamp

ATOM = "application/atom+xml; charset=utf-8"


@get("/following", opt={"act": "follow"}, sync_to_thread=True)
def following(request: Asked) -> Template:
    """What one follows, with what is new in it."""
    return _following(request)


@get("/following.json", opt={"act": "follow"}, sync_to_thread=True)
def state(request: Asked) -> views.Following:
    """The watch list as a record."""
    with store(request).view() as view:
        return views.following(view, request.user.name, gate(request).now().date())


@post("/following", opt={"act": "follow"}, status_code=303)
async def change(request: Asked) -> Template | Redirect:
    """Follows, has looked at, or lets go a case or a search: `do` says which."""
    form = await request.form()
    do, kind, subject, to = (text(form, field) for field in ("do", "kind", "subject", "to"))
    return await aside(lambda: _changed(request, do, kind, subject, to))


@get("/atom/case/{case_id:str}", opt={"act": "read"}, sync_to_thread=True)
def case_feed(request: Asked, case_id: FromPath[str]) -> Response[str]:
    """The Atom feed of a case."""
    with store(request).view() as view:
        return Response(views.atom_of_case(view, case_id, _base(request)), media_type=ATOM)


@get("/atom/search", opt={"act": "read"}, sync_to_thread=True)
def search_feed(request: Asked) -> Response[str]:
    """The Atom feed of a search with its facets."""
    with store(request).view() as view:
        return Response(views.atom_of_search(view, asked_for(request), _base(request)), media_type=ATOM)


def _changed(request: Asked, do: str, kind: str, subject: str, to: str) -> Template | Redirect:
    own, who, now = store(request), request.user.name, stamp(gate(request).now())
    try:
        named = _kind(kind)
        match do:
            case "follow":
                views.follow(own, who, named, subject, now=now)
            case "look":
                views.look(own, who, named, subject, now=now)
            case "leave":
                with own.writer() as writer:
                    writer.unfollow(who, named, subject)
            case _:
                raise UsageError("nothing was asked for")
    except (UsageError, NotFound) as error:
        return _following(request, status=400, error=str(error))
    return back(to or "/following")


def _kind(kind: str) -> FollowKind:
    kinds: dict[str, Literal["case", "search"]] = {"case": "case", "search": "search"}
    if kind not in kinds:
        raise UsageError("a case or a search can be followed")
    return kinds[kind]


def _following(request: Asked, *, status: int = 200, error: str | None = None) -> Template:
    with store(request).view() as view:
        found = views.following(view, request.user.name, gate(request).now().date())
    return page(request, "following.html", status=status, view=found, error=error)


def _base(request: Asked) -> str:
    return str(request.base_url).rstrip("/")


router = Router("/", route_handlers=[following, state, change, case_feed, search_feed])
