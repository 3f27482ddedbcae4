"""What a word itself carries of modality and negation: auxiliaries, particles, adverbs, adjectives."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding import governors
from verbale.ontology.factuality import Operator, OperatorLexicon

_PARTICLE = frozenset({"neg", "advmod", "preconj", "cc"})
_ATTRIBUTE = frozenset({"amod", "compound", "nmod"})
_DATE = frozenset({"npadvmod", "poss", "nmod"})
ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})  # where "no" makes the verb negative


class Modifiers:
    """Finds the operators on a word, with one lexicon."""

    def __init__(self, lexicon: OperatorLexicon) -> None:
        self._lexicon = lexicon

    def on(self, word: Token, *, lifted: bool = False, is_trigger: bool = False) -> Iterator[Operator]:
        """The operators on `word`, innermost first: modals, negations, then adverbs and adjectives.

        `lifted` leaves out the word's own "no", which its governor counts ("no talks were held").
        """
        yield from self._modals(word)
        if self._is_ahead(word):
            yield self._lexicon.default("calendar")
        negative = [child for child in word.children if self.negates(child)]
        yield from (self._negation for child in negative if not (lifted and child.dep_ == "det"))
        if self._after_nor(word):
            yield self._negation
        for child in word.children:
            operator = self._by_word(child)
            done = is_trigger and word.lemma_ in self._lexicon.attempts
            if operator and not (done and operator.name == "unsuccessful"):  # a failed attempt was made
                yield operator

    @property
    def _negation(self) -> Operator:
        return self._lexicon.default("negation")

    def _by_word(self, child: Token) -> Operator | None:
        """The operator of an adverb or adjective."""
        if child.dep_ == "advmod":
            return self._lexicon.adverbs.get(child.lower_)
        return self._lexicon.adjectives.get(child.lower_) if child.dep_ in _ATTRIBUTE else None

    def _is_ahead(self, word: Token) -> bool:
        """Whether a date beside the word puts it ahead: "next week's talks", "they meet tomorrow"."""
        if word.tag_ in {"VBD", "VBN"} or governors.auxiliaries(word):
            return False
        dates = [child for child in word.children if child.dep_ in _DATE]
        words = {part.lower_ for date in dates for part in (date, *date.children) if part.pos_ != "VERB"}
        return not words.isdisjoint(self._lexicon.calendar)

    def _modals(self, word: Token) -> Iterator[Operator]:
        auxiliaries = governors.auxiliaries(word)
        perfect = any(auxiliary.lemma_ == "have" and auxiliary.tag_ == "VB" for auxiliary in auxiliaries)
        table = self._lexicon.auxiliaries_perfect if perfect else self._lexicon.auxiliaries
        for auxiliary in auxiliaries:
            form = self._lexicon.short_forms.get(auxiliary.lower_, auxiliary.lower_)
            if auxiliary.tag_ == "MD" and form in table:
                yield Operator(f"modal:{form}", table[form])

    def negates(self, child: Token) -> bool:
        """Whether a dependent makes its head negative: a particle, "no one", "no troops", "neither side"."""
        negation, form = self._lexicon.negation, child.lower_
        if child.dep_ in _PARTICLE and form in negation.particles:
            continued = any(part.dep_ == "conj" and part.i > child.i for part in child.head.children)
            if child.dep_ == "cc" and continued:
                return False  # "nor did it leave": counted with what follows
            following = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
            return following not in negation.not_negating
        if child.dep_ == "det":
            return form in negation.determiners
        if child.dep_ not in ARGUMENT:
            return False
        return self.has_no(child)

    def has_no(self, noun: Token) -> bool:
        """Whether a noun is negative itself: "nobody", "no troops", "neither side"."""
        negation = self._lexicon.negation
        return noun.lower_ in negation.pronouns or any(
            part.dep_ in {"det", "preconj"} and part.lower_ in negation.determiners for part in noun.children
        )

    def _after_nor(self, word: Token) -> bool:
        """Whether "nor" makes a conjunct negative: it does not share the negation of the one before."""
        if word.dep_ != "conj" or governors.shares_auxiliaries(word, word.head):
            return False
        between = (part for part in word.head.children if part.dep_ == "cc" and part.i < word.i)
        return any(part.lower_ in self._lexicon.negation.particles for part in between)
