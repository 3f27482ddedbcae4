"""Calendar arithmetic on days of reduced precision and on TIMEX3 values.

A *value* is a TIMEX3 value: `1998`, `1998-01`, `1998-01-08`, `1998-W02`, `1998-W02-WE`, `1998-Q3`, `1998-H1`,
`1998-SU`, `199X` (a decade), `19XX` (a century), with an optional time of day (`1998-01-08TMO`, `…T08:30`).
A *day* is an ISO 8601 date of reduced precision: `1998`, `1998-01` or `1998-01-08`.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, get_args

# Days, weeks, months, quarters, years, decades, centuries, as TIMEX3 abbreviates them.
Unit = Literal["D", "W", "M", "Q", "Y", "E", "C"]
UNITS: tuple[Unit, ...] = get_args(Unit)

# First and last month; meteorological seasons of the north. A winter runs into the next year.
SEASONS = MappingProxyType({"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)})
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTHS = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))")
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SPAN = re.compile(r"\d{2}XX|\d{3}X")


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has none (30 February, year 0)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def week(of: date) -> str:
    """The ISO week that holds a day, such as `1998-W02`. Weeks run from Monday to Sunday."""
    year, number, _ = of.isocalendar()
    return f"{year:04d}-W{number:02d}"


def month(of: date) -> str:
    """The month of a day, such as `1998-01`."""
    return f"{of.year:04d}-{of.month:02d}"


def quarter(of: date) -> str:
    """The quarter of a day, such as `1998-Q1`."""
    return f"{of.year:04d}-Q{(of.month - 1) // 3 + 1}"


def plus_months(of: date, count: int) -> date | None:
    """A day some months on, cut to the length of the month; None where it leaves the calendar."""
    index = of.year * 12 + of.month - 1 + count
    year, zero_month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, zero_month + 1, min(of.day, monthrange(year, zero_month + 1)[1]))


def plus_days(of: date, count: int) -> date | None:
    """A day some days on; None where it leaves the calendar."""
    try:
        return of + timedelta(days=count)
    except OverflowError:
        return None


def unit(code: str) -> Unit | None:
    """The unit of a code; None for hours and what else is no stretch of the calendar."""
    return next((known for known in UNITS if known == code), None)


def value_at(of: date, by: Unit) -> str:
    """The value of the day, week, month, quarter, year, decade or century that holds a day."""
    values = {
        "D": of.isoformat(),
        "W": week(of),
        "M": month(of),
        "Q": quarter(of),
        "Y": f"{of.year:04d}",
        "E": f"{of.year // 10:03d}X",
        "C": f"{of.year // 100:02d}XX",
    }
    return values[by]


def open_value(by: Unit) -> str:
    """The value of a day, week … year that is not known."""
    values = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}
    return values.get(by, "XXXX")


def shift(of: date, by: Unit, count: int) -> str | None:
    """The value of the unit that is `count` units after the one that holds a day (before it if negative)."""
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
    moved = plus_months(of, count * months[by]) if by in months else None
    if by in ("D", "W"):
        moved = plus_days(of, count * (7 if by == "W" else 1))
    return None if moved is None else value_at(moved, by)


def bounds(value: str) -> tuple[str, str] | None:
    """First and last day of a value, in the precision that it has; None where it names no stretch of days."""
    value = value.partition("T")[0]
    if _PLAIN.fullmatch(value):
        return (value, value) if _exists(value) else None
    if found := _WEEK.fullmatch(value):
        return _week_bounds(int(found[1]), int(found[2]), weekend=bool(found[3]))
    if found := _MONTHS.fullmatch(value):
        return _month_bounds(int(found[1]), quarter=found[2], half=found[3], season=found[4])
    if _SPAN.fullmatch(value):
        return value.replace("X", "0"), value.replace("X", "9")
    return None


def _exists(plain: str) -> bool:
    year, month_, number = ([int(part) for part in plain.split("-")] + [1, 1])[:3]
    return day(year, month_, number) is not None


def _week_bounds(year: int, number: int, *, weekend: bool) -> tuple[str, str] | None:
    try:
        first = date.fromisocalendar(year, number, 6 if weekend else 1)
        return first.isoformat(), date.fromisocalendar(year, number, 7).isoformat()
    except ValueError:
        return None


def _month_bounds(
    year: int, *, quarter: str | None, half: str | None, season: str | None
) -> tuple[str, str] | None:
    if quarter:
        first, last = int(quarter) * 3 - 2, int(quarter) * 3
    elif half:
        first, last = int(half) * 6 - 5, int(half) * 6
    else:
        first, last = SEASONS[season or "SP"]
    start, end = day(year, first, 1), day(year + (last > 12), (last - 1) % 12 + 1, 1)
    return None if start is None or end is None else (month(start), month(end))
