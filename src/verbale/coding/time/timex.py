"""What a time expression is."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from verbale.ontology import calendar
from verbale.records import Basis

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression at `start:end` with its TIMEX3 type and value.

    `first` and `last` are the days that it covers, inclusive, ISO 8601 of reduced precision; None where it
    names no stretch of days or where they cannot be known (then `basis` is `unknown` for relative ones).
    """

    start: int
    end: int
    type: TimexType
    value: str
    first: str | None
    last: str | None
    basis: Basis

    def first_day(self) -> date | None:
        """The first day that it covers: of October 2015 the first of the month."""
        if self.first is None:
            return None
        year, month, number = ([int(part) for part in self.first.split("-")] + [1, 1])[:3]
        return calendar.day(year, month, number)
