"""Predicate frames: which words, in which syntax, give which event with which roles."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from verbale.ontology.tables import load
from verbale.records import EventType, Polarity

Function = Literal["subj", "obj", "poss", "prep", "comp"]
Role = Literal["ACTOR", "RECIPIENT", "BENEFICIARY", "ITEM", "CONTENT", "THING"]
PartOfSpeech = Literal["verb", "noun", "adj"]
Under = Literal["negation", "future", "as"]
Composition = Literal[
    "request", "commit", "intend", "refuse", "threaten", "end", "deny", "condemn", "nothing"
]


class Slot(msgspec.Struct, frozen=True):
    """One argument of a pattern: its grammatical function, the role it fills, the words it must have."""

    function: Function
    prepositions: tuple[str, ...]
    role: Role | None
    words: frozenset[str]
    optional: bool


class Pattern(msgspec.Struct, frozen=True):
    """A predicate with its slots. A lemma `call_off` is a verb with its particle, `air_strike` a compound.

    A noun may have to stand `behind` one of some prepositions ("at the request of").
    """

    pos: PartOfSpeech
    behind: tuple[str, ...]
    lemmas: tuple[str, ...]
    slots: tuple[Slot, ...]


class Frame(msgspec.Struct, frozen=True):
    """A sense: its patterns and the event they give.

    `weight` is its prior confidence relative to 1, `polarity` is negative for idioms that say no ("came back
    empty-handed"), `implicit` lets a missing party be the counterpart of the clause before, `answers` is nothing
    where nothing was asked, offered or said before, `speaker` makes whoever says the clause the actor, `under`
    names what has to be there and is part of the words: a negation ("would not hear of it"), a future,
    an "as" ("as agreed"); `both` is
    nothing where one of the sides is no party ("tore into the bread").
    """

    name: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    compose: Composition | None
    reciprocal: bool
    weight: float
    polarity: Polarity
    implicit: bool
    answers: bool
    speaker: bool
    under: tuple[Under, ...]
    both: bool
    patterns: tuple[Pattern, ...]


class Table(msgspec.Struct, frozen=True):
    """What `data/frames.json` holds: the frames and the closed word lists of the grammar."""

    frames: tuple[Frame, ...]
    light_verbs: frozenset[str]
    undergoing_verbs: frozenset[str]
    subject_control: frozenset[str]
    tough_adjectives: frozenset[str]
    purpose_verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """One pattern of one frame under one lemma; `companion` is its particle or first compound part."""

    frame: Frame
    pattern: Pattern
    companion: str | None


class Frames:
    """All frames, by predicate."""

    def __init__(self, table: Table) -> None:
        self.table = table
        senses: dict[tuple[PartOfSpeech, str], list[Sense]] = defaultdict(list)
        for frame in table.frames:
            for pattern in frame.patterns:
                for lemma in pattern.lemmas:
                    head, companion = split_lemma(lemma, pattern.pos)
                    senses[pattern.pos, head].append(Sense(frame, pattern, companion))
        self._senses: Mapping[tuple[PartOfSpeech, str], tuple[Sense, ...]] = {
            key: tuple(values) for key, values in senses.items()
        }

    @classmethod
    def load(cls) -> "Frames":
        """The frames of the package."""
        return cls(load("frames.json", Table))

    def senses(self, pos: PartOfSpeech, lemma: str) -> tuple[Sense, ...]:
        """All senses of a predicate, in the order of the resources."""
        return self._senses.get((pos, lemma), ())

    def nouns(self) -> frozenset[str]:
        """The lemmas of all nouns that tell of an event."""
        return frozenset(lemma for pos, lemma in self._senses if pos == "noun")


def split_lemma(lemma: str, pos: PartOfSpeech) -> tuple[str, str | None]:
    """`call_off` as a verb is ("call", "off"); `air_strike` as a noun is ("strike", "air")."""
    first, joint, last = lemma.partition("_")
    if not joint:
        return lemma, None
    return (first, last) if pos == "verb" else (last, first)
