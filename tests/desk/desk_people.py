"""A desk with people: one account a role, or nobody but whoever sits at the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from litestar.testing import TestClient

from verbale.desk.access import Gate, people
from verbale.desk.access.acts import ROLES
from verbale.desk.access.gate import COOKIE
from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PASSWORD = "a long enough password"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Team:
    """A desk with one account a role, named like it."""

    client: TestClient
    gate: Gate
    clock: Clock
    cookies: dict[str, str]

    def ask(self, who: str | None, method: str, path: str, **values):  # type: ignore[no-untyped-def]
        """A request of somebody, as a browser sends it from the desk's own pages."""
        headers = {"sec-fetch-site": "same-origin", **values.pop("headers", {})}
        self.client.cookies.clear()
        if who is not None:
            headers["cookie"] = f"{COOKIE}={self.cookies[who]}"
        return self.client.request(method, path, headers=headers, follow_redirects=False, **values)


@contextmanager
def team(store: Store) -> Iterator[Team]:
    """The desk of a team."""
    clock = Clock()
    cookies = {}
    for role in ROLES:
        people.add(store, role, role, PASSWORD, now=NOW)
        cookies[role] = people.log_in(store, role, PASSWORD, now=NOW)
    app = build(Config(url="", team=True, now=clock), store)
    with TestClient(app) as client:
        yield Team(client, app.state.gate, clock, cookies)


@contextmanager
def alone(store: Store, who: str = "analyst") -> Iterator[TestClient]:
    """The desk of one person on one machine."""
    app = build(Config(url="", now=Clock(), who=who), store)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


@contextmanager
def sitting(store: Store, who: str) -> Iterator[TestClient]:
    """The same, asked as a browser asks from the desk's own pages; where an answer leads is not followed."""
    with alone(store, who) as client:
        client.headers.update({"accept": "text/html", "sec-fetch-site": "same-origin"})
        client.follow_redirects = False
        yield client
