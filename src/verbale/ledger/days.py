"""Days of reduced precision: "2026", "2026-03", "2026-03-15"."""

from calendar import monthrange
from datetime import date

_WHOLE = "0000-01-01"


def first_day(day: str) -> date:
    """The first day of a year, month or day."""
    return date.fromisoformat(day + _WHOLE[len(day) :])


def days_between(one: str, other: str) -> int:
    """The days from one day to another, either way; of a month or year its first day counts."""
    return abs((first_day(one) - first_day(other)).days)


def last_day(day: str) -> str:
    """The last day of a year, month or day, ISO 8601."""
    if len(day) == len("2026"):
        day += "-12"
    return day if len(day) > len("2026-03") else f"{day}-{monthrange(*map(int, day.split('-')))[1]}"
