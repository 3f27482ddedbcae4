"""Copies of one story are one source."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ledger_samples import article
from verbale.ledger.copies import containment, groups, independent, signature

WORDS = [f"word{number}" for number in range(400)]


def text(seed: int, size: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=size))


def test_containment_is_of_the_shorter_text():
    long = text(1, 300)
    half = " ".join(long.split()[:150])
    assert containment(signature(long), signature(long)) == 1.0
    assert containment(signature(half), signature(long)) > 0.85
    assert containment(signature(text(2)), signature(long)) < 0.1
    assert containment(signature(""), signature("")) == 0.0


def test_case_and_punctuation_are_no_difference():
    assert signature("Norway asked Chad, on Monday, for tents.") == signature(
        "NORWAY asked chad on monday for tents"
    )


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.lists(st.sampled_from(WORDS), max_size=60))
def test_containment_is_a_share_and_has_no_direction(one, other):
    first, second = signature(" ".join(one)), signature(" ".join(other))
    assert 0.0 <= containment(first, second) <= 1.0
    assert containment(first, second) == containment(second, first)


def test_trimmed_copies_share_the_story_of_the_wire():
    story = text(3)
    trimmed = " ".join(story.split()[:120])
    wire = article("w", "2026-03-03", outlet="Wire", text=story, agency="Wire")
    reprint = article("r", "2026-03-02", outlet="Courier", text=trimmed, agency="Wire")
    other = article("o", "2026-03-02", outlet="Ledger", text=text(4))
    assert groups([reprint, other, wire]) == {"w": "w", "r": "w", "o": "o"}


def test_without_a_wire_the_earliest_is_the_original():
    story = text(5)
    late = article("a", "2026-03-03", outlet="Courier", text=story)
    early = article("b", "2026-03-02", outlet="Ledger", text=story)
    undated = article("c", None, outlet="Post", text=story)
    assert set(groups([late, early, undated]).values()) == {"b"}


def test_a_rewritten_copy_needs_the_credit():
    story = text(6).split()
    rewritten = " ".join(story[:75] + text(7).split()[:125])
    plain = [article("a", "2026-03-02", text=" ".join(story)), article("b", "2026-03-02", text=rewritten)]
    assert groups(plain) == {"a": "a", "b": "b"}
    credited = [
        article("a", "2026-03-02", text=" ".join(story), outlet="Wire"),
        article("b", "2026-03-02", text=rewritten, agency="Wire"),
    ]
    assert len(set(groups(credited).values())) == 1


def test_months_apart_are_not_compared():
    story = text(8)
    assert (
        len(
            set(
                groups(
                    [article("a", "2026-01-02", text=story), article("b", "2026-06-02", text=story)]
                ).values()
            )
        )
        == 2
    )


def count(*given):
    """Independent sources of pages, each as (outlet, agency, text)."""
    pages = [
        article(str(number), f"2026-03-{number:02}", outlet=outlet, agency=agency, text=words)
        for number, (outlet, agency, words) in enumerate(given, 1)
    ]
    return independent(pages)


def test_a_reprint_counts_with_the_wire_that_it_credits():
    story, cut = text(11), " ".join(text(11).split()[:90])
    assert (
        count(("Volta Press Agency", "Volta Press Agency", story), ("Courier", "Volta Press Agency", cut))
        == 1
    )
    assert count(("Courier", "Volta Press Agency", text(12)), ("Ledger", "Volta Press Agency", text(13))) == 1
    assert count(("Volta Press Agency", None, story), ("Courier", None, cut), ("Ledger", None, text(14))) == 2


def test_a_newsroom_counts_once_in_whatever_form():
    assert count(("THE VOLTA POST", None, text(15)), ("Volta Post", None, text(16))) == 1
    assert count(("VOLTA PRESS AGENCY", "VPA", text(15)), ("Courier", "Volta Press Agency", text(16))) == 1
    assert count(("Courier", "AFP", text(15)), ("Ledger", "Agence France-Presse", text(16))) == 1
    assert count(("Volta Post", None, text(15)), ("Volta Times", None, text(16))) == 2


def test_a_paper_and_the_wire_that_it_also_prints_are_two():
    wire = text(17)
    assert count(("Courier", None, text(18)), ("Courier", "Volta Press Agency", wire)) == 2
    assert count((None, None, text(18)), (None, None, text(19))) == 2


def test_two_papers_on_one_event_with_one_quotation_are_two():
    quotation = text(20, 30)
    assert (
        count(("Courier", None, f"{text(21)} {quotation}"), ("Ledger", None, f"{text(22)} {quotation}")) == 2
    )


def test_a_paper_credited_by_another_is_the_source():
    story = text(23)
    reprint = " ".join(story.split()[40:])
    assert count(("Ulan Ledger", None, story), ("Herald", "Ulan Ledger", reprint)) == 1
