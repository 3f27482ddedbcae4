"""Finds the time expressions of a text, and tells which one an event has."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from verbale.coding.time import amounts, clock, dates, relative
from verbale.coding.time.attach import attach, publication_when
from verbale.coding.time.grammar import candidates, grammar
from verbale.coding.time.scene import Found, Known, Meaning, timex
from verbale.coding.time.timex import Timex

__all__ = ["Timex", "attach", "find", "publication_when"]

# The functions that rules name under `make`.
_MAKERS: Mapping[str, Callable[[Found], Meaning | None]] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            *(dates.iso_date, dates.slash_date, dates.month_day, dates.month_year, dates.month_of_year),
            *(dates.bare_month, dates.bare_year, dates.short_year, dates.feast, dates.year_range),
            *(dates.decade, dates.decade_words, dates.century, dates.quarter, dates.fiscal_year),
            *(
                relative.near_day,
                relative.part_of_day,
                relative.part_then,
                relative.weekday,
                relative.weekend,
                relative.near_unit,
            ),
            *(
                relative.the_unit,
                relative.year_end,
                relative.season,
                relative.this_quarter,
                relative.year_ago,
            ),
            *(relative.year_period, clock.clock, clock.noon),
            *(amounts.length, amounts.vague_length, amounts.vague_time, amounts.distance, amounts.every_day),
            *(
                amounts.every_month,
                amounts.every_unit,
                amounts.habit,
                amounts.fixed,
                amounts.some_day,
                amounts.one_and_a_half,
                amounts.whole,
            ),
        )
    }
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
