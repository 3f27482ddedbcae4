"""A sentence's events as they come out: understood parties, speakers, both sides of talks, ids, confidence."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shorthand import names, shorts
from verbale.coding.assemble import day_of
from verbale.pipeline import Pipeline
from verbale.records import Event


def only(events: tuple[Event, ...], event_type: str) -> Event:
    """The one event of a type."""
    (found,) = (event for event in events if event.event_type == event_type)
    return found


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024-03-01T10:00:00Z", date(2024, 3, 1)),
        ("2024-03", None),
        (None, None),
    ],
)
def test_day_of(published: str | None, day: date | None) -> None:
    assert day_of(published) == day


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        ("Norway held talks with Sweden.", ["CONSULT Norway, Sweden > ?"]),
        ("Norway and Sweden met.", ["CONSULT Norway, Sweden > ?"]),
        # in passives and clauses that share a subject
        ("Kenya helped Uganda and attacked Rwanda.", ["AID Kenya > Uganda", "ASSAULT Kenya > Rwanda"]),
        (
            "Kenyan soldiers, who attacked Somalia, met Ugandan officers.",
            ["ASSAULT Kenyan soldiers > Somalia", "CONSULT Kenyan soldiers, Ugandan officers > ?"],
        ),
        ("Norway faces sanctions by Sweden.", ["SANCTION Sweden > Norway"]),
        ("Norway came under attack from Sweden.", ["ASSAULT Sweden > Norway"]),
        ("Ghana held Togo responsible for the floods.", ["ACCUSE Ghana > Togo"]),
        ("Ghana let Togolese traders pass.", ["RETREAT Ghana > Togolese traders"]),
        # why or how of another event
        ("Kenya recalled its ambassador from Peru in protest.", ["SANCTION Kenya > Peru"]),
        ("Farmers from Chad gathered in protest against Kenya.", ["PROTEST Farmers > Kenya"]),
        # who is bound by what was agreed, whoever agreed
        ("It was agreed that Kenya would help Uganda.", ["AGREE Kenya > ?", "AID Kenya > Uganda"]),
        # the speaker acts
        ("Kenya said that Somalia must pay.", ["REQUEST Kenya > Somalia"]),
        ("Kenya said that Somalia was responsible for the floods.", ["ACCUSE Kenya > Somalia"]),
        ("Kenya said that it was responsible for the floods.", []),
        ("Somalia is responsible for the floods.", []),
    ],
)
def test_events(pipeline: Pipeline, sentence: str, events: list[str]) -> None:
    assert shorts(pipeline.code_text(sentence)) == events


def test_the_speaker_who_acts_by_saying_is_no_source(pipeline: Pipeline) -> None:
    demand = only(pipeline.code_text("Kenya said that Somalia must pay."), "REQUEST")
    assert demand.sources == ()
    told = only(pipeline.code_text("Kenya said that Somalia had attacked Uganda."), "ASSAULT")
    assert [source.name for source in told.sources] == ["Kenya"]


def test_a_plea_is_to_whom_the_talks_are_with(pipeline: Pipeline) -> None:
    plea = only(pipeline.code_text("Norway held talks with the Chadians, pleading for fuel."), "REQUEST")
    assert (names(plea.actors), names(plea.recipients)) == ("Norway", "Chad")


def test_a_plea_in_another_sentence_is_to_nobody_known(pipeline: Pipeline) -> None:
    plea = only(pipeline.code_text("Norway met the Chadians. Norway pleaded for fuel."), "REQUEST")
    assert plea.recipients == ()


def test_an_idiom_takes_the_other_side_from_the_sentence_before(pipeline: Pipeline) -> None:
    text = "A Norwegian minister visited Chad. The minister came back empty-handed."
    outcome = only(pipeline.code_text(text), "AID")
    assert (outcome.polarity, names(outcome.actors)) == ("negative", "Chad")


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kenya rejected Somalia's request for boats.", "REQUEST Somalia > Kenya"),
        ("Kenya accepted Somalia's offer of help.", "AGREE Somalia > Kenya"),
        ("Kenya condemned Somalia's offer of help.", "AGREE Somalia > ?"),
    ],
)
def test_who_answers_was_asked(pipeline: Pipeline, sentence: str, event: str) -> None:
    assert event in shorts(pipeline.code_text(sentence))


def test_what_was_promised_goes_to_whom_it_was_promised(pipeline: Pipeline) -> None:
    delivery = only(pipeline.code_text("Kenya delivered the boats that it pledged to Uganda."), "AID")
    assert names(delivery.recipients) == "Uganda"


def test_a_delivery_of_nobody_named_is_from_whoever_promised_it(pipeline: Pipeline) -> None:
    delivery = only(pipeline.code_text("The boats that Kenya had pledged to Uganda were delivered."), "AID")
    assert (names(delivery.actors), names(delivery.recipients)) == ("Kenya", "Uganda")


def test_confidence_falls_with_what_is_missing_or_doubted(pipeline: Pipeline) -> None:
    full, bare, doubted = (
        only(pipeline.code_text(sentence), "ASSAULT").confidence
        for sentence in ("Chad attacked Sudan.", "Chad was attacked.", "Chad may have attacked Sudan.")
    )
    assert full > bare
    assert full > doubted


def test_talks_of_one_party_are_less_sure(pipeline: Pipeline) -> None:
    alone = only(pipeline.code_text("Norway held talks on Monday."), "CONSULT")
    together = only(pipeline.code_text("Norway held talks with Sweden on Monday."), "CONSULT")
    assert alone.confidence < together.confidence


def test_what_is_promised_is_as_sure_as_what_is_done(pipeline: Pipeline) -> None:
    promised = only(pipeline.code_text("Chad promised to help Sudan."), "AID")
    done = only(pipeline.code_text("Chad helped Sudan."), "AID")
    assert promised.confidence == done.confidence


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            "Chad Mali asked attacked for talks with may not to help and boats , . the by was".split()
        ),
        max_size=25,
    )
)
def test_any_words(pipeline: Pipeline, words: list[str]) -> None:
    events = pipeline.code_text(" ".join(words))
    assert all(0 <= event.confidence <= 1 for event in events)
    assert len({event.id for event in events}) == len(events)
    assert [event.id for event in pipeline.code_text(" ".join(words))] == [event.id for event in events]


@pytest.mark.parametrize(
    ("sentence", "event_type", "items"),
    [
        ("Kenya agreed to pay the transit fees of Uganda's lorries.", "AGREE", ["transit fees"]),
        ("Norway was asked to lend Malta two tugboats.", "REQUEST", ["two tugboats"]),
        ("Portugal has refused to write off any of Mozambique's debt.", "REJECT", ["debt"]),
        ("Peru's offer of a floating hospital to Chile is on the table.", "AGREE", ["floating hospital"]),
        ("The premier wrote to Oslo for twelve ferry engines.", "REQUEST", ["twelve ferry engines"]),
        ("Chad asked France to think again.", "REQUEST", []),
        ("Chad asked France to meet its envoys.", "REQUEST", []),  # parties are no things
    ],
)
def test_what_no_frame_names_is_the_object_of_the_deed_or_of_its_content(
    sentence: str, event_type: str, items: list[str], pipeline: Pipeline
) -> None:
    assert [item.text for item in only(pipeline.code_text(sentence), event_type).items] == items
