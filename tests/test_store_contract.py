"""The contract of every store: one module, run over memory, SQLite and PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from store_samples import article, case, event, fact, judgement, on, party, put_cases, step, take, where
from verbale.errors import NotFound, QueryError, UsageError
from verbale.ledger.decide import Intents
from verbale.store import Store
from verbale.store.facets import narrowed
from verbale.store.people import Account, Follow, Session, Token
from verbale.store.query import parse
from verbale.store.queue import Task
from verbale.store.readings import Round, SecondReading
from verbale.store.rows import Facets, Failure, Feed, Run, Tombstone


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")()
    else:
        url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'ledger.db'}"
    with Store.open(url) as opened:
        yield opened


def asked(key: str = "a1") -> tuple[object, ...]:
    """What the sample article reports: a request, and a promise of troops."""
    return event(key, 0, "REQUEST", "NOR", "SWE", "2 boats"), event(key, 1, "AGREE", "SWE", "NOR", "troops")


def fill(store: Store, *keys: str) -> None:
    with store.writer() as writer:
        for key in keys:
            take(writer, article(key), *asked(key))


# Articles and their versions


def test_what_is_put_is_read_again(store: Store) -> None:
    events = asked()
    with store.writer() as writer:
        assert take(writer, article(), *events) == "new"
    with store.view() as view:
        assert view.article("a1") == article()
        assert view.events("a1").items == events
        assert view.event("a1-1") == events[1]
        assert view.fact("a1") == fact(article())
        assert view.count().articles == 1
        assert view.count().events == 2


def test_the_same_page_twice_changes_nothing(store: Store) -> None:
    fill(store, "a1")
    with store.view() as view:
        before = view.count()
        assert view.has_source("source of a1", f"hash of {article().title} {article().text}")
        assert not view.has_source("source of a1", "another hash")
    with store.writer() as writer:
        assert take(writer, article(), *asked(), content_hash="advertisements changed") == "same"
    with store.view() as view:
        assert view.count() == before
        assert view.has_source("source of a1", "advertisements changed")


def test_a_changed_page_is_a_version_and_the_old_one_is_kept(store: Store) -> None:
    fill(store, "a1")
    changed = article("a2", title="Oslo turns to Stockholm and Helsinki")
    with store.writer() as writer:
        assert take(
            writer, changed, event("a2", 0, "REQUEST", "NOR", "FIN", "boats"), source="source of a1"
        ) == ("version")
    with store.view() as view:
        assert [page.id for page in view.articles()] == ["a2"]
        assert view.article("a1") == article()
        assert [(v.number, v.article) for v in view.versions("a1")] == [(1, article()), (2, changed)]
        assert view.versions("a2") == view.versions("a1")
        assert [e.id for e in view.events()] == ["a2-0"]
        assert list(view.events("a1")) == []
        assert view.event("a1-0") == asked()[0]  # a judgement may still speak of it
        assert {report.article_id for report in view.state().reports} == {"a2"}


def test_a_page_that_changes_back_is_current_again_with_its_events(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        take(writer, article("a2", title="Other"), source="source of a1")
        assert take(writer, article("a1"), *asked(), source="source of a1") == "version"
    with store.view() as view:
        assert [page.id for page in view.articles()] == ["a1"]
        assert view.events("a1").items == asked()
        assert len(view.versions("a1")) == 3


def test_an_article_stays_current_while_another_source_holds_it(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        assert take(writer, article("a1"), *asked(), source="feed") == "same"
        take(writer, article("a2", title="Other"), source="source of a1")
    with store.view() as view:
        assert sorted(page.id for page in view.articles()) == ["a1", "a2"]


def test_a_corrected_date_is_a_version_of_the_same_article(store: Store) -> None:
    fill(store, "a1")
    corrected = article("a1", published="2026-03-01T10:00:00+01:00")
    with store.writer() as writer:
        assert take(writer, corrected, *asked(), content_hash="2") == "version"
    with store.view() as view:
        assert view.article("a1").published == corrected.published
        assert [v.article for v in view.versions("a1")] == [article(), corrected]
        assert view.search("before:2026-03-01", kind="article").items[0].id == "a1"


def test_a_new_coder_takes_the_place_of_the_old_events_which_are_kept(store: Store) -> None:
    fill(store, "a1")
    newer = event("a1", 7, "REQUEST", "NOR", "SWE", "boats", coder="test 2")
    with store.writer() as writer:
        writer.append(judgement("accept", "a1-0"))
        writer.put_events("a1", [newer])
        assert [e.id for e in writer.events("a1")] == ["a1-7"]
    with store.view() as view:
        assert [e.id for e in view.events()] == ["a1-7"]
        assert view.event("a1-0").id == "a1-0"
        assert view.review("a1-0") == "stale"
        assert view.review("a1-1") == "unreviewed"
        assert [hit.id for hit in view.search("review:stale")] == ["a1-0"]


def test_events_of_an_unknown_article_are_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="a9"), store.writer() as writer:
        writer.put_events("a9", asked("a9"))


@pytest.mark.parametrize("name", ["article", "event", "case", "step", "fact"])
def test_what_is_not_there_is_not_found(store: Store, name: str) -> None:
    with store.view() as view, pytest.raises(NotFound, match="nothing-like-it"):
        getattr(view, name)("nothing-like-it")


# Erasing


def test_an_erased_article_leaves_a_dated_stone_and_no_text(store: Store) -> None:
    fill(store, "a1", "a2")
    with store.writer() as writer:
        assert writer.blocks("a1") == {"NOR|SWE"}
        writer.remove_article("a1", "2026-03-05T00:00:00+00:00", "ida", "court order")
    with store.view() as view:
        assert view.tombstones() == (
            Tombstone(article_id="a1", at="2026-03-05T00:00:00+00:00", who="ida", reason="court order"),
        )
        assert [v.article for v in view.versions("a1")] == [None]
        assert {e.article_id for e in view.events()} == {"a2"}
        assert [hit.id for hit in view.search("boats", kind="article")] == ["a2"]
        assert view.state().articles.keys() == {"a2"}
        with pytest.raises(NotFound):
            view.article("a1")


def test_what_was_erased_is_not_taken_in_again(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        writer.remove_article("a1", "2026-03-05T00:00:00+00:00", "ida", "court order")
        assert take(writer, article("a1"), source="elsewhere") == "same"
        assert take(writer, article("a7", text="Slightly changed."), source="source of a1") == "same"
        assert writer.has_source("source of a1", "any hash")
        assert writer.count().articles == 0


# Transactions


def test_a_writer_that_fails_leaves_nothing(store: Store) -> None:
    fill(store, "a1")

    def write_half() -> None:
        with store.writer() as writer:
            take(writer, article("a2"), *asked("a2"))
            writer.append(judgement("accept", "a1-0"))
            writer.put_failure("x", "why", "2026-03-05T00:00:00+00:00", 1)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power"):
        write_half()
    with store.view() as view:
        assert view.count().articles == 1
        assert view.judgements() == ()
        assert view.failures() == ()
    fill(store, "a2")  # and it goes on


def test_a_view_sees_one_moment(store: Store) -> None:
    fill(store, "a1")
    with store.view() as view:
        assert view.count().articles == 1
        fill(store, "a2")
        assert view.count().articles == 1
        assert [hit.id for hit in view.search("boats", kind="article")] == ["a1"]
    with store.view() as view:
        assert view.count().articles == 2


def test_a_writer_sees_what_it_wrote(store: Store) -> None:
    with store.writer() as writer:
        take(writer, article(), *asked())
        assert [hit.id for hit in writer.search("type:AGREE")] == ["a1-1"]
        writer.append(judgement("reject", "a1-1"))
        assert [hit.id for hit in writer.search("review:rejected")] == ["a1-1"]
        assert len(writer.state({"NOR|SWE"}).reports) == 2


def test_threads_write_one_after_the_other(store: Store) -> None:
    def add(worker: int) -> None:
        for number in range(5):
            key = f"a{worker}{number}"
            fill(store, key)
            with store.writer() as writer:
                writer.append(judgement("accept", f"{key}-0"))
            with store.view() as view:
                assert view.review(f"{key}-0") == "accepted"

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
    with store.view() as view:
        assert view.count().articles == 20
        assert [kept.number for kept in view.judgements()] == list(range(1, 21))


# The ledger's state


def test_a_state_holds_the_articles_of_its_blocks_whole(store: Store) -> None:
    with store.writer() as writer:
        take(writer, article("a1"), *asked("a1"), event("a1", 2, "ACCUSE", "IRN", "IRQ"))
        take(writer, article("a2"), event("a2", 0, "REQUEST", "KEN", "IND", "wheat"))
    with store.view() as view:
        state = view.state(["NOR|SWE"])
        assert [report.event.id for report in state.reports] == ["a1-0", "a1-1", "a1-2"]
        assert state.articles.keys() == {"a1"}
        assert state.blocks == {"NOR|SWE"}
        assert view.state().blocks is None
        assert len(view.state().reports) == 4


def test_a_request_to_several_closes_over_their_blocks(store: Store) -> None:
    with store.writer() as writer:
        take(writer, article("a1"), event("a1", 0, "REQUEST", "NOR", "SWE FIN", "boats"))
        take(writer, article("a2"), event("a2", 0, "REQUEST", "NOR", "FIN DNK", "boats"))
        take(writer, article("a3"), event("a3", 0, "REJECT", "DNK", "NOR", "boats"))
        take(writer, article("a4"), event("a4", 0, "REQUEST", "NOR", "ISL", "boats"))
    with store.view() as view:
        state = view.state(["NOR|SWE"])
        assert state.blocks == {"NOR|SWE", "FIN|NOR", "DNK|NOR"}
        assert set(state.articles) == {"a1", "a2", "a3"}


def test_blocks_of_an_article_remember_its_old_events(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        writer.put_events("a1", [event("a1", 9, "REQUEST", "NOR", "FIN", "boats")])
    with store.view() as view:
        assert view.blocks("a1") == {"NOR|SWE", "FIN|NOR"}


def test_cases_are_put_changed_and_dropped(store: Store) -> None:
    fill(store, "a1")
    first = case("c1", step("s1", "a1-0"))
    other = case("c2", step("s2", "a1-1"), requester=(), beneficiaries=())
    put_cases(store, first, other)
    with store.view() as view:
        assert view.case("c1") == first
        assert view.step("s2") == other.steps[0]
        assert view.steps("a1-0") == first.steps
        assert view.cases_of("a1-1") == (other,)
        assert view.ledger(["NOR|SWE"]).cases == (first,)
        assert view.ledger().cases == (first, other)
    answered = case("c1", step("s1", "a1-0", "a1-1"), provisional_stage="pledged")
    with store.writer() as writer:
        writer.apply(
            Intents(put_steps=answered.steps, put_cases=(answered,), drop_steps=("s2",), drop_cases=("c2",))
        )
    with store.view() as view:
        assert view.cases().items == (answered,)
        assert view.cases_of("a1-1") == (answered,)
        assert view.steps() == answered.steps
        assert [c.id for c in view.cases("stage:pledged")] == ["c1"]
        assert list(view.cases("stage:requested")) == []


def test_any_number_of_cases_is_dropped_at_once(store: Store) -> None:
    put_cases(store, case("c1"), case("c69000"))
    with store.writer() as writer:
        writer.apply(Intents(drop_cases=tuple(f"c{number}" for number in range(2, 70_000))))
    with store.view() as view:
        assert [each.id for each in view.cases()] == ["c1"]


# Judgements


def test_judgements_are_numbered_and_review_their_events(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        assert writer.append(judgement("accept", "a1-0")).number == 1
        assert writer.append(judgement("reject", "a1-0", reason="not said")).number == 2
        assert writer.append(judgement("fix", "a1-1", detail={"event_type": "AID"})).number == 3
        assert (
            writer.append(judgement("override", "c1", subject="case", detail={"stage": "pledged"})).number
            == 4
        )
    with store.view() as view:
        assert [j.number for j in view.judgements()] == [1, 2, 3, 4]
        assert [j.number for j in view.judgements("event", "a1-0")] == [1, 2]
        assert [j.number for j in view.judgements("case")] == [4]
        assert (view.review("a1-0"), view.review("a1-1")) == ("rejected", "accepted")


def test_an_undone_judgement_reviews_nothing_until_that_is_undone(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        writer.append(judgement("accept", "a1-0"))
        writer.append(judgement("undo", "a1-0", detail={"number": "1"}))
    with store.view() as view:
        assert view.review("a1-0") == "unreviewed"
        assert len(view.search("review:unreviewed")) == 2
    with store.writer() as writer:
        writer.append(judgement("undo", "a1-0", detail={"number": "2"}))
    with store.view() as view:
        assert view.review("a1-0") == "accepted"
        assert [hit.id for hit in view.search("review:accepted")] == ["a1-0"]


# Failures, feeds, runs, parties


def test_failures_are_kept_until_cleared(store: Store) -> None:
    with store.writer() as writer:
        writer.put_failure("b", "timed out", "2026-03-05T00:00:00+00:00", 1)
        writer.put_failure("a", "no such file", "2026-03-05T00:00:00+00:00", 1)
        writer.put_failure("b", "404", "2026-03-06T00:00:00+00:00", 2)
    with store.view() as view:
        assert view.failures() == (
            Failure(source="a", reason="no such file", at="2026-03-05T00:00:00+00:00", tries=1),
            Failure(source="b", reason="404", at="2026-03-06T00:00:00+00:00", tries=2),
        )
    with store.writer() as writer:
        writer.clear_failure("b")
        writer.clear_failure("never failed")
        assert [failure.source for failure in writer.failures()] == ["a"]


def test_feeds_are_put_changed_and_removed(store: Store) -> None:
    feed = Feed(url="https://narvik.example/rss", added="2026-03-05T00:00:00+00:00")
    with store.writer() as writer:
        writer.put_feed(feed)
        writer.put_feed(Feed(url=feed.url, added=feed.added, failures=2, error="not a feed"))
    with store.view() as view:
        assert [(f.failures, f.error) for f in view.feeds()] == [(2, "not a feed")]
    with store.writer() as writer:
        writer.remove_feed(feed.url)
        with pytest.raises(NotFound):
            writer.remove_feed(feed.url)
        assert writer.feeds() == ()


# The queue


def put_task(store: Store, name: str = "https://narvik.example/1", content: bytes | None = None) -> Task:
    with store.writer() as writer:
        return writer.put_task(Task(kind="address", name=name, asked=at(0), who="ida"), content)


def at(minutes: int) -> str:
    return f"2026-03-05T00:{minutes:02}:00+00:00"


def test_a_task_is_given_to_one_worker_in_its_turn(store: Store) -> None:
    assert [put_task(store, name).number for name in ("one", "two")] == [1, 2]
    with store.writer() as writer:
        first = writer.take_task("w1", now=at(1), until=at(2))
        second = writer.take_task("w2", now=at(1), until=at(2))
        assert (first.name, second.name) == ("one", "two")
        assert writer.take_task("w3", now=at(1), until=at(2)) is None
    with store.view() as view:
        assert [(t.name, t.state, t.worker, t.tries) for t in view.tasks()] == [
            ("two", "running", "w2", 1),
            ("one", "running", "w1", 1),
        ]
        assert view.queued() == {"running": 2}
        assert [t.name for t in view.tasks(limit=1)] == ["two"]
        assert [t.name for t in view.tasks("running", before=2)] == ["one"]


def test_what_a_killed_worker_was_reading_is_given_to_another(store: Store) -> None:
    put_task(store)
    with store.writer() as writer:
        lost = writer.take_task("w1", now=at(1), until=at(2))
        assert writer.renew_task(replace(lost, share=0.5), until=at(4))
    with store.writer() as writer:
        assert writer.take_task("w2", now=at(3), until=at(5)) is None
        taken = writer.take_task("w2", now=at(5), until=at(6))
        assert (taken.number, taken.worker, taken.tries, taken.share) == (lost.number, "w2", 2, 0.0)
        assert not writer.renew_task(lost, until=at(9))  # it was only slow, and is told so
        assert not writer.end_task(replace(lost, state="done"))
        writer.release_tasks("w2")
        assert writer.take_task("w3", now=at(5), until=at(6)).worker == "w3"


def test_a_task_keeps_its_bytes_until_it_is_done(store: Store) -> None:
    put_task(store, content=b"\0page")
    with store.writer() as writer:
        task = writer.take_task("w1", now=at(1), until=at(2))
        assert writer.content(task.number) == b"\0page"
        assert writer.end_task(replace(task, state="failed", reason="not a page", ended=at(2)))
    with store.writer() as writer:
        assert writer.task(1).reason == "not a page"
        assert writer.retry_task(1).state == "waiting"
        with pytest.raises(NotFound):
            writer.retry_task(1)
        task = writer.take_task("w1", now=at(3), until=at(4))
        assert writer.end_task(replace(task, state="done", articles=("a1",), counts={"new": 1}))
    with store.view() as view:
        assert view.task(1).articles == ("a1",)
        assert view.content(1) is None
        with pytest.raises(NotFound):
            view.task(9)


# People, what they follow, what they read twice


def test_accounts_with_their_sessions_and_tokens(store: Store) -> None:
    ida = Account(name="ida", role="reader", password="hash", added=at(0))
    session = Session(account="ida", key="k1", begun=at(0), until=at(9))
    token = Token(account="ida", key="t1", name="notebook", scope="read", added=at(0))
    with store.writer() as writer:
        writer.put_account(ida)
        writer.put_session(session)
        writer.put_token(token)
        writer.put_account(replace(ida, role="editor"))
    with store.view() as view:
        assert view.account("ida").role == "editor"
        assert view.session("ida", "k1") == session
        assert view.session("ida", "k2") is None
        assert view.tokens("ida") == (token,)
        assert view.token("ida", "t1") == token
        with pytest.raises(NotFound):
            view.account("eva")
    with store.writer() as writer:
        writer.revoke_token("ida", "t1")
        with pytest.raises(NotFound):
            writer.revoke_token("ida", "t1")
        writer.end_session("ida", "k1")
        assert writer.session("ida", "k1") is None
        writer.put_session(session)
        writer.remove_account("ida")
        assert writer.accounts() == ()
        assert writer.session("ida", "k1") is None


def test_what_people_follow(store: Store) -> None:
    case_, search = (
        Follow(who="ida", kind=kind, subject=subject, title="boats", added=at(0), seen=at(0))
        for kind, subject in (("case", "c1"), ("search", "boats type:REQUEST"))
    )
    with store.writer() as writer:
        writer.put_follow(search)
        writer.put_follow(case_)
        writer.put_follow(replace(case_, who="eva"))
    with store.view() as view:
        assert view.follows("ida") == (case_, search)
    with store.writer() as writer:
        writer.unfollow("ida", "case", "c1")
        with pytest.raises(NotFound):
            writer.unfollow("ida", "case", "c1")
        assert len(writer.follows("eva")) == 1


def test_rounds_of_second_readings(store: Store) -> None:
    fresh = Round(name="March", readers=("ida", "eva"), events=("e1",), query="", opened=at(0), who="mo")
    with store.writer() as writer:
        first = writer.put_round(fresh)
        assert writer.put_round(fresh).number == 2
        said = SecondReading(round=1, event_id="e1", who="ida", verdict="accept", at=at(1))
        writer.put_reading(said)
        writer.put_reading(replace(said, verdict="reject"))
        writer.put_round(replace(first, closed=at(2)))
    with store.view() as view:
        assert [(r.number, r.closed) for r in view.rounds()] == [(1, at(2)), (2, None)]
        assert [r.verdict for r in view.readings(1)] == ["reject"]
        assert view.readings(1, "e2") == view.readings(2) == ()
        with pytest.raises(NotFound):
            view.round(3)


def test_runs_are_numbered(store: Store) -> None:
    run = Run(
        command="add",
        started="2026-03-05T00:00:00+00:00",
        ended="2026-03-05T00:01:00+00:00",
        counts={"new": 2},
    )
    with store.writer() as writer:
        assert writer.put_run(run).number == 1
        assert writer.put_run(run).number == 2
    with store.view() as view:
        assert [kept.number for kept in view.runs()] == [1, 2]
        assert view.runs()[0].counts == {"new": 2}


def test_parties_are_those_of_current_events_with_their_fullest_name(store: Store) -> None:
    long = party("NOR", "Foreign Minister Astrid Holm", id="p-holm")
    with store.writer() as writer:
        take(
            writer,
            article("a1"),
            event("a1", 0, "REQUEST", "NOR", "SWE", actors=(party("NOR", "Holm", id="p-holm"),)),
        )
        take(writer, article("a2"), event("a2", 0, "REQUEST", "NOR", "SWE", actors=(long,)))
    with store.view() as view:
        page = view.parties(limit=1)
        assert [(p.id, p.name, p.country, p.events) for p in page] == [("p-holm", long.name, "NOR", 2)]
        assert [(p.id, p.events) for p in view.parties(after=page.after)] == [("p-swe", 2)]
    with store.writer() as writer:
        take(writer, article("a3", title="Other"), source="source of a2")
        assert [(p.name, p.events) for p in writer.parties(limit=1)] == [("Holm", 1)]


# Pages


@pytest.mark.parametrize("kind", ["event", "article", "case"])
def test_pages_hold_everything_once_and_in_order(store: Store, kind: str) -> None:
    days = ["2026-03-01", None, "2026-03-03", "2026-03-03", "2025", "2026-03-02"]
    with store.writer() as writer:
        for number, day in enumerate(days):
            key = f"a{number}"
            take(writer, article(key, published=day), event(key, 0, "REQUEST", "NOR", "SWE"))
            steps = (step(f"s{number}", f"{key}-0"),)
            writer.apply(
                Intents(put_steps=steps, put_cases=(case(f"c{number}", *steps, opened=day, updated=day),))
            )
    with store.view() as view:
        whole = view.search("", kind=kind)
        assert whole.after is None
        assert [hit.day for hit in whole] == [
            "2026-03-03",
            "2026-03-03",
            "2026-03-02",
            "2026-03-01",
            *_old(kind),
            None,
        ]
        found, after = [], None
        while page := view.search("", 2, after, kind=kind):
            found += page.items
            after = page.after
            if after is None:
                break
        assert tuple(found) == whole.items
        lister = {"event": view.events, "article": view.articles, "case": view.cases}[kind]
        assert [row.id for row in lister(limit=4)] == [hit.id for hit in whole.items[:4]]
        assert [row.id for row in lister(after=lister(limit=4).after)] == [hit.id for hit in whole.items[4:]]
        assert list(lister(limit=0)) == []


def _old(kind: str) -> list[str]:
    """The year 2025 as a day: its first, and for cases, which are sorted by their end, its last."""
    return ["2025-12-31" if kind == "case" else "2025-01-01"]


def test_a_foreign_cursor_is_refused(store: Store) -> None:
    with store.view() as view, pytest.raises(UsageError, match="no cursor"):
        view.search("", after="no, not this")


# Search


def test_hits_show_the_words_in_context(store: Store) -> None:
    fill(store, "a1")
    with store.view() as view:
        hit = view.search("Holm", kind="article").items[0]
        assert hit.match == "Holm"
        assert hit.before.endswith("Foreign Minister Astrid ")
        assert hit.after.startswith(" said so in Bodø")
        assert hit.title == "Oslo turns to Stockholm"
        (found,) = view.search("boat type:REQUEST", kind="event")
        assert found.match == "boats"
    put_cases(store, case("c1", step("s1", "a1-0")))
    with store.view() as view:
        (hit,) = view.search("patrol", kind="case")
        assert (hit.id, hit.match, hit.title) == ("c1", "patrol", "Norway → Sweden: 2 boats")


@pytest.mark.parametrize(
    "text",
    [
        " ".join(
            f"𐐷{number:04x}".translate({n: 0x10428 + n for n in range(128)}) for number in range(40_000)
        ),
        "ﷺ" * 200_000,
        "한글 " * 100_000,
        "x" * 300_000,
    ],
    ids=["long letters", "ligatures", "syllables", "one word"],
)
def test_an_endless_page_is_kept_and_its_beginning_found(store: Store, text: str) -> None:
    with store.writer() as writer:
        take(writer, article("a1", text=text), content_hash="1")
    with store.view() as view:
        assert view.article("a1").text == text
        assert len(view.search("Stockholm", kind="article")) == 1
        assert len(view.search(f"{text.split(maxsplit=1)[0][:4]}*", kind="article")) == 1


# Facets


def test_facets_count_what_each_choice_would_find(store: Store) -> None:
    fill(store, "a1", "a2")
    put_cases(store, case("c1", step("s1", "a1-0"), provisional_stage="pledged", exit="refused"))
    with store.writer() as writer:
        writer.append(judgement("accept", "a1-0"))
    with store.view() as view:
        found = view.facets("event", "", {"type": ["REQUEST"]})
        assert found.total == 2
        assert counts(found, "type") == {"AGREE": 2, "REQUEST": 2}  # alternatives to the one chosen
        assert counts(found, "requester") == {"NOR": 2}
        assert counts(found, "item") == {"military_equipment": 2}
        assert counts(found, "review") == {"accepted": 1, "unreviewed": 1}
        assert counts(found, "stage") == {"pledged": 1, "refused": 1}
        assert counts(found, "outlet") == {"Radio Narvik": 2}
        of_cases = view.facets("case", "boats", {"stage": ["pledged"], "outlet": ["Radio Narvik"]})
        assert of_cases.total == 1
        assert counts(of_cases, "type") == {"REQUEST": 1}
        assert counts(of_cases, "addressee") == {"SWE": 1}
        assert [
            c.id for c in view.cases(narrowed(parse(""), {"stage": ["refused"], "type": ["REQUEST"]}))
        ] == ["c1"]
        assert counts(view.facets("article", ""), "item") == {"military_equipment": 2, "troops": 2}


def test_days_are_counted_by_year_month_and_day(store: Store) -> None:
    with store.writer() as writer:
        october = event("a1", 0, "REQUEST", "NOR", "SWE", when=on("2015-10"))
        take(writer, article("a1"), october, event("a1", 1, "AGREE", "SWE", "NOR", when=on("2015-11-03")))
    with store.view() as view:
        assert counts(view.facets("event", ""), "date") == {"2015": 2}
        assert counts(view.facets("event", "", inside="2015"), "date") == {"2015-10": 1, "2015-11": 1}
        assert counts(view.facets("event", "", inside="2015-11"), "date") == {"2015-11-03": 1}
        assert view.facets("event", "", {"date": ["2015-10-31"]}).total == 1


def test_events_are_counted_by_place_by_their_own_time_and_by_the_day_of_the_report(store: Store) -> None:
    with store.writer() as writer:
        asks = event("a1", 0, "REQUEST", "NOR", "SWE", when=on("2015-10"), where=where("Bodø", 67.28, 14.4))
        gives = event("a1", 1, "AGREE", "SWE", "NOR", when=on("2015-11-03"), where=where("Norway"))
        take(writer, article("a1"), asks, gives, event("a1", 2, "CONSULT", "SWE", "NOR"))
    with store.view() as view:
        found = view.tally("event", "", "place", "when", "published")
        assert found.total == 3
        assert counts(found, "place") == {"NOR 67.28,14.4 Bodø": 1, "NOR - Norway": 1, "none": 1}
        assert counts(found, "when") == {"2015-10": 1, "2015-11-03": 1, "none": 1}
        assert counts(found, "published") == {"2026-03-02": 3}
        chosen = narrowed(
            parse("type:REQUEST"), {"place": ["NOR 67.28,14.4 Bodø"], "published": ["2026-03-02"]}
        )
        assert [one.id for one in view.events(filter=chosen)] == ["a1-0"]
    with store.view() as view, pytest.raises(UsageError):
        view.tally("event", "", "colour")


def test_parties_are_called_by_their_fullest_name(store: Store) -> None:
    holm, astrid = (party("NOR", name, id="p-holm") for name in ("Holm", "Astrid Holm"))
    with store.writer() as writer:
        take(
            writer,
            article("a1"),
            event("a1", 0, "REQUEST", "NOR", "SWE", actors=(holm,)),
            event("a1", 1, "REJECT", "NOR", "SWE", actors=(astrid,)),
        )
    with store.view() as view:
        assert view.called(["p-holm", "p-swe", "p-nobody"]) == {"p-holm": "Astrid Holm", "p-swe": "SWE"}
        assert view.called([]) == {}


def test_judgements_are_found_by_what_they_speak_of(store: Store) -> None:
    fill(store, "a1")
    with store.writer() as writer:
        for said in (
            judgement("accept", "a1-0"),
            judgement("override", "c1", subject="case", reason="seen"),
            judgement("undo", "a1-0", detail={"number": "1"}),
            judgement("reject", "a1-1", reason="no"),
        ):
            writer.append(said)
    with store.view() as view:
        assert [one.number for one in view.judged(["c1", "a1-0", "nothing"])] == [1, 2, 3]
        assert view.judged([]) == ()


def test_pairs_count_who_asks_whom(store: Store) -> None:
    fill(store, "a1", "a2")
    both = (party("SWE", "Sweden"), party("FIN", "Finland"))
    put_cases(
        store,
        case("c1", step("s1", "a1-0")),
        case("c2", step("s2", "a2-0"), addressee=both, provisional_stage="pledged"),
    )
    with store.view() as view:
        found = view.pairs("case", "", "requester", "addressee")
        assert [(pair.one, pair.other, pair.count) for pair in found] == [
            ("NOR", "SWE", 2),
            ("NOR", "FIN", 1),
        ]
        assert len(view.pairs("case", "stage:pledged", "requester", "addressee")) == 2
        assert view.pairs("case", "gunships", "requester", "addressee") == ()
    with store.view() as view, pytest.raises(UsageError):
        view.pairs("case", "", "requester", "colour")


def test_facets_follow_what_is_written(store: Store) -> None:
    fill(store, "a1")
    put_cases(store, case("c1", step("s1", "a1-0")))
    with store.view() as view:
        assert counts(view.facets("case", ""), "type") == {"REQUEST": 1}
    with store.writer() as writer:
        writer.put_events("a1", [event("a1", 0, "REJECT", "NOR", "SWE", "loan")])
        assert counts(writer.facets("event", "review:unreviewed"), "type") == {"REJECT": 1}
    with store.view() as view:
        assert counts(view.facets("case", ""), "type") == {"REJECT": 1}
        assert counts(view.facets("event", ""), "item") == {"financial": 1}
    with store.writer() as writer:
        writer.apply(Intents(drop_steps=("s1",), drop_cases=("c1",)))
        writer.remove_article("a1", "2026-03-05T00:00:00+00:00", "ida", "court order")
    with store.view() as view:
        assert view.facets("case", "").total == view.facets("event", "").total == 0


@pytest.mark.parametrize(
    ("chosen", "inside"), [({"colour": ["red"]}, ""), ({"date": ["May"]}, ""), ({}, "20")]
)
def test_a_facet_that_there_is_not_is_an_error_of_the_caller(
    store: Store, chosen: dict[str, list[str]], inside: str
) -> None:
    with store.view() as view, pytest.raises(UsageError):
        view.facets("event", "", chosen, inside=inside)


def counts(found: Facets, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in found.counts[facet]}


def test_a_wrong_query_is_an_error_of_the_caller(store: Store) -> None:
    with store.view() as view, pytest.raises(QueryError):
        view.search("colour:red")


def test_words_of_all_languages_and_marks_do_no_harm(store: Store) -> None:
    text = "Ærø; ÖSTERSUND… 'quoted' \"double\" 100% a_b — Киев 東京 NUL\x00 end. " + "x" * 3000
    with store.writer() as writer:
        bad = party("NOR", "Nul\0 Nulsen", id="p-nul")
        told = event("a1", 0, "REQUEST", "NOR", "SWE", actors=(bad,))
        take(writer, article("a1", text=text, title="%_'\\"), told, content_hash="1")
    with store.view() as view:
        for query in ("ærø", "ostersund", "Österſund", "quoted", "КИЕВ", "東京", '"a b"', "x*", '"100 a b"'):
            assert [hit.id for hit in view.search(query, kind="article")] == ["a1"], query
        assert list(view.search("quot", kind="article")) == []
