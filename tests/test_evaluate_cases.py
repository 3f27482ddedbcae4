"""The scores of cases: parties, stages, links, sources; a folder of stories as one ledger."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from asking_samples import PAGES, events, page
from ledger_samples import party, told
from verbale.errors import EvaluationError
from verbale.evaluate import goldcases
from verbale.evaluate.cases import matched, scores, side_right, stage, tally
from verbale.evaluate.goldcases import GoldCase, GoldLedger, LedgerCase
from verbale.evaluate.threads import counts, ledger_scores, take
from verbale.records import Case, Minutes

ASKED = ("2026-03-02", "REQUEST", "NOR", "SWE", "2 boats")
PROMISED = ("2026-03-09", "AGREE", "SWE", "NOR", "2 boats")
REFUSED = ("2026-03-09", "REJECT", "SWE", "NOR", "2 boats")


def gold(requester: Any, addressee: Any, *status: str) -> GoldCase:
    return GoldCase(requester=requester, addressee=addressee, status=status)


def scored(golden: list[GoldCase], cases: tuple[Case, ...]) -> dict[str, float]:
    matches = matched(golden, cases, lambda place, case: 0)
    return scores(tally(golden, cases, matches), "cases")


@pytest.mark.parametrize(
    ("wanted", "codes", "right"),
    [
        ("NOR", ["NOR"], True),
        ("NOR", ["SWE"], False),
        ("NOR", [], False),
        (["KAZ", "KGZ", "TJK"], ["KAZ+KGZ+TJK"], True),
        (["KAZ", "KGZ", "TJK"], ["KAZ"], False),
        (["KAZ", "KGZ"], ["KAZ"], True),
        ("KAZ", ["KAZ+KGZ"], True),
        ("KAZ", ["KAZ+KGZ+TJK"], False),
    ],
)
def test_half_of_a_side_both_ways_makes_it_right(wanted: Any, codes: list[str], right: bool) -> None:
    side = wanted if isinstance(wanted, str) else tuple(wanted)
    assert side_right(side, [party(code) for code in codes]) is right


def test_who_has_no_code_is_found_by_a_piece_of_the_name() -> None:
    rebels = party("", "the Northern Front", sectors=("REB",))
    assert side_right("Northern Front", [rebels])
    assert not side_right("Southern Front", [rebels])
    assert not side_right("NOR", [rebels])  # a code is no piece of a name, though "Northern" begins so


def test_the_exit_is_the_stage_that_counts() -> None:
    (case,) = told(ASKED, REFUSED)
    assert (case.provisional_stage, stage(case)) == ("requested", "refused")
    assert scored([gold("NOR", "SWE", "refused")], (case,))["cases_right"] == 1
    assert scored([gold("NOR", "SWE", "requested")], (case,))["cases_right"] == 0


def test_a_case_of_the_right_parties_in_the_wrong_stage_is_missed_and_wrong() -> None:
    found = scored([gold("NOR", "SWE", "delivered")], told(ASKED, PROMISED))
    assert found == {"cases_right": 0, "cases_wrong": 1, "cases_parties": 1, "cases_total": 1}


def test_each_case_is_matched_once_and_what_is_left_is_wrong() -> None:
    one = told(ASKED, PROMISED)
    twice = [gold("NOR", "SWE", "pledged"), gold("NOR", "SWE", "pledged")]
    assert scored(twice, one) == {
        "cases_right": 0.5,
        "cases_wrong": 0,
        "cases_parties": 0.5,
        "cases_total": 2,
    }
    other = told(("2026-03-02", "REQUEST", "CHL", "PER", "tents"))
    assert scored([gold("NOR", "SWE", "pledged")], (*one, *other))["cases_wrong"] == 0.5


def test_the_right_stage_is_matched_before_the_shared_events() -> None:
    boats = told(ASKED, PROMISED)[0]
    tents = told(("2026-03-02", "REQUEST", "NOR", "SWE", "tents"))[0]
    (match,) = matched([gold("NOR", "SWE", "requested")], (boats, tents), lambda _, case: case.id == boats.id)
    assert (match.case.id, match.right) == (tents.id, True)


def test_no_gold_gives_no_score() -> None:
    assert scores(Counter(), "cases") == {}


REQUEST, PLEDGE, DELIVERY = events()
FILES = dict(zip(("1.txt", "2.txt", "3.txt"), PAGES, strict=True))
PAGES_READ = {
    file: Minutes(article=page(key), events=tuple(one for one in events() if one.article_id == key))
    for file, key in FILES.items()
}
FOUND = {("1.txt", 1): [REQUEST.id], ("2.txt", 1): [PLEDGE.id], ("3.txt", 1): [DELIVERY.id]}


def thread(**changes: Any) -> GoldLedger:
    values: dict[str, Any] = {
        "requester": "NOR",
        "addressee": "SWE",
        "status": ("delivered",),
        "events": tuple(FOUND),
        "independent_sources": 3,
        "stages": (("1.txt", ("requested",)), ("2.txt", ("pledged",)), ("3.txt", ("delivered",))),
    }
    return GoldLedger(stories=tuple(FILES), cases=(LedgerCase(**values | changes),))


def ledger(golden: GoldLedger, found: dict[tuple[str, int], list[str]] | None = None) -> dict[str, float]:
    return ledger_scores(counts(golden, take(golden, PAGES_READ), FOUND if found is None else found))


def test_a_thread_read_right_scores_full() -> None:
    assert ledger(thread()) == {
        "ledger_right": 1,
        "ledger_wrong": 0,
        "ledger_parties": 1,
        "ledger_total": 1,
        "ledger_links_f1": 1,
        "ledger_sources": 1,
        "ledger_stages": 1,
    }


def test_each_wrong_field_costs_its_own_score() -> None:
    assert ledger(thread(independent_sources=2))["ledger_sources"] == 0
    late = (("1.txt", ("pledged",)), ("3.txt", ("delivered",)))
    assert ledger(thread(stages=late))["ledger_stages"] == 0.5
    assert ledger(thread(status=("pledged",)))["ledger_right"] == 0


def test_an_event_that_was_not_found_is_linked_to_none() -> None:
    two = {key: value for key, value in FOUND.items() if key[0] != "3.txt"}
    assert ledger(thread(), two)["ledger_links_f1"] == pytest.approx(0.5)  # 1 of 3 pairs, none besides


def test_events_of_two_gold_cases_in_one_are_links_too_many() -> None:
    golden = thread(events=(("1.txt", 1), ("2.txt", 1)))
    other = LedgerCase(requester="NOR", addressee="DNK", status=("delivered",), events=(("3.txt", 1),))
    both = GoldLedger(stories=golden.stories, cases=(*golden.cases, other))
    assert ledger(both)["ledger_links_f1"] == pytest.approx(0.5)  # 1 pair wanted, 3 said


def test_a_second_mention_in_a_case_will_do() -> None:
    again = FOUND | {("1.txt", 1): ["in no case", REQUEST.id]}
    assert ledger(thread(), again)["ledger_links_f1"] == 1


def test_gold_of_a_folder_must_name_stories_that_are_there(tmp_path: Path) -> None:
    assert goldcases.ledger(tmp_path) is None
    (tmp_path / "cases.gold.json").write_text(json.dumps({"stories": ["1.txt"], "cases": []}))
    with pytest.raises(EvaluationError, match=r"1\.txt"):
        goldcases.ledger(tmp_path)
    (tmp_path / "1.txt").write_text("A page")
    assert goldcases.ledger(tmp_path) == GoldLedger(stories=("1.txt",), cases=())
    (tmp_path / "cases.gold.json").write_text("[]")
    with pytest.raises(EvaluationError, match=r"cases\.gold\.json"):
        goldcases.ledger(tmp_path)
