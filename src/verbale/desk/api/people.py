"""The API of people: one's own account and tokens, and the accounts of a team."""

from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, JSONBody

from verbale.desk.access import people
from verbale.desk.api.describing import delete, get, patch, post
from verbale.desk.pages.door import only_team
from verbale.desk.pages.shown import Asked, gate, store
from verbale.desk.views import people as views
from verbale.errors import UsageError
from verbale.records import Record
from verbale.store.people import Role, Scope


class Me(Record, frozen=True, kw_only=True):
    """Who asks, and what they may do; `team` is false on a desk without accounts."""

    name: str
    role: Role
    team: bool


class Program(Record, frozen=True, kw_only=True):
    """A token of one's own; `key` names it, and is not its secret."""

    key: str
    name: str
    scope: Scope
    added: str
    until: str | None


class NewToken(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to be made."""

    name: str
    scope: Scope


class Secret(Record, frozen=True, kw_only=True):
    """A fresh token: the one time that it is seen."""

    token: str


class NewPassword(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another password for oneself."""

    old: str
    new: str


class NewPerson(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account to be added."""

    name: str
    role: Role
    password: str


class Changes(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an account is to have instead."""

    role: Role | None = None
    password: str | None = None


@get("/account", opt={"act": "follow"}, sync_to_thread=False)
def me(request: Asked) -> Me:
    """Who one is here."""
    who = request.user
    assert who.role is not None  # the guard let nobody else pass
    return Me(name=who.name, role=who.role, team=gate(request).team)


@post("/account/password", opt={"act": "follow"}, status_code=204, sync_to_thread=True)
def own_password(request: Asked, data: JSONBody[NewPassword]) -> None:
    """Takes another password; one's browsers have to come in again."""
    only_team(request)
    people.change_own(store(request), request.user.name, data.old, data.new)


@get("/account/tokens", opt={"act": "follow"}, sync_to_thread=True)
def tokens(request: Asked) -> tuple[Program, ...]:
    """One's own tokens."""
    with store(request).view() as view:
        return tuple(
            Program(key=one.key, name=one.name, scope=one.scope, added=one.added, until=one.until)
            for one in view.tokens(request.user.name)
        )


@post("/account/tokens", opt={"act": "follow"}, sync_to_thread=True)
def issue(request: Asked, data: JSONBody[NewToken]) -> Secret:
    """Makes a token; it may do no more than its owner, and one made by a token no more than that."""
    only_team(request)
    who, name = request.user, data.name.strip()
    if not name:
        raise UsageError("a token has a name")
    if who.by_token and not people.may_give(who.role, data.scope):
        raise PermissionDeniedException("A token gives no token that may do more.")
    now = gate(request).now()
    return Secret(token=people.issue(store(request), who.name, name[:80], data.scope, now=now))


@delete("/account/tokens/{key:str}", opt={"act": "follow"}, sync_to_thread=True)
def revoke(request: Asked, key: FromPath[str]) -> None:
    """Takes a token away."""
    only_team(request)
    with store(request).writer() as writer:
        writer.revoke_token(request.user.name, key)


@get("/accounts", opt={"act": "manage"}, sync_to_thread=True)
def accounts(request: Asked) -> tuple[views.Person, ...]:
    """The accounts of the team."""
    with store(request).view() as view:
        return views.people(view)


@post("/accounts", opt={"act": "manage"}, sync_to_thread=True)
def add(request: Asked, data: JSONBody[NewPerson]) -> views.Person:
    """Adds an account."""
    now = gate(request).now()
    return views.person(people.add(store(request), data.name, data.role, data.password, now=now))


@patch("/accounts/{name:str}", opt={"act": "manage"}, sync_to_thread=True)
def change(request: Asked, name: FromPath[str], data: JSONBody[Changes]) -> views.Person:
    """Gives an account another role or password; its browsers have to come in again."""
    people.change(store(request), name, role=data.role, password=data.password)
    with store(request).view() as view:
        return views.person(view.account(name))


@delete("/accounts/{name:str}", opt={"act": "manage"}, sync_to_thread=True)
def remove(request: Asked, name: FromPath[str]) -> None:
    """Removes an account; what its owner judged stays."""
    people.remove(store(request), name)


ROUTES = (me, own_password, tokens, issue, revoke, accounts, add, change, remove)
