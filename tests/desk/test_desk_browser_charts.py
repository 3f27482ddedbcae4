"""The drawings in a browser: times as long as the text says, places as exact as it says, cells that open cases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Sitting, sitting
from msgspec.structs import replace
from playwright.sync_api import Browser, Locator, expect

from store_samples import article, case, event, on, party, put_cases, step, take, where
from verbale.store import Store


@pytest.fixture
def own(browser: Browser, tmp_path: Path) -> Iterator[Sitting]:
    """A ledger of a few weeks: one event in "October", one on a day; places as exact as can be told."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Store.open(url) as store:
        with store.writer() as writer:
            take(
                writer,
                article("a1", published="2025-11-03T10:00:00+01:00"),
                event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats", when=on("2025-10")),
                event("a1", 1, "AGREE", "SWE", "NOR", "2 boats", when=on("2025-11-02")),
                event("a1", 2, "AID", "SWE", "NOR", "2 boats", where=where("Bodø", 67.28, 14.4)),
                event("a1", 3, "AID", "SWE", "NOR", "1 boat", where=where("Norway")),
                event("a1", 4, "AID", "SWE", "NOR", "1 boat", where=replace(where("Kvalhamn"), country=None)),
            )
        put_cases(
            store,
            case("c1", step("s1", "a1-0"), provisional_stage="delivered"),
            case("c2", step("s2", "a1-1"), requester=(party("TCD"),)),
        )
    with sitting(browser, url) as found:
        yield found


def mark(desk: Sitting, says: str) -> Locator:
    """The mark of a drawing that says so."""
    title = desk.page.locator("title", has_text=re.compile(f"^{re.escape(says)}$"))
    return desk.page.locator(".drawing svg a", has=title).locator("path").first


def test_october_is_a_bar_and_not_its_first_day(own: Sitting) -> None:
    own.open("/timeline")
    bar = mark(own, "2025-10: 1 event").bounding_box()
    day = mark(own, "2025-11-02: 1 event").bounding_box()
    assert bar is not None
    assert day is not None
    assert bar["width"] > 25 * day["width"]
    assert bar["x"] < day["x"]
    rows = own.page.locator("table tbody tr").all_inner_texts()
    assert any(re.match(r"2025-10\s+happened, known no closer", row) for row in rows)
    assert not any(row.startswith("2025-10-01") for row in rows)


def test_what_happened_and_what_was_reported_are_told_apart_and_lead_to_their_events(own: Sitting) -> None:
    own.open("/timeline")
    own.follow(own.page.get_by_role("link", name="2025-11-03, reported: 5"))
    assert own.number() == 5
    own.open("/timeline")
    own.follow(own.page.get_by_role("link", name="2025-11-02, happened that day: 1"))
    assert own.number() == 1
    own.open("/timeline")
    own.follow(own.page.locator(".drawing svg a").first)
    own.page.wait_for_url(re.compile("/events|/timeline"))
    assert "?" in own.page.url


def test_a_place_is_drawn_as_exactly_as_it_is_told(own: Sitting) -> None:
    own.open("/map")
    town = mark(own, "Bodø: 1 event").bounding_box()
    country = mark(own, "Norway: 1 event").bounding_box()
    assert town is not None
    assert country is not None
    assert country["height"] > 2 * town["height"]  # all of the country is shaded: no pin in its capital
    expect(own.page.locator(".drawing svg")).not_to_contain_text("Oslo")
    exact = dict(
        zip(
            own.page.locator("#table ~ .wide tbody th").all_inner_texts(),
            own.page.locator("#table ~ .wide tbody td:nth-child(3)").all_inner_texts(),
            strict=True,
        )
    )
    assert exact == {"Bodø": "a town", "Norway": "no closer than the country"}


def test_what_is_not_on_the_map_is_listed_beside_it(own: Sitting) -> None:
    own.open("/map")
    beside = own.page.locator("section", has=own.page.get_by_role("heading", name="Not on the map"))
    expect(beside).to_contain_text("Kvalhamn")
    own.follow(beside.get_by_role("link"))
    assert own.number() == 1
    own.open("/map")
    expect(own.page.locator("main")).to_contain_text("2 name no place")
    own.follow(own.page.locator("p", has_text="name no place").get_by_role("link"))
    assert own.number() == 2


def test_a_cell_of_who_asks_whom_opens_its_cases_and_so_does_the_table(own: Sitting) -> None:
    own.open("/matrix")
    own.follow(mark(own, "Norway → Sweden: 1 case"))
    own.page.wait_for_url(re.compile(r"/cases\?requester=NOR&addressee=SWE"))
    assert own.number() == 1
    own.open("/matrix")
    rows = own.page.locator("table tbody tr").all_inner_texts()
    assert sorted(row.split()[:3] for row in rows) == [["Chad", "Sweden", "1"], ["Norway", "Sweden", "1"]]
    own.follow(own.page.get_by_role("link", name="Chad → Sweden: 1", exact=True))
    assert own.number() == 1
    expect(own.page.locator(".cases tbody th")).to_contain_text("Chad asks Sweden")


def test_a_drawing_is_narrowed_by_the_search_of_its_page(own: Sitting) -> None:
    for path in ("/matrix", "/timeline", "/map"):
        own.open(path)
        marks = own.page.locator(".drawing svg a").count()
        own.page.locator("#narrow-q").fill("type:REQUEST")
        own.follow(own.page.get_by_role("button", name="Narrow down"))
        own.page.wait_for_url(re.compile("q=type"))
        assert own.page.locator(".drawing svg a").count() < marks, path
