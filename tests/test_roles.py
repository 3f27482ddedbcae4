"""Whose words fill a role: parties, their own forces, things that deeds are done to, those whom it is for."""

import pytest

from samples import party
from shorthand import names, shorts
from verbale.coding.drafts import others_than, same_side, without
from verbale.pipeline import Pipeline

GOVERNMENT = party("Mali", "MLI", sectors=("GOV",), id="mali")
ARMY = party("Malian army", "MLI", sectors=("MIL",), id="army")
REBELS = party("Malian rebels", "MLI", sectors=("REB",), id="rebels")
CITIZENS = party("Malians", "MLI", sectors=("CIV",), id="citizens")
PLAIN = party("Mali", "MLI", sectors=(), id="plain")
CHAD = party("Chad", "TCD", sectors=("GOV",), id="chad")
SAHEL = party("Sahel states", None, sectors=("GOV",), members=("TCD", "MLI"), id="sahel")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (GOVERNMENT, GOVERNMENT, True),
        (GOVERNMENT, ARMY, True),
        (GOVERNMENT, PLAIN, True),
        (GOVERNMENT, REBELS, False),
        (ARMY, CITIZENS, False),
        (REBELS, CITIZENS, False),
        (REBELS, REBELS, True),
        (GOVERNMENT, CHAD, False),
        (GOVERNMENT, SAHEL, True),
        (REBELS, SAHEL, False),
    ],
)
def test_same_side(one: object, other: object, same: bool) -> None:
    assert same_side([one], [other]) is same  # type: ignore[list-item]
    assert same_side([other], [one]) is same  # type: ignore[list-item]


def test_nobody_is_on_nobodys_side() -> None:
    assert not same_side([], [GOVERNMENT])


def test_an_army_is_another_than_its_government_but_on_its_side() -> None:
    assert others_than((ARMY, GOVERNMENT), (GOVERNMENT,)) == (ARMY,)
    assert without((ARMY, REBELS, CHAD), (GOVERNMENT,)) == (REBELS, CHAD)


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Malian rebels attacked the Malian government.", "ASSAULT Malian rebels > Mali"),
        ("Uganda's decision to help Chad worried Kenya.", "AID Uganda > Chad"),
        # deeds are done to things as well, words are not
        ("Malian troops shelled a market.", "ASSAULT Malian troops > market"),
        ("Chadian police sealed off a busy square.", "COERCE Chadian police > busy square"),
        # what is the actor's own is not the other side
        ("Kenya recalled its ambassador.", "SANCTION Kenya > ?"),
        ("Kenya recalled its ambassador from Peru.", "SANCTION Kenya > Peru"),
        ("Kenya sent Norwegian wheat to Chad.", "AID Kenya > Chad"),
        # where it was, and who did it
        ("Chad mourned the victims of the Mumbai attacks.", "ASSAULT ? > Mumbai"),
        ("The Mumbai bombing killed ten traders.", "ASSAULT ? > ten traders"),
        ("Chad mourned the victims of the Taliban attacks.", "ASSAULT Taliban > ?"),
        ("Officers from Chad attacked Mumbai.", "ASSAULT Officers > Mumbai"),
    ],
)
def test_roles(pipeline: Pipeline, sentence: str, event: str) -> None:
    assert event in shorts(pipeline.code_text(sentence))


@pytest.mark.parametrize(
    "sentence", ["Kenya praised the film.", "Kenya met the deadline.", "Rain fell on Chad."]
)
def test_words_and_talks_need_somebody(pipeline: Pipeline, sentence: str) -> None:
    assert shorts(pipeline.code_text(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "beneficiaries"),
    [
        ("Peru asked Chile for boats for the Bolivian navy.", "Bolivian navy"),
        ("Peru asked Chile for boats.", "?"),
        ("Peru asked Chile to send boats to Bolivia.", "Bolivia"),
        ("Peru asked Chile to send boats to Peru.", "?"),
    ],
)
def test_for_whom_it_is_asked(pipeline: Pipeline, sentence: str, beneficiaries: str) -> None:
    request = next(event for event in pipeline.code_text(sentence) if event.event_type == "REQUEST")
    assert names(request.beneficiaries) == beneficiaries
