"""Days of reduced precision: "2026", "2026-03", "2026-03-15"."""

from datetime import date

_WHOLE = "0000-01-01"


def first_day(day: str) -> date:
    """The first day of a year, month or day."""
    return date.fromisoformat(day + _WHOLE[len(day) :])


def days_between(one: str, other: str) -> int:
    """The days from one day to another, either way; of a month or year its first day counts."""
    return abs((first_day(one) - first_day(other)).days)
