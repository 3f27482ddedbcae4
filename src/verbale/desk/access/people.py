"""What is done with accounts, sessions and tokens, by the command line and the desk alike."""

import re
from datetime import datetime, timedelta

from msgspec.structs import replace

from verbale.desk.access.acts import SCOPES, lesser
from verbale.desk.access.secrets import hashed, key, matches, secret
from verbale.errors import UsageError
from verbale.store.base import Store, Writer
from verbale.store.people import Account, Role, Scope, Session, Token
from verbale.taking import stamp

LASTS = timedelta(days=7)
# A name stands before the secret, in cookies and headers, and in judgements.
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
BETWEEN = ":"


def add(store: Store, name: str, role: Role, password: str, *, now: datetime) -> Account:
    """Adds an account. Raises UsageError for a name that is taken or no name, and for a short password."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name}: a name has small letters, digits, dots, hyphens and underscores")
    account = Account(name=name, role=role, password=hashed(password), added=stamp(now))
    with store.writer() as writer:
        if any(known.name == name for known in writer.accounts()):
            raise UsageError(f"{name}: there is an account of this name")
        writer.put_account(account)
    return account


def change(store: Store, name: str, *, role: Role | None = None, password: str | None = None) -> None:
    """Gives another role or password; its browsers have to come in again. Raises NotFound, UsageError."""
    with store.writer() as writer:
        account = writer.account(name)
        if role is not None:
            _keep_a_manager(writer, account, role)
            account = replace(account, role=role)
        if password is not None:
            account = replace(account, password=hashed(password))
        writer.put_account(account)
        writer.end_sessions(name)


def change_own(store: Store, name: str, old: str, new: str) -> None:
    """Gives oneself another password. Raises UsageError where the old one is wrong, or the new one unfit."""
    with store.view() as view:
        known = view.account(name)
    if not matches(old, known.password):
        raise UsageError("The old password is wrong.")
    change(store, name, password=new)


def remove(store: Store, name: str) -> None:
    """Removes an account. Raises NotFound, and UsageError for the last manager."""
    with store.writer() as writer:
        _keep_a_manager(writer, writer.account(name), None)
        writer.remove_account(name)


def log_in(store: Store, name: str, password: str, *, now: datetime) -> str | None:
    """The secret of a new session; null where name or password is wrong."""
    with store.view() as view:
        account = next((known for known in view.accounts() if known.name == name), None)
    if not matches(password, account.password if account else None):
        return None
    fresh = secret()
    with store.writer() as writer:
        session = Session(account=name, key=key(fresh), begun=stamp(now), until=stamp(now + LASTS))
        writer.put_session(session)
    return f"{name}{BETWEEN}{fresh}"


def log_out(store: Store, cookie: str) -> None:
    """Ends the session of a cookie."""
    name, _, value = cookie.partition(BETWEEN)
    with store.writer() as writer:
        writer.end_session(name, key(value))


def in_session(store: Store, cookie: str, *, now: datetime) -> Role | None:
    """The role of whoever holds this cookie; null where there is no such session, or none any more."""
    name, _, value = cookie.partition(BETWEEN)
    with store.view() as view:
        session = view.session(name, key(value))
        if session is None or session.until <= stamp(now):
            return None
        return view.account(name).role


def issue(
    store: Store, name: str, label: str, scope: Scope, *, now: datetime, until: str | None = None
) -> str:
    """A new token of an account: the one time that its secret is seen. Raises NotFound."""
    fresh = secret()
    token = Token(account=name, key=key(fresh), name=label, scope=scope, added=stamp(now), until=until)
    with store.writer() as writer:
        writer.account(name)
        writer.put_token(token)
    return f"{name}{BETWEEN}{fresh}"


def may_give(role: Role | None, scope: Scope) -> bool:
    """Whether who may do as much as a role may give a token of this scope."""
    return role is not None and lesser(SCOPES[scope], role) == SCOPES[scope]


def with_token(store: Store, value: str, *, now: datetime) -> tuple[Role, Scope] | None:
    """What a caller with this token may be, no more than its scope and no more than its owner; and the scope."""
    name, _, fresh = value.partition(BETWEEN)
    with store.view() as view:
        token = view.token(name, key(fresh))
        if token is None or (token.until is not None and token.until <= stamp(now)):
            return None
        return lesser(SCOPES[token.scope], view.account(name).role), token.scope


def _keep_a_manager(writer: Writer, account: Account, role: Role | None) -> None:
    managers = [known.name for known in writer.accounts() if known.role == "manager"]
    if managers == [account.name] and role != "manager":
        raise UsageError(f"{account.name}: is the only manager; make another one first")
