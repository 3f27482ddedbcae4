"""Quoted stretches: which marks open and close, over sentences and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.read.quotations import find


def words(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We agree,” she said.", ["We agree,"]),
        ('"We agree," she said. "We sign today."', ["We agree,", "We sign today."]),
        ("``We agree,'' she said.", ["We agree,"]),
        ("''We agree,'' she said.", ["We agree,"]),
        ("‘We agree,’ she said.", ["We agree,"]),
        ("'We agree,' she said.", ["We agree,"]),
        ("“Yes. We agree. Now,” she said.", ["Yes. We agree. Now,"]),
        ("“He said ‘never’ and “no” to me,” she recalled.", ["He said ‘never’ and “no” to me,"]),
        ('“We agree," she said.', ["We agree,"]),
        ("The rebels' leader didn't sign; it’s the ’90s again.", []),
        ("A 6' tall guard held a 24\" pipe.", []),
        ("The ministers’ plan and the guards' plan failed.", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_quotation_that_opens_again_in_the_next_paragraph() -> None:
    text = "“We came early.\n\n“We left late,” she said.\n\n“Never again.”"
    found = find(text)
    assert [q.continues for q in found] == [False, True, False]
    assert words(text) == ["We came early.", "We left late,", "Never again."]


def test_mark_that_never_closes_ends_with_its_paragraph() -> None:
    text = "“We came early.\nThe road was shut."
    assert words(text) == ["We came early."]


def test_scare_quotes_are_short_and_speech_is_not() -> None:
    text = "The “shadow cabinet” met. “Never,” he said. He called it “a plan that nobody here can accept”."
    assert [q.short for q in find(text)] == [True, False, False]


@given(st.text(alphabet="ab “”\"'’‘`.,\n", max_size=60))
def test_offsets_are_in_order_and_inside(text: str) -> None:
    position = 0
    for quotation in find(text):
        assert position <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end
        assert quotation.end <= len(text)
        assert text[quotation.inner_start : quotation.inner_end].strip()
        position = quotation.end
