"""The operators that change whether an event is claimed to have taken place, with their signatures."""

from typing import Literal

import msgspec

from verbale.ontology.tables import load
from verbale.records import Factuality, Polarity

Part = Literal["verbs", "nouns", "adjectives"]


class Effect(msgspec.Struct, frozen=True):
    """What is held of an event: how sure, which way, and whether it lies ahead."""

    factuality: Factuality
    polarity: Polarity
    future: bool


class Signature(msgspec.Struct, frozen=True):
    """What an operator leaves of its event, when the operator itself holds and when it does not."""

    positive: Effect
    negative: Effect


class Operator(msgspec.Struct, frozen=True):
    """A named signature."""

    name: str
    signature: Signature


class Governor(msgspec.Struct, frozen=True):
    """An operator that is a word over others; `scope` names the dependents it reaches.

    `answers` marks replies (refuse, deny): the demand or offer that they answer was made all the same;
    `known` those whose object, with an article, is there already ("rejected the ceasefire").
    `presupposes` marks words that take their event for granted (know, condemn).
    """

    name: str
    signature: Signature
    scope: frozenset[str]
    answers: bool
    known: bool
    presupposes: bool


class Negation(msgspec.Struct, frozen=True):
    """Negative words by what they are."""

    particles: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    not_negating: frozenset[str]


class Light(msgspec.Struct, frozen=True, rename={"except_": "except"}):
    """Verbs that only bring their noun about, by where the noun stands; `except_` lists prepositions."""

    with_object: frozenset[str]
    with_subject: frozenset[str]
    with_preposition: frozenset[str]
    with_purpose: frozenset[str]
    means: frozenset[str]
    except_: frozenset[str]


class OperatorLexicon(msgspec.Struct, frozen=True):
    """All operators, by the word that carries them."""

    governors: dict[str, Governor]
    words: dict[Part, dict[str, tuple[str, ...]]]
    auxiliaries: dict[str, Signature]
    auxiliaries_perfect: dict[str, Signature]
    lemmas: dict[str, str]
    short_forms: dict[str, str]
    defaults: dict[str, Signature]
    adverbs: dict[str, Operator]
    adjectives: dict[str, Operator]
    marks: dict[str, Operator]
    prepositions: dict[str, Operator]
    negation: Negation
    light: Light
    result: frozenset[str]
    time_marks: frozenset[str]
    ordinals: frozenset[str]
    spoken: frozenset[str]
    calendar: frozenset[str]
    attempts: frozenset[str]
    beside: frozenset[str]
    behind: frozenset[str]

    @classmethod
    def load(cls) -> "OperatorLexicon":
        """The generated table. Raises ResourceError where it is missing or malformed."""
        return load("factuality.json", cls)

    def default(self, name: str) -> Operator:
        """The operator of a construction that no word of its own carries."""
        return Operator(name, self.defaults[name])

    def governor(self, part: Part, lemmas: tuple[str, ...], kind: str) -> Governor | None:
        """The first operator among `lemmas` of that part of speech that reaches dependents of `kind`."""
        words = self.words[part]
        corrected = (self.lemmas.get(lemma, lemma) for lemma in lemmas)
        governors = (self.governors[name] for lemma in corrected for name in words.get(lemma, ()))
        return next((governor for governor in governors if kind in governor.scope), None)
