"""A team in a browser: each sees and does what their role may; two read the same apart, and what differs is settled."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from desk_browser import follow, watched
from desk_demo import opened
from desk_people import PASSWORD
from playwright.sync_api import Browser, Page, expect
from tools.browser import served
from tools.demo import NOW

from verbale.desk.access import people
from verbale.store import Store


class Team:
    """A desk of a team: everybody has a window of their own. There is a manager, the first account."""

    def __init__(self, browser: Browser, address: str, store: Store, windows: ExitStack) -> None:
        self.address, self.store = address, store
        self._browser, self._windows = browser, windows
        people.add(store, "mona", "manager", PASSWORD, now=NOW)

    def come_in(self, name: str, password: str = PASSWORD) -> Page:
        """Somebody logs in at the door; their window."""
        page, _ = self._windows.enter_context(watched(self._browser, self.address))
        page.goto(f"{self.address}/cases")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        follow(page, page.get_by_role("button", name="Log in"))
        return page

    def add(self, manager: Page, name: str, role: str) -> None:
        """A manager adds an account."""
        manager.goto(f"{self.address}/accounts")
        new = manager.locator("form", has=manager.get_by_role("button", name="Add account"))
        new.get_by_label("Name").fill(name)
        new.get_by_label("Role").select_option(role)
        new.get_by_label("Password").fill(PASSWORD)
        follow(manager, new.get_by_role("button"))
        expect(manager.get_by_role("rowheader", name=name)).to_be_visible()


@pytest.fixture
def team(browser: Browser, demo_copy: str) -> Iterator[Team]:
    with opened(demo_copy, team=True) as app, served(app) as address, ExitStack() as windows:
        yield Team(browser, address, app.state.store, windows)


def test_each_role_is_offered_what_it_may_do_and_the_server_keeps_to_it(team: Team) -> None:
    manager = team.come_in("mona")
    for name, role in (("rita", "reader"), ("vera", "reviewer"), ("edda", "editor")):
        team.add(manager, name, role)
    offered: dict[str, list[bool]] = {}
    for name in ("rita", "vera", "edda"):
        page = team.come_in(name)
        assert page.url == f"{team.address}/cases"  # where they wanted to go
        follow(page, page.locator(".cases tbody th a").first)
        shown = [page.get_by_role("button", name="Follow", exact=True), page.get_by_text("Judge this case")]
        offered[name] = [one.count() > 0 for one in (*shown, page.locator("form[action='/judge/bind']"))]
        if name == "rita":
            form = {"verb": "accept", "subject": page.url.rpartition("/")[2]}
            same = {"origin": team.address}
            answer = page.request.post(f"{team.address}/judge", form=form, headers=same)
            assert answer.status == 403
            page.goto(f"{team.address}/accounts")
            expect(page.get_by_role("heading")).to_have_text("Not allowed")
    assert offered == {
        "rita": [True, False, False],
        "vera": [True, True, False],
        "edda": [True, True, True],
    }


def test_who_goes_out_is_out_and_nobody_sees_the_menu_at_the_door(team: Team) -> None:
    page = team.come_in("mona", "not the password")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    assert page.get_by_role("navigation").count() == 0
    page = team.come_in("mona")
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    follow(page, page.get_by_role("button", name="Log out"))
    page.goto(f"{team.address}/cases")
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_a_token_is_made_shown_once_and_revoked(team: Team) -> None:
    page = team.come_in("mona")
    follow(page, page.get_by_role("link", name="mona"))
    page.get_by_label("Name").fill("notebook")
    follow(page, page.get_by_role("button", name="New token"))
    token = page.get_by_role("status").locator("code").inner_text()

    def asked() -> int:
        headers = {"authorization": f"Bearer {token}"}
        return httpx.get(f"{team.address}/api/v1/cases", headers=headers).status_code

    assert asked() == 200
    page.goto(f"{team.address}/account")
    expect(page.locator("main")).not_to_contain_text(token)
    follow(page, page.get_by_role("button", name="Revoke notebook"))
    expect(page.get_by_text("None yet.")).to_be_visible()
    assert asked() == 401


def read(page: Page, verdicts: list[str], other: str) -> None:
    """Reads a round to its end, by keys alone; nothing of what the other says is to be seen."""
    for left, verdict in zip(range(len(verdicts), 0, -1), verdicts, strict=True):
        expect(page.get_by_role("status")).to_have_text(f"{left} of {len(verdicts)} left.")
        expect(page.locator("main")).not_to_contain_text(other)
        with page.expect_navigation():
            page.keyboard.press(verdict)
    expect(page.locator("main")).to_contain_text("You have read everything")


def test_two_read_apart_agree_so_far_and_what_differs_is_settled(team: Team) -> None:
    manager = team.come_in("mona")
    for name in ("vera", "viktor"):
        team.add(manager, name, "reviewer")
    follow(manager, manager.get_by_role("link", name="Second readings"))
    manager.get_by_label("Name", exact=True).fill("March")
    manager.get_by_label("How many").fill("10")
    manager.get_by_label("First reader").fill("vera")
    manager.get_by_label("Second reader").fill("viktor")
    follow(manager, manager.get_by_role("button", name="Open round"))
    windows = []
    for name in ("vera", "viktor"):
        page = team.come_in(name)
        follow(page, page.get_by_role("link", name="Second readings"))
        follow(page, page.get_by_role("link", name="Read March"))
        windows.append(page)
    vera, viktor = windows
    read(vera, list("aaaaaaarrr"), "viktor")
    follow(vera, vera.get_by_role("link", name="All rounds"))
    assert vera.get_by_role("link", name="Result of March").count() == 0  # blind until both are through
    read(viktor, list("aaaaarrrrr"), "vera")
    manager.reload()
    follow(manager, manager.get_by_role("link", name="Result of March"))
    # Both said accept of 5 and reject of 3; by chance they would agree on .7 × .5 + .3 × .5 = .5: κ = (.8 − .5) / .5.
    expect(manager.locator("main")).to_contain_text(
        "They say the same of 80 %; Cohen’s κ is 0.60. 10 are not settled."
    )
    follow(manager, manager.get_by_role("button", name="Settle what both agree on"))
    expect(manager.locator("main")).to_contain_text("2 are not settled.")
    for _ in range(2):
        follow(manager, manager.locator("tr.differ").get_by_role("button", name="Reject").first)
    expect(manager.locator("main")).to_contain_text("0 are not settled.")
    with team.store.view() as view:
        said = [(one.verb, one.reason) for one in view.judgements() if one.who == "mona"]
    assert sorted(verb for verb, _ in said) == ["accept"] * 5 + ["reject"] * 5
    assert sum("vera said accept, viktor reject" in (reason or "") for _, reason in said) == 2
