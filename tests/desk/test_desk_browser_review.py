"""The review in a browser: fifty events by keyboard alone; many at a stroke; looking decides nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Sitting, follow, sitting
from playwright.sync_api import Browser, expect

from big_ledger import Ledger
from verbale.store import Store

EVENTS = 64
ROUND = ("accept", "accept", "fix", "accept", "reject")
FIFTY = ROUND * 10


@pytest.fixture
def reviewer(browser: Browser, tmp_path: Path) -> Iterator[Sitting]:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Store.open(url) as store:
        Ledger.make(EVENTS, 8, 2).write(store)
    with sitting(browser, url) as found:
        yield found


def focus(desk: Sitting) -> str:
    """The id of the event in focus."""
    return desk.page.locator(".actions input[name=subject]").first.input_value()


def verdicts(desk: Sitting, who: str = "analyst") -> Counter[str]:
    with desk.store.view() as view:
        return Counter(one.verb for one in view.judgements() if one.who == who)


def rule(desk: Sitting, verb: str) -> str:
    """Rules on the event in focus by keys alone; its id."""
    key = focus(desk)
    if verb == "accept":
        desk.press("a")
    elif verb == "reject":
        desk.page.keyboard.press("r")
        desk.page.keyboard.type("not said in the text")
        desk.press("Enter")
    else:  # the form opens on the type; its next field is another certainty, and two further on Enter sends it
        desk.press("f", "Tab", "ArrowDown", "Tab", "Tab", "Enter")
    return key


def test_fifty_events_are_reviewed_by_keyboard_alone(reviewer: Sitting) -> None:
    page = reviewer.page
    reviewer.open("/")
    reviewer.press("g", "v")
    waiting = reviewer.number()
    ruled = {rule(reviewer, verb): verb for verb in FIFTY}
    assert len(ruled) == 50
    assert reviewer.number() == waiting - 50
    assert verdicts(reviewer) == {"accept": 30, "fix": 10, "reject": 10}

    skipped = focus(reviewer)
    reviewer.press("s")
    assert focus(reviewer) != skipped
    aside = focus(reviewer)
    reviewer.press("u")
    assert aside not in page.locator(".queue").inner_html()
    expect(page.get_by_role("link", name="1 set aside as not sure")).to_be_visible()
    assert verdicts(reviewer).total() == 50  # neither judged anything

    again = rule(reviewer, "accept")
    reviewer.press("z")
    assert focus(reviewer) == again
    assert reviewer.number() == waiting - 50

    reviewer.press("g", "a")
    page.get_by_label("By").select_option("analyst")
    follow(page, page.get_by_role("button", name="Show"))
    expect(page.locator("h1")).to_have_text("52 decisions")  # the fifty, the one that was undone, its undoing
    told = page.locator("table.audit tbody")
    expect(told.locator("tr")).to_have_count(52)
    for key, verb in ruled.items():
        row = told.locator("tr", has_text=key)
        expect(row).to_contain_text(verb)
        assert ("not said in the text" in row.inner_text()) == (verb == "reject")


def test_looking_never_accepts(reviewer: Sitting) -> None:
    reviewer.open("/review")
    waiting = reviewer.number()
    seen = {focus(reviewer)}
    for key in "jjjkjj":
        reviewer.press(key)
        seen.add(focus(reviewer))
    reviewer.page.keyboard.press("f")
    reviewer.page.keyboard.press("Escape")
    reviewer.follow(reviewer.page.get_by_role("link", name="Least sure"))
    reviewer.follow(reviewer.page.get_by_role("link", name="Rarest"))
    assert len(seen) == 5
    assert reviewer.number() == waiting
    assert not verdicts(reviewer)


def test_the_least_sure_come_first_where_that_is_asked(reviewer: Sitting) -> None:
    reviewer.open("/review")
    reviewer.follow(reviewer.page.get_by_role("link", name="Least sure"))
    shares = [float(one) for one in reviewer.page.locator(".queue > ol .quiet").all_inner_texts()]
    assert len(shares) > 10
    assert shares == sorted(shares)


def test_a_rejection_without_a_reason_does_not_leave_the_page(reviewer: Sitting) -> None:
    reviewer.open("/review")
    reviewer.page.keyboard.press("r")
    reviewer.page.keyboard.press("Enter")
    assert reviewer.page.locator(".reject input[name=reason]").evaluate(
        "field => field.validity.valueMissing"
    )
    assert not verdicts(reviewer)


def test_what_a_filter_finds_is_accepted_at_one_stroke_and_undone_at_one(reviewer: Sitting) -> None:
    page = reviewer.page
    reviewer.open("/review")
    waiting = reviewer.number()
    choice = page.locator("#facets label", has=page.locator("input[name=type]")).first
    count = int(choice.locator(".count").inner_text())
    follow(page, choice)
    page.wait_for_url(re.compile(r"/review\?.*type="))
    reviewer.follow(page.get_by_role("link", name="Accept all"))
    assert reviewer.heading() == f"Accept {count} events?"
    follow(page, page.get_by_role("button", name=f"Accept all {count}"))
    expect(page.locator("h1")).to_have_text("0 events to review")
    assert verdicts(reviewer) == {"accept": count}
    reviewer.press("z")
    assert reviewer.number() == count
    reviewer.open("/review")
    assert reviewer.number() == waiting


def test_the_score_and_the_original_stay_after_a_fix(reviewer: Sitting) -> None:
    page = reviewer.page
    reviewer.open("/review")
    key = rule(reviewer, "fix")
    reviewer.open(f"/events/{key}")
    entry = page.locator(f"[id='{key}']")
    entry.locator("summary").first.click()
    with reviewer.store.view() as view:
        read, fixed = view.event(key), view.judgements("event", key)[0].detail
    assert fixed["factuality"] != read.factuality
    expect(entry.locator("summary").first).to_contain_text(f"{fixed['factuality']}")
    expect(entry).to_contain_text(f"{read.confidence:.2f}")
    reviewer.open(f"/review?review=accepted&at={key}")
    expect(page.locator(".facts").first).to_contain_text(f"read as {read.event_type}")


def test_a_question_mark_shows_the_keys_and_focus_is_seen(reviewer: Sitting) -> None:
    reviewer.open("/cases")
    reviewer.page.keyboard.press("j")
    seen = "getComputedStyle(document.activeElement)"
    assert (
        reviewer.page.evaluate(f"document.activeElement.matches('.cases a') && {seen}.outlineStyle")
        == "solid"
    )
    assert float(reviewer.page.evaluate(f"{seen}.outlineWidth").removesuffix("px")) >= 2
    reviewer.press("?")
    keys = reviewer.page.locator("#keys + table")
    expect(keys).to_be_in_viewport()
    for key in ("a", "f", "r", "u", "z"):
        expect(keys.locator("kbd", has_text=re.compile(f"^{key}$"))).to_have_count(1)
