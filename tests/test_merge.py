"""What one page says twice is one event with all the words that say it."""

import msgspec
import pytest

from samples import CHAD, MALI, NORWAY, event
from shorthand import shorts
from verbale.coding.merge import merge
from verbale.pipeline import Pipeline, bare_article
from verbale.records import Event, Extent


def coded(pipeline: Pipeline, title: str, text: str) -> tuple[Event, ...]:
    return pipeline.code(msgspec.structs.replace(bare_article(text), title=title))


def test_headline_and_body_are_one_event_in_the_body(pipeline: Pipeline) -> None:
    (attack,) = coded(pipeline, "Chad attacks Sudan", "Chadian troops attacked Sudan on Monday.")
    assert [span.in_ for span in attack.evidence] == [None, "title"]
    assert attack.sentence.in_ is None


@pytest.mark.parametrize(
    "title",
    ["Chad attacks Libya", "Sudan has attacked Chad", "Chad helps Sudan", "Chad does not attack Sudan"],
)
def test_a_headline_that_says_something_else_is_an_event(pipeline: Pipeline, title: str) -> None:
    events = coded(pipeline, title, "Chadian troops attacked Sudan on Monday.")
    assert [each.sentence.in_ for each in events] == [None, "title"], shorts(events)


def test_two_words_of_one_sentence_are_one_event_under_the_surer_frame(pipeline: Pipeline) -> None:
    events = pipeline.code_text("Chad attacked Sudan in an attack on Sudan by Chad.")
    (attack,) = events
    assert len(attack.evidence) == 2


def test_the_same_in_two_sentences_is_two_events(pipeline: Pipeline) -> None:
    assert (
        shorts(pipeline.code_text("Chad attacked Sudan. Chad attacked Sudan."))
        == ["ASSAULT Chad > Sudan"] * 2
    )


def hand(
    name: str, event_type: str, *, confidence: float = 0.5, content: str | None = None, start: int = 0
) -> Event:
    """An event of Norway to Chad in the sentence that begins at `start`."""
    return event(
        event_type,
        id=name,
        actors=(NORWAY,),
        recipients=(CHAD,),
        confidence=confidence,
        content=content,
        sentence=Extent(start=start, end=start + 10),
    )


def test_contents_that_were_merged_more_than_once_stay_linked() -> None:
    twins = [hand(name, "AID", confidence=sure) for name, sure in (("a", 0.1), ("b", 0.2), ("c", 0.3))]
    promise = hand("p", "AGREE", content="a")
    merged = merge((promise, *twins), ())
    assert [(each.id, each.content) for each in merged] == [("p", "c"), ("c", None)]


def test_contents_of_a_headline_lead_to_the_body() -> None:
    body = (hand("aid", "AID"),)
    title = (hand("title-aid", "AID", start=50), hand("title-pledge", "AGREE", content="title-aid", start=50))
    merged = merge(body, title)
    assert [(each.id, each.content) for each in merged] == [("aid", None), ("title-pledge", "aid")]


def test_an_event_is_not_merged_with_its_own_content() -> None:
    inner, outer = hand("inner", "REQUEST"), hand("outer", "REQUEST", content="inner")
    assert len(merge((outer, inner), ())) == 2


def test_other_parties_are_other_events() -> None:
    other = msgspec.structs.replace(hand("b", "AID"), recipients=(MALI,))
    assert len(merge((hand("a", "AID"), other), ())) == 2
