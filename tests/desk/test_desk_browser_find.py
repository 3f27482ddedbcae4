"""Finding in a browser: search, facets, addresses that stay; the same query everywhere."""

import csv
import io
import re

from desk_browser import Sitting, follow
from playwright.sync_api import Locator, expect


def box(desk: Sitting, inside: str, facet: str, value: str) -> Locator:
    """What holds the box of a value of a facet: its label, or the part of the page that is opened for it."""
    return desk.page.locator(
        f"#facets {inside}", has=desk.page.locator(f"input[name={facet}][value='{value}']")
    )


def choose(desk: Sitting, facet: str, value: str) -> int:
    """Chooses a value of a facet; the count that stood beside it."""
    label = box(desk, "label", facet, value)
    if not label.is_visible():
        box(desk, "details", facet, value).locator("summary").click()
    count = int(label.locator(".count").inner_text())
    with desk.page.expect_navigation():
        label.click()
    return count


def test_values_of_a_facet_are_alternatives_and_facets_narrow_each_other(own: Sitting) -> None:
    own.open("/events")
    requests = choose(own, "type", "REQUEST")
    assert own.number() == requests
    promises = choose(
        own, "type", "AGREE"
    )  # counted as if chosen instead: alternatives hide none of each other
    assert own.number() == requests + promises
    asked = choose(own, "addressee", "PRT")
    assert own.number() == asked < requests + promises
    assert box(own, "label", "type", "REQUEST").locator("input").is_checked()
    left = int(box(own, "label", "type", "REQUEST").locator(".count").inner_text())
    assert left < requests  # counts follow the other facets
    choose(own, "type", "AGREE")  # taken back
    assert own.number() == left


def test_every_facet_of_the_table_narrows_a_list(own: Sitting) -> None:
    for facet in ("requester", "addressee", "type", "item", "stage", "outlet", "review", "confidence"):
        own.open("/events")
        count = choose(own, facet, own.page.locator(f"#facets input[name={facet}]").first.input_value())
        assert own.number() == count, facet


def test_a_date_is_chosen_by_year_month_and_day(own: Sitting) -> None:
    own.open("/events")
    count = own.number()
    for length in (4, 7, 10):
        dates = own.page.locator("#facets input[name=date]").all()
        value = next(one.input_value() for one in dates if len(one.input_value()) == length)
        inside = choose(own, "date", value)
        assert own.number() == inside <= count
        count = inside


def test_a_search_is_an_address(own: Sitting) -> None:
    page = own.page
    own.open("/")
    page.keyboard.press("/")
    page.keyboard.type('type:REQUEST "patrol boats" -fuel')
    own.press("Enter")
    follow(page, page.get_by_role("link", name="Events", exact=True))
    page.locator("#q").fill('type:REQUEST "patrol boats"')
    own.press("Enter")
    page.goto(page.url.replace("/cases", "/events"))
    found, shown = own.number(), page.locator(".hits").inner_text()
    assert found > 0
    marks = page.locator(".hits mark").all_inner_texts()
    assert len(marks) == found
    assert {mark.casefold() for mark in marks} <= {"patrol boats", "patrol boat"}
    address = page.url
    own.open("/help")
    page.goto(address)
    assert (own.number(), page.locator(".hits").inner_text()) == (found, shown)
    assert page.locator("#q").input_value() == 'type:REQUEST "patrol boats"'


def test_the_same_query_finds_the_same_everywhere(own: Sitting) -> None:
    page = own.page
    own.open("/events")
    page.goto(own.address + "/events?q=type:AGREE+after:2026-03")
    found = own.number()
    assert found > 0
    for path in ("/timeline", "/map"):
        own.open(path)
        page.locator("#narrow-q").fill("type:AGREE after:2026-03")
        follow(page, page.get_by_role("button", name="Narrow down"))
        expect(page.locator("main")).to_contain_text(f"{found} events")
    own.open("/review")
    page.goto(own.address + "/review?q=type:AGREE+after:2026-03")
    assert own.number() == found
    own.open("/cases?q=type:")
    expect(page.get_by_role("alert")).to_contain_text("wants a value")


def test_every_permanent_address_gives_the_same_as_a_file(own: Sitting) -> None:
    page = own.page
    own.open("/cases?q=boats&stage=delivering")
    shown = [link.get_attribute("href") for link in page.locator(".cases tbody th a").all()]
    with page.expect_download() as kept:
        page.locator(".files a", has_text="CSV").click()
    rows = list(csv.DictReader(io.StringIO(kept.value.path().read_text("utf-8"))))
    assert [f"/cases/{row['id']}" for row in rows] == shown
    own.follow(page.locator(".cases tbody th a").first)
    headline, steps = own.heading(), page.locator(".step").count()
    case = page.url
    assert page.request.get(f"{case}.json").json()["title"] == headline
    rows = list(csv.DictReader(io.StringIO(page.request.get(f"{case}.csv").text())))
    assert {row["step"] for row in rows} == {str(number + 1) for number in range(steps)}
    event, article = rows[0]["event"], rows[0]["article"]
    own.open(f"/events/{event}")  # an event stands in its report
    assert page.url == f"{own.address}/reports/{article}#{event}"
    assert page.request.get(f"{own.address}/events/{event}.json").json()["id"] == event
    assert page.request.get(f"{own.address}/reports/{article}.json").json()["article"]["id"] == article


def test_one_key_copies_and_a_page_holds_bibtex_and_csl(own: Sitting) -> None:
    page = own.page
    own.open("/cases?q=boats&stage=delivering")
    follow(page, page.locator(".cases tbody th a").first)
    follow(page, page.get_by_role("link", name="cite"))
    bibtex = page.get_by_label("BibTeX").input_value()
    assert bibtex.count("@article{verbale-") == len(page.get_by_label("In a line").input_value().splitlines())
    csl = page.request.get(page.url + ".json").json()
    assert {one["type"] for one in csl} == {"article-newspaper"}
    assert len(re.findall(r"^  title = ", bibtex, re.MULTILINE)) == len(csl)
