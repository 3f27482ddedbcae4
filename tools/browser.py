"""The desk in a real browser: an application served on a free port of this machine, and Debian's Chromium."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from litestar import Litestar
from playwright.sync_api import Browser, sync_playwright

_PATIENCE = 20.0  # seconds


def chromium() -> str | None:
    """Where Chromium is installed; null where it is not."""
    return shutil.which("chromium")


@contextmanager
def served(app: Litestar) -> Iterator[str]:
    """Serves an application in a thread; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    thread.start()
    until = time.monotonic() + _PATIENCE
    while not server.started:
        if time.monotonic() > until or not thread.is_alive():
            raise TimeoutError("the desk did not start")
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE)


@contextmanager
def browsing(path: str) -> Iterator[Browser]:
    """Chromium without a window. Its sandbox is no user's of the name root."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.geteuid() != 0)
        yield browser
        browser.close()
