"""The lemmas that frames look up."""

import pytest

from verbale.pipeline import Pipeline


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("The students staged a march.", "stage"),
        ("The army is waging a war.", "wage"),
        ("The court fined the bank.", "fine"),
        ("The army reoccupied the town.", "reoccupy"),
        ("The miners stopped work.", "stop"),
    ],
)
def test_verbs_have_their_lemma(pipeline: Pipeline, sentence: str, lemma: str) -> None:
    assert lemma in {token.lemma_ for token in pipeline.parse_text(sentence).body}
