"""What each role may do at the desk, written down by hand and not taken from the code. A new route has to be added:

- what is only looked at (GET), to READS: the role that may at least, and the path, or a pattern with `*`;
  a path under /api/v1 is found under the page that shows the same, so that it needs no line of its own;
- what changes something (all other methods), to WRITES: the role, the method, an address and what is sent there.
  As that role it has to change the ledger, and as any lesser one it must change nothing; a route that wants more
  of some requests than of others has several lines.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import pytest
from desk_people import PASSWORD
from desk_roles import DELIVERY, FEED, KEY, PLEDGE, Ids
from litestar import Litestar
from litestar.routes import HTTPRoute

from verbale.export.native import OPENING

ROLES = ("reader", "reviewer", "editor", "manager")
API = "/api/v1"

# The role that may at least look; None is anybody. An exact path goes before a pattern.
READS: Mapping[str | None, str] = {
    None: "/login /static/*",
    "reader": """
        / /home* /help /cases* /events* /reports* /parties* /matrix* /timeline* /map* /places* /audit* /cite/*
        /export* /atom/* /feeds* /following* /account /account/tokens /openapi.json /{path:str}
    """,
    "reviewer": "/add* /queue* /review* /readings*",
    "editor": "/audit/{number:int}/restore",
    "manager": "/accounts*",
}
# What stands for the names in the paths of routes that are looked at.
NAMES = {
    "article_id": "a1",
    "event_id": PLEDGE,
    "file": "events.csv",
    "file_path": "desk.css",
    "key": KEY,
    "name": "reader",
    "number": "1",
    "path": "nothing",
    "side": "NOR",
}


@dataclass(frozen=True)
class Write:
    """A request that changes something; `{case}` and `{step}` in it stand for the ledger's own."""

    least: str | None
    method: str
    address: str
    sent: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[tuple[str, tuple[str, bytes]]] = ()

    def __str__(self) -> str:
        told = (self.sent.get("do"), self.sent.get("verb"), *(name for _, (name, _) in self.files))
        return " ".join((self.method, self.address, *(one for one in told if one)))

    def body(self, ids: Ids) -> dict[str, Any]:
        """What is sent: JSON to the API, else a form."""
        if self.files:
            return {"files": self.files}
        known = {"{case}": ids.case, "{step}": ids.step}
        sent = {name: known.get(str(value), value) for name, value in self.sent.items()}
        return {"json" if self.address.startswith(API) else "data": sent}


FOLLOWED = {"kind": "search", "subject": "boats"}
OVERRIDE = {"verb": "override", "subject": "{case}", "reason": "seen in Bergen"}
WRITES = (
    Write(None, "POST", "/login", {"name": "reader", "password": PASSWORD}),
    Write(None, "POST", "/logout"),
    # One's own
    Write("reader", "POST", "/account/password", {"old": PASSWORD, "new": "another long one"}),
    Write("reader", "POST", "/account/tokens", {"name": "phone", "scope": "read"}),
    Write("reader", "POST", "/account/tokens/revoke", {"key": KEY}),
    Write("reader", "POST", "/following", {"do": "follow", "kind": "search", "subject": "tents"}),
    Write("reader", "POST", "/following", {"do": "leave", **FOLLOWED}),
    # Pages and judgements
    Write("reviewer", "POST", "/add", {"text": "Oman asks Peru for tents\n\nOman asked Peru for 12 tents."}),
    Write("reviewer", "POST", "/add/1/retry"),
    Write("reviewer", "POST", "/judge", {"verb": "accept", "subject": PLEDGE}),
    Write("reviewer", "POST", "/judge/undo", {"number": "1"}),
    Write("reviewer", "POST", "/review/unsure", {"subject": PLEDGE}),
    Write("reviewer", "POST", "/review/all", {"verb": "accept", "count": "2"}),
    Write("reviewer", "POST", "/readings/1", {"event": PLEDGE, "verdict": "accept"}),
    Write("reviewer", "POST", f"{API}/judgements", {"verb": "accept", "subject": PLEDGE}),
    Write("reviewer", "POST", f"{API}/judgements/1/undo", {"reason": "a slip"}),
    # What binds cases and parties together, and what binds everybody
    Write("editor", "POST", "/add", files=[("files", ("ledger.jsonl", OPENING + b"1}\n"))]),
    Write("editor", "POST", "/judge/bind", {**OVERRIDE, "fulfilment": "fulfilled"}),
    Write("editor", "POST", "/judge/undo", {"number": "2"}),
    Write("editor", "POST", "/audit/1/restore", {"last": "2"}),
    Write("editor", "POST", "/parties/NOR/merge", {"do": "merge", "one": "p-nor", "other": "p-swe"}),
    Write("editor", "POST", "/parties/NOR/merge", {"do": "undo", "one": "2"}),
    Write("editor", "POST", f"{API}/judgements", {**OVERRIDE, "values": {"fulfilment": "fulfilled"}}),
    Write("editor", "POST", f"{API}/judgements/2/undo", {"reason": "a slip"}),
    Write("editor", "POST", "/feeds", {"do": "follow", "url": "https://bergen.example/rss"}),
    Write("editor", "POST", "/feeds", {"do": "ask", "url": FEED}),
    Write("editor", "POST", "/feeds", {"do": "remove", "url": FEED}),
    Write("editor", "POST", "/readings", {"name": "May", "size": "2", "first": "reader", "second": "editor"}),
    Write("editor", "POST", "/readings/2/result", {"event": DELIVERY, "verdict": "accept"}),
    Write("editor", "POST", "/readings/2/result"),
    # The same by the API
    Write("reader", "POST", f"{API}/account/password", {"old": PASSWORD, "new": "another long one"}),
    Write("reader", "POST", f"{API}/account/tokens", {"name": "phone", "scope": "read"}),
    Write("reader", "DELETE", f"{API}/account/tokens/{KEY}"),
    Write("reader", "POST", f"{API}/following", {"kind": "search", "subject": "tents"}),
    Write("reader", "POST", f"{API}/following/look", FOLLOWED),
    Write("reader", "DELETE", f"{API}/following?kind=search&subject=boats"),
    Write("reviewer", "POST", f"{API}/queue/addresses", {"addresses": ["https://bergen.example/1"]}),
    Write("reviewer", "POST", f"{API}/queue/texts", {"text": "Oman asks Peru for tents\n\nOman asked for 12 tents."}),
    Write("reviewer", "POST", f"{API}/queue/files", files=[("files", ("page.txt", b"Oman asked Peru for 12 tents."))]),
    Write("editor", "POST", f"{API}/queue/files", files=[("files", ("ledger.jsonl", OPENING + b"1}\n"))]),
    Write("reviewer", "POST", f"{API}/queue/1/retry"),
    Write("reviewer", "POST", f"{API}/review/unsure", {"event": PLEDGE}),
    Write("reviewer", "POST", f"{API}/review/all", {"verb": "accept", "count": 2}),
    Write("reviewer", "POST", f"{API}/readings/1", {"event": PLEDGE, "verdict": "accept"}),
    Write("editor", "POST", f"{API}/audit/1/restore", {"last": 2}),
    Write("editor", "POST", f"{API}/feeds", {"url": "https://bergen.example/rss"}),
    Write("editor", "POST", f"{API}/feeds/ask", {"url": FEED}),
    Write("editor", "DELETE", f"{API}/feeds?url={FEED}"),
    Write("editor", "POST", f"{API}/readings", {"name": "May", "size": 2, "readers": ["reader", "editor"]}),
    Write("editor", "POST", f"{API}/readings/2/result", {"event": DELIVERY, "verdict": "accept"}),
    Write("editor", "POST", f"{API}/readings/2/result/agreed"),
    Write("manager", "POST", f"{API}/accounts", {"name": "eva", "role": "reader", "password": PASSWORD}),
    Write("manager", "PATCH", f"{API}/accounts/reader", {"role": "editor"}),
    Write("manager", "DELETE", f"{API}/accounts/reader"),
    # Accounts
    Write("manager", "POST", "/accounts", {"do": "add", "name": "eva", "role": "reader", "password": PASSWORD}),
    Write("manager", "POST", "/accounts", {"do": "role", "name": "reader", "role": "editor"}),
    Write("manager", "POST", "/accounts", {"do": "password", "name": "reader", "password": "another long one"}),
    Write("manager", "POST", "/accounts", {"do": "remove", "name": "reader"}),
)  # fmt: skip
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Route:
    """A method of a path, and the role that may use it at least."""

    method: str
    path: str
    least: str | None

    def address(self, case: str) -> str:
        """The path with something real for each name in it."""
        names = {**NAMES, "case_id": case, "cited": case}
        try:
            return re.sub(r"{(\w+):\w+}", lambda match: names[match[1]], self.path)
        except KeyError as name:
            pytest.fail(f"{self.path}: add to NAMES something that stands for {name}")


def walked(app: Litestar) -> Iterator[tuple[str, str]]:
    """Every method of every route."""
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            pytest.fail(f"{route.path}: is no route of HTTP: say in this test who may use it")
        for handler in route.route_handlers:
            yield from ((method, route.path) for method in sorted(handler.http_methods))


def matches(write: Write, method: str, path: str) -> bool:
    pattern = re.sub(r"{\w+:(\w+)}", lambda match: r"\d+" if match[1] == "int" else "[^/]+", path)
    return write.method == method and re.fullmatch(pattern, write.address.partition("?")[0]) is not None


def may_look(path: str) -> str | None:
    """The least role that may look at a path."""
    page = path.removeprefix(API) or "/"
    lines = [(role, line) for role, lines in READS.items() for line in lines.split()]
    found = {role for role, line in lines if line == page} or {
        role for role, line in lines if "*" in line and fnmatchcase(page, line)
    }
    if len(found) != 1:
        pytest.fail(f"GET {path}: READS says of it {found or 'nothing'}; it wants the one role that may look")
    return found.pop()


def may_change(method: str, path: str) -> str | None:
    """The least role that some request there wants."""
    found = [one.least for one in WRITES if matches(one, method, path)]
    if not found:
        pytest.fail(f"{method} {path}: WRITES has no request that changes something there")
    return min(found, key=rank)


def rank(role: str | None) -> int:
    return ROLES.index(role) if role else -1


def routes(app: Litestar) -> list[Route]:
    """Every method of every route with its least role by the tables above."""
    found = []
    for method, path in walked(app):
        if method == "OPTIONS":  # which methods there are: what whoever may come in may know
            least = None if path.startswith("/static/") else "reader"
        else:
            least = may_look(path) if method in SAFE else may_change(method, path)
        found.append(Route(method, path, least))
    return found
