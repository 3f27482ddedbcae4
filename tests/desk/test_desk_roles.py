"""Every route of the desk, tried as each role, as nobody, by tokens and from other sites.

What each may do stands in desk_routes.py, by hand; what is missing there fails here.
"""

import shutil
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from desk_roles import VOID, Asking, Ids, asking, fill
from desk_routes import API, READS, ROLES, SAFE, WRITES, Route, Write, matches, rank, routes


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    """A ledger, to be copied."""
    path = tmp_path_factory.mktemp("roles") / "kept.db"
    return path, fill(path)


@pytest.fixture
def ids(kept: tuple[Path, Ids]) -> Ids:
    return kept[1]


@pytest.fixture
def path(kept: tuple[Path, Ids], tmp_path: Path) -> Path:
    return Path(shutil.copy(kept[0], tmp_path / "ledger.db"))


@pytest.fixture
def desk(path: Path) -> Iterator[Asking]:
    with asking(path) as found:
        yield found


def test_every_route_stands_in_the_tables_and_every_line_is_of_a_route(desk: Asking) -> None:
    found = routes(desk.client.app)
    assert len(found) > 100
    pages = {one.path.removeprefix(API) or "/" for one in found if one.method == "GET"}
    unused = [
        line
        for lines in READS.values()
        for line in lines.split()
        if not any(fnmatchcase(page, line) for page in pages)
    ]
    assert unused == []
    paths = [(one.method, one.path) for one in found]
    assert [str(one) for one in WRITES if not any(matches(one, *path) for path in paths)] == []


# Looking, and knocking without anything in one's hands


@pytest.mark.parametrize("who", [None, *ROLES])
def test_every_route_lets_pass_whom_it_may_and_nobody_else(desk: Asking, ids: Ids, who: str | None) -> None:
    before = desk.ledger()
    for route in routes(desk.client.app):
        if route.method not in SAFE and rank(who) >= rank(route.least):
            continue  # what is sent there is tried below
        for accept in ("application/json", "text/html"):
            answer = desk.ask(who, route.method, route.address(ids.case), headers={"accept": accept})
            where = f"{route.method} {route.path} as {who}: {answer.status_code} {answer.text[:200]}"
            if rank(who) >= rank(route.least):
                assert passed(answer), where
            else:
                assert refused(answer, who, route, accept), where
    assert desk.ledger() == before


def passed(answer: Any) -> bool:
    door = answer.headers.get("location", "").startswith("/login?")
    return answer.status_code < 500 and answer.status_code not in (401, 403) and not door


def refused(answer: Any, who: str | None, route: Route, accept: str) -> bool:
    """Whether it was said as it should be: a browser is led to the door, or told no on a page it can read."""
    page = accept == "text/html" and not route.path.startswith(API)
    if who is None and accept == "text/html" and route.method in SAFE:
        return answer.status_code == 303 and answer.headers["location"].startswith("/login?to=%2F")
    if answer.status_code != (401 if who is None else 403):
        return False
    if page and who is not None:
        return "<h1>Not allowed</h1>" in answer.text and f"at least a {route.least}" in answer.text
    return told_no(answer)


def told_no(answer: Any) -> bool:
    """Whether it has the one shape of errors, with something in it."""
    said = answer.json()
    return said.keys() == {"error", "detail", "hint"} and bool(said["error"] and said["detail"])


# Changing something


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_what_changes_something_wants_its_role(path: Path, ids: Ids, write: Write) -> None:
    body = write.body(ids)
    with asking(path) as desk:
        before = desk.ledger()
        for who in (None, *ROLES)[: rank(write.least) + 1]:
            answer = desk.ask(who, write.method, write.address, **body)
            assert answer.status_code == (401 if who is None else 403), (who, answer.text)
            assert told_no(answer)
        for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
            answer = desk.ask("manager", write.method, write.address, headers=headers, **body)
            assert answer.status_code == 403, (headers, answer.text)
        assert desk.ledger() == before
        least = write.least or "reader"
        answer = desk.ask(least, write.method, write.address, **body)
        assert answer.status_code < 400, (least, answer.text)
        assert desk.ledger() != before


