"""How sure the source is that an event took place.

From the trigger upwards, every word that bears on it gives one signature (ontology/factuality.py); applied
from the outermost inwards they give the verdict. What is held is what the innermost speaker holds:
"said that X" changes nothing, "denied that X" makes X negative.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from verbale.coding import governors
from verbale.coding.governors import Link
from verbale.coding.modifiers import ARGUMENT, Modifiers
from verbale.coding.syntax import is_infinitive
from verbale.ontology.factuality import Effect, Governor, Operator, OperatorLexicon, Signature
from verbale.records import Factuality, Polarity

_ORDER: tuple[Factuality, ...] = ("certain", "probable", "possible", "unknown")
_ASSERTED = Effect("certain", "positive", False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the source holds of an event; `operators` names what changed it, outermost first."""

    factuality: Factuality
    polarity: Polarity
    future: bool
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """What stands between a word and its governor, and where to go on: None where the clause stands alone."""

    operators: tuple[Operator, ...]
    up: Token | None


_ALONE = _Step((), None)


class Judge:
    """Judges event triggers with one lexicon of operators."""

    def __init__(self, lexicon: OperatorLexicon) -> None:
        self._lexicon = lexicon
        self._modifiers = Modifiers(lexicon)

    def judge(self, token: Token) -> Verdict:
        """What the source holds of the event that `token` (verb, noun or adjective) names."""
        state, names = _ASSERTED, []
        for operator in reversed([*self._told_of(token), *self._climb(token)]):
            effect = _effect(operator.signature, state)
            if effect != Effect("certain", state.polarity, False):
                names.append(operator.name)
            state = _weaken(effect, state)
        return Verdict(state.factuality, state.polarity, state.future, tuple(names))

    def denies(self, token: Token) -> bool:
        """Whether a word says of what it governs that it is not so: that event, negated, is what it tells."""
        words = self._lexicon.words
        lemma = token.lemma_.lower()
        return "deny" in (*words["verbs"].get(lemma, ()), *words["nouns"].get(lemma, ()))

    def _climb(self, trigger: Token) -> Iterator[Operator]:
        """All operators over the trigger, innermost first."""
        word: Token | None = trigger
        counts = True
        while word is not None:
            is_trigger = word == trigger
            if word.dep_ == "conj" and word.head != word:
                first = governors.upper(word)
                if counts:
                    yield from self._modifiers.on(word, is_trigger=is_trigger)
                counts = first == word.head and governors.shares_auxiliaries(word, first)
                word = first
                continue
            step = self._step(word, is_trigger=is_trigger)
            if counts:
                lifted = step.up is not None and word.dep_ in ARGUMENT
                yield from self._modifiers.on(word, lifted=lifted, is_trigger=is_trigger)
            yield from step.operators
            word, counts = step.up, True

    def _told_of(self, trigger: Token) -> Iterator[Operator]:
        """What participles and relative clauses of the trigger say of it ("a visit planned for May")."""
        for link in governors.reports(trigger):
            found = self._governor(trigger, link)
            listed = found is not None and not found.presupposes
            if found is not None and listed:
                yield Operator(found.name, found.signature)
            if listed or (found is None and self._carries(trigger, link)):
                yield from self._modifiers.on(link.governor)

    def _step(self, word: Token, *, is_trigger: bool) -> _Step:
        link = governors.link(word)
        if link is None:
            return _Step(tuple(self._alone(word)), None)
        if link.kind == "same":
            return _Step((), link.governor)
        if link.kind == "aside":
            return self._aside(word, link)
        if link.kind == "wh" or (link.kind == "ing" and link.preposition in self._lexicon.behind):
            return _ALONE
        fixed = self._fixed(word, link)
        return _Step((fixed,), link.governor) if fixed else self._governed(word, link, is_trigger=is_trigger)

    def _governed(self, word: Token, link: Link, *, is_trigger: bool) -> _Step:
        """What the governor does to the word, by its listing or by default."""
        found = self._governor(word, link)
        if governors.has_any(word) and (found is None or found.presupposes):
            return _Step((), link.governor)  # "is not aware of any attack"
        if found is None:
            return self._by_default(word, link)
        if found.presupposes or (is_trigger and self._is_given(word, link, found)):
            return _ALONE
        return _Step((Operator(found.name, found.signature),), link.governor)

    def _is_given(self, word: Token, link: Link, found: Governor) -> bool:
        """Whether the noun is there whatever its governor says: "refused the offer", "rejected the truce"."""
        if link.kind not in {"object", "prepositional"}:
            return False
        spoken = found.answers and word.lemma_ in self._lexicon.spoken
        return spoken or (found.known and governors.is_definite(word))

    def _alone(self, word: Token) -> Iterator[Operator]:
        """What bears on a word without governor: a question, a headline's "to", "no proof linking them"."""
        if word.dep_ == "acl" and self._modifiers.has_no(word.head):
            yield self._lexicon.default("negation")
        if word.head != word:
            return
        if is_infinitive(word):
            yield self._lexicon.default("headline-infinitive")
        if governors.is_open(word) or governors.is_question(word):
            yield self._lexicon.default("question")

    def _aside(self, word: Token, link: Link) -> _Step:
        """Adverbial clauses: conditions are open, times and participles go with the main clause."""
        marker = governors.marker(word)
        if marker in self._lexicon.marks:
            past = word.tag_ == "VBD"  # "if they attacked" looks back, or is contrary to fact
            found = self._lexicon.marks[marker]
            return _Step((self._lexicon.default("question") if past else found,), None)
        if marker in self._lexicon.time_marks and _is_timed(word, link.governor):
            return _Step((self._lexicon.default("time"),), link.governor)
        if governors.is_inverted(word):
            return _Step((self._lexicon.default("question"),), None)
        if not marker and word.tag_ == "VBG" and not governors.is_finite(word):
            return _Step((self._lexicon.default("aside"),), link.governor)
        return _ALONE  # "because", "although"

    def _fixed(self, word: Token, link: Link) -> Operator | None:
        """Constructions that go before what their verb is listed as: "whether", "without", "has yet to"."""
        governor = link.governor
        if link.kind == "whether":
            return self._lexicon.default("question")
        if link.kind == "infinitive" and governor.lemma_ in {"have", "be"}:
            if any(child.lower_ == "yet" for child in governor.children):
                return self._lexicon.default("yet-to")
            bare = not any(child.dep_ == "dobj" for child in governor.children)
            if bare and governor.lemma_ == "have" and governor.tag_ not in {"VBD", "VBN"}:
                return self._lexicon.default("have-to")
        if governor.lower_ == "order" and governor.head.lower_ == "in":
            return self._lexicon.default("purpose")
        opener = link.preposition.partition(" ")[0]  # "instead of" is listed as "instead"
        return self._lexicon.prepositions.get(link.preposition) or self._lexicon.prepositions.get(opener)

    def _governor(self, word: Token, link: Link) -> Governor | None:
        """The listed operator over a word."""
        if link.kind == "ing" and link.preposition in self._lexicon.beside:
            return None
        kinds = {link.kind, link.preposition} - {"", "prepositional"}
        candidates = (
            self._lexicon.governor(part, governors.lemmas(predicate), kind)
            for predicate in governors.predicates(word, link, light=self._lexicon.light.with_object)
            for kind in sorted(kinds)
            for part in governors.parts(predicate)
        )
        return next((found for found in candidates if found is not None), None)

    def _by_default(self, word: Token, link: Link) -> _Step:
        """What an unlisted governor does."""
        if link.kind == "infinitive":
            return _Step((self._infinitive(word, link.governor),), link.governor)
        if link.kind in {"that", "ing"}:
            name = "aside" if link.preposition else link.kind  # "criticised for": not under its negation
            return _Step((self._lexicon.default(name),), link.governor)
        if self._carries(word, link):
            return _Step((), link.governor)
        if self._is_new(word, link):
            return _Step((self._lexicon.default("indefinite"),), link.governor)
        return _ALONE

    def _is_new(self, word: Token, link: Link) -> bool:
        """Whether an indefinite noun shares its governor's time ("will see attacks")."""
        if governors.is_definite(word):
            return False
        verbal = link.governor.pos_ in {"VERB", "AUX"}
        article = any(child.lower_ in {"a", "an"} for child in word.children)
        match link.kind:
            case "object":
                return verbal
            case "subject":
                return verbal and article
            case "prepositional":
                return link.preposition in self._lexicon.light.means if verbal else link.preposition == "of"
            case _:
                return False

    def _infinitive(self, word: Token, governor: Token) -> Operator:
        """An infinitive under an unlisted word: "is to sign", "the first to sign", a result, or a purpose."""
        if governor.lemma_ == "be" and word.dep_ == "xcomp":
            return self._lexicon.default("be-to")
        past = governor.tag_ in {"VBD", "VBN"}
        result = past and word.dep_ == "advcl" and word.lemma_ in self._lexicon.result
        nominal = governor.pos_ in {"NOUN", "PROPN"}
        ordinal = nominal and any(child.lower_ in self._lexicon.ordinals for child in governor.children)
        return self._lexicon.default("carried" if result or ordinal else "purpose")

    def _carries(self, word: Token, link: Link) -> bool:
        """Whether what holds of the governor holds of the noun.

        "did not hold the talks" denies talks; "did not mention the attack" takes the attack for granted.
        """
        governor, light = link.governor, self._lexicon.light
        if governor.pos_ not in {"VERB", "AUX"}:
            return False
        names, known = set(governors.lemmas(governor)), governors.is_definite(word)
        match link.kind:
            case "object":
                return bool(names & light.with_object)
            case "subject":
                return bool(names & light.with_subject)
            case "prepositional":
                if known or link.preposition in light.except_:
                    return False
                return link.preposition in light.with_purpose or bool(names & light.with_preposition)
            case _:
                return False


def _effect(signature: Signature, state: Effect) -> Effect:
    return signature.positive if state.polarity == "positive" else signature.negative


def _weaken(effect: Effect, state: Effect) -> Effect:
    """The effect, no surer than the state that the operator itself is in."""
    weaker = max(effect.factuality, state.factuality, key=_ORDER.index)
    return Effect(weaker, effect.polarity, state.future or effect.future)


def _is_timed(word: Token, main: Token) -> bool:
    """Whether a clause of time goes with a main clause ahead: "once they pay", "would … once they paid"."""
    modal = any(auxiliary.tag_ == "MD" for auxiliary in governors.auxiliaries(main))
    return modal or word.tag_ in {"VBZ", "VBP", "VBN"}
