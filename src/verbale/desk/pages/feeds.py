"""Sources and feeds: how each is, and which are watched."""

from litestar import Router, get, post
from litestar.response import Redirect, Template

from verbale.desk.pages.shown import Asked, aside, back, gate, page, store, text
from verbale.desk.views import feeds as views
from verbale.errors import NotFound, UsageError
from verbale.taking import stamp


@get("/feeds", opt={"act": "read"}, sync_to_thread=True)
def feeds(request: Asked) -> Template:
    """All feeds with their health, and what could not be read."""
    return _feeds(request)


@get("/feeds.json", opt={"act": "read"}, sync_to_thread=True)
def state(request: Asked) -> views.Feeds:
    """The feeds as a record."""
    with store(request).view() as view:
        return views.feeds(view)


@post("/feeds", opt={"act": "watch"}, status_code=303)
async def change(request: Asked) -> Template | Redirect:
    """Follows a feed, asks it now, or lets it go: `do` says which."""
    form = await request.form()
    do, url, every = (text(form, field).strip() for field in ("do", "url", "every"))
    return await aside(lambda: _changed(request, do, url, every))


def _changed(request: Asked, do: str, url: str, every: str) -> Template | Redirect:
    own, now = store(request), stamp(gate(request).now())
    try:
        match do:
            case "follow":
                minutes = int(every) if every.isascii() and every.isdecimal() else views.MINUTES
                views.follow(own, url, minutes, now=now)
            case "ask":
                views.ask_now(own, url, now=now)
            case "remove":
                with own.writer() as writer:
                    writer.remove_feed(url)
            case _:
                raise UsageError("nothing was asked for")
    except (UsageError, NotFound) as error:
        return _feeds(request, status=400, error=str(error), url=url)
    return back("/feeds")


def _feeds(request: Asked, *, status: int = 200, error: str | None = None, url: str = "") -> Template:
    with store(request).view() as view:
        found = views.feeds(view)
    return page(request, "feeds.html", status=status, view=found, error=error, url=url, minutes=views.MINUTES)


router = Router("/", route_handlers=[feeds, state, change])
