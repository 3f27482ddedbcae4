"""How somebody comes in, and what accounts, sessions and tokens are; what each may do is in test_desk_roles.py."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from desk_people import NOW, PASSWORD, Team, alone, team

from verbale.desk.access import people
from verbale.desk.access.acts import LEAST, ROLES, may
from verbale.errors import NotFound, UsageError
from verbale.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open("memory:") as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Iterator[Team]:
    with team(store) as found:
        yield found


def test_roles_grow() -> None:
    allowed = [{act for act in LEAST if may(role, act)} for role in (None, *ROLES)]
    assert all(one < other for one, other in pairwise(allowed))
    assert allowed[-1] == set(LEAST)


# Coming in


def test_who_logs_in_is_in_until_the_session_ends(desk: Team) -> None:
    answer = desk.ask(None, "POST", "/login", data={"name": "editor", "password": PASSWORD, "to": "/feeds"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/feeds")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    desk.clock.now += people.LASTS - timedelta(minutes=1)
    assert desk.ask("editor", "GET", "/feeds").status_code == 200
    desk.clock.now += timedelta(minutes=2)
    assert desk.ask("editor", "GET", "/feeds").status_code == 401


def test_a_browser_is_sent_to_the_door_and_back(desk: Team) -> None:
    answer = desk.ask(None, "GET", "/feeds?x=1", headers={"accept": "text/html"})
    assert answer.headers["location"] == "/login?to=%2Ffeeds%3Fx%3D1"
    for elsewhere in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\r\nx: y",
    ):
        answer = desk.ask(
            None, "POST", "/login", data={"name": "reader", "password": PASSWORD, "to": elsewhere}
        )
        assert answer.headers["location"] == "/", elsewhere


def test_logging_out_ends_the_session_on_the_server(desk: Team) -> None:
    assert desk.ask("reader", "POST", "/logout").status_code == 303
    assert desk.ask("reader", "GET", "/feeds").status_code == 401


def test_a_new_role_or_password_ends_sessions_and_a_removed_account_its_tokens(
    desk: Team, store: Store
) -> None:
    token = people.issue(store, "editor", "notebook", "edit", now=NOW)
    assert (
        desk.ask(
            "manager", "POST", "/accounts", data={"do": "role", "name": "editor", "role": "reader"}
        ).status_code
        == 303
    )
    assert desk.ask("editor", "GET", "/feeds").status_code == 401
    assert people.with_token(store, token, now=NOW) == ("reader", "edit")  # no more than its owner
    desk.ask("manager", "POST", "/accounts", data={"do": "remove", "name": "editor"})
    assert people.with_token(store, token, now=NOW) is None


def test_the_last_manager_stays(desk: Team) -> None:
    for do in ({"do": "remove"}, {"do": "role", "role": "reader"}):
        answer = desk.ask("manager", "POST", "/accounts", data={"name": "manager", **do})
        assert answer.status_code == 400
        assert "only manager" in answer.text


def test_passwords_are_kept_as_hashes_and_are_not_short(desk: Team, store: Store) -> None:
    with store.view() as view:
        assert view.account("reader").password.startswith("$argon2id$")
    with pytest.raises(UsageError):
        people.add(store, "eva", "reader", "short", now=NOW)
    with pytest.raises(UsageError):
        people.add(store, "reader", "reader", PASSWORD, now=NOW)
    with pytest.raises(UsageError):
        people.add(store, "Eva:x", "reader", PASSWORD, now=NOW)
    with pytest.raises(NotFound):
        people.change(store, "nobody", role="reader")


def test_guessing_is_slowed_down(desk: Team) -> None:
    for _ in range(5):
        assert (
            desk.ask(None, "POST", "/login", data={"name": "reader", "password": "wrong"}).status_code == 401
        )
    answer = desk.ask(None, "POST", "/login", data={"name": "reader", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert desk.ask(None, "POST", "/login", data={"name": "editor", "password": PASSWORD}).status_code == 303
    desk.clock.now += timedelta(minutes=6)
    assert desk.ask(None, "POST", "/login", data={"name": "reader", "password": PASSWORD}).status_code == 303


# Tokens


def test_a_token_may_no_more_than_its_scope(desk: Team, store: Store) -> None:
    read = people.issue(store, "manager", "notebook", "read", now=NOW)
    headers = {"authorization": f"Bearer {read}"}
    assert desk.ask(None, "GET", "/feeds.json", headers=headers).status_code == 200
    assert desk.ask(None, "GET", "/add.json", headers=headers).status_code == 403
    wrong = {"authorization": f"Bearer manager:{'x' * 43}"}
    assert desk.ask(None, "GET", "/feeds.json", headers=wrong).status_code == 401
    basic = {"authorization": "Basic " + base64.b64encode(read.encode()).decode()}
    assert desk.ask(None, "GET", "/atom/search?q=boats", headers=basic).status_code == 200


def test_a_token_is_shown_once_and_revoked(desk: Team, store: Store) -> None:
    answer = desk.ask("reviewer", "POST", "/account/tokens", data={"name": "notebook", "scope": "review"})
    with store.view() as view:
        (token,) = view.tokens("reviewer")
    assert "reviewer:" in answer.text
    assert token.key not in answer.text.split("<table>")[0]
    assert "reviewer:" not in desk.ask("reviewer", "GET", "/account").text
    desk.ask("reviewer", "POST", "/account/tokens/revoke", data={"key": token.key})
    with store.view() as view:
        assert view.tokens("reviewer") == ()


def test_a_token_that_may_read_gives_none_that_may_more(desk: Team, store: Store) -> None:
    read = people.issue(store, "manager", "notebook", "read", now=NOW)
    answer = desk.ask(
        None,
        "POST",
        "/account/tokens",
        headers={"authorization": f"Bearer {read}"},
        data={"name": "x", "scope": "manage"},
    )
    assert answer.status_code == 403
    with store.view() as view:
        assert len(view.tokens("manager")) == 1


# Alone


def test_alone_this_machine_has_several_names(store: Store) -> None:
    with alone(store) as client:
        for host in ("localhost.evil.example:80", ""):
            assert client.get("/feeds", headers={"host": host}).status_code == 403, host
        for host in ("127.0.0.1:8000", "localhost:8000", "[::1]:8000", "localhost"):
            assert client.get("/feeds", headers={"host": host}).status_code == 200, host
        data = {"do": "follow", "url": "https://narvik.example/rss"}
        same = {"origin": "http://127.0.0.1:8000"}
        assert client.post("/feeds", data=data, headers=same, follow_redirects=False).status_code == 303
