"""History told for context is background, the news is not."""

from datetime import date

import pytest

from verbale.coding.background import in_history, is_background
from verbale.pipeline import Pipeline
from verbale.records import When

TODAY = date(2024, 3, 1)


def when(text: str | None, end: str | None = None) -> When:
    return When(text=text, span=None, start=end, end=end, basis="explicit")


@pytest.mark.parametrize(
    ("end", "background"),
    [
        ("2024-02-28", False),
        ("2023-12", False),
        ("2023-07", True),
        ("2023-08", False),  # ended on 31 August, 183 days before
        ("2023-09", False),
        ("2023", False),  # until the last day of the year
        ("2022", True),
        ("2023-08-31", False),
        ("2023-08-30", True),
        ("2024-12", False),
    ],
)
def test_half_a_year_before_the_page_is_history(end: str, background: bool) -> None:
    assert is_background(when("then", end), published=TODAY, future=False) is background


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("in 2001", True),
        ("the 1979-89", True),
        ("last year", True),
        ("ten years ago", True),
        ("last week", False),
        ("on Monday", False),
        (None, False),
    ],
)
def test_an_undated_page_names_the_year_of_history(text: str | None, background: bool) -> None:
    assert is_background(when(text), published=None, future=False) is background


def test_what_has_no_time_or_is_ahead_is_news() -> None:
    assert not is_background(None, published=TODAY, future=False)
    assert not is_background(when("in 2001", "2001"), published=TODAY, future=True)


def test_a_clause_with_since_dates_the_past(pipeline: Pipeline) -> None:
    body = pipeline.parse_text("Chad has paid little since being attacked by Libya.").body
    words = {token.text: token for token in body}
    assert in_history(words["attacked"])
    assert not in_history(words["paid"])


@pytest.mark.parametrize(
    ("sentence", "background"),
    [
        ("Chad has paid little since being attacked by Libya.", True),
        (
            "Chad has paid little since being attacked by Libya last week.",
            False,
        ),  # a time of its own is surer
    ],
)
def test_since_is_history_unless_a_time_is_told(pipeline: Pipeline, sentence: str, background: bool) -> None:
    attack = next(event for event in pipeline.code_text(sentence) if event.event_type == "ASSAULT")
    assert attack.background is background
