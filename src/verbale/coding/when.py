"""Finds the time expressions of a text, and tells which one an event has."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from verbale.coding.time import amounts, clock, dates, relative
from verbale.coding.time.attach import attach, publication_when
from verbale.coding.time.grammar import candidates, grammar
from verbale.coding.time.scene import Found, Known, Maker, timex
from verbale.coding.time.timex import Timex

__all__ = ["Timex", "attach", "find", "publication_when"]

# The functions that rules name under `make`.
_MAKERS: Mapping[str, Maker] = MappingProxyType(
    {make.__name__: make for module in (dates, relative, clock, amounts) for make in module.MEANINGS}
)


def find(text: str, *, anchor: date | None) -> tuple[Timex, ...]:
    """All time expressions of a text, in order, never overlapping.

    `anchor` is the day of writing. Without it, relative expressions stay open: `first` and `last` None.
    """
    tokens = grammar().vocabulary.tokens(text)
    known: list[Known] = []
    past = 0  # the first token that no accepted match covers
    for candidate in candidates(tokens):
        if candidate.start < past:
            continue
        scene = Found(candidate, tokens, anchor, known)
        meaning = _MAKERS[candidate.rule.make](scene)
        if meaning is not None:
            known.append(Known(timex(scene, meaning), candidate.rule.make))
            past = candidate.end
    return clock.join(text, [entry.timex for entry in known])
