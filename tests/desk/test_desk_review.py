"""The review: looking decides nothing, every ruling stands in the ledger and is undone by the same means."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_people import sitting
from litestar.testing import TestClient

from store_samples import article, case, event, put_cases, step, take
from verbale.desk.views.judging import standing
from verbale.desk.views.review import ordered
from verbale.ontology.frames import Frames
from verbale.ontology.types import MODES
from verbale.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        with opened.writer() as writer:
            take(
                writer,
                article("a1", title=EVIL),
                event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"),
                event("a1", 1, "REQUEST", "NOR", "SWE", "3 boats", confidence=0.4),
                event("a1", 2, "AGREE", "SWE", "NOR", "2 boats"),
            )
        put_cases(opened, case("c1", step("s1", "a1-0")))
        yield opened


@pytest.fixture
def desk(store: Store) -> Iterator[TestClient]:
    with sitting(store, "ines") as client:
        yield client


def said(store: Store) -> list[tuple[str, str, str, str | None]]:
    with store.view() as view:
        return [(one.who, one.verb, one.subject_id, one.reason) for one in view.judgements()]


def rule(desk: TestClient, verb: str, subject: str, **values: str) -> int:
    return desk.post("/judge", data={"verb": verb, "subject": subject, "to": "/review", **values}).status_code


def test_looking_decides_nothing(desk: TestClient, store: Store) -> None:
    for path in (
        "/review",
        "/review?at=a1-1",
        "/review?sort=novelty",
        "/review.json",
        "/review/all?verb=accept",
    ):
        assert desk.get(path).status_code == 200
    assert said(store) == []


def test_the_queue_shows_the_words_and_leads_on(desk: TestClient) -> None:
    page = desk.get("/review?at=a1-0").text
    assert "3 events to review" in page
    assert "<mark" in page
    assert EVIL not in page
    assert "at=a1-1" in re.search(r'rel="next" href="([^"]*)"', page)[1]  # type: ignore[index]
    assert 'data-key="a"' in page


def test_what_is_ruled_leaves_the_queue_and_is_undone(desk: TestClient, store: Store) -> None:
    assert rule(desk, "accept", "a1-0") == 303
    assert rule(desk, "reject", "a1-1", reason="said twice") == 303
    assert said(store) == [("ines", "accept", "a1-0", None), ("ines", "reject", "a1-1", "said twice")]
    found = desk.get("/review.json").json()
    assert (found["total"], [row["id"] for row in found["rows"]]) == (1, ["a1-2"])
    assert [one["number"] for one in found["last"]] == [2]
    assert desk.post("/judge/undo", data={"number": "2", "to": "/review"}).status_code == 303
    assert desk.get("/review.json").json()["total"] == 2


def test_a_rejection_without_a_reason_is_refused(desk: TestClient, store: Store) -> None:
    assert rule(desk, "reject", "a1-0") == 400
    assert rule(desk, "reject", "a1-0", reason="  ") == 400
    assert rule(desk, "override", "c1", stage="pledged", reason="x") == 400  # not here
    assert said(store) == []


def test_a_fix_sets_what_differs_and_the_original_stays(desk: TestClient, store: Store) -> None:
    form = {
        "event_type": "AID",
        "was-event_type": "REQUEST",
        "polarity": "positive",
        "was-polarity": "positive",
    }
    assert rule(desk, "fix", "a1-0", **form) == 303
    with store.view() as view:
        assert view.judgements()[0].detail == {"event_type": "AID"}
        found = standing(view, "a1-0")
    assert (found.event.event_type, found.read.event_type, found.review) == ("AID", "REQUEST", "accepted")
    assert found.event.confidence == found.read.confidence
    assert (
        rule(desk, "fix", "a1-2", event_type="AGREE", **{"was-event_type": "AGREE"}) == 400
    )  # nothing fixed
    assert rule(desk, "fix", "a1-2", factuality="perhaps") == 400


def test_who_is_not_sure_sets_aside_and_judges_nothing(desk: TestClient, store: Store) -> None:
    assert desk.post("/review/unsure", data={"subject": "a1-0", "to": "/review"}).status_code == 303
    assert desk.post("/review/unsure", data={"subject": "a9-0"}).status_code == 404
    assert said(store) == []
    found = desk.get("/review.json").json()
    assert ([row["id"] for row in found["rows"]], found["unsure"]) == (["a1-1", "a1-2"], 1)
    assert [row["id"] for row in desk.get("/review.json?unsure=true").json()["rows"]] == ["a1-0"]
    assert desk.get("/following").status_code == 200


def test_many_at_one_stroke_are_confirmed_by_number_and_undone_together(
    desk: TestClient, store: Store
) -> None:
    address = "/review/all?type=REQUEST"
    assert "Accept 2 events?" in desk.get(f"{address}&verb=accept").text
    assert desk.post(address, data={"verb": "accept", "count": "3"}).status_code == 400  # it finds others now
    assert desk.post(address, data={"verb": "reject", "count": "2"}).status_code == 400  # no reason
    assert said(store) == []
    assert desk.post(address, data={"verb": "accept", "count": "2"}).status_code == 303
    found = desk.get("/review.json").json()
    assert (found["total"], len(found["last"])) == (1, 2)
    numbers = [str(one["number"]) for one in found["last"]]
    assert desk.post("/judge/undo", data={"number": numbers}).status_code == 303
    assert desk.get("/review.json").json()["total"] == 3


def test_what_was_set_aside_is_judged_by_no_stroke(desk: TestClient, store: Store) -> None:
    desk.post("/review/unsure", data={"subject": "a1-0"})
    assert "Accept 1 event?" in desk.get("/review/all?type=REQUEST&verb=accept").text
    assert desk.post("/review/all?type=REQUEST", data={"verb": "accept", "count": "1"}).status_code == 303
    assert [subject for _, _, subject, _ in said(store)] == ["a1-1"]


def test_the_least_sure_and_the_rarest_come_first(store: Store, desk: TestClient) -> None:
    assert desk.get("/review.json?sort=confidence").json()["rows"][0]["id"] == "a1-1"
    assert desk.get("/review?sort=size").status_code == 400
    with store.view() as view:
        assert ordered(view.events(), "novelty")[0].id == "a1-2"


def test_another_site_rules_nothing(desk: TestClient, store: Store) -> None:
    form = {"verb": "accept", "subject": "a1-0"}
    assert desk.post("/judge", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert said(store) == []
    answer = desk.post("/judge", data={**form, "to": "https://elsewhere.example/"})
    assert answer.headers["location"] == "/"


def test_the_modes_are_those_that_are_read() -> None:
    for frame in Frames.load().table.frames:
        assert frame.mode is None or frame.mode in MODES[frame.type]
