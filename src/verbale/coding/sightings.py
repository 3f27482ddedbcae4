"""What the scorer looks at: the parties of a sentence by their head words, and its predicates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from verbale.coding.scene import Scene
from verbale.records import Party

# Nouns that tell of a deed look like this, where no frame knows them.
_DEED_ENDINGS = ("tion", "sion", "ment", "ance", "ence", "ing", "al", "age", "ure", "talks")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A party at the head word of one of its mentions."""

    token: Token
    party: Party


def parties_in(sentence: Span, scene: Scene) -> tuple[Sighting, ...]:
    """Every mention of a party in a sentence, once, in order of the text."""
    mentions = scene.cast.layer(scene.doc).mentions.by_token
    quoted = scene.speakers.quoted()
    heads = dict.fromkeys(mentions[token.i].head for token in sentence if token.i in mentions)
    tokens = (scene.doc[head] for head in heads if sentence.start <= head < sentence.end)
    found = ((token, scene.cast.of(token, speaker=quoted.get(token.i))) for token in tokens)
    return tuple(Sighting(token, party) for token, party in found if party is not None)


def predicates(sentence: Iterable[Token], nouns: frozenset[str]) -> Iterator[Token]:
    """The words that may tell of an event: full verbs, predicative adjectives, nouns of deeds."""
    for token in sentence:
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            lemma = token.lemma_.lower()
            told = lemma in nouns or lemma.endswith(_DEED_ENDINGS)
        elif token.pos_ == "ADJ":
            told = token.dep_ in ("acomp", "ROOT", "oprd")
        else:
            told = token.pos_ == "VERB" and not token.dep_.startswith("aux")
        if told:
            yield token
