"""The agreement of two readings, on a story of one's own that two readers read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tools.agreement.__main__ import table
from tools.agreement.differences import lines
from tools.agreement.figures import fields, kappa, rows
from tools.agreement.pairs import Compared, best, compare, same_sides
from tools.agreement.reading import Story, read, same_name, visible

from verbale.errors import EvaluationError

PAGE = (
    "<title>Norway and Chad</title><p>Norway <b>asked</b> Chad for 40 tents on Monday.</p>"
    "<script>Chad</script><p>Chad refused, said Mara Ilves. A mine went off. Chad sent a note.</p>"
)


def told(n: int, kind: str, anchor: str, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "n": n,
        "core": True,
        "types": [kind],
        "actors": [["NOR", None]],
        "recipients": [["TCD", None]],
        "factuality": ["certain"],
        "polarity": "positive",
        "sources": [],
        "anchor": anchor,
    }
    return values | changes


CASE: Mapping[str, Any] = {"requester": "NOR", "addressee": "TCD", "status": ["refused"], "events": [1, 2]}
FIRST = {
    "story": "one.html",
    "events": [
        told(1, "REQUEST", "Norway asked Chad", items=[["tents", 40]]),
        told(2, "REJECT", "Chad refused", actors=[["TCD", None]], recipients=None, sources=["Ilves"]),
        told(3, "ASSAULT", "A mine went off", core=False, actors=None, recipients=None),
    ],
    "cases": [CASE],
}
SECOND = {
    "story": "one.html",
    "events": [
        told(7, "REQUEST", "asked Chad for 40 tents", items=[["40 tents", 40]], factuality=["probable"]),
        told(8, "AID", "Chad refused, said", actors=[["TCD", None]], sources=["Mara Ilves"]),
        told(9, "CONSULT", "Chad sent a note", actors=[["TCD", None]], recipients=None),
    ],
    "cases": [{**CASE, "status": ["requested"], "events": [7]}, {**CASE, "addressee": []}],
}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    (tmp_path / "one.html").write_text(PAGE, encoding="utf-8")
    for name, reading in (("first", FIRST), ("second", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.gold.json").write_text(json.dumps(reading), encoding="utf-8")
    return read(tmp_path, tmp_path / "first", tmp_path / "second")[0]


@pytest.fixture
def compared(story: Story) -> Compared:
    return compare(story)


def test_a_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Norway &amp; <b>Chad</b>, too<!-- x --></p>", encoding="utf-8")
    assert visible(tmp_path / "page.html") == "Norway & Chad, too"


def test_events_are_paired_by_shared_words(compared: Compared) -> None:
    assert [(pair.first.n, pair.second.n) for pair in compared.pairs] == [(1, 7), (2, 8)]
    assert [event.n for event in compared.only_first] == [3]
    assert [event.n for event in compared.only_second] == [9]


def test_best_pairs_come_first_and_each_once() -> None:
    assert best({(0, 0): (1.0,), (0, 1): (2.0,), (1, 1): (3.0,)}) == [(1, 1), (0, 0)]


def test_fields_agree_where_both_readers_fill_them(compared: Compared) -> None:
    found = fields(compared.pairs)
    assert (found["actors"], found["recipients"]) == ([True, True], [True])
    assert (found["items"], found["factuality"]) == ([True], [False, True])
    assert (found["sources"], found["when"]) == ([True, True], [])


def test_figures_of_a_set(compared: Compared) -> None:
    figures = dict(rows([compared]))
    assert figures["events in both readings"] == "2"
    assert figures["core events only in the second"] == "1"
    assert figures["F1 of what is core"] == "0.800"  # two of two, and two of three
    assert figures["F1 of the second against the first"] == "0.400"  # one of two found, one of three right
    assert figures["F1 of the first against the second"] == "0.400"  # one of three found, one of two right
    assert figures["type, the one preferred"] == "0.500 (2)"
    assert figures["F1 of cases by requester and addressee"] == "0.667"
    assert figures["F1 of cases by requester, addressee and status"] == "0.000"
    assert table({"dev": rows([compared])})[2] == "| events in both readings | 2 |"


def test_differences_are_listed(compared: Compared) -> None:
    found = "\n".join(lines(compared))
    assert "9 CORE CONSULT “Chad sent a note” TCD: → ? (certain positive)" in found
    assert "    type: REJECT | AID" in found
    assert "    factuality: certain | probable" in found
    assert "in both: NOR → TCD '' refused [1, 2] | NOR → TCD '' requested [7]" in found
    assert "only in the second: NOR →  '' refused [1, 2]" in found


def test_kappa_takes_chance_off() -> None:
    assert kappa([("A", "A"), ("B", "B")]) == 1
    assert kappa([("A", "A"), ("A", "B"), ("B", "A"), ("B", "B")]) == 0


def test_what_is_left_open_is_the_same() -> None:
    assert same_name("Mara Ilves", "envoy/ilves")
    assert same_name(None, "Ilves")
    assert not same_name("Ilves", "Chad")


def test_sides_share_at_least_half() -> None:
    assert same_sides("NOR", ("NOR", "TCD"))
    assert same_sides("World Food Programme", "Food Programme")
    assert same_sides("World Food Programme", "WFP")
    assert not same_sides("NOR", "TCD")
    assert not same_sides((), ())


def test_words_that_are_not_there_are_an_error(story: Story, tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text("<p>Nothing.</p>", encoding="utf-8")
    with pytest.raises(EvaluationError):
        compare(read(tmp_path, tmp_path / "first", tmp_path / "second")[0])
