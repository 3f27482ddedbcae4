"""Evidence in a browser: every value one click or less from its sentence, with who says so, where and when."""

import re
from pathlib import Path

import pytest
from desk_browser import Sitting, sitting
from desk_demo import Found
from playwright.sync_api import Browser, expect

from store_samples import article, case, event, party, put_cases, step, take
from verbale.store import Store

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.fixture
def at_case(own: Sitting) -> Sitting:
    own.open(Found.of(own.store).address("/cases/{case_id:str}"))
    return own


def test_every_value_of_a_case_is_one_click_from_its_words(at_case: Sitting) -> None:
    page = at_case.page
    for name in ("Asks", "Asked", "For", "From"):
        fact = page.locator(".facts > div", has=page.locator("dt", has_text=re.compile(f"^{name}$")))
        value = fact.locator("dd").inner_text().partition("step")[0].strip()
        link = fact.get_by_role("link").first
        link.click()
        step = page.locator(link.get_attribute("href") or "")
        expect(step).to_be_in_viewport()
        said = step.inner_text().casefold()
        assert any(word in said for word in value.casefold().split() if len(word) > 4 or DAY.match(word)), (
            name
        )
        assert step.locator("blockquote.evidence").count() > 0
    for made in page.locator(".verdict a").all():  # the stage: the steps that made it
        made.click()
        expect(page.locator(made.get_attribute("href") or "")).to_have_class(re.compile("makes"))


def test_every_report_of_a_step_says_who_where_when_and_how(at_case: Sitting) -> None:
    told = at_case.page.locator(".told")
    outlets = re.compile("Lusitania Wire|Atlantic Courier|Monrovia Ledger")
    assert told.count() > 10
    for one in told.all():
        says = one.locator(".says").inner_text()
        assert outlets.search(says), says
        assert re.match(r"(says|said|according|in the report's own voice)", says), says
    whole = told.all_inner_texts()
    assert any("denied" in text for text in whole)
    assert any(DAY.search(text) for text in whole)


def test_the_words_lead_to_their_highlight_in_the_report(at_case: Sitting) -> None:
    page = at_case.page
    quote = page.locator("blockquote.evidence a").first
    words = quote.inner_text().strip("“”").split(" … ")[0]
    at_case.follow(quote)
    event = page.url.partition("#")[2]
    entry = page.locator(f"[id='{event}']")
    expect(entry).to_be_in_viewport()
    assert any(words in mark for mark in page.locator("mark").all_inner_texts())
    expect(entry.locator(".says")).to_have_text(re.compile("."))


def test_every_event_of_a_report_leads_back_to_its_words(own: Sitting) -> None:
    page = own.page
    own.open(Found.of(own.store).address("/reports/{article_id:str}"))
    entries = page.locator(".entry").all()
    assert len(entries) > 2
    for entry in entries:
        record = page.request.get(f"{own.address}/events/{entry.get_attribute('id')}.json").json()
        entry.locator("h2 a").click()
        marked = page.locator("mark:has(> .place:target)")
        expect(marked).to_be_in_viewport()
        words = marked.inner_text()
        assert any(one["text"].startswith(words) or words in one["text"] for one in record["evidence"])
        assert marked.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"


def test_a_click_on_the_words_shows_the_record_with_frame_and_confidence(own: Sitting) -> None:
    page = own.page
    own.open(Found.of(own.store).address("/reports/{article_id:str}"))
    page.locator("mark a").first.click()
    entry = page.locator(".entry:target")
    entry.locator("summary").first.click()
    for name in ("Actors", "Recipients", "Frame", "Confidence"):
        expect(entry.locator("dt", has_text=name)).to_be_visible()


def test_a_case_has_lanes_flags_sources_and_its_course_in_order_of_time(at_case: Sitting) -> None:
    page = at_case.page
    for flag in ("contested", "conditional"):
        expect(page.locator(".verdict .flag", has_text=flag)).to_be_visible()
    expect(page.locator(".verdict")).to_contain_text(re.compile(r"rule \d+: .+ by steps? \d"))
    expect(page.locator(".facts")).to_contain_text(re.compile(r"\d independent of \d+ reports"))
    lane = page.locator(".lane").first
    expect(lane.locator("h2")).to_have_text("Portugal")
    moves = lane.locator(".step h3 .move").all_inner_texts()
    assert {"request", "pledge", "delivery"} <= {move.casefold() for move in moves}
    days = page.locator(".course li > time").all_inner_texts()
    assert len(days) > 5
    assert days == sorted(days)
    assert page.locator(".course li").count() == page.locator(".step").count()
    page.locator(".course a").last.click()
    expect(page.locator(".step:target")).to_be_in_viewport()


def test_each_side_that_is_asked_has_a_lane_with_its_own_answers(browser: Browser, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    norway, sweden, peru = party("NOR", "Norway"), party("SWE", "Sweden"), party("PER", "Peru")
    with Store.open(url) as store:
        with store.writer() as writer:
            take(
                writer,
                article("a1"),
                event("a1", 0, "REQUEST", "PER", "NOR SWE", "2 boats"),
                event("a1", 1, "AGREE", "NOR", "PER", "2 boats"),
                event("a1", 2, "REJECT", "SWE", "PER", "2 boats"),
            )
        asked = step("s1", "a1-0", actors=(peru,), recipients=(norway, sweden))
        pledged = step("s2", "a1-1", move="pledge", actors=(norway,), recipients=(peru,))
        refused = step("s3", "a1-2", move="refusal", actors=(sweden,), recipients=(peru,))
        sides = {"requester": (peru,), "addressee": (norway, sweden)}
        put_cases(store, case("c1", asked, pledged, refused, **sides))
    with sitting(browser, url) as desk:
        desk.open("/cases/c1")
        lanes = {
            lane.locator("h2").inner_text(): [
                move.casefold() for move in lane.locator(".move").all_inner_texts()
            ]
            for lane in desk.page.locator(".lane").all()
        }
    assert lanes == {"All of them": ["request"], "Norway": ["pledge"], "Sweden": ["refusal"]}


def test_a_step_is_judged_where_its_form_is_opened(at_case: Sitting) -> None:
    judge = at_case.page.locator(".step > .judge").first
    judge.locator("summary").click()
    expect(judge.locator("summary")).to_be_in_viewport()
    expect(judge.get_by_role("button", name="Accept", exact=True)).to_be_in_viewport()
