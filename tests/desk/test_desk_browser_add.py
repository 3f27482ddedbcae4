"""From an empty ledger in the browser alone: pages are added, watched as they are read, and their case is found."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk_browser import Sitting, follow, sitting, watched
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect
from tools.demo import NOW, PAGES

from verbale.store import Store
from verbale.store.queue import Task
from verbale.taking import stamp

PATIENCE_SECONDS = 60
DROP = """([names, texts]) => {
  const transfer = new DataTransfer();
  names.forEach((name, place) => transfer.items.add(new File([texts[place]], name)));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""


@pytest.fixture
def desk_address(tmp_path: Path) -> Iterator[str]:
    """`verbale desk` on a ledger that is not there yet, as somebody starts it, with its worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["desk", "--store", f"sqlite:///{tmp_path / 'ledger.db'}", "--port", str(port)]
    desk = subprocess.Popen([sys.executable, "-m", "verbale", *command], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                httpx.get(address)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield address
    finally:
        desk.terminate()
        desk.wait(PATIENCE_SECONDS)


def add(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Add", exact=True).click()


def test_from_an_empty_ledger_to_a_case_in_the_browser_alone(browser: Browser, desk_address: str) -> None:
    pages = sorted(PAGES.iterdir())
    texts = [path for path in pages if path.suffix == ".txt"]
    chosen, *dropped = [path for path in pages if path.suffix == ".html"]
    with watched(browser, desk_address) as (page, wrong):
        page.goto(desk_address)
        expect(page.get_by_role("heading", name="Nothing has been read yet")).to_be_visible()
        follow(page, page.locator("main").get_by_role("link", name="Add pages"))
        page.get_by_label("Addresses of pages").fill(f"{desk_address}/nothing-here")
        add(page)
        for path in texts:
            page.get_by_label("or a text").fill(path.read_text("utf-8"))
            add(page)
        page.get_by_label("or files").set_input_files(chosen)
        add(page)
        page.evaluate(DROP, [[path.name for path in dropped], [path.read_text("utf-8") for path in dropped]])
        add(page)
        done = page.get_by_text(re.compile(f"0 waiting, 0 being read, {len(pages)} read, 1 failed"))
        expect(done).to_be_visible(timeout=PATIENCE_SECONDS * 1000)  # the page looks again by itself
        failed = page.locator(".task-failed")
        expect(failed.locator(".error")).not_to_be_empty()
        expect(failed.get_by_role("button", name="Try again")).to_be_visible()
        follow(page, page.locator(".task-done").get_by_role("link", name="Portugal pledges two boats"))
        expect(page.locator(".report mark").first).to_be_visible()

        page.keyboard.press("/")
        page.keyboard.type("patrol boats")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        follow(
            page,
            page.locator(".cases").get_by_role("link", name="Liberia asks Portugal for two patrol boats"),
        )
        expect(page.locator(".verdict .stage")).to_have_text("delivering")
        assert page.locator(".step blockquote.evidence").count() > 5
    assert not wrong


def test_how_far_a_page_is_read_is_shown_while_it_is_read(browser: Browser, tmp_path: Path) -> None:
    with sitting(browser, f"sqlite:///{tmp_path / 'ledger.db'}") as desk:
        page = desk.page
        desk.open("/add")
        page.get_by_label("or a text").fill(
            "Oman asks Peru for tents\n\nOman asked Peru for 12 tents on Monday."
        )
        add(page)
        page.evaluate("window.same = true")
        row = page.locator("#queue tbody tr")
        expect(row).to_contain_text("waiting")
        task = taken(desk.store)
        expect(row.get_by_role("progressbar")).to_have_attribute("value", "0.4")
        with desk.store.writer() as writer:
            assert writer.end_task(ended(task, "failed", "no text was found"))
        expect(row).to_contain_text("no text was found")
        assert page.evaluate("window.same")  # all of it without being loaded anew
        row.get_by_role("button", name="Try again").click()
        expect(row).to_contain_text("waiting")


def taken(store: Store) -> Task:
    """A worker takes the task and is through with two fifths of it."""
    with store.writer() as writer:
        task = writer.take_task("w", now=stamp(NOW), until="2099-01-01T00:00:00+00:00")
        assert task is not None
        assert writer.renew_task(replace(task, share=0.4), until="2099-01-01T00:00:00+00:00")
        return task


def ended(task: Task, state: str, reason: str) -> Task:
    return replace(task, state=state, reason=reason, ended=stamp(NOW))


def test_what_cannot_be_added_is_said_and_stays_in_its_field(own: Sitting) -> None:
    own.open("/add")
    own.page.get_by_label("Addresses of pages").fill("narvik.example")
    add(own.page)
    expect(own.page.get_by_role("alert")).to_contain_text("an address begins with http")
    expect(own.page.get_by_label("Addresses of pages")).to_have_value("narvik.example")
