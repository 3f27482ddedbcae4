"""Judgements and the cases that follow from them; carried over when articles are read anew; erased texts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from asking_samples import NOW, events, filled, page, put, reader
from verbale.erasing import erase
from verbale.errors import NotFound, UsageError
from verbale.ingest.entries import Entry
from verbale.ledger.carry import translation
from verbale.recoding import recode
from verbale.records import Case, Event, Minutes
from verbale.rulings import Ruling, judge, undo
from verbale.store.base import Store
from verbale.taking import Taker

REQUEST, PLEDGE, DELIVERY = events()


@pytest.fixture(params=["memory:", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = request.param if request.param == "memory:" else f"sqlite:///{tmp_path / 'ledger.db'}"
    with filled(url) as opened:
        yield opened


def only(store: Store) -> Case:
    with store.view() as view:
        (case,) = view.cases()
    return case


def say(store: Store, *rulings: Ruling) -> None:
    judge(store, rulings, who="ada", now=NOW)


def accept(store: Store, *ids: str) -> None:
    say(store, *(Ruling("accept", key) for key in ids))


def test_the_stage_that_people_reviewed_follows_what_they_accept(store: Store) -> None:
    assert (only(store).stage, only(store).provisional_stage) == (None, "delivered")
    accept(store, REQUEST.id, PLEDGE.id)
    assert (only(store).stage, only(store).provisional_stage) == ("pledged", "delivered")


def test_a_rejected_event_moves_no_stage_and_can_be_restored(store: Store) -> None:
    say(store, Ruling("reject", DELIVERY.id, reason="another boat"))
    assert only(store).provisional_stage == "pledged"
    undo(store, 1, who="bo", reason=None, now=NOW)
    assert only(store).provisional_stage == "delivered"
    undo(store, 2, who="ada", reason="it was another boat", now=NOW)
    assert only(store).provisional_stage == "pledged"
    with store.view() as view:
        assert [(one.verb, one.who) for one in view.judgements()] == [
            ("reject", "ada"),
            ("undo", "bo"),
            ("undo", "ada"),
        ]


def test_a_fixed_event_counts_as_fixed(store: Store) -> None:
    say(store, Ruling("fix", DELIVERY.id, values={"factuality": "unknown"}))
    assert only(store).provisional_stage == "pledged"


def test_a_fixed_move_of_a_step(store: Store) -> None:
    delivery = only(store).steps[-1]
    say(store, Ruling("fix", delivery.id, values={"move": "allocation"}))
    assert only(store).provisional_stage == "allocated"


def test_an_override_names_who_said_so(store: Store) -> None:
    ruling = Ruling("override", only(store).id, values={"fulfilment": "fulfilled"}, reason="seen in Bergen")
    say(store, ruling)
    assert (only(store).fulfilment, only(store).rule) == ("fulfilled", "override 1 by ada")


def test_steps_leave_a_case_and_come_back(store: Store) -> None:
    case = only(store)
    last = case.steps[-1].id
    say(store, Ruling("unlink", case.id, others=(last,)))
    with store.view() as view:
        assert sorted(len(one.steps) for one in view.cases()) == [1, 2]
    say(store, Ruling("link", case.id, others=(last,)))
    assert len(only(store).steps) == 3


@pytest.mark.parametrize(
    ("ruling", "message"),
    [
        (Ruling("reject", REQUEST.id), "reason"),
        (Ruling("fix", REQUEST.id, values={"factuality": "surely"}), "surely"),
        (Ruling("fix", REQUEST.id, values={"article_id": "b"}), "factuality"),
        (Ruling("fix", REQUEST.id), "FIELD=VALUE"),
        (Ruling("merge", REQUEST.id, others=(PLEDGE.id,)), "step or a case or a party"),
        (Ruling("override", REQUEST.id, values={"stage": "pledged"}, reason="so"), "a case"),
    ],
)
def test_what_cannot_be_said_is_not_kept(store: Store, ruling: Ruling, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        say(store, Ruling("accept", PLEDGE.id), ruling)
    with store.view() as view:
        assert view.judgements() == ()


def test_links_want_steps(store: Store) -> None:
    case = only(store)
    with pytest.raises(UsageError, match="another step"):
        say(store, Ruling("link", case.id, others=(REQUEST.id,)))


def test_nothing_is_said_of_what_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound, match="no event, step, case or party"):
        accept(store, "nothing")
    with pytest.raises(NotFound, match="7"):
        undo(store, 7, who="ada", reason=None, now=NOW)


def recoded(store: Store, *told: Event) -> list[tuple[str, bool, int]]:
    minutes = reader(*told)
    done = recode(store, lambda article: minutes[article.id], query=None, now=lambda: NOW)
    return sorted((one.article_id, one.changed, one.carried) for one in done)


def test_the_same_reading_changes_nothing(store: Store) -> None:
    accept(store, REQUEST.id)
    before = only(store)
    assert recoded(store, *events()) == [("a1", False, 0), ("a2", False, 0), ("a3", False, 0)]
    assert only(store) == before


def test_a_judgement_goes_over_to_the_event_that_says_the_same(store: Store) -> None:
    accept(store, PLEDGE.id)
    anew = replace(PLEDGE, id="anew", coder="tomorrow", confidence=0.9)
    assert recoded(store, REQUEST, anew, DELIVERY) == [("a1", False, 0), ("a2", True, 1), ("a3", False, 0)]
    with store.view() as view:
        assert (view.review("anew"), view.review(PLEDGE.id)) == ("accepted", "stale")
        first, second = view.judgements()
    assert (second.who, second.subject_id, second.detail) == ("ada", "anew", {"from": "1"})
    assert first.subject_id == PLEDGE.id


@pytest.mark.parametrize(
    "changes",
    [
        {"event_type": "SUPPORT"},
        {"actors": DELIVERY.recipients},
        {"evidence": (replace(PLEDGE.evidence[0], text="other words"),)},
    ],
)
def test_a_judgement_of_what_reads_otherwise_waits_as_stale(store: Store, changes: dict[str, object]) -> None:
    accept(store, PLEDGE.id)
    recoded(store, REQUEST, replace(PLEDGE, id="anew", **changes), DELIVERY)
    with store.view() as view:
        assert (view.review("anew"), view.review(PLEDGE.id)) == ("unreviewed", "stale")
        assert len(view.judgements()) == 1
        assert view.event(PLEDGE.id) == PLEDGE
        assert [hit.id for hit in view.search("review:stale")] == [PLEDGE.id]


def test_undoing_a_judgement_undoes_what_was_carried_over_from_it(store: Store) -> None:
    accept(store, PLEDGE.id)
    recoded(store, REQUEST, replace(PLEDGE, id="anew"), DELIVERY)
    undo(store, 1, who="ada", reason=None, now=NOW)
    with store.view() as view:
        assert view.review("anew") == "unreviewed"


def test_what_was_said_of_a_case_and_its_steps_goes_over(store: Store) -> None:
    case = only(store)
    say(
        store,
        Ruling("override", case.id, values={"fulfilment": "fulfilled"}, reason="seen"),
        Ruling("accept", case.steps[0].id),
        Ruling("unlink", case.id, others=(case.steps[-1].id,)),
    )
    recoded(store, *(replace(one, id=f"anew-{one.id}") for one in events()))
    with store.view() as view:
        found = {len(one.steps): one for one in view.cases()}
    assert sorted(found) == [1, 2]
    assert found[2].id != case.id
    assert (found[2].fulfilment, found[2].steps[0].review) == ("fulfilled", "accepted")


def test_a_case_that_loses_its_first_event_keeps_what_was_said_of_it(store: Store) -> None:
    say(store, Ruling("override", only(store).id, values={"fulfilment": "fulfilled"}, reason="seen"))
    recoded(store, PLEDGE, DELIVERY)
    assert (only(store).origin, only(store).fulfilment) == ("offer", "fulfilled")


def test_a_changed_page_keeps_what_was_judged_of_it(store: Store) -> None:
    accept(store, PLEDGE.id)
    changed = replace(page("a2"), id="a2b", text=page("a2").text + " A correction was added.")
    anew = replace(PLEDGE, id="anew", article_id="a2b")
    entry = Entry(source="a2", mark="changed", origin="a2", share=1.0, read=lambda: changed)
    minutes = Minutes(article=changed, events=(anew,))
    verdict = Taker(store, lambda article: minutes, lambda: NOW).take(entry).verdict
    assert verdict == "version"
    with store.view() as view:
        assert (view.review("anew"), view.review(PLEDGE.id)) == ("accepted", "stale")
    assert only(store).stage == "pledged"


def test_repeated_words_are_paired_in_their_order() -> None:
    old = [replace(PLEDGE, id=f"old{n}") for n in range(2)]
    new = [replace(PLEDGE, id=f"new{n}") for n in range(3)]
    assert translation(old, new, ()) == {"old0": "new0", "old1": "new1"}


def test_an_erased_text_is_nowhere_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    word = "spokeswoman"
    with filled(f"sqlite:///{path}") as store:
        accept(store, PLEDGE.id)
        put(store, replace(page("a2"), id="a2b", text="A later version, the spokeswoman says."), source="a2")
        assert erase(store, "a2b", who="ada", reason="on demand", now=NOW + timedelta(1)) == ("a2b", "a2")
        with store.view() as view:
            assert not view.search(word)
            assert not view.search(word, kind="article")
            assert [(stone.article_id, stone.at[:10], stone.who) for stone in view.tombstones()] == [
                ("a2", "2026-06-02", "ada"),
                ("a2b", "2026-06-02", "ada"),
            ]
            assert view.has_source("a2", "anything")
        assert [step.move for step in only(store).steps] == ["request", "delivery"]
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert word.encode() not in held
    assert b"crew took them to Bergen" in held


def test_erasing_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(NotFound, match="nothing"):
        erase(store, "nothing", who="ada", reason="on demand", now=NOW)
