"""The audit, and judging from a case's and a report's page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_people import sitting, team
from litestar.testing import TestClient

from store_samples import article, event, fact, take
from verbale.store import Store
from verbale.taking import settle

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        with opened.writer() as writer:
            page = article("a1")
            take(
                writer,
                page,
                event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"),
                event("a1", 1, "AGREE", "SWE", "NOR", "2 boats"),
            )
            writer.put_fact(fact(page))
            settle(writer, ["a1"], now=NOW)
        yield opened


@pytest.fixture
def desk(store: Store) -> Iterator[TestClient]:
    with sitting(store, "ines") as client:
        yield client


def case_id(store: Store) -> str:
    with store.view() as view:
        return next(iter(view.cases())).id


def test_what_was_decided_is_listed_filtered_and_undone_with_a_reason(desk: TestClient) -> None:
    desk.post("/judge", data={"verb": "accept", "subject": "a1-0"})
    desk.post("/judge", data={"verb": "reject", "subject": "a1-1", "reason": EVIL})
    page = desk.get("/audit").text
    assert "2 decisions" in page
    assert EVIL not in page
    assert [one["judgement"]["number"] for one in desk.get("/audit.json").json()["entries"]] == [2, 1]
    assert desk.get("/audit.json?verb=accept").json()["total"] == 1
    assert desk.get("/audit.json?who=nobody").json()["total"] == 0
    assert desk.get("/audit.json?subject=a1-1").json()["total"] == 1
    assert desk.get("/audit?verb=praise").status_code == 400
    answer = desk.post("/judge/undo", data={"number": "2", "reason": "it is said"})
    assert answer.status_code == 303
    undo, undone, _ = desk.get("/audit.json").json()["entries"]
    assert (undo["judgement"]["reason"], undone["undone"], undone["holds"]) == ("it is said", 3, False)
    assert desk.post("/judge/undo", data={"number": "2"}).status_code == 404
    assert desk.post("/judge/undo", data={"number": "two"}).status_code == 404
    assert desk.get("/audit.csv").text.count("\n") == 4


def test_a_decision_shows_the_case_before_and_after(desk: TestClient, store: Store) -> None:
    desk.post("/judge", data={"verb": "reject", "subject": "a1-1", "reason": "another year"})
    [changed] = desk.get("/audit/1/state.json").json()["changed"]
    assert changed["before"]["outcome"] != changed["after"]["outcome"]
    assert changed["after"] == changed["now"]
    desk.post("/judge/undo", data={"number": "1"})
    [changed] = desk.get("/audit/1/state.json").json()["changed"]
    assert changed["before"] == changed["now"]  # what it changed then is told as it was
    [back] = desk.get("/audit/2/state.json").json()["changed"]
    assert (back["before"], back["after"]) == (changed["after"], changed["before"])
    assert "What it changed" in desk.get("/audit/1").text
    assert desk.get("/audit/9").status_code == 404


def test_a_case_is_overridden_with_a_reason_from_its_page(desk: TestClient, store: Store) -> None:
    key = case_id(store)
    page = desk.get(f"/cases/{key}").text
    assert 'action="/judge/bind"' in page
    form = {"verb": "override", "subject": key, "stage": "acknowledged", "exit": "", "to": f"/cases/{key}"}
    assert desk.post("/judge/bind", data=form).status_code == 400
    answer = desk.post("/judge/bind", data={**form, "reason": "they only took note"})
    assert answer.headers["location"] == f"/cases/{key}"
    with store.view() as view:
        assert view.case(key).stage == "acknowledged"
    assert "they only took note" in desk.get(f"/cases/{key}").text


def test_a_step_is_another_move_and_an_event_is_judged_in_its_report(desk: TestClient, store: Store) -> None:
    with store.view() as view:
        [step] = view.steps("a1-1")
    fixed = {"verb": "fix", "subject": step.id, "move": "acknowledge", "was-move": step.move}
    assert desk.post("/judge", data=fixed).status_code == 303
    with store.view() as view:
        assert {one.move for one in view.steps("a1-1")} == {"acknowledge"}
    assert 'name="event_type"' in desk.get("/reports/a1").text
    assert desk.post("/judge/bind", data={"verb": "accept", "subject": step.id}).status_code == 400


def test_what_does_not_belong_is_parted_and_bound_again(desk: TestClient, store: Store) -> None:
    key = case_id(store)
    with store.view() as view:
        [answer] = view.steps("a1-1")
    bind = {"subject": key, "others": answer.id, "reason": "about other boats"}
    assert desk.post("/judge/bind", data={**bind, "verb": "split"}).status_code == 303
    with store.view() as view:
        assert key not in {case.id for case in view.cases_of("a1-1")}
    assert desk.post("/judge/undo", data={"number": "1"}).status_code == 303
    with store.view() as view:
        assert key in {case.id for case in view.cases_of("a1-1")}
    assert desk.post("/judge/bind", data={**bind, "verb": "merge", "others": "c-9"}).status_code == 404


def test_a_program_decides_by_the_same_rules(desk: TestClient, store: Store) -> None:
    at = "/api/v1/judgements"
    done = desk.post(at, json={"verb": "fix", "subject": "a1-0", "values": {"polarity": "negative"}})
    assert (done.status_code, done.json()[0]["who"]) == (201, "ines")
    assert desk.post(at, json={"verb": "reject", "subject": "a1-1"}).status_code == 400  # no reason
    assert desk.post(at, json={"verb": "praise", "subject": "a1-1"}).status_code == 400
    assert desk.post(at, json={"verb": "undo", "subject": "a1-0"}).status_code == 400
    assert desk.get("/api/v1/review").json()["total"] == 1
    assert desk.get("/api/v1/audit").json()["total"] == 1
    assert desk.get("/api/v1/audit/1").json()["entry"]["holds"]
    assert ", denied" in desk.get("/reports/a1").text  # a report shows what was fixed
    assert desk.post(f"{at}/1/undo", json={"reason": "no"}).status_code == 201
    assert desk.get("/api/v1/review").json()["total"] == 2


def test_what_an_editor_bound_an_editor_undoes(store: Store) -> None:
    key = case_id(store)
    form = {"verb": "override", "subject": key, "stage": "pledged", "reason": "they said so to us"}
    with team(store) as desk:
        assert desk.ask("reviewer", "POST", "/judge/bind", data=form).status_code == 403
        assert (
            desk.ask(
                "reviewer",
                "POST",
                "/api/v1/judgements",
                json={"verb": "override", "subject": key, "values": {"stage": "pledged"}, "reason": "x"},
            ).status_code
            == 403
        )
        assert desk.ask("editor", "POST", "/judge/bind", data=form).status_code == 303
        assert desk.ask("reviewer", "POST", "/judge/undo", data={"number": "1"}).status_code == 403
        assert (
            desk.ask("reader", "POST", "/judge", data={"verb": "accept", "subject": "a1-0"}).status_code
            == 403
        )
        assert 'action="/judge' not in desk.ask("reader", "GET", f"/cases/{key}").text
        assert 'action="/judge/bind"' not in desk.ask("reviewer", "GET", f"/cases/{key}").text
        assert desk.ask("editor", "POST", "/judge/undo", data={"number": "1"}).status_code == 303
    with store.view() as view:
        assert [one.who for one in view.judgements()] == ["editor", "editor"]
