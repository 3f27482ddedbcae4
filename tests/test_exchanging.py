"""A ledger written out and taken in again: the same ledger, all of it or nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from big_ledger import Ledger
from store_samples import article, case, event, judgement, put_cases, step, take
from verbale.errors import SourceFormatError, UsageError
from verbale.exchanging import exported, imported
from verbale.export.files import folder, whole
from verbale.store import Store
from verbale.store.query import parse

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
QUERIES = (
    "", "type:REQUEST", "stage:refused", "stage:delivered requester:NOR", "gunships OR tents", "-stage:pledged",
    "review:accepted", "outlet:Harbour", "addressee:JOR -type:CONSULT", "after:2024-01-20", "confidence:>=0.9",
    "factuality:possible", "bananas",
)  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('large')}/ledger.db") as store:
        Ledger.make(300, 30, 5).write(store)
        yield store


def lines(store: Store, query: str = "") -> list[bytes]:
    with store.view() as view:
        return list(exported(view, parse(query), filter=query, now=NOW))


def again(written: list[bytes], url: str = "memory:") -> Store:
    store = Store.open(url)
    imported(store, written, source="ledger.jsonl", now=NOW)
    return store


def test_a_whole_ledger_comes_back_as_it_was(large: Store, tmp_path: Path) -> None:
    with (
        again(lines(large), f"sqlite:///{tmp_path}/l.db") as copy,
        copy.view() as here,
        large.view() as there,
    ):
        assert here.ledger() == there.ledger()
        assert set(here.events()) == set(there.events())
        assert {one.id: one for one in here.articles()} == {one.id: one for one in there.articles()}
        assert here.judgements() == there.judgements()
        assert here.state().reports == there.state().reports
        assert {here.review(one.id) for one in here.events(filter="review:accepted")} == {"accepted"}
        assert lines(copy)[1:] == lines(large)[1:]


@settings(max_examples=6, deadline=None)
@given(queries=st.lists(st.sampled_from(QUERIES), min_size=1, max_size=2))
def test_the_filter_finds_the_same_in_what_it_gave(large: Store, queries: list[str]) -> None:
    query = " ".join(f"({one})" for one in queries if one)
    with TemporaryDirectory() as folder, again(lines(large, query), f"sqlite:///{folder}/l.db") as copy:
        alike(copy, large, query)


def alike(copy: Store, large: Store, query: str) -> None:
    with copy.view() as here, large.view() as there:
        assert here.events(filter=query) == there.events(filter=query)
        assert here.cases(query) == there.cases(query)
        assert here.articles(query) == there.articles(query)
        assert here.facets("case", query) == there.facets("case", query)


def test_what_was_undone_is_undone_there_too() -> None:
    with Store.open("memory:") as store:
        with store.writer() as writer:
            take(writer, article("a0", title="Elsewhere"), event("a0", 0, "REQUEST", "PER", "CHL", "fuel"))
            take(writer, article("a1"), event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"))
            for said in (
                judgement("reject", "a0-0"),
                judgement("accept", "a1-0"),
                judgement("undo", "a1-0", detail={"number": "2"}),
            ):
                writer.append(said)
        with again(lines(store, "addressee:SWE")) as copy, copy.view() as view:
            assert [(one.number, one.verb) for one in view.judgements()] == [(1, "accept"), (2, "undo")]
            assert view.review("a1-0") == "unreviewed"


def test_what_is_known_stays_and_what_is_new_is_settled_with_it() -> None:
    with Store.open("memory:") as one, Store.open("memory:") as other:
        with one.writer() as writer:
            take(writer, article("a1"), event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"))
            take(writer, article("a2", title="Later"), event("a2", 0, "REJECT", "SWE", "NOR", "boats"))
        put_cases(one, case("c1", step("s1", "a1-0")))
        with other.writer() as writer:
            take(writer, article("a1"), event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats"))
        counts = imported(other, lines(one), source="x", now=NOW)
        assert (counts["same"], counts["new"]) == (1, 1)
        with other.view() as view:
            (settled,) = view.cases()
            assert settled.exit == "refused"  # of what both reports say
        assert imported(other, lines(one), source="x", now=NOW)["new"] == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: [rows[0], b"{\n"], "line 2"),
        (lambda rows: rows[1:], "line 1"),
        (lambda rows: [*rows, rows[0]], "two ledgers"),
        (lambda rows: [rows[0].replace(b'"version":1', b'"version":9'), *rows[1:]], "version 9"),
        (
            lambda rows: [*rows[:2], rows[1].replace(b'"article_id":"', b'"article_id":"x'), *rows[2:]],
            "another article",
        ),
        (lambda rows: [*rows, b'{"line":"judgement","judgement":{"verb":"burn"}}\n'], "line"),
    ],
)
def test_a_spoilt_file_changes_nothing(large: Store, spoil: object, said: str) -> None:
    with Store.open("memory:") as store:
        with pytest.raises(SourceFormatError, match=said):
            imported(store, spoil(lines(large)), source="l.jsonl", now=NOW)  # type: ignore[operator]
        with store.view() as view:
            assert view.count().articles == view.count().judgements == 0


def test_each_line_says_what_it_is(large: Store) -> None:
    kinds = [json.loads(line)["line"] for line in lines(large)]
    assert kinds[0] == "ledger"
    assert sorted(set(kinds), key=kinds.index) == ["ledger", "article", "case", "judgement"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    path = tmp_path / "ledger.jsonl"
    whole(path, [b"old"])
    with pytest.raises(KeyboardInterrupt):
        whole(path, breaking())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(UsageError, match="cannot be written"):
        whole(tmp_path / "nowhere" / "x", [b""])


def test_a_folder_of_others_is_not_replaced(tmp_path: Path) -> None:
    def fill(path: Path) -> None:
        (path / "made.txt").write_text("new")

    site = tmp_path / "site"
    folder(site, fill, mark="made.txt")
    (site / "made.txt").write_text("old")
    folder(site, fill, mark="made.txt")
    assert (site / "made.txt").read_text() == "new"
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(UsageError, match="other files"):
        folder(tmp_path, fill, mark="made.txt")
    with pytest.raises(UsageError, match="is a file"):
        folder(tmp_path / "thesis.doc", fill, mark="made.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "thesis.doc"]
