"""Answers that leave unsaid what they answer, verbs understood again, and parses that are mended."""

import pytest

from verbale.pipeline import Pipeline
from verbale.records import Event


def told(events: tuple[Event, ...], event_type: str) -> list[str]:
    """ "Chad > Mali" for each event of a type."""
    return [
        f"{', '.join(p.name for p in e.actors)} > {', '.join(p.name for p in e.recipients)}"
        for e in events
        if e.event_type == event_type
    ]


@pytest.mark.parametrize(
    ("text", "event_type", "sides"),
    [
        # who was asked answers, to whoever asked
        ("Chad asked Mali for tents. Mali refused.", "REJECT", ["Mali > Chad"]),
        ("Chad asked Mali for tents and Niger for fuel. Mali agreed; Niger refused.", "REJECT", ["Niger > Chad"]),
        ("Chad asked Mali for tents. The request was turned down.", "REJECT", ["Mali > Chad"]),
        ("Chad offered Mali tents. The offer was declined.", "REJECT", ["Mali > Chad"]),
        ("Chad accused Mali of theft. Mali rejected the charge.", "REJECT", ["Mali > Chad"]),
        ("Chad asked Mali for tents. Kenya refused.", "REJECT", []),
        ("Mali refused.", "REJECT", []),
        ("“Our answer is no,” Mali's foreign minister said.", "REJECT", ["Mali > "]),
        ("Mali would not agree to Chad's request.", "REJECT", ["Mali > Chad"]),
        ("Mali did not agree to Chad's request.", "REJECT", []),
        ("Chad asked Mali to train its crews. Mali would train thirty officers.", "AGREE", ["Mali > Chad"]),
        ("Mali was asked to lend two ferries.", "REQUEST", [" > Mali"]),
        ("Asked whether Mali would help, he smiled.", "REQUEST", []),
        ("“The border stays shut,” the Malian colonel told the agency.", "REQUEST", []),
        # a request taken back
        ("Chad asked Mali for tents. Chad has dropped the request.", "CONCEDE", ["Chad > Mali"]),
        # whoever is to meet the condition
        ("Mali would lift the sanctions once Chad frees the sailors.", "AGREE", ["Mali > Chad"]),
        # the verb is understood again
        ("Chad asked Mali for tents, Niger for fuel and Kenya for pilots.", "REQUEST",
         ["Chad > Mali", "Chad > Niger", "Chad > Kenya"]),
        ("Chad urged Mali to reopen the port and Niger to send engineers.", "REQUEST", ["Chad > Mali", "Chad > Niger"]),
        ("Chad called on Mali to send tents and on Niger to lift the ban.", "REQUEST", ["Chad > Mali", "Chad > Niger"]),
        ("Chad requested rice from Mali and doctors from Niger.", "REQUEST", ["Chad > Mali", "Chad > Niger"]),
        ("Chad asked Mali for tents and food for the camps.", "REQUEST", ["Chad > Mali"]),
        ("Chad asked Mali to send tents, and Niger agreed to help.", "REQUEST", ["Chad > Mali"]),
        # parses mended
        ("Chad promised Mali tents.", "AGREE", ["Chad > Mali"]),
        ("Mali was offered two radars by Chad.", "AGREE", ["Chad > Mali"]),
        ("Chad ships first tents to Mali", "AID", ["Chad > Mali"]),
        ("Norway cancels visit to Ghana", "REJECT", ["Norway > Ghana"]),
        ("Chad, which has kept a base there since 2003, offered on Monday to rebuild Mali's port.", "AGREE",
         ["Chad > Mali"]),
    ],
)  # fmt: skip
def test_sides(pipeline: Pipeline, text: str, event_type: str, sides: list[str]) -> None:
    assert told(pipeline.code_text(text), event_type) == sides


def test_what_is_refused_is_what_was_asked_for(pipeline: Pipeline) -> None:
    events = pipeline.code_text("Chad asked Mali for two ferries. Mali refused.")
    refusal = next(event for event in events if event.event_type == "REJECT")
    assert [item.text for item in refusal.items] == ["two ferries"]
