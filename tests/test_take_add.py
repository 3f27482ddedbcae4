"""`verbale add`, `failures`, `feeds` and `watch`, with the real coder and a store in a file."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from servers import Site, rss, serving, story
from stores import holdings
from test_warc import record
from verbale.cli.app import app
from verbale.pipeline import Pipeline
from verbale.store.base import Store

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the store of the test; the coder is loaded once for all tests."""
    monkeypatch.setattr("verbale.pipeline.Pipeline", lambda: pipeline)
    monkeypatch.setenv("VERBALE_STORE", f"sqlite:///{tmp_path}/ledger.db")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pages."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"{number}.html").write_text(story(number), encoding="utf-8")
    return pages


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def held(tmp_path: Path) -> dict[str, object]:
    return holdings(f"sqlite:///{tmp_path}/ledger.db")


def test_pages_come_into_the_store_with_their_events_and_cases(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    result = run("add", folder)
    assert (result.exit_code, result.stdout) == (0, "3 new, 0 changed, 0 known already, 0 failed\n")
    store = holdings(f"sqlite:///{tmp_path}/ledger.db")
    assert len(store["articles"]) == 3
    assert {case["requester"][0]["country"] for case in store["cases"].values()} == {"NOR", "TCD", "PER"}
    assert len(store["steps"]) >= 3


def test_the_same_pages_again_change_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", folder)
    before = held(tmp_path)
    again = run("add", "pages/1.html", folder)
    assert again.stdout == "0 new, 0 changed, 4 known already, 0 failed\n"
    assert held(tmp_path) == before


def test_the_same_pages_give_the_same_cases_in_sqlite_and_postgresql(
    run: Run, folder: Path, tmp_path: Path, postgresql: Callable[[], str]
) -> None:
    url = postgresql()
    for _ in range(2):
        run("add", folder)
        run("add", folder, "--store", url)
        assert holdings(url) == held(tmp_path)
        (folder / "1.html").write_text(story(1, asked="boats"), encoding="utf-8")
    assert run("failures", "--store", url).exit_code == 0


def test_the_model_is_not_loaded_for_what_is_known(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", folder)
    monkeypatch.setattr("verbale.pipeline.Pipeline", None)
    assert run("add", folder).exit_code == 0


def test_a_changed_page_is_a_new_version_and_its_old_events_are_no_longer_counted(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("add", folder)
    before = held(tmp_path)
    page = folder / "0.html"
    page.write_text(story(0, asked="boats"), encoding="utf-8")
    assert run("add", folder).stdout == "0 new, 1 changed, 2 known already, 0 failed\n"
    with Store.open(f"sqlite:///{tmp_path}/ledger.db") as store, store.view() as view:
        (article,) = (one for one in view.articles() if "boats" in one.text)
        versions = view.versions(article.id)
        assert [version.source for version in versions] == [str(page)] * 2
        assert "tents" in (versions[0].article.text if versions[0].article else "")
        texts = {item.text for case in view.cases() for item in case.items}
        assert any("boats" in text for text in texts)
        assert not any("2 tents" in text for text in texts)
    page.write_text(story(0), encoding="utf-8")
    assert run("add", folder).stdout == "0 new, 1 changed, 2 known already, 0 failed\n"
    after = held(tmp_path)
    assert {key: after[key] for key in ("articles", "events", "steps", "cases")} == {
        key: before[key] for key in ("articles", "events", "steps", "cases")
    }


def test_one_page_in_two_files_is_one_article(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "copy.html").write_text(story(0), encoding="utf-8")
    assert run("add", folder).stdout == "3 new, 0 changed, 1 known already, 0 failed\n"
    (folder / "copy.html").write_text(story(5), encoding="utf-8")
    run("add", folder)
    assert len(holdings(f"sqlite:///{tmp_path}/ledger.db")["articles"]) == 4  # the first file still holds it


def test_what_cannot_be_read_is_kept_with_its_reason_until_it_can(run: Run, folder: Path) -> None:
    (folder / "bad.html").write_bytes(b"%PDF-1.7\n")
    (folder / "rows.jsonl").write_text('{"text": "Norway asked Chad for tents."}\n{"title": "x"}\n')
    first = run("add", folder, "none.html")
    assert first.exit_code == 1
    assert first.stdout == "4 new, 0 changed, 0 known already, 3 failed\n"
    assert len(first.stderr.splitlines()) == 3
    run("add", folder)
    shown = run("failures").stdout.splitlines()
    assert [line.split()[1] for line in shown] == ["1x", "2x", "2x"]
    assert ["is a PDF" in line for line in shown] == [False, True, False]
    (folder / "bad.html").write_text(story(7), encoding="utf-8")
    (folder / "rows.jsonl").write_text('{"text": "Norway asked Chad for tents."}\n')
    retried = run("failures", "--retry")
    assert (retried.exit_code, retried.stdout) == (1, "1 new, 0 changed, 1 known already, 1 failed\n")


def test_an_empty_folder_and_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("add", "empty").exit_code == 1
    assert "empty" in run("failures").stdout
    assert run("add").exit_code == 2
    assert run("add", "x", "--store", "mysql://x").exit_code == 2
    assert run("add", "x", "--published", "soon").exit_code == 2
    assert run("feeds", "add", "pages/feed.xml").exit_code == 2
    assert run("feeds", "remove", "http://example.org/none").exit_code == 1


def test_a_defect_on_one_page_does_not_keep_the_others_out(
    run: Run, folder: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Defective:
        def minutes(self, article: object) -> object:
            if "part 1" in article.title:  # type: ignore[attr-defined]
                raise KeyError("nobody thought of this")
            return pipeline.minutes(article)  # type: ignore[arg-type]

    monkeypatch.setattr("verbale.pipeline.Pipeline", Defective)
    assert run("add", folder).stdout == "2 new, 0 changed, 0 known already, 1 failed\n"
    assert "KeyError" in run("failures").stdout


def test_an_archive_with_captures_of_one_page_is_taken_once(run: Run, tmp_path: Path) -> None:
    records = [record("http://example.org/1", story(1, asked=asked).encode()) for asked in ("tents", "boats")]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, [*records, b"garbage"])))
    assert run("add", "a.warc.gz").stdout == "1 new, 1 changed, 0 known already, 1 failed\n"
    before = held(tmp_path)
    assert run("add", "a.warc.gz").stdout == "0 new, 0 changed, 2 known already, 1 failed\n"
    assert held(tmp_path) == before
    assert "1 broken record was skipped" in run("failures").stdout


def test_pages_of_the_web_and_of_standard_input(run: Run, site: Site, tmp_path: Path) -> None:
    page = site.put("/1", story(1))
    assert run("add", page).exit_code == 1  # a private address
    result = run("add", page, "-", "--allow-private", "--delay", 0, stdin=story(2))
    assert result.stdout == "2 new, 0 changed, 0 known already, 0 failed\n"
    assert run("failures").stdout == ""
    feed = site.put("/feed", rss([page, site.put("/3", story(3))]))
    result = run("add", feed, "--allow-private", "--delay", 0)
    assert result.stdout == "1 new, 0 changed, 1 known already, 0 failed\n"


def test_feeds_are_added_watched_listed_and_removed(run: Run, site: Site) -> None:
    page = site.put("/1", story(1))
    feed = site.put("/feed", rss([page]))
    html = site.put("/html", story(2))
    for url in (feed, html):
        assert run("feeds", "add", url, "--every", 5).exit_code == 0
    assert "not asked yet" in run("feeds", "list").stdout
    watched = run("watch", "--once", "--allow-private", "--delay", 0)
    assert watched.exit_code == 0
    assert f"{feed}: 1 new, 0 changed, 0 known already, 0 failed" in watched.stdout
    assert watched.stderr == f"verbale: {html}: is no feed\n"
    listed = run("feeds", "list").stdout
    first, second = listed.split(html)
    assert all(
        words in first for words in (feed, "well", "articles 1", "language en", "robots none", "every 5")
    )
    assert all(words in second for words in ("in trouble", "articles 0", "is no feed", "never well"))
    run("feeds", "remove", html)
    assert html not in run("feeds", "list").stdout


def test_the_default_store_is_in_the_working_folder(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VERBALE_STORE")
    run("add", folder / "0.html")
    assert (tmp_path / "verbale.db").is_file()
    run("add", folder / "0.html", "--store", "other.db")
    assert len(holdings(f"sqlite:///{tmp_path}/other.db")["articles"]) == 1


def test_a_store_that_cannot_be_opened_gives_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database" * 1000)
    for store in ("sqlite:////nowhere/at/all.db", f"sqlite:///{tmp_path}/text.db"):
        result = run("add", folder, "--store", store)
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1
        assert "Traceback" not in result.output
