"""What is watched, in a browser: cases and searches with their Atom feeds, feeds with their health; a site."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desk_browser import Sitting, follow, sitting, watched
from playwright.sync_api import Browser, expect
from tools.demo import NOW, now
from typer.testing import CliRunner

from servers import Site, rss, serving, story
from store_samples import article, case, event, party, put_cases, step, take
from verbale.cli.app import app
from verbale.ingest.entries import Intake
from verbale.ingest.fetch import Limits, Web
from verbale.pipeline import Pipeline
from verbale.store import Store
from verbale.store.queue import Task
from verbale.taking import Taker, stamp
from verbale.watching import Watcher
from verbale.working import Worker

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = NOW + timedelta(days=1)
SUMMER = NOW + timedelta(days=150)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def entries(desk: Sitting, address: str) -> list[str]:
    """The titles of an Atom feed's entries."""
    answer = desk.page.request.get(desk.address + address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return [entry.findtext(f"{ATOM}title", "") for entry in ET.fromstring(answer.body()).iter(f"{ATOM}entry")]


def test_a_case_and_a_search_are_followed_and_tell_what_is_new(own: Sitting, pipeline: Pipeline) -> None:
    page = own.page
    own.open("/cases?q=boats&stage=delivering")
    own.follow(page.locator(".cases tbody th a").first)
    case = own.heading()
    steps = page.locator(".step").count()
    follow(page, page.get_by_role("button", name="Follow", exact=True))
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()
    own.open("/events?q=boats&type=REQUEST")
    follow(page, page.get_by_role("button", name="Follow", exact=True))
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()

    follow(page, page.get_by_role("link", name="Following"))
    listed = page.locator("table tbody tr")
    expect(listed).to_have_count(2)
    expect(listed.filter(has_text="nothing new")).to_have_count(2)
    feeds = [link.get_attribute("href") or "" for link in page.get_by_role("link", name="Atom").all()]
    of_case, of_search = sorted(feeds, key=lambda feed: "/search" in feed)
    assert len(entries(own, of_case)) == steps
    found = len(entries(own, of_search))
    assert 0 < found < 57

    with own.store.writer() as writer:
        text = b"Liberia asks again for boats\n\nLiberia asked Portugal for two patrol boats again on Monday."
        writer.put_task(
            Task(kind="text", name="again", asked=stamp(NOW), who="ida", published="2026-03-30"), text
        )
    worker = Worker("w", Taker(own.store, pipeline.minutes, lambda: LATER), Intake(Web(Limits())))
    assert worker.next() is not None
    page.reload()
    search = listed.filter(has_text="type: REQUEST")
    expect(search).to_contain_text("1 new")
    assert len(entries(own, of_search)) == found + 1
    follow(page, search.get_by_role("link", name="boats; type: REQUEST").first)
    assert own.number() == found + 1
    page.go_back()
    follow(page, page.get_by_role("button", name=f"Stop following {case}"))
    expect(listed).to_have_count(1)


def test_overdue_and_stale_cases_are_shown_on_the_first_page_the_watch_list_and_their_own(
    browser: Browser, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Store.open(url) as store:
        with store.writer() as writer:
            take(
                writer, article("a1"), *(event("a1", n, "REQUEST", "NOR", "SWE", "2 boats") for n in range(2))
            )
        unanswered = case("c1", step("s1", "a1-0"), no_response_found_as_of="2026-03-02")
        studied = {"provisional_stage": "acknowledged", "requester": (party("TCD"),)}
        put_cases(store, unanswered, case("c2", step("s2", "a1-1"), **studied))
    with sitting(browser, url, now=lambda: SUMMER) as desk:
        page = desk.page
        followed = []
        for kind in ("Overdue", "Stale"):
            desk.open("/")
            late = page.locator("section", has=page.get_by_role("heading", name=kind, exact=True))
            follow(page, late.locator(".cases tbody th a").first)
            expect(page.locator(".facts .flag")).to_have_text(kind.lower())
            followed.append(desk.heading())
            follow(page, page.get_by_role("button", name="Follow", exact=True))
            expect(page.get_by_role("button", name="Stop following")).to_be_visible()
        desk.open("/following")
        for kind, title in zip(("overdue", "stale"), followed, strict=True):
            line = page.locator("table tbody tr").filter(has=page.get_by_role("link", name=title, exact=True))
            expect(line.locator(".flag").first).to_have_text(kind)


def test_a_feed_is_followed_and_shows_its_health(own: Sitting, site: Site, pipeline: Pipeline) -> None:
    page = own.page
    pages = [site.put(f"/{number}", story(number)) for number in range(2)]
    feed = site.put("/feed", rss(pages), media_type="application/rss+xml")
    own.open("/feeds")
    page.get_by_label("Address of an RSS or Atom feed").fill(feed)
    page.get_by_label("Ask it every").fill("30")
    follow(page, page.get_by_role("button", name="Follow"))
    line = page.locator("table tbody tr", has_text=feed)
    expect(line).to_contain_text("not asked yet")

    def poll(at: datetime) -> None:
        web = Web(Limits(timeout=5, allow_private=True), delay=0)
        list(Watcher(Taker(own.store, pipeline.minutes, lambda: at), Intake(web)).once())

    poll(now())
    page.reload()
    expect(line).to_contain_text("Harbour News")
    cells = line.locator("td").all_inner_texts()
    assert cells[:5] == ["well", "2026-04-01 12:00", "2", "en", "none"]
    site.put("/feed", b"", status=500)
    follow(page, line.get_by_role("button", name="Ask now"))
    poll(LATER)
    page.reload()
    expect(line).to_contain_text("in trouble")
    expect(line).to_contain_text(re.compile("500.*1 in a row", re.DOTALL))
    follow(page, line.get_by_role("button", name="Stop following"))
    expect(page.get_by_text("No feed is followed yet.")).to_be_visible()


def test_a_published_site_opens_from_disk_and_leads_from_a_case_to_its_words(
    browser: Browser, demo_copy: str, tmp_path: Path
) -> None:
    done = CliRunner().invoke(app, ["publish", str(tmp_path / "site"), "requester:LBR", "--store", demo_copy])
    assert done.exit_code == 0, done.output
    address = (tmp_path / "site").as_uri()
    with watched(browser, address) as (page, wrong):
        page.goto(f"{address}/index.html")
        rows = page.locator(".cases tbody tr")
        assert rows.count() > 1
        assert all("Liberia" in row for row in rows.all_inner_texts())
        follow(page, rows.first.get_by_role("link").first)
        made = page.locator(".verdict a").first
        made.click()
        expect(page.locator(f"{made.get_attribute('href')} blockquote.evidence").first).to_be_visible()
        assert page.locator("form, button, input").count() == 0
        for name in ("Timeline", "Map", "Who asks whom"):
            follow(page, page.get_by_role("link", name=name).first)
            page.locator("svg a").first.click()
            expect(page.locator(":target")).to_be_visible()
    assert not wrong
