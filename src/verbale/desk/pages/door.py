"""Coming in and going out, one's own password and tokens, and the accounts of a team."""

from typing import cast, get_args

from litestar import Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from verbale.desk.access import people
from verbale.desk.access.acts import ROLES, SCOPES
from verbale.desk.access.gate import COOKIE
from verbale.desk.access.secrets import LONGEST, SHORTEST
from verbale.desk.pages.shown import Asked, aside, back, gate, page, store, text
from verbale.errors import NotFound, UsageError
from verbale.store.people import Role, Scope

WRONG = "Name or password is wrong."


@get("/login", opt={"act": "enter"})
async def login(request: Asked, to: FromQuery[str] = "/") -> Template:
    """The door."""
    return page(request, "login.html", to=to, name="", error=None)


@post("/login", opt={"act": "enter"}, status_code=303)
async def come_in(request: Asked) -> Template | Redirect:
    """Comes in, where name and password are right and not too often wrong before."""
    form = await request.form()
    name, password, to = (text(form, field)[:LONGEST] for field in ("name", "password", "to"))
    own, address = gate(request), request.client.host if request.client else ""
    wait = own.tries.wait(name, address, own.now())
    if wait:
        error = f"Too many tries. Wait {-(-wait // 60)} min and try again."
        answer = page(request, "login.html", status=429, to=to, name=name, error=error)
        answer.headers["Retry-After"] = str(wait)
        return answer
    cookie = await aside(lambda: people.log_in(store(request), name, password, now=own.now()))
    if cookie is None:
        own.tries.failed(name, address, own.now())
        return page(request, "login.html", status=401, to=to, name=name, error=WRONG)
    own.tries.forget(name, address)
    answer_in = back(to or "/")
    answer_in.set_cookie(
        COOKIE,
        cookie,
        max_age=int(people.LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer_in


@post("/logout", opt={"act": "enter"}, status_code=303)
async def go_out(request: Asked) -> Redirect:
    """Goes out; the session ends on the server."""
    cookie = request.cookies.get(COOKIE)
    if cookie:
        await aside(lambda: people.log_out(store(request), cookie))
    answer = back("/login")
    answer.delete_cookie(COOKIE)
    return answer


@get("/account", opt={"act": "follow"}, sync_to_thread=True)
def account(request: Asked) -> Template:
    """One's own account."""
    return _account(request)


@post("/account/password", opt={"act": "follow"}, status_code=303)
async def own_password(request: Asked) -> Template | Redirect:
    """Takes another password."""
    only_team(request)
    form = await request.form()
    old, new = text(form, "old"), text(form, "new")

    def change() -> Template | Redirect:
        try:
            people.change_own(store(request), request.user.name, old, new)
        except UsageError as error:
            return _account(request, status=400, error=str(error))
        return back("/login")

    return await aside(change)


@post("/account/tokens", opt={"act": "follow"}, status_code=200)
async def issue(request: Asked) -> Template:
    """Gives a token, and shows it the one time."""
    only_team(request)
    form = await request.form()
    label, scope = text(form, "name").strip()[:80], text(form, "scope")
    role = request.user.role
    if scope not in SCOPES or not label or role is None:
        return _account(request, status=400, error="A token has a name and one of the scopes.")
    if request.user.by_token and not people.may_give(role, cast(Scope, scope)):
        return _account(request, status=403, error="A token gives no token that may do more.")
    fresh = await aside(
        lambda: people.issue(
            store(request), request.user.name, label, cast(Scope, scope), now=gate(request).now()
        )
    )
    return _account(request, fresh=fresh)


@post("/account/tokens/revoke", opt={"act": "follow"}, status_code=303)
async def revoke(request: Asked) -> Redirect:
    """Takes a token away."""
    only_team(request)
    key = text(await request.form(), "key")

    def gone() -> None:
        with store(request).writer() as writer:
            writer.revoke_token(request.user.name, key)

    await aside(gone)
    return back("/account")


@get("/accounts", opt={"act": "manage"}, sync_to_thread=True)
def accounts(request: Asked) -> Template:
    """The accounts of the team."""
    return _accounts(request)


@post("/accounts", opt={"act": "manage"}, status_code=303)
async def change(request: Asked) -> Template | Redirect:
    """Adds an account, gives one another role or password, or removes it: `do` says which."""
    form = await request.form()
    do, name, role, password = (text(form, field) for field in ("do", "name", "role", "password"))
    return await aside(lambda: _changed(request, do, name.strip(), role, password))


def _changed(request: Asked, do: str, name: str, role: str, password: str) -> Template | Redirect:
    own = store(request)
    try:
        match do:
            case "add":
                people.add(own, name, _role(role), password, now=gate(request).now())
            case "role":
                people.change(own, name, role=_role(role))
            case "password":
                people.change(own, name, password=password)
            case "remove":
                people.remove(own, name)
            case _:
                raise UsageError("nothing was asked for")
    except (UsageError, NotFound) as error:
        return _accounts(request, status=400, error=str(error))
    return back("/accounts")


def _role(name: str) -> Role:
    if name not in get_args(Role):
        raise UsageError(f"{name}: there are the roles {', '.join(ROLES)}")
    return cast(Role, name)


def _account(
    request: Asked, *, status: int = 200, error: str | None = None, fresh: str | None = None
) -> Template:
    with store(request).view() as view:
        tokens = view.tokens(request.user.name)
    return page(
        request,
        "account.html",
        status=status,
        tokens=tokens,
        scopes=tuple(SCOPES),
        shortest=SHORTEST,
        error=error,
        fresh=fresh,
    )


def _accounts(request: Asked, *, status: int = 200, error: str | None = None) -> Template:
    with store(request).view() as view:
        known = view.accounts()
    return page(
        request, "accounts.html", status=status, accounts=known, roles=ROLES, shortest=SHORTEST, error=error
    )


def only_team(request: Asked) -> None:
    """Alone there are no accounts, and nothing to change of one."""
    if not gate(request).team:
        raise NotFoundException("This desk has no accounts: verbale desk --team has.")


router = Router(
    "/",
    route_handlers=[
        login,
        come_in,
        go_out,
        account,
        own_password,
        issue,
        revoke,
        accounts,
        change,
    ],
)
