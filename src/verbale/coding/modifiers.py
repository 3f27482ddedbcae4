"""What a word itself carries of modality and negation: auxiliaries, particles, adverbs, adjectives."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding import governors
from verbale.ontology.factuality import Operator, OperatorLexicon

_PARTICLE = frozenset({"neg", "advmod", "preconj", "cc"})
_ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


class Modifiers:
    """Finds the operators on a word, with one lexicon."""

    def __init__(self, lexicon: OperatorLexicon) -> None:
        self._lexicon = lexicon

    def on(self, word: Token, below: Token | None) -> Iterator[Operator]:
        """The operators on `word`, innermost first: modals, negations, then adverbs and adjectives.

        `below` is the dependent that the caller came from, whose own "no" has been counted.
        """
        others = [child for child in word.children if child != below]
        yield from self._modals(word)
        yield from (self._lexicon.default("negation") for child in others if self._negates(child))
        for child in others:
            found = self._lexicon.adjectives if child.dep_ in {"amod", "compound", "nmod"} else None
            if child.dep_ == "advmod":
                found = self._lexicon.adverbs
            if found and child.lower_ in found:
                yield found[child.lower_]

    def _modals(self, word: Token) -> Iterator[Operator]:
        auxiliaries = governors.auxiliaries(word)
        perfect = any(auxiliary.lemma_ == "have" and auxiliary.tag_ == "VB" for auxiliary in auxiliaries)
        table = self._lexicon.auxiliaries_perfect if perfect else self._lexicon.auxiliaries
        for auxiliary in auxiliaries:
            form = self._lexicon.short_forms.get(auxiliary.lower_, auxiliary.lower_)
            if auxiliary.tag_ == "MD" and form in table:
                yield Operator(f"modal:{form}", table[form])

    def _negates(self, child: Token) -> bool:
        """Whether a dependent makes its head negative: a particle, "no one", "no troops", "neither side"."""
        negation, form = self._lexicon.negation, child.lower_
        if child.dep_ in _PARTICLE and form in negation.particles:
            following = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
            return following not in negation.not_negating
        if child.dep_ == "det":
            return form in negation.determiners
        if child.dep_ not in _ARGUMENT:
            return False
        return form in negation.pronouns or any(
            part.dep_ in {"det", "preconj"} and part.lower_ in negation.determiners for part in child.children
        )
