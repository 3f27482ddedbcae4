"""The scorer of stories, on a gold story of our own and events made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from samples import (
    CHAD,
    ILVES,
    MALI,
    NORWAY,
    TEXT,
    article,
    event,
    item,
    page,
    party,
    requested,
    source,
    when,
    where,
)
from verbale.errors import EvaluationError
from verbale.evaluate.anchors import Finder
from verbale.evaluate.expect import expectations
from verbale.evaluate.goldstory import Expect, GoldEvent, GoldStory, load, stories
from verbale.evaluate.matching import days, fields, holds, party_fits, roles_right
from verbale.evaluate.stories import compare, scores_of
from verbale.records import Event, Span


def gold(n: int, kind: str, anchor: str, **changes: Any) -> GoldEvent:
    """A core event that Norway does to Chad."""
    values: dict[str, Any] = {
        "n": n,
        "core": True,
        "types": (kind,),
        "actors": (("NOR", None),),
        "recipients": (("TCD", None),),
        "factuality": ("certain",),
        "polarity": "positive",
        "anchor": anchor,
    }
    return GoldEvent(**values | changes)


REQUEST = gold(1, "REQUEST", "asked Chad on Monday", also=("Norway asks Chad",), sources=())
REFUSAL = gold(2, "REJECT", "Chad refused us", actors=(("TCD", None),), recipients=(("NOR", None),))
OLD = gold(3, "ASSAULT", "Chad attacked", core=False, actors=(("TCD", None),), recipients=None)


def story(*events: GoldEvent, **changes: Any) -> GoldStory:
    return GoldStory(story="story.txt", events=events, **changes)


def scored(predicted: tuple[Event, ...], *events: GoldEvent, **changes: Any) -> dict[str, float]:
    return scores_of([compare(page(*predicted), story(*events, **changes))])


def test_the_right_events_score_full() -> None:
    request, aid, refusal = requested()
    scores = scored((request, aid, refusal), REQUEST, REFUSAL)
    assert (scores["precision"], scores["recall"], scores["f1"], scores["core_total"]) == (1, 1, 1, 2)


def test_content_of_a_matched_event_is_free_only_while_unknown() -> None:
    request, aid, _ = requested()
    sure = event("AID", "tents for Mali", id=aid.id)
    assert scored((request, aid), REQUEST)["precision"] == 1
    assert scored((request, sure), REQUEST)["precision"] == 0.5


def test_swapped_roles_cost_precision_and_recall_but_the_event_is_found() -> None:
    swapped = event("REQUEST", actors=(CHAD,), recipients=(NORWAY,))
    scores = scored((swapped,), REQUEST)
    assert (scores["precision"], scores["recall"], scores["core_found"]) == (0, 0, 1)


def test_another_type_or_place_is_not_found() -> None:
    assert scored((event("ACCUSE"),), REQUEST)["core_found"] == 0
    assert scored((event("REQUEST", "Last year"),), REQUEST)["core_found"] == 0


def test_optional_events_are_neither_rewarded_nor_punished() -> None:
    optional = event("ASSAULT", "Chad attacked", actors=(NORWAY,))
    assert scored((event("REQUEST"), optional), REQUEST, OLD)["precision"] == 1
    assert scored((event("REQUEST"),), REQUEST, OLD)["recall"] == 1


def test_what_the_gold_does_not_list_costs_precision() -> None:
    assert scored((event("REQUEST"), event("ASSAULT", "Chad attacked")), REQUEST)["precision"] == 0.5


def test_a_never_costs_precision_even_on_an_optional_event() -> None:
    banned = gold(3, "ASSAULT", "Chad attacked", core=False, never=({"factuality": "certain"},))
    attack = event("ASSAULT", "Chad attacked")
    doubtful = event("ASSAULT", "Chad attacked", factuality="possible")
    assert scored((event("REQUEST"), attack), REQUEST, banned)["precision"] == 0.5
    assert scored((event("REQUEST"), doubtful), REQUEST, banned)["precision"] == 1


def test_a_second_mention_is_neither_rewarded_nor_punished() -> None:
    headline = event("REQUEST", span=Span(start=0, end=11, text="Norway asks", in_="title"), id="two")
    scores = scored((event("REQUEST"), headline), REQUEST)
    assert (scores["precision"], scores["recall"]) == (1, 1)


def test_one_prediction_counts_for_one_event() -> None:
    twin = gold(4, "REQUEST", "on Monday for tents")
    wide = event("REQUEST", "asked Chad on Monday for tents")
    assert scored((wide,), REQUEST, twin)["recall"] == 0.5


def test_another_reading_is_right_with_the_keys_that_it_overrides() -> None:
    reading = gold(2, "REJECT", "Chad refused us", alt=({"types": ["AID"], "polarity": "negative"},))
    denied = event("AID", "Chad refused us", polarity="negative")
    scores = scored((denied,), reading)
    assert (scores["recall"], scores["polarity"]) == (1, 1)


def test_fields_are_scored_on_matched_events() -> None:
    full = gold(
        1,
        "REQUEST",
        "asked Chad",
        modes=("assist",),
        beneficiaries=(("MLI", None),),
        items=(("tents", 20),),
        sources=("Berg/Lie",),
        direct=True,
        when=("2015-02-01", "2015-02-28"),
        where=("Oslo", "NOR"),
        background=False,
    )
    right = event(
        "REQUEST",
        event_mode="assist",
        beneficiaries=(MALI,),
        items=(item("twenty tents", 20),),
        sources=(source("Anna Lie", quote="mixed"),),
        when=when("February 2015", "2015-02", "2015-02"),
        where=where("Oslo", "NOR"),
    )
    wrong = event(
        "REQUEST",
        beneficiaries=(CHAD,),
        items=(item("twenty tents", 2),),
        factuality="possible",
        polarity="negative",
        background=True,
    )
    assert set(fields(full, right, on_anchor=True).values()) == {True}
    assert set(fields(full, wrong, on_anchor=True).values()) == {False}
    assert len(fields(full, right, on_anchor=True)) == 10
    assert {"items", "sources", "direct", "when"}.isdisjoint(fields(full, right, on_anchor=False))


def test_content_is_right_when_the_matched_events_are_linked() -> None:
    request, aid, _ = requested()
    listed = gold(2, "AID", "tents for Mali", actors=None, recipients=None, factuality=None, content_of=1)
    assert scored((request, aid), REQUEST, listed)["content"] == 1
    assert scored((event("REQUEST"), aid), REQUEST, listed)["content"] == 0


def test_sentences_without_events() -> None:
    none = (TEXT.splitlines()[1],)
    attack = event("ASSAULT", "Chad attacked")
    assert scored((), REQUEST, none=none)["none_clean"] == 1
    assert scored((attack,), REQUEST, none=none)["none_clean"] == 0


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        (("NOR", None), True),
        (("NOR", "ilves"), True),
        ((None, "Berg/Ilves"), True),
        ((None, None), True),
        (("TCD", None), False),
        (("NOR", "Berg"), False),
    ],
)
def test_parties_fit_by_country_and_fragment(pattern: tuple[str | None, str | None], fits: bool) -> None:
    assert party_fits(pattern, ILVES) is fits


def test_groups_fit_by_their_members() -> None:
    group = party("the neighbours", members=("MLI", "TCD"))
    listed = gold(1, "REQUEST", "x", recipients=(("MLI", None), ("TCD", None)))
    assert roles_right(listed, event("REQUEST", recipients=(group,)))
    assert roles_right(listed, event("REQUEST", recipients=(MALI, CHAD)))


def test_half_of_the_parties_are_enough_and_less_is_not() -> None:
    listed = gold(1, "REQUEST", "x", recipients=(("MLI", None), ("TCD", None)))
    assert roles_right(listed, event("REQUEST", recipients=(MALI,)))
    assert not roles_right(listed, event("REQUEST", recipients=()))
    strangers = (MALI, party("Berg"), party("Lie"))
    assert not roles_right(listed, event("REQUEST", recipients=strangers))


def test_talks_may_be_split_in_any_way_and_requests_may_not() -> None:
    both = (("NOR", None), ("TCD", None))
    together = event("CONSULT", actors=(NORWAY, CHAD), recipients=())
    assert roles_right(gold(1, "CONSULT", "x"), together)
    assert roles_right(gold(1, "CONSULT", "x", actors=both, recipients=()), event("CONSULT"))
    assert roles_right(gold(1, "AGREE", "x", actors=both, recipients=()), event("AGREE"))
    assert not roles_right(gold(1, "REQUEST", "x"), event("REQUEST", actors=(NORWAY, CHAD), recipients=()))


def test_parties_that_are_not_listed_are_wrong_where_the_gold_lists_none() -> None:
    assert not roles_right(gold(1, "ASSAULT", "x", recipients=()), event("ASSAULT"))
    assert roles_right(gold(1, "ASSAULT", "x", recipients=None), event("ASSAULT"))


def test_fragments_are_case_blind_and_may_be_either() -> None:
    assert holds("BERG/lie", "Anna  Lie")
    assert not holds("Berg", "Lie")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2015", "2015", ("2015-01-01", "2015-12-31")),
        ("2016-02", None, ("2016-02-01", "2016-02-29")),
        ("2015-10-05", "2015-10-11", ("2015-10-05", "2015-10-11")),
        (None, None, None),
    ],
)
def test_times_are_full_days(start: str | None, end: str | None, expected: tuple[str, str] | None) -> None:
    assert days(when("then", start, end)) == expected


def test_anchors_are_found_over_broken_lines() -> None:
    places = Finder.of(article(text="They asked\n\n Chad for  tents.")).places(["asked Chad for tents"])
    assert [(place.start, place.end) for place in places] == [(5, 28)]


def test_expectations_of_the_article() -> None:
    expect = Expect(title="norway asks Chad, for tents!", outlet="Lund Post", not_in_text=("Subscribe",))
    assert all(met for _, met in expectations(article(), story(expect=expect)))
    late = Expect(title="Other", agency="AFP", published="2024", not_in_text=("tents",), related=("More",))
    assert not any(met for _, met in expectations(article(), story(expect=late)))


def test_a_date_may_not_be_invented() -> None:
    answers = dict(expectations(article(published="2024-05-02"), story(expect=Expect())))
    assert answers["expect_published"] is False


def test_pages_are_read_with_their_gold_beside_them(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Text.")
    (tmp_path / "a.html").write_text("<p>Text.</p>")
    (tmp_path / "b.gold.json").write_text(json.dumps({"story": "b.txt", "events": [], "cases": []}))
    (tmp_path / "cases.gold.json").write_text("{}")
    found = stories(tmp_path)
    assert [(path.name, one is not None) for path, one in found] == [("a.html", False), ("b.txt", True)]


def test_malformed_gold_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.gold.json").write_text('{"story": 1}')
    with pytest.raises(EvaluationError, match=r"b\.gold\.json"):
        load(tmp_path / "b.gold.json")


def test_a_folder_without_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no page"):
        stories(tmp_path)


def test_the_acceptance_story_is_read(shared: Path) -> None:
    ((path, one),) = stories(shared / "seed")
    assert path.name == "story.txt"
    assert one is not None
    assert all(event.readings() for event in one.events)
