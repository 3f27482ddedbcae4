"""Asking the ledger on the command line: cases, case, events, search, judge, remove; formats and errors."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from asking_samples import PAGES, events, filled
from verbale.asking import query
from verbale.cli.app import app
from verbale.errors import QueryError
from verbale.export.caserows import CASE_COLUMNS

REQUEST, PLEDGE, DELIVERY = events()


@pytest.fixture
def url(tmp_path: Path) -> str:
    place = f"sqlite:///{tmp_path / 'ledger.db'}"
    filled(place).close()
    return place


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--store", url])


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def case_id(url: str) -> str:
    return str(lines(run(url, "cases", "-f", "jsonl"))[0]["id"])


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--requester", "NOR", "--addressee", "SWE"], 1),
        (["--requester", "SWE"], 0),
        (["--requester", "SWE", "--requester", "NOR"], 1),
        (["--stage", "delivered", "--item", "boats"], 1),
        (["--stage", "refused"], 0),
        (["boats", "AND", "stage:delivered"], 1),
        (["boats OR rifles", "--addressee", "DNK"], 0),
    ],
)
def test_options_of_one_field_are_either_and_those_of_several_all(
    url: str, options: list[str], found: int
) -> None:
    assert len(lines(run(url, "cases", *options, "-f", "jsonl"))) == found


def test_cases_as_csv_have_a_head_and_a_line_each(url: str) -> None:
    head, row = csv.reader(io.StringIO(run(url, "cases", "-f", "csv").stdout))
    assert tuple(head) == CASE_COLUMNS
    told = dict(zip(head, row, strict=True))
    assert (told["requester"], told["addressee"], told["provisional_stage"]) == ("NOR", "SWE", "delivered")
    assert (told["stage"], told["independent_sources"], told["contested"]) == ("", "3", "false")


def test_a_table_says_who_asked_whom_for_what_and_how_it_stands(url: str) -> None:
    words = " ".join(run(url, "cases").stdout.split())
    assert "Norway → Sweden" in words
    assert "2 boats" in words
    assert "delivered not reviewed" in words


def test_a_case_tells_each_step_in_order_with_its_words_and_source(url: str) -> None:
    told = run(url, "case", case_id(url)).stdout
    flat = " ".join(told.split())
    assert flat.startswith("Norway asks Sweden for 2 boats c-")
    assert "outcome delivered · no step reviewed yet" in flat
    assert "why rule 2: the furthest rung (step 3)" in flat
    assert "reports 3, 3 independent · 2026-03-02 to 2026-03-20" in flat
    places = [flat.index(PAGES[key][1]) for key in ("a1", "a2", "a3")]
    assert places == sorted(places)
    assert "2026-03-09 · pledge · “promised” in the source · 1 independent source · unreviewed" in flat
    assert "Radio A2, 2026-03-09" in flat
    assert [line for line in told.splitlines() if "→" in line] == ["Norway → Sweden"]


def test_a_case_shows_what_was_judged_of_it(url: str) -> None:
    key = case_id(url)
    run(url, "judge", "override", key, "fulfilment=fulfilled", "--reason", "seen in Bergen", "--who", "ada")
    run(url, "judge", "accept", REQUEST.id, "--who", "bo")
    told = " ".join(run(url, "case", key).stdout.split())
    assert "delivered · reviewed: requested · fulfilled" in told
    assert f"ada: override case {key} fulfilment=fulfilled (seen in Bergen)" in told
    assert f"bo: accept event {REQUEST.id}" in told


def test_a_case_as_csv_has_a_line_a_step_and_as_jsonl_one_in_all(url: str) -> None:
    key = case_id(url)
    rows = list(csv.DictReader(io.StringIO(run(url, "case", key, "-f", "csv").stdout)))
    assert [(row["move"], row["when_start"], row["articles"]) for row in rows] == [
        ("request", "2026-03-02", "a1"),
        ("pledge", "2026-03-09", "a2"),
        ("delivery", "2026-03-20", "a3"),
    ]
    (whole,) = lines(run(url, "case", key, "-f", "jsonl"))
    assert [step["move"] for step in whole["steps"]] == ["request", "pledge", "delivery"]  # type: ignore[attr-defined]


def test_events_are_those_of_the_store(url: str) -> None:
    found = lines(run(url, "events", "--actor", "SWE", "after:2026-03-10", "-f", "jsonl"))
    assert [event["id"] for event in found] == [DELIVERY.id]
    assert "Oslo turns to Stockholm" in run(url, "events", "type:AGREE").stdout


def test_a_search_shows_hits_in_their_context(url: str) -> None:
    assert "»spokeswoman«" in run(url, "search", "spokeswoman").stdout
    (hit,) = lines(run(url, "search", "crew AND requester:NOR", "-f", "jsonl"))
    assert (hit["id"], hit["match"]) == (DELIVERY.id, "crew")
    (case,) = lines(run(url, "search", "--in", "case", "crew", "-f", "jsonl"))
    assert case["id"] == case_id(url)


def test_a_page_of_answers_says_how_to_go_on(url: str) -> None:
    first = run(url, "events", "--limit", "2", "-f", "jsonl")
    assert len(first.stdout.splitlines()) == 2
    cursor = first.stderr.split("--after ")[1].split()[0]
    assert [row["id"] for row in lines(run(url, "events", "--after", cursor, "-f", "jsonl"))] == [REQUEST.id]


def test_judgements_are_told_with_their_number_and_undone_by_it(url: str) -> None:
    (kept,) = lines(run(url, "judge", "accept", PLEDGE.id, "--who", "ada", "-f", "jsonl"))
    assert (kept["number"], kept["who"], kept["subject"]) == (1, "ada", "event")
    assert run(url, "judge", "undo", "1", "--who", "bo").exit_code == 0
    assert [row["verb"] for row in lines(run(url, "judge", "log", "-f", "jsonl"))] == ["accept", "undo"]
    assert lines(run(url, "judge", "log", REQUEST.id, "-f", "jsonl")) == []


def test_a_removed_article_is_gone(url: str) -> None:
    result = run(url, "remove", "a2", "--reason", "on demand", "--who", "ada")
    assert result.stdout == "a2 erased\n"
    assert run(url, "search", "spokeswoman").stdout == ""
    assert [step["move"] for step in lines(run(url, "cases", "-f", "jsonl"))[0]["steps"]] == [  # type: ignore[attr-defined]
        "request",
        "delivery",
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["case", "c-none"], 1, "c-none"),
        (["cases", "(boats"], 2, "never closed"),
        (["cases", "--requester", "..."], 2, "requester wants a word"),
        (["judge", "reject", "a1-0"], 2, "reason"),
        (["judge", "fix", "a1-0", "factuality"], 2, "FIELD=VALUE"),
        (["remove", "a9", "--reason", "so"], 1, "a9"),
    ],
)
def test_errors_are_one_clear_line(url: str, arguments: list[str], status: int, message: str) -> None:
    result = run(url, *arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [["cases"], ["case", "c"], ["events"], ["search", "x"], ["judge", "log"]])
def test_asking_makes_no_store(tmp_path: Path, command: list[str]) -> None:
    result = run(f"sqlite:///{tmp_path / 'typo.db'}", *command)
    assert result.exit_code == 2
    assert "verbale add" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_field_without_words_is_an_error() -> None:
    with pytest.raises(QueryError):
        query("", {"item": ["…"]})
