"""What the frame builder and the matcher make of words: hyphens, senses that are no event, victims."""

import pytest
from tools import frame_coverage
from tools.generate.frames import _spellings

from verbale.coding.frames import Matcher
from verbale.ontology.frames import Frames
from verbale.pipeline import Pipeline


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Frames.load())


def test_hyphens_are_compounds_and_of_verbs_the_last_part_is_the_head() -> None:
    assert _spellings(["cease-fire", "no-fly_zone"]) == ["cease-fire", "cease_fire", "no-fly_zone"]
    assert "fire_test" in _spellings(["test-fire"], is_verb=True)


@pytest.mark.parametrize(
    ("sentence", "frames"),
    [
        ("A cyclone struck the Fijian capital.", set()),
        ("Fijian rebels struck the capital.", {"attack"}),
        ("Fiji lifted its embargo against Tonga.", {"lift"}),  # the embargo is no event beside its end
        ("Fiji bought attack helicopters.", set()),  # a noun that only says what kind
    ],
)
def test_which_frames_fire(pipeline: Pipeline, matcher: Matcher, sentence: str, frames: set[str]) -> None:
    found = {match.frame.name for match in matcher.matches(pipeline.parse_text(sentence).body)}
    assert found & {"attack", "lift", "impose-sanctions"} == frames


def test_the_possessive_of_an_arrest_is_its_victim(pipeline: Pipeline, matcher: Matcher) -> None:
    body = pipeline.parse_text("The trader's arrest by the police was condemned.").body
    arrest = next(match for match in matcher.matches(body) if match.frame.name == "arrest")
    assert [token.text for token in arrest.fillers("RECIPIENT")] == ["trader"]
    assert [token.text for token in arrest.fillers("ACTOR")] == ["police"]


def test_coverage_skips_what_is_absent(capsys: pytest.CaptureFixture[str]) -> None:
    assert frame_coverage.main(["no/such/file.tsv"]) == 0
    assert "absent" in capsys.readouterr().out
