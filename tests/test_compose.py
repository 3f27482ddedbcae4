"""Operators over events: what asking for, promising, refusing or ending an event makes of it."""

from itertools import product
from typing import get_args

import msgspec
import pytest

from shorthand import short, shorts
from verbale.coding.compose import FRIENDLY, HOSTILE, YIELDING, mode_by_content, result
from verbale.ontology.frames import Composition
from verbale.ontology.types import EVENT_TYPES
from verbale.pipeline import Pipeline, bare_article
from verbale.records import EventType, Polarity

# One type of each kind: helping, giving in, harming, and words that are neither.
KINDS: dict[str, EventType] = {
    "friendly": "AID",
    "yielding": "RETREAT",
    "hostile": "ASSAULT",
    "other": "ACCUSE",
}
# Operator, kind of content, polarity of content → type, where it is not the operator's own.
CHANGED: dict[tuple[str, str, str], EventType] = {
    ("commit", "friendly", "negative"): "REJECT",
    ("commit", "yielding", "negative"): "REJECT",
    ("commit", "hostile", "positive"): "THREATEN",
    ("commit", "hostile", "negative"): "AGREE",
    ("intend", "friendly", "negative"): "REJECT",
    ("intend", "yielding", "negative"): "REJECT",
    ("intend", "hostile", "positive"): "THREATEN",
    ("intend", "hostile", "negative"): "AGREE",
    ("threaten", "hostile", "negative"): "AGREE",
    ("end", "friendly", "positive"): "SANCTION",
    ("end", "friendly", "negative"): "SANCTION",
    ("end", "yielding", "positive"): "SANCTION",
    ("end", "yielding", "negative"): "SANCTION",
    ("end", "hostile", "positive"): "RETREAT",
    ("end", "hostile", "negative"): "RETREAT",
}


@pytest.mark.parametrize(
    ("operator", "kind", "polarity"), list(product(get_args(Composition), KINDS, get_args(Polarity)))
)
def test_result(operator: Composition, kind: str, polarity: Polarity) -> None:
    own: EventType = "SUPPORT"  # a type that no operator makes of a content
    assert result(operator, KINDS[kind], polarity, own) == CHANGED.get((operator, kind, polarity), own)


def test_kinds_share_no_type() -> None:
    kinds = [*FRIENDLY, *YIELDING, *HOSTILE]
    assert len(kinds) == len(set(kinds))
    assert set(EVENT_TYPES) - set(kinds) == {"REQUEST", "ACCUSE", "REJECT"}


@pytest.mark.parametrize(
    ("event_type", "content", "mode"),
    [
        ("REQUEST", "AID", "assist"),
        ("REQUEST", "SUPPORT", "assist"),
        ("REQUEST", "CONSULT", "meet"),
        ("REQUEST", "RETREAT", "yield"),
        ("REJECT", "COERCE", "yield"),
        ("REJECT", "AID", "assist"),
        ("REQUEST", "ACCUSE", "change"),
        ("AGREE", "AID", None),
    ],
)
def test_mode_is_that_of_what_is_asked_for(
    event_type: EventType, content: EventType, mode: str | None
) -> None:
    assert mode_by_content(event_type, content) == mode


