"""Takes the pictures of docs/pictures: pages of the desk on the demo ledger (`make shots`)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tools.browser import browsing, chromium, served
from tools.demo import now, read_demo
from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.pipeline import Pipeline
from verbale.store import Store

PICTURES = Path(__file__).parents[1] / "docs/pictures"
DESK, PHONE = (1120, 640), (390, 640)
# Picture, page ({case} and {report} are those of the patrol boats), size, theme.
SHOTS = (
    ("home", "/", DESK, "light"),
    ("cases", "/cases?q=boats", DESK, "light"),
    ("case", "/cases/{case}", DESK, "light"),
    ("case-phone", "/cases/{case}", PHONE, "dark"),
    ("report", "/reports/{report}", DESK, "light"),
    ("matrix", "/matrix", DESK, "light"),
    ("timeline", "/timeline", DESK, "light"),
    ("map", "/map", DESK, "light"),
    ("review", "/review", DESK, "dark"),
)


def main() -> None:
    """Reads the demo pages and takes all pictures of pages that there are."""
    path = chromium()
    if path is None:
        raise SystemExit("Chromium is not installed (apt-get install chromium)")
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        with Store.open(url) as store:
            read_demo(store, Pipeline().minutes)
            app = build(Config(url, now=now), store)
            pages = {route.path for route in app.routes}
            with store.view() as view:
                case = max(view.cases(), key=lambda found: len(found.steps))
                names = {"case": case.id, "report": view.event(case.steps[-1].events[0]).article_id}
            with served(app) as address, browsing(path) as browser:
                for name, page, size, theme in SHOTS:
                    if "{" in page or page.partition("?")[0] in pages:
                        _shoot(browser, address + page.format(**names), size, theme, PICTURES / f"{name}.png")


def _shoot(browser: Browser, address: str, size: tuple[int, int], theme: str, path: Path) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()
