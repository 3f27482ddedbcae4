"""Every page in a real browser: no error, nothing from elsewhere, accessible, light; and the way to a sentence."""

import re
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_browser import follow, watched
from desk_demo import Desk, opened
from playwright.sync_api import Browser, Page
from tools.browser import served

HEAVIEST = 300_000  # bytes of a page with its styles and scripts, without its charts
GRAVE = ("serious", "critical")
PHONE = {"width": 390, "height": 844}


def grave(page: Page) -> list[str]:
    """The serious and critical violations that axe-core finds, with the places."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def test_no_page_fails_or_asks_elsewhere_or_shuts_anybody_out(browser: Browser, desk: Desk) -> None:
    assert len(desk.pages) > 10
    found: list[str] = []
    with watched(browser, desk.address) as (page, wrong):
        for path in desk.pages:
            answer = page.goto(desk.address + path)
            assert answer is not None
            if answer.status != 200:
                found.append(f"{path}: {answer.status}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found += [f"{scheme}: {one}" for one in grave(page)]
    assert not found + wrong


def test_every_page_fits_a_phone_and_has_one_heading(browser: Browser, desk: Desk) -> None:
    found: list[str] = []
    with watched(browser, desk.address, viewport=PHONE) as (page, wrong):
        for path in desk.pages:
            page.goto(desk.address + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{path}: {width} px wide"] if width > PHONE["width"] else []
            heads = page.locator("h1").count()
            found += [f"{path}: {heads} first headings"] if heads != 1 else []
    assert not found + wrong


def test_no_page_is_heavy(browser: Browser, desk: Desk) -> None:
    weights: dict[str, int] = {}
    with watched(browser, desk.address) as (page, _):
        page.route("**/*", lambda route: route.continue_())  # nothing comes out of a cache

        @cache
        def weight(address: str) -> int:
            return len(re.sub(rb"<svg.*?</svg>", b"", page.request.get(address).body(), flags=re.DOTALL))

        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        for path in desk.pages:
            asked.clear()
            page.goto(desk.address + path)
            weights[path] = sum(map(weight, asked))
            assert len(asked) > 3
    assert {path: weight for path, weight in weights.items() if weight > HEAVIEST} == {}


def test_from_a_search_to_the_sentence_in_three_clicks(browser: Browser, desk: Desk) -> None:
    with watched(browser, desk.address) as (page, wrong):
        page.goto(desk.address)
        page.keyboard.press("/")
        page.keyboard.type("boats")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases?q=boats")
        follow(page, page.locator("#facets input[type=checkbox]").first)  # 1: a facet
        page.wait_for_url(re.compile("/cases.*q=boats.*&"))
        follow(page, page.locator(".cases tbody th a").first)  # 2: a case
        page.locator("blockquote.evidence a").first.click()  # 3: the words in their report
        page.wait_for_url(re.compile("/reports/.+#.+"))
        event = page.url.partition("#")[2]
        assert page.locator(f"[id='{event}']").is_visible()
        assert page.locator(f"mark a[href='#{event}']").count() >= 1
    assert not wrong


def test_the_same_way_without_script(browser: Browser, desk: Desk) -> None:
    with watched(browser, desk.address, java_script_enabled=False) as (page, wrong):
        page.goto(desk.address)
        page.locator("#q").fill("boats")
        follow(page, page.locator(".search button"))
        page.locator("#facets input[type=checkbox]").first.check()
        follow(page, page.locator("#facets button"))
        follow(page, page.locator(".cases tbody th a").first)
        follow(page, page.locator("blockquote.evidence a").first)
        assert page.locator(".entry:target").count() == 1
    assert not wrong


def test_the_door_shuts_nobody_out(browser: Browser, tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'team.db'}", team=True) as app, served(app) as address:
        with watched(browser, address) as (page, wrong):
            page.goto(f"{address}/cases")
            assert page.url.endswith("/login?to=%2Fcases")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert not grave(page)
        assert not wrong


@pytest.mark.parametrize("key", ["c", "r", "e"])
def test_keys_go_to_lists_and_through_them(browser: Browser, desk: Desk, key: str) -> None:
    with watched(browser, desk.address) as (page, wrong):
        page.goto(desk.address)
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(re.compile(".*/(cases|reports|events)$"))
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(".*/(cases|reports)/.+"))
    assert not wrong


def test_one_key_copies_the_words_with_their_source(browser: Browser, desk: Desk) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with watched(browser, desk.address, permissions=rights) as (page, wrong):
        page.goto(desk.address + "/cases?q=boats")
        follow(page, page.locator(".cases tbody th a").first)
        quote = page.locator("blockquote.evidence a").nth(2)
        quote.focus()
        page.keyboard.press("c")
        page.get_by_role("status").filter(has_text="Copied:").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(quote.inner_text())
        assert re.search(r"“.+”, .+, (\d{4}-\d{2}-\d{2}|undated)", copied)
    assert not wrong
