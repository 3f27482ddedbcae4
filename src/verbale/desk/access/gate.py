"""The gate that every request passes: whose it is, where it comes from, and whether it may do what it asks."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from anyio.to_thread import run_sync
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.exceptions import (
    ImproperlyConfiguredException,
    NotAuthorizedException,
    PermissionDeniedException,
)
from litestar.handlers import BaseRouteHandler
from litestar.middleware import DefineMiddleware
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.response import Redirect
from litestar.types import ASGIApp

from verbale.desk.access import people
from verbale.desk.access.acts import LEAST, Act, may
from verbale.desk.access.limits import Tries
from verbale.store.base import Store
from verbale.store.people import Role, Scope

COOKIE = "verbale_session"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Who:
    """Whose request it is; a role of null is nobody we know. `scope`: of a program's token; a browser has none."""

    name: str
    role: Role | None
    scope: Scope | None = None

    @property
    def by_token(self) -> bool:
        """Whether a program asks, not a browser."""
        return self.scope is not None

    def may(self, act: Act) -> bool:
        """Whether they may do this."""
        return may(self.role, act)


NOBODY = Who("", None)


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate goes by. Alone (not `team`), whoever is at this machine is `who`, and may do everything."""

    store: Store
    now: Callable[[], datetime]
    team: bool = False
    who: str = "analyst"
    tries: Tries = field(default_factory=Tries)

    def known(self, cookie: str | None, header: str | None) -> Who:
        """Whose request this is."""
        if not self.team:
            return Who(self.who, "manager")
        if header is not None:
            value = _token(header)
            granted = people.with_token(self.store, value, now=self.now()) if value else None
            return Who(value.partition(people.BETWEEN)[0], *granted) if granted else NOBODY
        role = people.in_session(self.store, cookie, now=self.now()) if cookie else None
        return Who(cookie.partition(people.BETWEEN)[0], role) if cookie and role else NOBODY


@dataclass(frozen=True, slots=True)
class Installed:
    """What the application takes over."""

    middleware: list[DefineMiddleware]
    guards: list[Callable[[Connection, BaseRouteHandler], None]]
    exception_handlers: dict[type[Exception], Callable[..., Response[Any]]]


def install(gate: Gate) -> Installed:
    """The gate for an application: what every request goes through, and where who is unknown is sent."""
    return Installed(
        [DefineMiddleware(_Known, gate=gate)], [partial(guard, gate)], {NotAuthorizedException: to_the_door}
    )


class _Known(AbstractAuthenticationMiddleware):
    """Finds out whose a request is; what they may do is the guard's."""

    def __init__(self, app: ASGIApp, gate: Gate, **options: Any) -> None:
        super().__init__(app, exclude_http_methods=(), **options)
        self._gate = gate

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        cookie, header = connection.cookies.get(COOKIE), connection.headers.get("authorization")
        who = await run_sync(self._gate.known, cookie, header)
        return AuthenticationResult(user=who, auth=None)


def to_the_door(request: Request[Any, Any, Any], error: NotAuthorizedException) -> Response[Any]:
    """Sends a browser that asks for a page to the door, with the way back; a program is told no."""
    asks_for_page = "text/html" in request.headers.get("accept", "") and request.method in SAFE
    if not asks_for_page:
        body = {"error": "not logged in", "detail": error.detail, "hint": "send a token, or log in"}
        return Response(body, status_code=error.status_code, headers={"WWW-Authenticate": "Bearer"})
    way = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Redirect(f"/login?{urlencode({'to': way})}", status_code=303)


def guard(gate: Gate, connection: Connection, handler: BaseRouteHandler) -> None:
    """Lets a request pass or raises why not. A route that does not say what it does is a mistake of ours."""
    method = str(connection.scope.get("method", "GET"))
    # What Litestar itself answers to OPTIONS, which methods there are, is for those who may look.
    act: Act | None = handler.opt.get("act", "read" if method == "OPTIONS" else None)
    if act is None or act not in LEAST:
        raise ImproperlyConfiguredException(f"{handler}: the route names no act of desk/access/acts.py")
    who: Who = connection.user
    if not gate.team:
        _check_host(connection)
    if method not in SAFE:
        _check_change(connection, who)
    if who.may(act):
        return
    if who.role is None:
        raise NotAuthorizedException("Log in first.")
    raise PermissionDeniedException(f"A {who.role} may not do this; it takes at least a {LEAST[act]}.")


def _check_host(connection: Connection) -> None:
    """Alone, the desk answers to names of this machine only: a site of the Web cannot rebind its own name to it."""
    host = connection.headers.get("host", "")
    if host.rpartition(":")[0] not in LOOPBACK and host not in LOOPBACK:
        raise PermissionDeniedException("This desk answers on this machine only: open http://127.0.0.1.")


def _check_change(connection: Connection, who: Who) -> None:
    if who.scope == "read":
        raise PermissionDeniedException("This token may read only.")
    if who.scope is None:
        _check_origin(connection)


def _check_origin(connection: Connection) -> None:
    """What changes something must come from our own pages. Browsers say so in one of these headers at least;
    who sends neither is no browser, and no other site can make it act for somebody."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise PermissionDeniedException("This came from another site.")
        return
    origin = connection.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != connection.headers.get("host"):
        raise PermissionDeniedException("This came from another site.")


def _token(header: str) -> str:
    """The token of a header. Readers of Atom feeds send it as a password, with the account as the name."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode()
    except ValueError:
        return ""
