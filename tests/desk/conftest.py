"""What the desk's tests share: the demo pages read once, a client, and the desk in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Sitting, sitting
from desk_demo import Desk, Found, fill, opened, page_paths
from litestar.testing import TestClient
from playwright.sync_api import Browser
from tools.browser import browsing, chromium, served

from verbale.pipeline import Pipeline

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def demo_file(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the demo pages. To read from only: tests that write take `demo_copy`."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    fill(f"sqlite:///{path}", pipeline)
    return path


@pytest.fixture
def demo_copy(demo_file: Path, tmp_path: Path) -> str:
    """The URL of a store of the demo pages that is the test's own."""
    return f"sqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}"


@pytest.fixture(scope="session")
def client(demo_file: Path) -> Iterator[TestClient]:
    """The desk of one person on the demo pages, to be read from."""
    with opened(f"sqlite:///{demo_file}") as app, TestClient(app, base_url=HERE) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. For a module at a time: its event loop runs in the thread of the tests."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with browsing(path) as found:
        yield found


@pytest.fixture
def own(browser: Browser, demo_copy: str) -> Iterator[Sitting]:
    """Somebody at a desk of their own on the demo pages."""
    with sitting(browser, demo_copy) as found:
        yield found


@pytest.fixture(scope="session")
def desk(demo_file: Path) -> Iterator[Desk]:
    """The desk of one person on the demo pages, served to browsers, to be read from."""
    with opened(f"sqlite:///{demo_file}") as app, served(app) as address:
        found = Found.of(app.state.store)
        yield Desk(address, tuple(found.address(path) for path in page_paths(app)))
