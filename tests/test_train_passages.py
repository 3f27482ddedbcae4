"""The passages under `resources/passages` and `eval/passages`, and what training makes of them."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from tools.generate.yamls import RESOURCES
from tools.train.from_passages import marked, told
from tools.train.sights import Eyes

from verbale.ontology.types import EVENT_TYPES

FOLDERS = (RESOURCES / "passages", RESOURCES.parent / "eval" / "passages")
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*.yaml"))


@pytest.fixture(scope="module")
def eyes() -> Eyes:
    return Eyes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_stand_in_their_passages(path: Path) -> None:
    passages = yaml.safe_load(path.read_text("utf-8"))
    counts: Counter[str] = Counter()
    for passage in passages:
        for line in passage["events"]:
            mark = marked(line, passage["text"])
            assert set(mark.types) <= set(EVENT_TYPES), line
            counts[mark.types[0]] += 1
    assert len({passage["text"] for passage in passages}) == len(passages)
    assert set(counts) == set(EVENT_TYPES)


def test_a_mark_that_is_not_in_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="warned#2"):
        marked("THREATEN | warned#2 | Chad > Sudan", "Chad warned Sudan.")
    with pytest.raises(ValueError, match="sure"):
        marked("THREATEN | warned | Chad > Sudan | sure", "Chad warned Sudan.")


def test_what_is_marked_is_an_event_and_all_else_is_none(eyes: Eyes) -> None:
    passage = {
        "text": "Chad warned Sudan, which had moved its tanks. The harvest was good.",
        "events": ["THREATEN/ACCUSE | warned | Chad > Sudan", "MOBILIZE | moved | Sudan > - | optional"],
    }
    first, second = told(passage, "passages/test", eyes)
    words = {first.text[slice(*one.at)]: one for one in first.predicates}
    assert words["warned"].types == {"THREATEN": 1.0, "ACCUSE": 0.6}
    assert words["warned"].sides is not None
    named = dict(
        zip((first.text[slice(*place)] for place in first.parties), words["warned"].sides, strict=True)
    )
    assert named["Chad"] == (1.0, 0.0)
    assert named["Sudan"] == (0.0, 1.0)
    assert words["moved"].weight < words["warned"].weight
    assert all(not predicate.types for predicate in second.predicates)
