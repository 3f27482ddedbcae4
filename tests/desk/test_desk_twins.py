"""What a page shows or does, the API shows or does; and the page's address with .json gives the same record."""

import re

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

API = "/api/v1"
# What stands under another name, or is told apart there by more than one request.
TWINS = {
    "GET /": ("GET /home",),
    "GET /map": ("GET /places",),
    "GET /account": ("GET /account", "GET /account/tokens"),
    "GET /add": ("GET /queue", "GET /queue/{number:int}"),
    "GET /export/{file:str}": ("GET /export/ledger.jsonl", "GET /export/cases.csv", "GET /export/events.csv"),
    "POST /add": ("POST /queue/addresses", "POST /queue/texts", "POST /queue/files"),
    "POST /add/{number:int}/retry": ("POST /queue/{number:int}/retry",),
    "POST /judge": ("POST /judgements",),
    "POST /judge/bind": ("POST /judgements",),
    "POST /judge/undo": ("POST /judgements/{number:int}/undo",),
    "POST /parties/{side:str}/merge": ("POST /judgements", "POST /judgements/{number:int}/undo"),
    "POST /feeds": ("POST /feeds", "POST /feeds/ask", "DELETE /feeds"),
    "POST /following": ("POST /following", "POST /following/look", "DELETE /following"),
    "POST /readings/{number:int}/result": (
        "POST /readings/{number:int}/result",
        "POST /readings/{number:int}/result/agreed",
    ),
    "POST /account/tokens/revoke": ("DELETE /account/tokens/{key:str}",),
    "POST /accounts": ("POST /accounts", "PATCH /accounts/{name:str}", "DELETE /accounts/{name:str}"),
}
# What programs have no use for: the door, what is to be read by people, and files that are feeds or styles.
FOR_PEOPLE = re.compile(r"(GET|POST) /(login|logout|help|static|atom)")
ANOTHER_FORM = re.compile(r"\.(json|jsonl|csv)$")
# Pages whose record stands at their own address too, and where the API has it.
SAME = {
    "/home": "/home",
    "/cases": "/cases",
    "/events": "/events",
    "/reports": "/reports",
    "/parties": "/parties",
    "/matrix": "/matrix",
    "/timeline": "/timeline",
    "/map": "/places",
    "/audit": "/audit",
    "/export": "/export",
    "/feeds": "/feeds",
    "/following": "/following",
    "/add": "/queue",
    "/review": "/review",
    "/readings": "/readings",
    "/readings/2/result": "/readings/2/result",
    "/accounts": "/accounts",
}
TABLES = ("cases", "events", "reports", "parties", "matrix", "timeline", "map", "audit", "export", "feeds")
MORE_TABLES = ("following", "add", "review", "readings", "accounts")


def walked(app: Litestar) -> set[str]:
    """Every method and path."""
    routes = (route for route in app.routes if isinstance(route, HTTPRoute))
    return {
        f"{method} {route.path}"
        for route in routes
        for handler in route.route_handlers
        for method in handler.http_methods
        if method not in ("OPTIONS", "HEAD")
    }


def test_every_page_has_its_twin(client: TestClient) -> None:
    known = walked(client.app)
    api = {one.replace(f" {API}", " ", 1) for one in known if f" {API}" in one}
    pages = {
        one for one in known if API not in one and not FOR_PEOPLE.match(one) and not ANOTHER_FORM.search(one)
    }
    assert {
        page: TWINS.get(page, (page,)) for page in pages if not api.issuperset(TWINS.get(page, (page,)))
    } == {}
    assert TWINS.keys() <= pages


@pytest.mark.parametrize(("page", "twin"), SAME.items())
def test_an_address_with_json_is_the_same_record(client: TestClient, page: str, twin: str) -> None:
    own, other = client.get(f"{page}.json"), client.get(f"{API}{twin}")
    assert own.status_code == other.status_code == 200
    assert own.json() == other.json()


@pytest.mark.parametrize("page", [*TABLES, *MORE_TABLES])
def test_an_address_with_csv_is_a_table(client: TestClient, page: str) -> None:
    answer = client.get(f"/{page}.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert "," in answer.text.splitlines()[0]


def test_what_one_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{API}/cases")
    again = client.get(f"{API}/cases", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{API}/events", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
