"""Matches predicate frames: which sense of which word, with what in its roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from verbale.coding.arguments import Arguments, Grammar
from verbale.coding.gapping import remnants, second_side, without_remnants
from verbale.coding.governors import is_open
from verbale.coding.syntax import (
    Fillers,
    has_finite,
    headline_sides,
    is_as_told,
    is_infinitive,
    is_verbal,
    parted,
)
from verbale.ontology.frames import Frame, Frames, PartOfSpeech, Role, Sense, Slot, Under

# "asked whether it could lend", unlike "asked whether it had left".
_FAVOUR = frozenset({"could", "would", "can", "will", "might"})
# What makes a clause one of the time ahead, and what makes it negative beside "not".
FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
NONE = frozenset({"no", "none", "nothing", "nobody", "never", "neither", "nor"})
_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_COMPANIONS = frozenset({"prt", "advmod", "compound", "amod", "nmod", "acomp", "oprd", "advcl", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired: the predicate, and the head tokens of what fills its roles."""

    frame: Frame
    trigger: Token
    roles: dict[Role, Fillers]
    arguments: Arguments
    consumed: Fillers
    rank: tuple[int, bool, int, bool]
    round: int = 0  # 1, 2 … where the verb is understood again: "asked Chad for boats and Mali for fuel"
    until: int | None = None  # where the words of the next round begin

    def fillers(self, role: Role) -> Fillers:
        """The head tokens in a role; none where the text leaves it open."""
        return self.roles.get(role, ())


