"""The condition that an event stands under is kept in its words."""

import pytest

from verbale.pipeline import Pipeline


@pytest.mark.parametrize(
    ("sentence", "event_type", "condition"),
    [
        ("Norway will send two ferries to Malta if the quay is mended.", "AGREE", "if the quay is mended"),
        (
            "“We will deliver two ferries to Malta once crews are ready,” Norway said.",
            "AGREE",
            "once crews are ready",
        ),
        (
            "Norway promised to send Malta a ferry unless ice closes the fjord.",
            "AGREE",
            "unless ice closes the fjord",
        ),
        ("Norway will not lift the ban until Malta pays.", "REJECT", "until Malta pays"),
        ("Norway sent two ferries to Malta.", "AID", None),
        ("Norway asked whether Malta would send a ferry.", "AID", None),
    ],
)
def test_condition(pipeline: Pipeline, sentence: str, event_type: str, condition: str | None) -> None:
    found = {
        event.condition.text if event.condition else None
        for event in pipeline.code_text(sentence)
        if event.event_type == event_type
    }
    assert found <= {condition}
    assert found or condition is None
