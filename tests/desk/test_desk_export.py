"""A filtered view goes out as files, and its ledger comes back by the add page and the command line."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_demo import opened
from desk_people import NOW, Team, team
from litestar.testing import TestClient
from typer.testing import CliRunner

from verbale.cli.app import app as command
from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.desk.views.filters import Filter
from verbale.ingest.entries import Intake
from verbale.ingest.fetch import Limits, Web
from verbale.rulings import Ruling, judge
from verbale.store import Store
from verbale.taking import Taker
from verbale.working import Worker

HERE = "http://127.0.0.1:8000"
VIEWS = (
    "",
    "?q=boats",
    "?q=type:REQUEST&requester=LBR",
    "?stage=refused&stage=pledged",
    "?review=accepted",
)


@pytest.fixture
def judged(demo_copy: str) -> Iterator[Store]:
    """The demo pages with something decided of an event, a step and a case."""
    with Store.open(demo_copy) as store:
        with store.view() as view:
            case = max(view.cases(), key=lambda case: len(case.steps))
        step = case.steps[0]
        rulings = [
            Ruling("fix", step.events[0], values={"factuality": "possible"}),
            Ruling("accept", case.steps[1].events[0]),
            Ruling("accept", case.steps[-1].id),
            Ruling("override", case.id, values={"exit": "refused"}, reason="seen in the archive"),
        ]
        judge(store, rulings, who="ida", now=NOW)
        yield store


def client_of(store: Store, url: str) -> TestClient:
    return TestClient(build(Config(url=url), store), base_url=HERE)


def found(store: Store, view: str) -> tuple[object, ...]:
    """What a view finds: its cases with their steps, its events, what was judged of any of them."""
    pairs = [tuple(pair.split("=", 1)) for pair in view.lstrip("?").split("&") if pair]
    asked = Filter.read(pairs).query()
    with store.view() as here:
        cases = {case.id: case for case in here.cases(asked)}
        events = {event.id: event for event in here.events(filter=asked)}
        parts = {*cases, *events, *(step.id for case in cases.values() for step in case.steps)}
        said = {(one.at, one.who, one.verb, one.subject_id, str(one.detail)) for one in here.judged(parts)}
    return cases, events, said


def worker(store: Store) -> Worker:
    def unread(article: object) -> None:
        raise AssertionError("an exported ledger is not read anew")

    return Worker("w1", Taker(store, unread, lambda: NOW), Intake(Web(Limits(), delay=0)))


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_comes_back_as_the_same_ledger(judged: Store, tmp_path: Path, view: str) -> None:
    with client_of(judged, "") as desk:
        answer = desk.get(f"/export.jsonl{view}")
        assert answer.headers["content-disposition"] == 'attachment; filename="ledger.jsonl"'
        assert int(answer.headers["content-length"]) == len(answer.content)
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(answer.content)
    here = found(judged, view)
    assert here[1]

    by_command = f"sqlite:///{tmp_path}/command.db"
    done = CliRunner().invoke(command, ["import", str(file), "--store", by_command])
    assert done.exit_code == 0, done.output
    with Store.open(by_command) as store:
        assert found(store, view) == here

    by_desk = f"sqlite:///{tmp_path}/desk.db"
    with Store.open(by_desk) as store, client_of(store, by_desk) as desk:
        sent = desk.post("/add", files=[("files", ("ledger.jsonl", answer.content))], follow_redirects=False)
        assert sent.status_code == 303
        task = worker(store).next()
        assert task is not None
        assert task.state == "done", task.reason
        assert found(store, view) == here
        with store.view() as held:
            assert task.counts["new"] == held.count().articles
        assert f"a ledger: {task.counts['new']} new reports, 0 known already" in desk.get("/add").text
        again = desk.get(f"/export.jsonl{view}").content.splitlines()
        assert again[1:] == answer.content.splitlines()[1:]


def test_a_ledger_taken_in_twice_adds_nothing_and_a_broken_one_is_refused_whole(
    judged: Store, tmp_path: Path
) -> None:
    with client_of(judged, "") as desk:
        lines = desk.get("/export.jsonl").content
        before = found(judged, "")
        broken = lines + b'{"line":"case","case":{}}\n'
        for content in (lines, broken):
            desk.post("/add", files=[("files", ("ledger.jsonl", content))])
        same, wrong = (worker(judged).next() for _ in range(2))
        assert same is not None
        assert (same.state, same.counts["new"], same.counts["judgements"]) == ("done", 0, 0)
        assert wrong is not None
        assert wrong.state == "failed"
        assert f"line {len(broken.splitlines())}" in str(wrong.reason)
        assert found(judged, "") == before


def test_a_ledger_brings_judgements_and_takes_an_editor() -> None:
    with Store.open("memory:") as store, team(store) as desk:
        files = [("files", ("ledger.jsonl", b'{"line":"ledger","version":1,"filter":"","exported":""}\n'))]
        assert post(desk, "reviewer", files) == 403
        assert post(desk, "editor", files) == 303
        assert post(desk, "reviewer", [("files", ("page.html", b"<p>x</p>"))]) == 303


def post(desk: Team, who: str, files: list[tuple[str, tuple[str, bytes]]]) -> int:
    return int(desk.ask(who, "POST", "/add", files=files).status_code)


def test_tables_are_those_of_the_command_line(demo_copy: str) -> None:
    with opened(demo_copy) as app, TestClient(app, base_url=HERE) as desk:
        for path, words in (
            ("/cases.csv?q=boats", ["cases", "boats"]),
            ("/export/cases.csv?q=boats", ["cases", "boats"]),
            ("/export.csv?q=type:REQUEST", ["events", "type:REQUEST"]),
        ):
            said = CliRunner().invoke(
                command, [*words, "--format", "csv", "--limit", "0", "--store", demo_copy]
            )
            assert without_today(desk.get(path).text) == without_today(said.output), path
        page = desk.get("/export?q=boats").text
        for one in desk.get("/export.json?q=boats").json()["files"]:
            assert f'href="/export/{one["name"]}?q=boats"' in page
            answer = desk.get(f"/export/{one['name']}?q=boats")
            assert answer.status_code == 200
            assert answer.headers["content-type"].split(";")[0] == one["media_type"]
            assert "boats" in answer.text
        counted = desk.get("/export.json?q=boats").json()
        events = [json.loads(line) for line in desk.get("/export/events.jsonl?q=boats").text.splitlines()]
        assert counted["events"] == len(events) > 0
        assert counted["cases"] == len(desk.get("/export/cases.jsonl?q=boats").text.splitlines()) > 0
        assert desk.get("/export/nothing.pdf").status_code == 404
        assert desk.get("/export.jsonl?q=type:").status_code == 400


def without_today(text: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text)))
    return [{name: cell for name, cell in row.items() if name != "no_response_found_as_of"} for row in rows]


@pytest.mark.parametrize(
    "path", ["/cases", "/events", "/reports", "/matrix", "/timeline", "/map"], ids=lambda path: path[1:]
)
def test_every_filtered_view_leads_to_its_export(client: TestClient, path: str) -> None:
    assert (
        'href="/export?q=boats&amp;review=unreviewed"'
        in client.get(path, params={"q": "boats", "review": "unreviewed"}).text
    )
