"""The desk as somebody sits at it: a page of Chromium on a desk of one's own, and what goes wrong on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desk_demo import opened
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from tools.browser import served

from verbale.store import Store

PATIENCE = 10_000  # milliseconds; two cores are shared with other tests
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Sitting:
    """A page on a desk: its address, and the store behind it, to look what came of a click."""

    page: Page
    address: str
    store: Store

    def open(self, path: str) -> None:
        """Opens a page of the desk."""
        self.page.goto(self.address + path)

    def press(self, *keys: str) -> None:
        """Presses keys, the last of which leads to another page, and waits for that."""
        for key in keys[:-1]:
            self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])

    def follow(self, link: Locator) -> None:
        """Clicks what leads to another page or place, and waits until that stands."""
        follow(self.page, link)

    def heading(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").inner_text()

    def number(self) -> int:
        """The number that the heading begins with: so many cases, events, decisions."""
        return int(self.heading().split()[0])


def follow(page: Page, link: Locator) -> None:
    """Clicks what leads elsewhere, and waits until all of that is there: what is counted then is all."""
    with page.expect_navigation():
        link.click()


def is_error(said: ConsoleMessage) -> bool:
    """Whether a page complains; that a form was refused and says why (400) is none."""
    return said.type == "error" and "status of 400" not in said.text


@contextmanager
def watched(browser: Browser, address: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what goes wrong on it: errors of the console and requests to elsewhere."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: is_error(said) and wrong.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "request", lambda asked: asked.url.startswith(address) or wrong.append(f"{page.url}: {asked.url}")
    )
    yield page, wrong
    context.close()


@contextmanager
def sitting(browser: Browser, url: str, **config: object) -> Iterator[Sitting]:
    """Somebody at a desk on a store; nothing goes wrong on any page that they come to."""
    with opened(url, **config) as app, served(app) as address:
        with watched(browser, address) as (page, wrong):
            yield Sitting(page, address, app.state.store)
        assert wrong == []
