"""The pages of people: adding, feeds, the watch list, second readings."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk_people import NOW, Team, team

from servers import story
from store_samples import article, case, event, on, put_cases, step, take
from verbale.desk.views.following import standing
from verbale.desk.views.readings import agreement
from verbale.ingest.entries import Intake
from verbale.ingest.fetch import Limits, Web
from verbale.pipeline import Pipeline
from verbale.store import Store
from verbale.store.rows import Feed
from verbale.taking import Taker
from verbale.working import Worker

EVIL = "<script>alert(1)</script>\u202e=HYPERLINK(1)"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Iterator[Team]:
    with team(store) as found:
        yield found


# Adding


def test_what_is_added_is_read_and_leads_to_its_report(desk: Team, store: Store, pipeline: Pipeline) -> None:
    files = [("files", ("one.html", story(1), "text/html")), ("files", ("empty.jsonl", "", "text/plain"))]
    assert desk.ask("reviewer", "POST", "/add", files=files).status_code == 303
    text = {"text": f"Oman asks Peru for tents {EVIL}\n\nOman asked Peru for 12 tents on Monday."}
    assert desk.ask("reviewer", "POST", "/add", data=text).status_code == 303
    assert desk.ask("reviewer", "GET", "/add.json").json()["waiting"] == 3
    worker = Worker("w1", Taker(store, pipeline.minutes, desk.clock), Intake(Web(Limits(), delay=0)))
    while worker.next():
        pass
    page = desk.ask("reviewer", "GET", "/add").text
    record = desk.ask("reviewer", "GET", "/add.json").json()
    assert (record["done"], record["failed"], record.get("busy", False)) == (2, 1, False)
    assert f"/reports/{record['tasks'][0]['reports'][0]['id']}" in page
    assert "<script>alert" not in page
    assert "/add/2/retry" in page
    assert desk.ask("reviewer", "POST", "/add/2/retry").status_code == 303
    with store.view() as view:
        assert view.task(2).state == "waiting"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"addresses": "narvik.example"},
        {"addresses": "file:///etc/passwd"},
        {"addresses": "javascript:alert(1)"},
        {"text": "Oman asks", "published": "yesterday"},
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_lost(
    desk: Team, store: Store, form: dict[str, str]
) -> None:
    answer = desk.ask("reviewer", "POST", "/add", data=form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert form.get("addresses", "") in answer.text
    with store.view() as view:
        assert view.tasks() == ()


# Feeds


def test_feeds_show_their_health_and_are_changed(desk: Team, store: Store) -> None:
    url = "https://narvik.example/rss"
    assert (
        desk.ask("editor", "POST", "/feeds", data={"do": "follow", "url": url, "every": "30"}).status_code
        == 303
    )
    with store.writer() as writer:
        writer.put_feed(
            Feed(url=url, added="x", checked="y", error=EVIL, failures=3, robots="allowed", language="en")
        )
    page = desk.ask("reader", "GET", "/feeds").text
    assert "in trouble" in page
    assert "<script>alert" not in page
    assert "Stop following" not in page  # a reader cannot, and is not offered it
    assert desk.ask("editor", "POST", "/feeds", data={"do": "ask", "url": url}).status_code == 303
    with store.view() as view:
        assert view.feeds()[0].due is not None
    assert desk.ask("editor", "POST", "/feeds", data={"do": "remove", "url": url}).status_code == 303
    assert desk.ask("editor", "POST", "/feeds", data={"do": "remove", "url": url}).status_code == 400
    assert desk.ask("editor", "POST", "/feeds", data={"do": "follow", "url": "narvik"}).status_code == 400


# The watch list


def test_what_is_followed_tells_what_is_new(desk: Team, store: Store) -> None:
    with store.writer() as writer:
        take(writer, article("a1", title=EVIL), event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"))
    put_cases(store, case("c1", step("s1", "a1-0")))
    for kind, subject in (("case", "c1"), ("search", "boats")):
        data = {"do": "follow", "kind": kind, "subject": subject}
        assert desk.ask("reader", "POST", "/following", data=data).status_code == 303
    found = desk.ask("reader", "GET", "/following.json").json()["follows"]
    assert [one["new"] for one in found] == [0, 0]
    desk.clock.now = NOW.replace(year=2026, month=1)
    for kind, subject in (("case", "c1"), ("search", "boats")):
        desk.ask("reader", "POST", "/following", data={"do": "look", "kind": kind, "subject": subject})
    found = desk.ask("reader", "GET", "/following.json").json()["follows"]
    assert [one["new"] for one in found] == [1, 1]
    assert "1 new" in desk.ask("reader", "GET", "/following").text
    desk.ask("reader", "POST", "/following", data={"do": "leave", "kind": "case", "subject": "c1"})
    assert len(desk.ask("reader", "GET", "/following.json").json()["follows"]) == 1
    assert (
        desk.ask(
            "reader", "POST", "/following", data={"do": "follow", "kind": "case", "subject": "c9"}
        ).status_code
        == 400
    )
    assert (
        desk.ask(
            "reader", "POST", "/following", data={"do": "follow", "kind": "search", "subject": "a:"}
        ).status_code
        == 400
    )
    assert desk.ask("editor", "GET", "/following.json").json()["follows"] == []


def test_atom_feeds_are_well_formed_whatever_stands_in_them(desk: Team, store: Store) -> None:
    with store.writer() as writer:
        take(
            writer,
            article("a1", title=f"{EVIL} \x00 & ]]>"),
            event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"),
        )
    put_cases(store, case("c1", step("s1", "a1-0")))
    for path in ("/atom/case/c1", "/atom/search?q=boats"):
        answer = desk.ask("reader", "GET", path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        root = ET.fromstring(answer.text)
        assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert desk.ask("reader", "GET", "/atom/case/c9").status_code == 404


def test_a_case_is_overdue_stale_or_ended() -> None:
    today = date(2026, 6, 1)

    def days_ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    asked = case(
        "c1",
        step("s1", "e1"),
        opened=days_ago(40),
        updated=days_ago(40),
        no_response_found_as_of="2026-05-01",
    )
    assert standing(asked, today) == "overdue"
    pledged = step("s2", "e2", move="pledge", when=on("2026-03"))
    late = case(
        "c1",
        step("s1", "e1"),
        pledged,
        opened="2026-01-05",
        updated="2026-05-30",
        provisional_stage="pledged",
    )
    assert standing(late, today) == "overdue"
    quiet = case(
        "c1", step("s1", "e1"), opened="2025", updated=days_ago(120), provisional_stage="acknowledged"
    )
    assert standing(quiet, today) == "stale"
    assert standing(case("c1", opened=days_ago(3), updated=days_ago(3)), today) == "open"
    assert standing(case("c1", opened="2020", exit="refused"), today) == "ended"


# Second readings


def test_kappa() -> None:
    """The worked example of a textbook: 50 items, 20 and 15 agreed on, 5 and 10 not."""
    said = [("accept", "accept")] * 20 + [("reject", "reject")] * 15
    said += [("accept", "reject")] * 5 + [("reject", "accept")] * 10
    assert agreement(said).kappa == 0.4
    assert agreement(said).same == 0.7
    assert agreement([("accept", "accept")] * 3).kappa is None
    assert agreement([]).same is None


def test_two_readers_read_blind_and_what_they_differ_on_is_settled(desk: Team, store: Store) -> None:
    with store.writer() as writer:
        take(writer, article("a1"), *(event("a1", n, "REQUEST", "NOR", "SWE", "2 boats") for n in range(4)))
    form = {"name": "March", "query": "type:REQUEST", "size": "3", "first": "reviewer", "second": "editor"}
    assert desk.ask("reviewer", "POST", "/readings", data=form).status_code == 403
    assert desk.ask("editor", "POST", "/readings", data={**form, "second": "reviewer"}).status_code == 400
    assert desk.ask("editor", "POST", "/readings", data=form).status_code == 303
    assert desk.ask("manager", "GET", "/readings/1").status_code == 404  # is no reader of it
    with store.view() as view:
        events = view.round(1).events
    assert len(events) == 3
    for number, key in enumerate(events):
        data = {"event": key, "verdict": "accept", "reason": ""}
        assert desk.ask("reviewer", "POST", "/readings/1", data=data).status_code == 303
        assert desk.ask("reviewer", "GET", "/readings/1/result").status_code == 400
        page = desk.ask("editor", "GET", "/readings/1").text
        assert "reviewer" not in page  # nothing of what the other says
        data = {"event": key, "verdict": "reject" if number == 0 else "accept", "reason": "not said"}
        assert desk.ask("editor", "POST", "/readings/1", data=data).status_code == 303
    with store.view() as view:
        assert view.judgements() == ()  # second readings are no judgements yet
    result = desk.ask("reviewer", "GET", "/readings/1/result.json").json()
    assert result["agreement"]["same"] == 0.667
    assert [pair["same"] for pair in result["pairs"]] == [False, True, True]
    assert desk.ask("reviewer", "POST", "/readings/1/result", data={}).status_code == 403
    late = {"event": events[0], "verdict": "accept"}
    assert desk.ask("editor", "POST", "/readings/1", data=late).status_code == 400
    assert desk.ask("editor", "POST", "/readings/1/result", data={}).status_code == 303
    settled = {"event": events[0], "verdict": "reject"}
    assert desk.ask("editor", "POST", "/readings/1/result", data=settled).status_code == 303
    with store.view() as view:
        assert [view.review(key) for key in events] == ["rejected", "accepted", "accepted"]
        assert "reviewer said accept, editor reject" in view.judgements()[-1].reason
    assert "κ" in desk.ask("editor", "GET", "/readings/1/result").text
