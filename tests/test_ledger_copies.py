"""Copies of one story are one source."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ledger_samples import article
from verbale.ledger.copies import containment, groups, signature

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
