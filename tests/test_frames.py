"""Every frame's example sentences code as the frame says: they are documentation and test at once."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tools.generate.frames import examples
from tools.generate.yamls import RESOURCES

from verbale.ontology.parties import Gazetteer
from verbale.pipeline import Pipeline
from verbale.records import Event, Party

FILES = sorted(
    path for path in (RESOURCES / "frames").glob("*.yaml") if path.stem not in ("classes", "lexicon")
)


def cases() -> Iterator[tuple[str, str, str, str]]:
    for path in FILES:
        for frame, sentence, expectation in examples(path):
            yield path.stem.upper(), frame, sentence, expectation


@pytest.mark.parametrize(("event_type", "frame", "sentence", "expectation"), cases())
def test_example(pipeline: Pipeline, event_type: str, frame: str, sentence: str, expectation: str) -> None:
    events = pipeline.code_text(sentence)
    found = [describe(event) for event in events]
    if expectation == "none":
        assert event_type not in {event.event_type for event in events}, found
        return
    assert any(fits(event, event_type, expectation) for event in events), found


def fits(event: Event, event_type: str, expectation: str) -> bool:
    roles, _, conditions = expectation.partition(";")
    match = re.match(r"(?:([A-Z]+) (?=[^>]+>))?(.+?) > (.+)", roles.strip())
    assert match is not None, f"not an expectation: {expectation!r}"
    expected_type = match[1] if match[1] and not re.fullmatch(r"[A-Z]{3}", match[1]) else event_type
    return (
        event.event_type == expected_type
        and named(event.actors, match[2])
        and named(event.recipients, match[3])
        and all(holds(event, condition.strip()) for condition in conditions.split(",") if condition.strip())
    )


def named(parties: tuple[Party, ...], names: str) -> bool:
    wanted = [name.strip() for name in names.split(",") if name.strip() != "-"]
    return len(parties) == len(wanted) and all(
        any(is_called(party, name) for party in parties) for name in wanted
    )


def is_called(party: Party, name: str) -> bool:
    """Whether a party is meant by a fragment of its name, by its country's name or by its alpha-3 code."""
    known = f"{party.name}\n{party.mention}\n{party.title}\n{party.country}".lower()
    return name.lower() in known or (party.country is not None and party.country == country_of(name))


@cache
def country_of(name: str) -> str | None:
    hits = Gazetteer.load().find(name)
    return hits[0].entry.country if hits else None


def holds(event: Event, condition: str) -> bool:
    key, _, value = condition.partition("=")
    match key:
        case "negative" | "positive":
            return event.polarity == key
        case "unknown" | "possible" | "probable" | "certain":
            return event.factuality == key
        case "mode":
            return event.event_mode == value
        case "item":
            return any(value in item.text for item in event.items)
        case "for":
            return named(event.beneficiaries, value)
        case _:
            raise AssertionError(f"unknown condition {condition!r}")


def describe(event: Event) -> str:
    actors = ", ".join(party.name for party in event.actors) or "-"
    recipients = ", ".join(party.name for party in event.recipients) or "-"
    return f"{event.event_type} {actors} > {recipients}; {event.polarity}, {event.factuality}; {event.frame}"


def test_every_frame_has_examples() -> None:
    missing = [
        frame["frame"]
        for path in FILES
        for frame in __import__("yaml").safe_load(Path(path).read_text(encoding="utf-8"))["frames"]
        if not frame.get("examples")
    ]
    assert not missing
