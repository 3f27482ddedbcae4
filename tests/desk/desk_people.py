"""The people's part of the desk by itself: an application with those pages alone, for tests of who may what."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from jinja2 import ChoiceLoader, DictLoader, Environment, PackageLoader
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template.config import TemplateConfig
from litestar.testing import TestClient

from verbale.desk.access import Gate, install, people
from verbale.desk.access.acts import ROLES
from verbale.desk.access.gate import COOKIE
from verbale.desk.pages import add, door, feeds, following, readings
from verbale.errors import NotFound, UsageError
from verbale.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PASSWORD = "a long enough password"
BASE = (
    "<!doctype html><title>{% block title %}{% endblock %}</title>"
    "{% block head %}{% endblock %}{% block main %}{% endblock %}"
)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def application(gate: Gate) -> Litestar:
    """The pages of people, behind the gate."""
    environment = Environment(
        loader=ChoiceLoader([DictLoader({"base.html": BASE}), PackageLoader("verbale.desk")]), autoescape=True
    )
    installed = install(gate)
    return Litestar(
        [door.router, add.router, feeds.router, following.router, readings.router],
        middleware=installed.middleware,
        guards=installed.guards,
        exception_handlers={
            **installed.exception_handlers,
            NotFound: _says(404),
            UsageError: _says(400),
        },
        template_config=TemplateConfig(engine=JinjaTemplateEngine.from_environment(environment)),
        logging_config=None,
        state=State({"store": gate.store, "gate": gate}),
    )


def _says(status: int):  # type: ignore[no-untyped-def]
    def handler(_: Request, error: Exception) -> Response:  # type: ignore[type-arg]
        return Response({"error": str(error)}, status_code=status)

    return handler


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
    gate = Gate(store, clock, team=True)
    cookies = {}
    for role in ROLES:
        people.add(store, role, role, PASSWORD, now=NOW)
        cookies[role] = people.log_in(store, role, PASSWORD, now=NOW)
    with TestClient(application(gate)) as client:
        yield Team(client, gate, clock, cookies)


@contextmanager
def alone(store: Store) -> Iterator[TestClient]:
    """The desk of one person on one machine."""
    with TestClient(application(Gate(store, Clock())), base_url="http://127.0.0.1:8000") as client:
        yield client
