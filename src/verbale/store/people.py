"""People: their accounts, the sessions of their browsers, the tokens of their programs, what they follow."""

from typing import Literal

from verbale.errors import NotFound
from verbale.records import Record
from verbale.store.shelves import ShelvesView, ShelvesWriter

Role = Literal["reader", "reviewer", "editor", "manager"]
Scope = Literal["read", "review", "edit", "manage"]
FollowKind = Literal["case", "search", "event"]


class Account(Record, frozen=True, kw_only=True):
    """Somebody who may come in. `password` is its hash, never the word itself; times are UTC, ISO 8601."""

    name: str
    role: Role
    password: str
    added: str


class Session(Record, frozen=True, kw_only=True):
    """A browser that has come in; `key` is a hash of the secret that it holds."""

    account: str
    key: str
    begun: str
    until: str


class Token(Record, frozen=True, kw_only=True):
    """A program that may come in for somebody, and do no more than its scope; `key` is a hash of its secret."""

    account: str
    key: str
    name: str
    scope: Scope
    added: str
    until: str | None = None


class Follow(Record, frozen=True, kw_only=True):
    """A case (its id) or a search (its query) that somebody follows; `seen` is when they last looked.

    An event (its id) is one that somebody was not sure of and set aside for another look.
    """

    who: str
    kind: FollowKind
    subject: str
    title: str
    added: str
    seen: str


class PeopleView(ShelvesView):
    """What is asked of people."""

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        return self.on_shelf("account", Account)

    def account(self, name: str) -> Account:
        """The account of this name. Raises NotFound."""
        return _only(self.on_shelf("account", Account, name), f"{name}: there is no such account")

    def session(self, account: str, key: str) -> Session | None:
        """The session with this key, or null."""
        return next(iter(self.on_shelf("session", Session, account, key)), None)

    def tokens(self, account: str) -> tuple[Token, ...]:
        """The tokens of an account."""
        return self.on_shelf("token", Token, account)

    def token(self, account: str, key: str) -> Token | None:
        """The token with this key, or null."""
        return next(iter(self.on_shelf("token", Token, account, key)), None)

    def follows(self, who: str) -> tuple[Follow, ...]:
        """What somebody follows, cases first."""
        return tuple(one for one in self.on_shelf("follow", Follow, who) if one.kind != "event")

    def doubts(self) -> tuple[Follow, ...]:
        """The events that somebody was not sure of, by person."""
        return tuple(one for one in self.on_shelf("follow", Follow) if one.kind == "event")


class PeopleWriter(PeopleView, ShelvesWriter):
    """What is done about people."""

    def put_account(self, account: Account) -> None:
        """Adds an account, or takes the place of the one of its name."""
        self.put_on_shelf("account", account, account.name)

    def remove_account(self, name: str) -> None:
        """Removes an account with its sessions and tokens; what its owner judged stays. Raises NotFound."""
        self.account(name)
        self.clear_shelf("session", name)
        self.clear_shelf("token", name)
        self.clear_shelf("follow", name)
        self.clear_shelf("account", name)

    def put_session(self, session: Session) -> None:
        """Begins a session, or gives it another end."""
        self.put_on_shelf("session", session, session.account, session.key)

    def end_session(self, account: str, key: str) -> None:
        """Ends a session."""
        self.clear_shelf("session", account, key)

    def end_sessions(self, account: str) -> None:
        """Ends all sessions of an account."""
        self.clear_shelf("session", account)

    def put_token(self, token: Token) -> None:
        """Keeps a token."""
        self.put_on_shelf("token", token, token.account, token.key)

    def revoke_token(self, account: str, key: str) -> None:
        """Takes a token away. Raises NotFound."""
        if not self.clear_shelf("token", account, key):
            raise NotFound(f"{account}: there is no such token")

    def put_follow(self, follow: Follow) -> None:
        """Follows something, or says that it was looked at."""
        self.put_on_shelf("follow", follow, follow.who, follow.kind, follow.subject)

    def unfollow(self, who: str, kind: FollowKind, subject: str) -> None:
        """Follows it no longer. Raises NotFound."""
        if not self.clear_shelf("follow", who, kind, subject):
            raise NotFound(f"{subject}: {who} does not follow it")


def _only(found: tuple[Account, ...], reason: str) -> Account:
    if not found:
        raise NotFound(reason)
    return found[0]
