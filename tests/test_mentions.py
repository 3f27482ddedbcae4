"""Base noun phrases and what they say. All officials and events are invented."""

import pytest

from verbale.coding.mentions import Mention
from verbale.coding.spotting import find_mentions
from verbale.ontology.parties import Gazetteer
from verbale.ontology.roles import Roles
from verbale.pipeline import Pipeline


@pytest.fixture(scope="module")
def mentions(pipeline: Pipeline):
    gazetteer, roles = Gazetteer.load(), Roles.load()

    def find(text: str) -> dict[str, Mention]:
        found = find_mentions(pipeline.parse_text(text).body, gazetteer, roles)
        return {mention.text: mention for mention in found.all}

    return find


def test_a_title_and_a_name_are_one_mention(mentions):
    found = mentions("First Vice President Sadia Warsame spoke.")
    mention = found["First Vice President Sadia Warsame"]
    assert (mention.kind, mention.name, mention.title) == ("person", "Sadia Warsame", "First Vice President")


def test_offices_with_of_hold_together_before_a_name(mentions):
    found = mentions("Secretary of State Mara Ellison flew to Oslo.")
    assert found["Secretary of State Mara Ellison"].name == "Mara Ellison"


def test_a_known_party_in_front_is_a_cue(mentions):
    found = mentions("Top Russian security officials met Taliban fighters.")
    assert [hit.entry.id for hit in found["Top Russian security officials"].cues] == ["rus"]
    assert [hit.entry.id for hit in found["Taliban fighters"].cues] == ["taliban"]
    assert found["Taliban fighters"].plural


def test_a_backer_is_told_from_an_owner(mentions):
    found = mentions("The Kremlin-backed strongman smiled.")
    mention = next(iter(found.values()))
    assert mention.cues == ()
    assert [hit.entry.id for hit in mention.backers] == ["rus"]


def test_things_hold_only_the_parties_in_front_of_them(mentions):
    found = mentions("A Russian attack ended the talks.")
    assert [(mention.kind, mention.text) for mention in found.values()] == [("modifier", "Russian")]


def test_modifiers_give_sectors_before_the_nouns_own(mentions):
    found = mentions("A rebel leader met aid officials.")
    assert found["A rebel leader"].sectors[0] == "REB"
    assert found["aid officials"].sectors[0] == "NGO"


def test_an_organisation_keeps_its_full_name(mentions):
    found = mentions("The Department of Fisheries sued the New Lagoon Party.")
    assert found["The Department of Fisheries"].name == "Department of Fisheries"
    assert found["the New Lagoon Party"].kind == "organisation"
    assert found["the New Lagoon Party"].name == "New Lagoon Party"


@pytest.mark.parametrize(
    "text",
    [
        "It was a major step.",
        "The rebel-held valley is green.",
        "Opposition to the plan grew.",
        "They walked side-by-side in general elections.",
    ],
)
def test_words_that_only_look_like_roles_are_no_mentions(mentions, text):
    assert not [mention for mention in mentions(text).values() if mention.kind == "role"]


def test_a_dateline_is_not_part_of_the_name(mentions):
    found = mentions("NAIROBI - President Wanjiru Maina left.")
    assert found["President Wanjiru Maina"].name == "Wanjiru Maina"


def test_possessors_begin_the_mention_but_are_their_own(mentions):
    found = mentions("Quispe's spokesman denied it.")
    assert found["Quispe's spokesman"].role.name == "spokesman"
    assert found["Quispe"].kind == "person"
