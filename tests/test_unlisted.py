"""Places that no table lists: named where the text puts something there. All places here are invented."""

import pytest

from verbale.pipeline import Pipeline


def wheres(pipeline: Pipeline, text: str) -> set[str | None]:
    """The names of the places of all events of a text."""
    return {event.where.name if event.where else None for event in pipeline.code_text(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenyan police shot dead three smugglers in the Torvane district.", "Torvane"),
        ("Peruvian soldiers arrested nine men near El-Marquen.", "El-Marquen"),
        ("Norway's army destroyed a bridge at Korr Vasteng.", "Korr Vasteng"),
        ("Ethiopian jets bombed a clinic in Askhole province.", "Askhole"),
        ("Bolivian customs officers seized two buses at the Quiravo crossing.", "Quiravo"),
        ("Nigerian troops shelled the village of Dan-Marro.", "Dan-Marro"),
        ("Strikers blocked the Velsund road for three days.", "Velsund"),
        ("Mexico reopened the Santa Irma de Paltos bridge to Guatemala's lorries.", "Santa Irma de Paltos"),
    ],
)
def test_what_a_text_puts_somewhere_names_a_place(text: str, name: str, pipeline: Pipeline) -> None:
    assert name in wheres(pipeline, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya accused Chad of having shelled the village of Dan-Marro.",  # the accusing was elsewhere
        "The rifles were bought by Korr Vasteng, Norway's army said.",
        "Kenya thanked Irma Vasteng. Police arrested Vasteng in the evening.",
        "Sweden signed the Torvane agreement with Peru.",
    ],
)
def test_persons_and_other_names_are_no_places(text: str, pipeline: Pipeline) -> None:
    named = {event.event_type: event.where for event in pipeline.code_text(text)}
    assert all(place is None for kind, place in named.items() if kind != "ASSAULT")
