"""The sentence patterns of the minutes, from the table `data/minutes.json`."""

from functools import cache
from typing import Literal

import msgspec

from verbale.ontology.tables import load
from verbale.records import Event

Field = Literal["recipients", "items", "beneficiaries", "content"]
Inflection = Literal["base", "past", "participle", "gerund"]


class Variant(msgspec.Struct, frozen=True):
    """One way to say a type; see resources/minutes.yaml for the meaning of each field."""

    say: str
    example: str
    mode: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    has: tuple[Field, ...] = ()
    lacks: tuple[Field, ...] = ()
    sides: Literal["several"] | None = None
    link: Literal["to", "of", "that"] = "that"
    owner: Literal["recipients", "actors"] = "actors"
    modal: str = ""

    def fits(self, event: Event, *, linked: bool) -> bool:
        """Whether the pattern suits the event; `linked` says that its content can be said with it."""
        filled: dict[Field, bool] = {
            "recipients": bool(event.recipients),
            "items": bool(event.items),
            "beneficiaries": bool(event.beneficiaries),
            "content": linked,
        }
        return (
            (not self.mode or event.event_mode in self.mode)
            and (not self.frames or event.frame in self.frames)
            and all(filled[field] for field in self.has)
            and not any(filled[field] for field in self.lacks)
            and (self.sides is None or reciprocal(event))
        )


class Articles(msgspec.Struct, frozen=True):
    """Names that take "the" in a sentence: whole names, last words of names, and what descriptions begin with
    that do not.
    """

    names: frozenset[str]
    last_words: frozenset[str]
    determiners: frozenset[str]


class Table(msgspec.Struct, frozen=True):
    """The content of `data/minutes.json`."""

    verbs: dict[str, tuple[str, str, str]]
    variants: dict[str, tuple[Variant, ...]]
    articles: Articles


@cache
def table() -> Table:
    """The sentence patterns, loaded once."""
    return load("minutes.json", Table)


def reciprocal(event: Event) -> bool:
    """Whether all sides stand among the actors: talks, a joint deal."""
    return len(event.actors) > 1 and not event.recipients
