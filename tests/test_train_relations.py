"""The sentences under `resources/relations`, and what training makes of them."""

import random
import re

import pytest
from tools.generate.yamls import RESOURCES, read
from tools.train.from_relations import Words, told

from verbale.ontology.types import EVENT_TYPES

FILES = sorted(path.name for path in (RESOURCES / "relations").glob("*.yaml") if path.stem != "words")
WORDS = Words.of(read("relations/words.yaml"))


def test_every_type_has_sentences() -> None:
    assert {name.removesuffix(".yaml").upper() for name in FILES} == set(EVENT_TYPES)


@pytest.mark.parametrize("name", FILES)
def test_sentences_name_both_sides_by_a_known_kind(name: str) -> None:
    found = read(f"relations/{name}")
    assert found["type"] == name.removesuffix(".yaml").upper()
    for sentence in found["sentences"]:
        assert {"SOURCE", "TARGET"} <= set(re.findall(r"SOURCE|TARGET", sentence)), sentence
        assert set(re.findall(r"(?:SOURCE|TARGET):(\w+)", sentence)) <= set(WORDS.kinds), sentence
    assert len(set(found["sentences"])) == len(found["sentences"])


def test_places_are_those_of_the_sides() -> None:
    pair = told(
        "SOURCE:court freed TARGET:person on bail", "RETREAT", WORDS, ["FIRST left SECOND"], random.Random(2)
    )
    assert pair.source is not None
    assert pair.target is not None
    assert pair.text[slice(*pair.source)].lower() in pair.text.lower().split(" freed ")[0]
    assert not re.search("SOURCE|TARGET|STATE|PERSON|CLAUSE|OTHER|FIRST|SECOND", pair.text)


def test_operators_are_of_a_known_field() -> None:
    assert {each["of"] for each in WORDS.operators} == {"friendly", "hostile"}