@pytest.mark.parametrize("who", ROLES[1:])
def test_who_may_more_may_the_same(kept: tuple[Path, Ids], tmp_path: Path, who: str) -> None:
    for number, write in enumerate(WRITES):
        if rank(who) > rank(write.least):
            path = Path(shutil.copy(kept[0], tmp_path / f"{number}.db"))
            with asking(path) as desk:
                answer = desk.ask(who, write.method, write.address, **write.body(kept[1]))
            assert passed(answer), f"{write} as {who}: {answer.status_code} {answer.text[:200]}"


# By tokens


def test_a_token_that_may_read_changes_nothing(desk: Asking, ids: Ids) -> None:
    before = desk.ledger()
    for route in routes(desk.client.app):
        body = next((one.body(ids) for one in WRITES if matches(one, route.method, route.path)), {})
        answer = by_token(desk, "read", route.method, route.address(ids.case), **body)
        where = f"{route.method} {route.path}: {answer.status_code} {answer.text[:200]}"
        if route.method in SAFE and rank(route.least) <= rank("reader"):
            assert passed(answer), where
        else:
            assert answer.status_code == 403, where
    assert desk.ledger() == before


@pytest.mark.parametrize("token", VOID)
def test_a_token_that_is_none_any_more_is_nobodys(desk: Asking, ids: Ids, token: str) -> None:
    before = desk.ledger()
    for route in routes(desk.client.app):
        answer = by_token(desk, token, route.method, route.address(ids.case))
        if route.least is not None:
            assert answer.status_code == 401, (route, answer.text[:200])
            assert told_no(answer)
    assert desk.ledger() == before


def by_token(desk: Asking, secret: str, method: str, address: str, **body: Any) -> Any:
    headers = {"authorization": f"Bearer manager:{secret}"}
    return desk.ask(None, method, address, own=False, headers=headers, **body)


# Alone, from elsewhere


def test_alone_the_desk_answers_to_names_of_this_machine_only(path: Path, ids: Ids) -> None:
    with asking(path, team=False) as desk:
        before = desk.ledger()
        for route in routes(desk.client.app):
            for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example:8000"):
                answer = desk.ask(None, route.method, route.address(ids.case), headers={"host": host})
                assert answer.status_code == 403, (route, host, answer.text[:200])
        for write in WRITES:
            answer = desk.ask(
                None, write.method, write.address, headers={"host": "evil.example"}, **write.body(ids)
            )
            assert answer.status_code == 403, (write, answer.text[:200])
        assert desk.ledger() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "null"},
    ],
    ids=str,
)
@pytest.mark.parametrize("team", [False, True], ids=["alone", "team"])
def test_no_other_site_changes_anything_for_whoever_is_in(
    path: Path, ids: Ids, team: bool, headers: dict[str, str]
) -> None:
    with asking(path, team=team) as desk:
        before = desk.ledger()
        for write in WRITES:
            sent = {"headers": headers, **write.body(ids)}
            answer = desk.ask("manager", write.method, write.address, own=False, **sent)
            assert answer.status_code == 403, (write, answer.text[:200])
        for route in routes(desk.client.app):
            answer = desk.ask("manager", route.method, route.address(ids.case), own=False, headers=headers)
            assert "access-control-allow-origin" not in answer.headers
        assert desk.ledger() == before


def test_alone_nobody_is_asked_who_they_are(path: Path, ids: Ids) -> None:
    with asking(path, team=False) as desk:
        for route in routes(desk.client.app):
            if route.method in SAFE:
                answer = desk.ask(None, route.method, route.address(ids.case))
                assert passed(answer), (route, answer.status_code, answer.text[:200])
