"""Turns of interviews, transcripts and debates: who speaks, who is asked, and what is no conversation."""

import itertools

import pytest

from verbale.pipeline import Pipeline
from verbale.read.turns import Turn, find

QUESTIONS = """Ada Brandt has headed the Maltese customs service since 2019.

Q: You asked Libya for fuel. What came of it?

A: We asked Tripoli for 40 trucks in May. They refused.

A man laughs in the next room, and so do we.

Q: And Italy?

A: Rome offered us two boats. Later the prime minister visited Rome."""

BARE = """Ada Brandt has headed the Maltese customs service since 2019. The conversation was shortened.

Did Libya answer your letter?

Not at once. We asked Tripoli for 40 trucks in May.

I would not call it a quarrel.

Tunisia closed its port to your ships last week.

Our government has asked Tunis for talks.

And Italy?

I thanked the Italian ambassador.

Interview: Carl Weiss"""

RADIO = """KOFI OSEI (host): Minister, did Togo answer you?

ABENA TAMAKLOE (foreign minister of Ghana): We asked Togo for two ships in March. They turned us down.

OSEI: And then?

TAMAKLOE: We sent a letter.

OSEI: Good night."""


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Kind, speaker and addressee of each turn."""
    return [(turn.kind, words(text, turn.speaker), words(text, turn.addressee)) for turn in find(text)]


def words(text: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]


def test_letters() -> None:
    question, answer = ("question", None, "Ada Brandt"), ("answer", "Ada Brandt", None)
    assert told(QUESTIONS) == [question, answer] * 2
    first = find(QUESTIONS)[1]
    assert QUESTIONS[first.start : first.end].startswith("We asked Tripoli")
    assert QUESTIONS[first.start : first.end].endswith("so do we.")


def test_bare_questions() -> None:
    question, answer = ("question", None, "Ada Brandt"), ("answer", "Ada Brandt", None)
    assert told(BARE) == [question, answer] * 3
    assert BARE[find(BARE)[1].start : find(BARE)[1].end].endswith("call it a quarrel.")


def test_names() -> None:
    assert told(RADIO) == [
        ("speech", "KOFI OSEI", "ABENA TAMAKLOE"),
        ("speech", "ABENA TAMAKLOE", None),
        ("speech", "OSEI", "TAMAKLOE"),
        ("speech", "TAMAKLOE", None),
        ("speech", "OSEI", None),
    ]


def test_debate() -> None:
    text = "The house met on Monday.\n\nMr OKAFOR: Who paid?\n\nMrs DAAN: Nobody did.\n\nIt rose at six."
    assert told(text) == [("speech", "Mr OKAFOR", "Mrs DAAN"), ("speech", "Mrs DAAN", None)]


@pytest.mark.parametrize(
    ("introduced", "country"),
    [
        ("Ada Brandt runs the last shipyard in Malta. She", "MLT"),
        ("Ada Brandt returned from Malta in May. She", None),  # who comes from there need not be of there
        ("Ada Brandt has lived in Malta and taught in Cyprus. She", None),
    ],
)
def test_where_the_interviewed_is_from(pipeline: Pipeline, introduced: str, country: str | None) -> None:
    text = f"{introduced} is sixty.\n\nQ: Who wrote?\n\nA: I wrote to Libya.\n\nQ: And?\n\nA: I asked Libya for fuel."
    (asked,) = (event for event in pipeline.code_text(text) if event.event_type == "REQUEST")
    assert [party.country for party in asked.actors] == [country]


def test_strangers_of_a_speaker(pipeline: Pipeline) -> None:
    """An official without an article is whoever's; "the governor" is of the speaker's state."""
    text = (
        QUESTIONS + "\n\nQ: Who helped?\n\nA: I asked the governor for guards. I asked a minister for boats."
    )
    asked = {
        event.recipients[0].mention: event
        for event in pipeline.code_text(text)
        if event.event_type == "REQUEST"
    }
    assert asked["the governor"].recipients[0].country == "MLT"
    assert asked["a minister"].recipients[0].country is None


@pytest.mark.parametrize(
    "text",
    [
        "Kenya: The government asked Uganda for tents.\n\nUganda: Two trucks came.\n\nRwanda: Four men were held.",
        "Contact: Press Office\n\nPhone: 12345\n\nSource: Ministry",
        "Oslo said no.\n\nWhy did it?\n\nNobody knows.\n\nWill it last?\n\nPerhaps.\n\nAnd then?\n\nWe shall see.",
        "",
    ],
)
def test_no_conversation(text: str) -> None:
    assert find(text) == ()


def test_turns_lie_in_the_text() -> None:
    for text in (QUESTIONS, BARE, RADIO):
        turns: tuple[Turn, ...] = find(text)
        assert all(0 <= turn.start < turn.end <= len(text) for turn in turns)
        assert all(one.end <= other.start for one, other in itertools.pairwise(turns))


def sides(pipeline: Pipeline, text: str, words: str) -> tuple[list[str | None], list[str | None], list[str]]:
    """Countries of actors and recipients, and the sources, of the event whose evidence opens with these words."""
    events = pipeline.code_text(text)
    event = next(event for event in events if event.evidence[0].text.startswith(words))
    actors, recipients = ([party.country for party in side] for side in (event.actors, event.recipients))
    return actors, recipients, [source.name for source in event.sources]


@pytest.mark.parametrize(
    ("text", "words", "actors", "recipients", "sources"),
    [
        # "we" is the speaker's state, "you" of a question its addressee, "our government" the state
        (QUESTIONS, "We asked Tripoli", ["MLT"], ["LBY"], ["Ada Brandt"]),
        (QUESTIONS, "They refused", ["LBY"], ["MLT"], ["Ada Brandt"]),
        (QUESTIONS, "Rome offered", ["ITA"], ["MLT"], ["Ada Brandt"]),
        (QUESTIONS, "You asked Libya", ["MLT"], ["LBY"], []),
        # "the prime minister" of a speaker who names no country is his own
        (QUESTIONS, "Later the prime minister", ["MLT"], ["ITA"], ["Ada Brandt"]),
        (BARE, "Our government has asked", ["MLT"], ["TUN"], ["Ada Brandt"]),
        (BARE, "Tunisia closed", ["TUN"], ["MLT"], []),
        (BARE, "I thanked", ["MLT"], ["ITA"], ["Ada Brandt"]),
        (RADIO, "We asked Togo", ["GHA"], ["TGO"], ["ABENA TAMAKLOE"]),
        (RADIO, "They turned us down", ["TGO"], ["GHA"], ["ABENA TAMAKLOE"]),
    ],
)
def test_sides(
    pipeline: Pipeline,
    text: str,
    words: str,
    actors: list[str],
    recipients: list[str],
    sources: list[str],
) -> None:
    assert sides(pipeline, text, words) == (actors, recipients, sources)


def test_nobody_is_you(pipeline: Pipeline) -> None:
    """Without a conversation nobody is "you"."""
    events = pipeline.code_text("Tunisia closed its port to your ships last week.")
    assert all(party.mention.lower() not in ("you", "your") for event in events for party in event.recipients)
