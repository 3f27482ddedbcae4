"""What a browser or a program is told when something is wrong: what, where, and what to do."""

import logging
from collections.abc import Callable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Template

from verbale.desk.views.moved import Moved
from verbale.errors import NotFound, QueryError, StoreError, UsageError, VerbaleError

_LOG = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[VerbaleError], int, str], ...] = (
    (NotFound, 404, "It may have been merged or erased; search for it."),
    (QueryError, 400, "See the help page for the query language."),
    (UsageError, 400, "Go back and mend it."),
    (StoreError, 503, "The store is busy or cannot be reached; try again in a moment."),
)
_NOWHERE = "Not Found"  # what Litestar says of an address without a page
_TITLES = {400: "That cannot be asked", 401: "Not logged in", 403: "Not allowed", 404: "Not found", 405: "Not here",
           413: "Too large", 429: "Too often", 503: "Not now"}  # fmt: skip


def ours(request: Request[Any, Any, Any], error: VerbaleError) -> Response[Any]:
    """An error of ours, with what to do."""
    status, hint = next(((code, hint) for kind, code, hint in _STATUS if isinstance(error, kind)), (500, ""))
    return _told(request, status, str(error), hint)


def moved(request: Request[Any, Any, Any], error: Moved) -> Redirect:
    """The same address with the id under which it goes on."""
    path = request.url.path.replace(error.old, error.new)
    return Redirect(f"{path}?{request.url.query}" if request.url.query else path, status_code=302)


def theirs(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """An error of the request: a page that there is not, a form that is too large."""
    extra = getattr(error, "extra", None)
    fields = [one for one in extra if isinstance(one, dict)] if isinstance(extra, list) else []
    said = "; ".join(f"{one.get('key', '?')}: {one.get('message', '')}" for one in fields)
    detail = f"There is nothing at {request.url.path}." if error.detail == _NOWHERE else error.detail
    return _told(request, error.status_code, said or detail, "")


def unforeseen(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A mistake of ours: it is written down, and not told to whoever asked."""
    _LOG.exception("%s %s", request.method, request.url.path, exc_info=error)
    return _told(request, 500, "Something is wrong with the desk itself.", "Its log says more.")


def _told(request: Request[Any, Any, Any], status: int, detail: str, hint: str) -> Response[Any]:
    title = _TITLES.get(status, "Something is wrong")
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/"):
        context = {"who": request.scope.get("user"), "team": request.app.state.gate.team, "title": title,
                   "detail": detail, "hint": hint}  # fmt: skip
        return Template("wrong.html", context=context, status_code=status)
    return Response({"error": title, "detail": detail, "hint": hint}, status_code=status)


HANDLERS: dict[int | type[Exception], Callable[..., Response[Any]]] = {
    Moved: moved,
    VerbaleError: ours,
    HTTPException: theirs,
    Exception: unforeseen,
}