@pytest.mark.parametrize(
    ("sentence", "outer", "inner"),
    [
        ("France asked Chad to send boats to Niger.", "REQUEST France > Chad", "AID Chad > Niger"),
        ("France asked Chad to withdraw.", "REQUEST France > Chad", "RETREAT Chad > ?"),
        ("Kenya promised to help Somalia.", "AGREE Kenya > Somalia", "AID Kenya > Somalia"),
        ("Kenya promised not to help Somalia.", "REJECT Kenya > Somalia", "-AID Kenya > Somalia"),
        ("Kenya promised not to attack Somalia.", "AGREE Kenya > Somalia", "-ASSAULT Kenya > Somalia"),
        ("Kenya threatened to attack Somalia.", "THREATEN Kenya > Somalia", "ASSAULT Kenya > Somalia"),
        ("Kenya refused to help Somalia.", "REJECT Kenya > Somalia", "-AID Kenya > Somalia"),
        ("Kenya stopped attacking Somalia.", "RETREAT Kenya > Somalia", "-ASSAULT Kenya > Somalia"),
        ("Kenya stopped sending aid to Somalia.", "SANCTION Kenya > Somalia", "-AID Kenya > Somalia"),
        ("Kenya has no intention of helping Somalia.", "REJECT Kenya > Somalia", "-AID Kenya > Somalia"),
        ("Kenya is ready to help Somalia.", "AGREE Kenya > Somalia", "AID Kenya > Somalia"),
        ("Kenya did not promise to help Somalia.", "-AGREE Kenya > Somalia", "AID Kenya > Somalia"),
        ("Peru will send boats to Chile.", "AGREE Peru > Chile", "AID Peru > Chile"),
        ("Peru would not send boats to Chile.", "REJECT Peru > Chile", "-AID Peru > Chile"),
        ("Peru is to send boats to Chile.", "AGREE Peru > Chile", "AID Peru > Chile"),
        ("Peru will attack Chile.", "THREATEN Peru > Chile", "ASSAULT Peru > Chile"),
        ("Peru will not attack Chile.", "AGREE Peru > Chile", "-ASSAULT Peru > Chile"),
    ],
)
def test_composed(pipeline: Pipeline, sentence: str, outer: str, inner: str) -> None:
    events = pipeline.code_text(sentence)
    composed = next((event for event in events if event.content), None)
    assert composed is not None, shorts(events)
    content = next(event for event in events if event.id == composed.content)
    assert (short(composed), short(content)) == (outer, inner)


def test_a_headline_announces_with_an_infinitive(pipeline: Pipeline) -> None:
    page = msgspec.structs.replace(bare_article("Rain fell."), title="Chad to send boats to Niger")
    assert shorts(pipeline.code(page)) == ["AID Chad > Niger", "AGREE Chad > Niger"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru hoped to send boats to Chile.",
        "Analysts predicted that Peru would send boats to Chile.",
        "Peru would have sent boats to Chile.",
        "Peru may send boats to Chile.",
        "Peru sent boats to Chile.",
        "Peru said that its links with Chile will help Bolivia.",  # the links will, not Peru
    ],
)
def test_no_intention(pipeline: Pipeline, sentence: str) -> None:
    events = pipeline.code_text(sentence)
    assert "AID" in {event.event_type for event in events}
    assert not [event for event in events if event.event_type == "AGREE"], shorts(events)


def test_an_intention_is_certain_and_what_is_intended_open(pipeline: Pipeline) -> None:
    kinds = {
        event.event_type: event.factuality for event in pipeline.code_text("Peru will send boats to Chile.")
    }
    assert kinds == {"AID": "unknown", "AGREE": "certain"}


def test_what_is_refused_takes_no_cameo_code_of_the_promise(pipeline: Pipeline) -> None:
    promise, refusal = (
        next(event for event in pipeline.code_text(text) if event.content)
        for text in ("Kenya promised to help Chad.", "Kenya promised not to help Chad.")
    )
    assert promise.cameo is not None
    assert refusal.cameo is None


def test_a_chain_of_three(pipeline: Pipeline) -> None:
    events = pipeline.code_text("Russia pledged to urge Chad to help Niger.")
    by_id = {event.id: event for event in events}
    pledge = next(event for event in events if event.event_type == "AGREE")
    request = by_id[str(pledge.content)]
    aid = by_id[str(request.content)]
    assert shorts([pledge, request, aid]) == ["AGREE Russia > ?", "REQUEST Russia > Chad", "AID Chad > Niger"]
    assert [party.name for party in request.beneficiaries] == ["Niger"]
