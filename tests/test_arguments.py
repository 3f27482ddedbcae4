"""Who does what to whom, whatever the syntax: the arguments that a predicate gets from the parse."""

import pytest

from verbale.coding.arguments import Arguments, Grammar
from verbale.ontology.frames import Frames
from verbale.pipeline import Pipeline


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(Frames.load().table)


def of(pipeline: Pipeline, grammar: Grammar, sentence: str, word: str) -> Arguments:
    doc = pipeline.parse_text(sentence).body
    return grammar.of(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("sentence", "word", "subject"),
    [
        ("Chad attacked Sudan.", "attacked", ["Chad"]),
        ("Chad was attacked by Sudan.", "attacked", ["Sudan"]),
        ("Chad was attacked.", "attacked", []),
        ("Officials were beaten with sticks by Chadian officers.", "beaten", ["officers"]),
        ("Villages shelled by Sudan were burning.", "shelled", ["Sudan"]),
        # control: the one who is asked does it, the one who promises does it himself
        ("France asked Chad to withdraw.", "withdraw", ["Chad"]),
        ("France promised Chad to withdraw.", "withdraw", ["France"]),
        ("France refused to withdraw.", "withdraw", ["France"]),
        ("Norway is ready to help Sweden.", "help", ["Norway"]),
        ("Norway is hard to attack.", "attack", []),
        ("Ghana visits Russia to get support.", "get", ["Ghana"]),
        # clauses that share their subject
        ("Kenya helped Uganda and attacked Rwanda.", "attacked", ["Kenya"]),
        ("Kenya and Uganda helped Rwanda.", "helped", ["Kenya", "Uganda"]),
        ("Kenya attacked Somalia, killing traders.", "killing", ["Kenya"]),
        ("Soldiers who attacked Somalia fled.", "attacked", ["Soldiers"]),
        ("Kenya criticised the decision to arm Somalia.", "arm", []),
        ("Uganda's decision to arm Somalia angered Kenya.", "arm", ["Uganda"]),
        # verbs of headlines that are read as plurals
        ("Sudan attacks Chad", "attacks", ["Sudan"]),
        ("Sudan shells Chad border town", "shells", ["Sudan"]),
        # nouns
        ("Uganda's attack on Kenya failed.", "attack", ["Uganda"]),
        ("An attack by Uganda on Kenya failed.", "attack", ["Uganda"]),
        ("The Ugandan attack on Kenya failed.", "attack", ["Ugandan"]),
        ("Uganda launched an attack on Kenya.", "attack", ["Uganda"]),
        ("Uganda held talks and discussions with Kenya.", "discussions", ["Uganda"]),
        ("During a visit to Doha, the minister met traders.", "visit", ["minister"]),
        ("Uganda suffered an attack by Kenya.", "attack", ["Kenya"]),
    ],
)
def test_subject(pipeline: Pipeline, grammar: Grammar, sentence: str, word: str, subject: list[str]) -> None:
    assert [token.text for token in of(pipeline, grammar, sentence, word).subject] == subject


@pytest.mark.parametrize(
    ("sentence", "word", "objects"),
    [
        ("Chad attacked Sudan and Libya.", "attacked", ["Sudan", "Libya"]),
        ("Chad was attacked by Sudan.", "attacked", ["Chad"]),
        ("Villages shelled by Sudan were burning.", "shelled", ["Villages"]),
        ("Chad was bombed and invaded by Sudan.", "invaded", ["Chad"]),
        ("Kenya has not been defeated since being attacked.", "attacked", ["Kenya"]),
        ("The boats that Kenya sent sank.", "sent", ["boats"]),
        ("Peru urged the countries to pay.", "urged", ["countries"]),
        ("Uganda supported and helped Kenya.", "supported", ["Kenya"]),
        ("Ghana let traders pass.", "let", ["traders"]),
        ("Chad must pay.", "must", ["Chad"]),
        ("Sudan attacks Chad", "attacks", ["Chad"]),
        ("Sudan bombs Chad", "bombs", ["Chad"]),
        ("The Sudan attacks, Chad said, went on.", "attacks", []),
        ("Norway came under attack.", "attack", ["Norway"]),
        ("Norway suffered an attack by Kenya.", "attack", ["Norway"]),
        ("Norway launched an attack.", "attack", []),
    ],
)
def test_object(pipeline: Pipeline, grammar: Grammar, sentence: str, word: str, objects: list[str]) -> None:
    assert [token.text for token in of(pipeline, grammar, sentence, word).object] == objects


@pytest.mark.parametrize(
    ("sentence", "word", "preposition", "fillers"),
    [
        ("Kenya gave them boats.", "gave", "to", ["them"]),
        ("Kenya called them liars.", "called", "as", ["liars"]),
        ("Uganda held talks with Kenya and Chad.", "talks", "with", ["Kenya", "Chad"]),
        ("The rebels came from inside Mali.", "came", "from", ["Mali"]),
        ("Rebels announced the capture last week of the city.", "capture", "of", ["city"]),
        ("He pleaded for guns for the army.", "pleaded", "for", ["guns"]),
        ("He pleaded for guns for the army.", "pleaded", "for+", ["army"]),
    ],
)
def test_prepositions(
    pipeline: Pipeline, grammar: Grammar, sentence: str, word: str, preposition: str, fillers: list[str]
) -> None:
    found = of(pipeline, grammar, sentence, word).prepositions.get(preposition, ())
    assert [token.text for token in found] == fillers


@pytest.mark.parametrize(
    ("sentence", "word", "clauses"),
    [
        ("France asked Chad to withdraw.", "asked", ["withdraw"]),
        ("France said that Chad lied.", "said", ["lied"]),
        ("France agreed to help and to pay.", "agreed", ["help", "pay"]),
        ("Norway is ready to help Sweden.", "ready", ["help"]),
        ("France's offer to help came late.", "offer", ["help"]),
        ("Chad must pay.", "must", ["pay"]),
    ],
)
def test_complements(
    pipeline: Pipeline, grammar: Grammar, sentence: str, word: str, clauses: list[str]
) -> None:
    assert [token.text for token in of(pipeline, grammar, sentence, word).complements] == clauses


def test_a_light_verb_is_kept_as_lender(pipeline: Pipeline, grammar: Grammar) -> None:
    found = of(pipeline, grammar, "Uganda held talks with Kenya.", "talks")
    assert [token.text for token in found.lenders] == ["held"]


def test_who_stands_in_the_possessive_is_the_owner_and_perhaps_not_the_doer(
    pipeline: Pipeline, grammar: Grammar
) -> None:
    found = of(pipeline, grammar, "An attack by Uganda failed.", "attack")
    assert found.possessor
    assert not found.owner


def test_what_opens_the_sentence_comes_last(pipeline: Pipeline, grammar: Grammar) -> None:
    found = of(pipeline, grammar, "In addition, Chadian troops serve in Mali.", "serve").prepositions
    assert [token.text for token in found["in"]] == ["Mali"]


def test_a_day_is_nobody(pipeline: Pipeline, grammar: Grammar) -> None:
    assert "on" not in of(pipeline, grammar, "Chad called Mali on Friday.", "called").prepositions
