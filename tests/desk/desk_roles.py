"""A desk on a small ledger that nothing is missing from, and those who may come in, by role and by token."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_people import NOW, PASSWORD, Clock
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from asking_samples import events, filled
from verbale.desk.access.acts import ROLES
from verbale.desk.access.gate import COOKIE
from verbale.desk.access.people import LASTS
from verbale.desk.access.secrets import hashed, key
from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.rulings import Ruling, judge
from verbale.store import Store, Writer
from verbale.store.people import Account, Follow, Session, Token
from verbale.store.queue import Task
from verbale.store.readings import Round, SecondReading
from verbale.store.rows import Feed
from verbale.taking import stamp

FEED = "https://narvik.example/rss"
KEY = key("a token of everybody")  # what a token of each account is known by in the store
AT = stamp(NOW)
READERS = ("reviewer", "editor")
# What a token is worth nothing for.
VOID = ("revoked", "expired", "made-up")
REQUEST, PLEDGE, DELIVERY = (one.id for one in events())
WAITING = (PLEDGE, DELIVERY)  # for review


@dataclass(frozen=True)
class Ids:
    """The ids in the ledger that only whoever reads it knows."""

    case: str
    step: str


def fill(path: Path) -> Ids:
    """Writes the ledger: a case of three events with two decisions, a feed, a failed task, a watch list, an
    account and a token a role, a round that nobody has read and one that both have."""
    with filled(f"sqlite:///{path}") as store:
        progress = Ruling("override", _ids(store).case, values={"fulfilment": "in_progress"}, reason="seen")
        said = [Ruling("accept", REQUEST), progress]
        judge(store, said, who="manager", now=NOW)
        with store.writer() as writer:
            writer.put_feed(Feed(url=FEED, added=AT))
            writer.put_task(
                Task(kind="address", name=FEED, asked=AT, who="reader", state="failed", reason="no")
            )
            _put_people(writer)
            for name in ("unread", "read"):
                writer.put_round(
                    Round(name=name, readers=READERS, events=WAITING, query="", opened=AT, who="editor")
                )
            for event in WAITING:
                for who in READERS:
                    writer.put_reading(
                        SecondReading(round=2, event_id=event, who=who, verdict="accept", at=AT)
                    )
        return _ids(store)


def _put_people(writer: Writer) -> None:
    password = hashed(PASSWORD)
    for role in ROLES:
        writer.put_account(Account(name=role, role=role, password=password, added=AT))
        writer.put_session(Session(account=role, key=key(role), begun=AT, until=stamp(NOW + LASTS)))
        writer.put_token(Token(account=role, key=KEY, name="notebook", scope="review", added=AT))
        writer.put_follow(
            Follow(who=role, kind="search", subject="boats", title="boats", added=AT, seen=stamp(NOW - LASTS))
        )
    for name in ("revoked", "read"):
        writer.put_token(Token(account="manager", key=key(name), name=name, scope="read", added=AT))
    writer.put_token(
        Token(account="manager", key=key("expired"), name="old", scope="manage", added=AT, until=AT)
    )
    writer.revoke_token("manager", key("revoked"))


def _ids(store: Store) -> Ids:
    with store.view() as view:
        (case,) = view.cases()
    return Ids(case.id, case.steps[-1].id)


@dataclass(frozen=True)
class Asking:
    """A desk whose ledger can be looked at from behind."""

    client: TestClient
    path: Path

    def ask(
        self,
        who: str | None,
        method: str,
        path: str,
        *,
        own: bool = True,
        headers: Mapping[str, str] | None = None,
        **body: Any,
    ) -> Response:
        """A request of an account's browser, or of nobody's; from the desk's `own` pages, or from elsewhere."""
        sent = {**({"sec-fetch-site": "same-origin"} if own else {}), **(headers or {})}
        if who is not None:
            sent["cookie"] = f"{COOKIE}={who}:{who}"
        self.client.cookies.clear()
        return self.client.request(method, path, headers=sent, follow_redirects=False, **body)

    def ledger(self) -> str:
        """All that stands in the database, as text: what changed nothing leaves it as it was."""
        connection = sqlite3.connect(self.path)
        try:
            return "\n".join(connection.iterdump())
        finally:
            connection.close()


@contextmanager
def asking(path: Path, *, team: bool = True) -> Iterator[Asking]:
    """The desk on the ledger of a file."""
    with Store.open(f"sqlite:///{path}") as store:
        app: Litestar = build(Config(url="", team=team, now=Clock()), store)
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            yield Asking(client, path)
