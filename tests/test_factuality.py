"""How sure the source is that an event took place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.generate import factuality as builder

from verbale.coding.factuality import Judge, Verdict
from verbale.ontology.factuality import OperatorLexicon
from verbale.pipeline import Pipeline


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(OperatorLexicon.load())


def verdict(judge: Judge, pipeline: Pipeline, sentence: str, trigger: str) -> Verdict:
    doc = pipeline.parse_text(sentence).body
    return judge.judge(next(token for token in doc if token.text == trigger))


@pytest.mark.parametrize(("sentence", "trigger", "expected"), builder.examples())
def test_example_of_the_resource(
    judge: Judge, pipeline: Pipeline, sentence: str, trigger: str, expected: str
) -> None:
    found = verdict(judge, pipeline, sentence, trigger)
    words = [found.factuality, found.polarity, *(["future"] if found.future else [])]
    assert words == expected.split(), found.operators


NEGATIVE_SUBJECTS = ("Nobody", "No soldier", "Neither side", "No one")
NEGATIVE_VERBS = ("failed to sign", "did not sign", "never signed", "refused to sign")
DOUBLE = ("did not fail to sign", "never failed to sign", "was not unable to sign")


@pytest.mark.parametrize("phrase", DOUBLE)
def test_negating_twice_restores(judge: Judge, pipeline: Pipeline, phrase: str) -> None:
    single = phrase.replace("did not fail", "failed").replace("never ", "").replace("not unable", "unable")
    assert verdict(judge, pipeline, f"The general {single} the accord.", "sign").polarity == "negative"
    assert verdict(judge, pipeline, f"The general {phrase} the accord.", "sign").polarity == "positive"


@pytest.mark.parametrize("subject", NEGATIVE_SUBJECTS)
def test_a_negative_subject_undoes_a_negative_verb(judge: Judge, pipeline: Pipeline, subject: str) -> None:
    assert verdict(judge, pipeline, f"{subject} signed the accord.", "signed").polarity == "negative"
    assert verdict(judge, pipeline, f"{subject} failed to sign the accord.", "sign").polarity == "positive"


@pytest.mark.parametrize("phrase", NEGATIVE_VERBS)
def test_a_denial_turns_polarity_round(judge: Judge, pipeline: Pipeline, phrase: str) -> None:
    trigger = "signed" if "signed" in phrase else "sign"
    told = verdict(judge, pipeline, f"The spokesman said that the general {phrase} the accord.", trigger)
    denied = verdict(judge, pipeline, f"The spokesman denied that the general {phrase} the accord.", trigger)
    assert told.polarity == "negative"
    assert told.factuality == "certain"
    assert denied.polarity == "positive"


def test_operators_are_named_outermost_first(judge: Judge, pipeline: Pipeline) -> None:
    found = verdict(judge, pipeline, "The minister hoped that Ravia would not refuse to send troops.", "send")
    assert found.operators == ("hope", "negation", "modal:would", "refuse")


def test_an_operator_never_makes_an_event_surer(judge: Judge, pipeline: Pipeline) -> None:
    for sentence in ("The general may have managed to sign.", "The general promised to manage to sign."):
        assert verdict(judge, pipeline, sentence, "sign").factuality != "certain"


WORDS = (
    "the a no not never Nobody neither nor if unless whether will would may could have been is to of for "
    "from without denied promised refused failed said talks attack signed signing plan , . ? and or but "
    "that which"
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)))
def test_any_word_of_any_text_gets_one_verdict(judge: Judge, pipeline: Pipeline, text: str) -> None:
    first = [judge.judge(token) for token in pipeline.parse_text(text).body]
    again = [judge.judge(token) for token in pipeline.parse_text(text).body]
    assert first == again
    assert all(found.factuality in {"certain", "probable", "possible", "unknown"} for found in first)


@pytest.mark.parametrize(("text", "wrong"), [("+", "+"), ("+ / maybe", "maybe"), ("+??? / -", "+???")])
def test_a_malformed_signature_is_named(text: str, wrong: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(f"{wrong!r} is no")):
        builder.signature(text)
