"""Examples out of the passages under `resources/passages`: every event of a passage is marked there, all else is none.

A marked event is a line `TYPE[/TYPE] | trigger | actors > recipients [| flags]`; `resources/passages/README.md` tells
what each part may be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

from tools.generate.yamls import RESOURCES, read
from tools.train.examples import Example, Predicate
from tools.train.sights import Eyes, Sentence
from verbale.coding.sightings import Sighting
from verbale.evaluate.matching import RECIPROCAL

FOLDER = RESOURCES / "passages"
SECOND = 0.6  # how right a type is that is not the first, as with stories
OPTIONAL = 0.5  # weight of an event that a careful reader may leave out
FLAGS = frozenset(("certain", "probable", "possible", "unknown", "negative", "optional"))
NOBODY, ELSEWHERE = "-", "?"

Span = tuple[int, int]
Side = float | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked event: its types, the best first, the characters of its trigger and of its parties."""

    types: tuple[str, ...]
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    flags: frozenset[str]

    @property
    def is_mutual(self) -> bool:
        """Whether all its parties are on both sides."""
        return self.types[0] == "CONSULT" or (
            self.types[0] in RECIPROCAL and len(self.actors) > 1 and not self.recipients
        )


def examples(eyes: Eyes) -> Iterator[Example]:
    """One example a sentence of every passage."""
    for name, passage in passages():
        yield from told(passage, name, eyes)


def passages() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every passage, with the name of its document: "passages/" and its file's."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for passage in read(f"passages/{path.name}"):
            yield f"passages/{path.stem}", passage


def told(passage: dict[str, Any], name: str, eyes: Eyes) -> Iterator[Example]:
    """The sentences of one passage."""
    marks = [mark for _, mark in marks_of(passage)]
    for sentence in eyes.text(passage["text"]):
        yield Example(
            kind="passages",
            document=name,
            text=sentence.text,
            parties=sentence.places(),
            predicates=tuple(_predicates(sentence, marks)),
        )


def marks_of(passage: dict[str, Any]) -> tuple[tuple[str, Marked], ...]:
    """The lines of a passage with the events that they mark."""
    return tuple((line, marked(line, passage["text"])) for line in passage["events"])


def marked(line: str, text: str) -> Marked:
    """The event of a line; `ValueError` says what of it is not in the text."""
    types, trigger, sides, *flags = (part.strip() for part in line.split("|"))
    actors, recipients = (
        tuple(_at(name.strip(), text) for name in side.split(",") if name.strip() not in (NOBODY, ELSEWHERE))
        for side in sides.split(">")
    )
    named = frozenset(flag.strip() for flag in ",".join(flags).split(",") if flag.strip())
    if named - FLAGS:
        raise ValueError(f"{line!r}: no such flag as {sorted(named - FLAGS)}")
    return Marked(tuple(types.split("/")), _at(trigger, text), actors, recipients, named)


def _at(named: str, text: str) -> Span:
    """The characters of `word`, or of the second one for `word#2`."""
    word, _, number = named.partition("#")
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    if len(found) < int(number or 1):
        raise ValueError(f"{named!r} does not stand in {text!r}")
    return found[int(number or 1) - 1]


def _predicates(sentence: Sentence, marks: Sequence[Marked]) -> Iterator[Predicate]:
    doc: Doc = sentence.scene.doc
    here: dict[int, list[Marked]] = {}
    for mark in marks:
        for token in sentence.at(*mark.trigger)[:1]:
            here.setdefault(token.i, []).append(mark)
    others = {token.i for token in sentence.predicates} | {draft.trigger.i for draft in sentence.drafts}
    for index in sorted(others | set(here)):
        if index in here:
            yield _predicate(sentence, doc[index], here[index])
        else:
            yield Predicate(at=sentence.place(doc[index]))


def _predicate(sentence: Sentence, token: Token, marks: Sequence[Marked]) -> Predicate:
    """What a word tells; of two events at one word the types of both are right."""
    first = marks[0]
    types: dict[str, float] = {}
    for mark in marks:
        types = dict.fromkeys(mark.types, SECOND) | {mark.types[0]: 1.0} | types
    doubt = next(iter(sorted(first.flags - {"negative", "optional"})), "certain")
    return Predicate(
        at=sentence.place(token),
        types=types,
        factuality=doubt,
        polarity="negative" if "negative" in first.flags else "positive",
        sides=tuple(_sides(each, first) for each in sentence.parties),
        weight=OPTIONAL if "optional" in first.flags else 1.0,
        by_cameo=sentence.by_cameo(token),
    )


def _sides(sighting: Sighting, mark: Marked) -> tuple[Side, Side]:
    """Whether a party is actor and recipient; a pronoun may be either where nobody is named."""
    actor, recipient = (_side(sighting, spans) for spans in (mark.actors, mark.recipients))
    if mark.is_mutual:
        known = [side for side in (actor, recipient) if side is not None]
        return max(known, default=None), None
    return (None, None) if actor and recipient else (actor, recipient)


def _side(sighting: Sighting, spans: Sequence[Span]) -> Side:
    token = sighting.token
    if any(start <= token.idx < end for start, end in spans):
        return 1.0
    return None if token.pos_ == "PRON" else 0.0
