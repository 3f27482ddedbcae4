"""Taking in is cut off: by kill -9, by Ctrl-C, by another writer. What was done stays, and the rest follows."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from crashes import add, articles, start, trial, write_pages
from servers import rss, serving
from stores import holdings
from verbale.cli.takers import now
from verbale.store.base import Store
from verbale.store.rows import Feed
from verbale.taking import stamp

PROMPT = 2.0  # seconds in which Ctrl-C must be obeyed
MANY = 150  # pages that are still at work when the first are seen, on a busy machine too


def interrupt(process: "subprocess.Popen[str]") -> tuple[float, str, str]:
    """How long it took to end, and what it had to say."""
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    return time.monotonic() - begun, out, err


def wait_for_articles(store: str) -> None:
    """Until something has been taken in."""
    for _ in range(400):
        time.sleep(0.05)
        if Path(store.removeprefix("sqlite:///")).is_file() and articles(store):
            return
    pytest.fail("nothing was taken in")


def test_killed_at_random_moments_and_run_again_it_ends_like_an_undisturbed_run(tmp_path: Path) -> None:
    """`make crashes` does the same with 300 pages and 20 kills."""
    found = trial(tmp_path, pages=40, kills=5, seed=3)
    assert found.different == ()
    assert found.kills == 5


def test_an_interrupted_add_ends_at_once_and_goes_on_the_next_time(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", MANY)
    store, whole = (f"sqlite:///{tmp_path}/{name}.db" for name in ("a", "b"))
    process = start("add", str(tmp_path / "pages"), "--store", store)
    wait_for_articles(store)
    seconds, out, err = interrupt(process)
    assert seconds < PROMPT
    assert process.returncode == 130, err
    assert err.splitlines()[-1] == "verbale: stopped"
    assert " new, " in out
    assert 0 < articles(store) < MANY
    add(tmp_path / "pages", store)
    add(tmp_path / "pages", whole)
    assert holdings(store) == holdings(whole)


@pytest.mark.parametrize("busy", [False, True], ids=["asleep", "waiting for a server"])
def test_an_interrupted_watch_ends_at_once(tmp_path: Path, busy: bool) -> None:
    store = f"sqlite:///{tmp_path}/a.db"
    with serving() as site:
        url = site.put("/feed", rss([]), seconds=15 if busy else 0)
        with Store.open(store) as opened, opened.writer() as writer:
            writer.put_feed(Feed(url=url, added=stamp(now()), every=60))
        process = start("watch", "--store", store, "--allow-private")
        for _ in range(200):
            time.sleep(0.05)
            if site.asked["/feed"]:
                break
        time.sleep(0.3)
        seconds, _, err = interrupt(process)
    assert seconds < PROMPT
    assert (process.returncode, err) == (130, "verbale: stopped\n")
    with Store.open(store) as opened, opened.view() as view:
        assert [feed.url for feed in view.feeds()] == [url]


def test_two_adds_at_once_share_a_store(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 12)
    store, whole = (f"sqlite:///{tmp_path}/{name}.db" for name in ("a", "b"))
    add(tmp_path / "pages", whole)
    both = [start("add", str(tmp_path / "pages"), "--store", store) for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=120)
        assert "Traceback" not in err
    assert holdings(store) == holdings(whole)