class Matcher:
    """Runs all frames over a parse."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self.grammar = Grammar(frames.table)

    def matches(self, doc: Doc) -> tuple[Match, ...]:
        """The best sense of every predicate, in order of the text.

        A noun that another frame names as part of its predicate ("hold <talks>", "cut ITEM<aid>") is no
        predicate again, unless that frame composes with it.
        """
        found = [match for token in doc for match in self._rounds(token)]
        taken = {token.i for match in found for token in match.consumed}
        triggers = {match.trigger.i for match in found}
        return tuple(
            match for match in found if match.trigger.i not in taken and not _is_manner(match, triggers)
        )

    def _rounds(self, token: Token) -> Iterator[Match]:
        """The best sense of a predicate, and once more for each pair of sides that shares it."""
        first = self.best(token)
        if first is None:
            return
        others = remnants(first.arguments) if first.frame.compose != "nothing" else ()
        if others:
            roles = {role: without_remnants(fillers, others) for role, fillers in first.roles.items()}
            first = replace(first, roles=roles)
        ends = (*(second_side(each).left_edge.i for each in others), None)
        yield replace(first, until=ends[0])
        for number, arguments in enumerate(others, start=1):
            again = self.best(token, arguments)
            if again is not None and again.frame == first.frame:
                yield replace(again, round=number, until=ends[number])

    def best(self, token: Token, arguments: Arguments | None = None) -> Match | None:
        """The sense of one predicate that fits best, or None."""
        senses = list(self._senses(token))
        if not senses or _only_modifies(token):
            return None
        arguments = arguments or self.grammar.of(token)
        # "is committed to help": tagged as a verb, used as an adjective.
        as_adjective = self.grammar.of_participle(token)
        matches = [
            match
            for sense in senses
            if (match := fit(sense, as_adjective if sense.pattern.pos == "adj" else arguments)) is not None
        ]
        senses_found = [match for match in matches if not _is_vetoed(match, matches)]
        return max(senses_found, key=lambda match: match.rank, default=None)

    def subjects(self, verbs: Fillers) -> Fillers:
        """Who does what the heads of clauses tell."""
        return tuple(token for verb in verbs if is_verbal(verb) for token in self.grammar.subject(verb))

    def addressed(self, verb: Token) -> Fillers:
        """To whom the letter goes in which something is asked: "wrote to Chad asking for fuel"."""
        if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "xcomp"):
            return ()
        above = self.grammar.of(verb.head).prepositions.get("to", ())
        return above or self.grammar.of(verb.head.head).prepositions.get("to", ())

    def concerned(self, verb: Token) -> Fillers:
        """Who may get something of a deed: whom it is done to, for or with, or where."""
        if not is_verbal(verb):
            return ()
        arguments = self.grammar.of(verb)
        phrases = (arguments.prepositions.get(name, ()) for name in ("to", "with", "for", "in", "on"))
        named = [token for phrase in phrases for token in phrase if token.pos_ in ("NOUN", "PROPN")]
        return (*named, *arguments.object)

    def _senses(self, token: Token) -> Iterator[Sense]:
        for pos in _parts_of_speech(token):
            for lemma in dict.fromkeys((token.lemma_.lower(), token.lower_)):
                for sense in self._frames.senses(pos, lemma):
                    if _stands(token, sense):
                        yield sense


def fit(sense: Sense, arguments: Arguments) -> Match | None:
    """The roles that a pattern finds, or None where something that it needs is missing."""
    roles: dict[Role, Fillers] = {}
    consumed: list[Token] = []
    filled = constrained = 0
    for slot in sense.pattern.slots:
        fillers = _fillers(slot, sense.pattern.pos, arguments)
        if not fillers:
            if slot.optional or (slot.role == "ACTOR" and slot.function != "prep" and not slot.words):
                continue
            return None
        filled += 1
        constrained += bool(slot.words)
        if slot.role is None or (slot.role == "ITEM" and slot.words and sense.frame.compose is None):
            consumed += fillers
        if slot.role not in (None, "THING"):
            roles[slot.role] = roles.get(slot.role, ()) + fillers
    if sense.pattern.pos == "noun" and "ACTOR" in roles:
        # "withdrawal from Mali": the phrase that a pattern claims for another role names no actor.
        claimed = [token for role, fillers in roles.items() if role != "ACTOR" for token in fillers]
        roles["ACTOR"] = tuple(token for token in roles["ACTOR"] if token not in claimed)
    rank = (
        constrained + (sense.companion is not None) + bool(sense.pattern.behind) + len(sense.frame.under),
        sense.frame.compose == "nothing",
        filled,
        "ACTOR" in roles,
    )
    return Match(sense.frame, arguments.predicate, roles, arguments, tuple(consumed), rank)


def _fillers(slot: Slot, pos: PartOfSpeech, arguments: Arguments) -> Fillers:
    """What fills a slot, of the words that it must have."""
    if slot.function == "prep" and slot.words:
        # "behind bars in Mali": of several phrases the one with the right word.
        named = (_named(slot, _behind((name,), arguments)) for name in slot.prepositions)
        found = next((fillers for fillers in named if fillers), ())
        return found or _named(slot, _anywhere(slot, pos, arguments))
    return _named(slot, _anywhere(slot, pos, arguments))


def _named(slot: Slot, fillers: Fillers) -> Fillers:
    return tuple(token for token in fillers if _is_one_of(token, slot.words)) if slot.words else fillers


def _anywhere(slot: Slot, pos: PartOfSpeech, arguments: Arguments) -> Fillers:
    match slot.function:
        case "subj":
            return arguments.subject
        case "poss":
            return arguments.possessor if slot.role == "ACTOR" else arguments.owner
        case "obj":
            return arguments.object
        case "comp":
            return tuple(token for token in arguments.complements if _introduced(token, slot.prepositions))
        case "prep":
            found = _behind(slot.prepositions, arguments)
            # `to <help>` names a word, which may be a noun or an infinitive.
            bare_infinitive = slot.role is None and "to" in slot.prepositions
            return found + arguments.complements if bare_infinitive else found


def _is_vetoed(match: Match, matches: Sequence[Match]) -> bool:
    """Whether a sense is no event, or one of its type that fits at least as well says that it is none here."""
    if match.frame.compose == "nothing":
        return True
    return any(
        other.frame.compose == "nothing"
        and other.frame.type == match.frame.type
        and other.rank[:3] >= match.rank[:3]
        for other in matches
    )


def _is_manner(match: Match, triggers: set[int]) -> bool:
    """Whether a bare noun only says why another event takes place: "recalled its envoy in protest"."""
    noun, preposition = match.trigger, match.trigger.head
    return (
        match.frame.type == "PROTEST"
        and noun.dep_ == "pobj"
        and preposition.lower_ == "in"
        and preposition.head.i in triggers
        and not any(child.dep_ in ("det", "amod", "poss", "compound") for child in noun.children)
    )


def _introduced(clause: Token, words: Sequence[str]) -> bool:
    """Whether a clause comes as the pattern says: with "to" as an infinitive, with "that" as a full clause."""
    if not words:
        return not is_open(clause)
    if "whether" in words:
        return is_open(clause) and any(child.lower_ in _FAVOUR for child in clause.children)
    infinitive = is_infinitive(clause)
    finite = has_finite(clause) or any(
        has_finite(aux) for aux in clause.children if aux.dep_.startswith("aux")
    )
    # Bare infinitives ("return" in "demanded that Russia return") are clauses too; a conjunct of "to help and arm"
    # has lost its "to".
    # A quotation in front of "told" is no order, whatever the form of its verb.
    bare = not finite and clause.i > clause.head.i
    return ("to" in words and (infinitive or bare)) or ("that" in words and not infinitive)


def _behind(prepositions: Sequence[str], arguments: Arguments) -> Fillers:
    return next((arguments.prepositions[name] for name in prepositions if name in arguments.prepositions), ())


def _parts_of_speech(token: Token) -> tuple[PartOfSpeech, ...]:
    match token.pos_:
        case "VERB" | "AUX":
            return ("verb", "adj") if token.tag_ == "VBN" else ("verb",)
        case "NOUN" | "PROPN":
            return ("noun",) if headline_sides(token) is None else ("verb",)
        case "ADJ":
            return ("adj",) if token.tag_ != "VBN" else ("adj", "verb")
        case _:
            return ()


def _only_modifies(token: Token) -> bool:
    """Whether a noun only says what kind of thing another is: "attack helicopters", "ceasefire talks"."""
    return token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN") and token.i < token.head.i


def _stands(token: Token, sense: Sense) -> bool:
    """Whether what a sense needs around its word is there: a particle, a preposition before it, "not", "will"."""
    if sense.companion is not None and not _accompanied(token, sense.companion):
        return False
    behind = sense.pattern.behind
    if behind and not (token.dep_ == "pobj" and token.head.lower_ in behind):
        return False
    return all(_is_under(token, what) for what in sense.frame.under)


def _is_under(token: Token, what: Under) -> bool:
    """Whether a verb, or the copula of an adjective, is negated, lies ahead or is recalled by the words at it."""
    verb = token if is_verbal(token) or token.head == token else token.head
    around = [*verb.children, *token.children]
    if what == "future":
        return any(child.dep_ == "aux" and child.lower_ in FUTURE for child in around)
    if what == "as":
        return is_as_told(verb)
    if verb.dep_ == "xcomp" and any(child.lower_ == "yet" for child in verb.head.children):
        return True  # "has yet to answer"
    return any(child.dep_ == "neg" or child.lower_ in NONE for child in around) or any(
        each.lower_ in NONE and each.dep_ == "det"
        for child in around
        if child.dep_ in _CORE
        for each in child.children
    )


def _accompanied(token: Token, companion: str) -> bool:
    """Whether the particle of a verb or the first part of a compound is there."""
    return any(companion in (each.lower_, each.lemma_.lower()) for each in _companions(token))


def _companions(token: Token) -> Iterator[Token]:
    """The particles and adverbs at a verb, also those that the parser hung on the phrase behind them."""
    for child in token.children:
        if child.dep_ in _COMPANIONS or (
            child.dep_ == "prep" and all(each.dep_ == "prep" for each in child.children)
        ):
            yield child
        if child.dep_ == "prep":
            yield from (each for each in child.lefts if each.dep_ == "advmod")


def _is_one_of(token: Token, words: frozenset[str]) -> bool:
    lemma = token.lemma_.lower()
    if lemma in words or token.lower_ in words:
        return True
    if any(_is_one_of(whole, words) for whole in parted(token)):
        return True
    return any(
        f"{child.lower_}_{lemma}" in words for child in token.children if child.dep_ in ("compound", "amod")
    ) or any(
        f"{lemma}_{child.lower_}_{each.lower_}" in words  # "request for comment"
        for child in token.children
        if child.dep_ == "prep"
        for each in child.children
    )
