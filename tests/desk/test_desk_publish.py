"""A published site: every link leads somewhere in it, nothing runs, and of reports it holds evidence alone."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html
from typer.testing import CliRunner

from big_ledger import PADDING, Ledger
from store_samples import article, case, event, judgement, on, party, put_cases, step, take, where
from verbale.cli.app import app
from verbale.desk.publish.site import MARK, Site, publish
from verbale.desk.views.filters import Filter
from verbale.errors import QueryError, UsageError
from verbale.records import Span
from verbale.store import Store

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('publish')}/l.db") as store:
        Ledger.make(400, 40, 2).write(store)
        yield store


@pytest.fixture(scope="module", params=[False, True], ids=["evidence", "full text"])
def site(
    request: pytest.FixtureRequest, large: Store, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bool]:
    path = tmp_path_factory.mktemp("made") / "site"
    with large.view() as view:
        publish(path, view, Filter("-stage:refused"), Site("Harbours", request.param), now=NOW)
    return path, request.param


def made(store: Store, path: Path, query: str = "", **options: bool) -> Path:
    with store.view() as view:
        publish(path, view, Filter(query), Site("Minutes", **options), now=NOW)
    return path


def pages(path: Path) -> dict[str, html.HtmlElement]:
    found = {
        str(file.relative_to(path)): html.document_fromstring(file.read_bytes())
        for file in path.rglob("*.html")
    }
    assert found
    return found


def test_every_link_leads_to_a_page_and_a_place_in_it(site: tuple[Path, bool]) -> None:
    path, _ = site
    parsed = pages(path)
    ids = {name: set(page.xpath("//@id")) for name, page in parsed.items()}
    links = 0
    for name, page in parsed.items():
        for address in page.xpath("//@href"):
            if address.startswith("https://"):
                continue
            target, place = urldefrag(address)
            file = (path / name).parent / unquote(target) if target else path / name
            assert file.is_file(), (name, address)
            if place:
                links += 1
                assert place in ids[str(file.resolve().relative_to(path.resolve()))], (name, address)
    assert links > 100


def test_nothing_runs_and_nothing_is_fetched(site: tuple[Path, bool]) -> None:
    for name, page in pages(site[0]).items():
        assert not page.xpath("//script | //iframe | //object | //@style | //@onclick | //@src | //style"), (
            name
        )
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")
        assert not [link for link in page.xpath("//link/@href") if ":" in link]


def test_texts_stand_in_it_only_where_they_are_asked_for(site: tuple[Path, bool]) -> None:
    path, full_text = site
    whole = "".join(
        file.read_text("utf-8") for file in path.rglob("*") if file.suffix in (".html", ".csv", ".jsonl")
    )
    assert any(sentence in whole for sentence in PADDING) == full_text
    assert (path / "data" / "ledger.jsonl").exists() == full_text
    assert "asked" in whole
    assert '"ida"' not in (path / "index.html").read_text("utf-8")


def test_the_files_to_download_hold_what_the_pages_show(site: tuple[Path, bool]) -> None:
    path, _ = site
    shown = len(pages(path)["index.html"].xpath("//table[@class='cases']/tbody/tr"))
    assert shown == len((path / "data" / "cases.jsonl").read_text("utf-8").splitlines())
    with (path / "data" / "cases.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == shown
    events = [json.loads(line) for line in (path / "data" / "events.jsonl").read_text("utf-8").splitlines()]
    with (path / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(events)


def test_the_same_ledger_gives_the_same_bytes(large: Store, tmp_path: Path) -> None:
    one, other = made(large, tmp_path / "one", "tents"), made(large, tmp_path / "two", "tents")
    names = sorted(file.relative_to(one) for file in one.rglob("*") if file.is_file())
    assert names == sorted(file.relative_to(other) for file in other.rglob("*") if file.is_file())
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def test_hostile_words_are_shown_as_words(tmp_path: Path) -> None:
    evil = party("NOR", SCRIPT, id='p-"><script>')
    with Store.open("memory:") as store:
        with store.writer() as writer:
            take(
                writer,
                article(
                    "../../a",
                    title=SCRIPT,
                    text="=HYPERLINK(\"http://x.example\",\"boats\") \u202e it said. Norway asked for boats.",
                    outlet='=HYPERLINK("http://x.example")',
                    url="javascript:alert(1)",
                ),
                event(
                    "../../a", 0, "REQUEST", "", "SWE", "2 boats", actors=(evil,), when=on("2026-03"),
                    where=where(SCRIPT, 60.0, 10.0), evidence=(Span(start=0, end=5, text="=HYPERLINK(…)"),),
                ),
            )  # fmt: skip
            writer.append(judgement("accept", "../../a-0", who="secret reader"))
        put_cases(store, case("../../c", step("s1", "../../a-0"), requester=(evil,)))
        path = made(store, tmp_path / "deep" / "site", full_text=True)
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["site"]
    for name, page in pages(path).items():
        assert not page.xpath("//script"), name
        assert not [link for link in page.xpath("//@href") if "javascript:" in link or "x.example" in link]
    whole = "".join(file.read_text("utf-8") for file in path.rglob("*.html"))
    assert "&lt;script&gt;" in whole
    assert "secret reader" not in whole
    with (path / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_an_empty_filter_result_is_a_site_too(large: Store, tmp_path: Path) -> None:
    path = made(large, tmp_path / "none", "bananas")
    assert "No case is found" in (path / "index.html").read_text("utf-8")


def test_a_site_is_made_anew_in_its_place_and_nothing_else_is_replaced(large: Store, tmp_path: Path) -> None:
    path = made(large, tmp_path / "site", "tents")
    (path / "index.html").write_text("old")
    made(large, path, "wheat")
    assert "wheat" in (path / "index.html").read_text("utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years")
    with pytest.raises(UsageError, match="other files"):
        made(large, tmp_path / "mine")
    with pytest.raises(QueryError):
        made(large, tmp_path / "new", "type:")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine", "site"]
    assert json.loads((path / MARK).read_text("utf-8"))["filter"] == "wheat"


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/l.db"
    with Store.open(url) as store, store.writer() as writer:
        take(writer, article(), event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"))
    ran = CliRunner().invoke(app, ["publish", str(tmp_path / "site"), "boats", "--store", url])
    assert ran.exit_code == 0, ran.output
    assert "0 cases, 1 events in 1 reports" in ran.output
    ran = CliRunner().invoke(app, ["publish", str(tmp_path), "--store", url])
    assert ran.exit_code == 2
    assert "other files" in ran.output
