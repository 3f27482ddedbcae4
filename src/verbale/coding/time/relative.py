"""What expressions come to that count from the day of writing or from a time named before."""

from datetime import date
from types import MappingProxyType

from verbale.coding.time.grammar import grammar
from verbale.coding.time.scene import Found, Maker, Meaning, unknown
from verbale.coding.time.timex import Timex
from verbale.ontology import calendar
from verbale.ontology.calendar import Unit
from verbale.records import Basis

_NEAR_DAYS = MappingProxyType(
    {"yesterday": -1, "today": 0, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}
)
# How many of the times just before "a year earlier" are looked at for the quarter that it compares with.
_QUARTER_REACH = 6


def near_day(found: Found) -> Meaning | None:
    """Yesterday, today, tomorrow, with a part of the day."""
    if found.before().lower() in grammar().table.around.today_name and found.opening()[:1].isupper():
        return None
    part = found.value("part", "PART") or found.value("early", "PART")
    return _day_and_part(_plus(found.anchor, _NEAR_DAYS[found.word("word")]), part, open_value="XXXX-XX-XX")


def part_of_day(found: Found) -> Meaning | None:
    """Tonight, last night, this morning; "the morning" of the day last named."""
    part = found.candidate.rule.fixed.get("part") or found.value("part", "PART") or ""
    there = _plus(found.anchor, int(found.value("dir", "DIRW") or 0))
    basis: Basis = "relative"
    referent = found.referent()
    if not found.words("dir") and found.opening().lower() in {"the", "at", "mid"} and referent:
        there, basis = referent.first_day() or there, referent.basis
    if there is None:
        return unknown("TIME", f"XXXX-XX-XXT{part}")
    return Meaning("TIME", f"{there.isoformat()}T{part}", basis)


def part_then(found: Found) -> Meaning | None:
    """That night, the following morning: counted from the day last named."""
    part = found.value("part", "PART") or ""
    referent = found.referent()
    day = None if referent is None else referent.first_day()
    if referent is None or day is None:
        return None
    there = calendar.plus_days(day, int(found.value("dir", "DIRW") or 0))
    return None if there is None else Meaning("TIME", f"{there.isoformat()}T{part}", referent.basis)


def weekday(found: Found) -> Meaning | None:
    """Friday, last Friday, next Friday night. A bare Friday of the day of writing is that day."""
    number = int(found.value("day", "WEEKDAY") or 1)
    there = None if found.anchor is None else _plus(found.anchor, _days_to(found, found.anchor, number))
    return _day_and_part(there, found.value("part", "PART"), open_value=f"XXXX-WXX-{number}")


def weekend(found: Found) -> Meaning | None:
    """The weekend: the one before, unless the text points on; on a Saturday or Sunday this one."""
    if found.anchor is None:
        return unknown("DATE", "XXXX-WXX-WE")
    pointing = found.value("dir", "DIRW")
    in_weekend = found.anchor.isoweekday() >= 6
    if pointing == "1" or (pointing in {None, "0"} and found.tense() > 0):
        weeks = 1 if in_weekend and pointing == "1" else 0
    else:
        weeks = 0 if in_weekend and pointing != "-1" else -1
    there = _plus(found.anchor, 7 * weeks)
    return None if there is None else Meaning("DATE", calendar.week(there) + "-WE", "relative")


def near_unit(found: Found) -> Meaning | None:
    """Last week, this year, the following month, that day."""
    unit = calendar.unit(found.value("unit", "UNIT") or "")
    direction = found.word("dir").split()[-1]
    step = int(found.value("dir", "DIRW") or grammar().table.words["DIRW"][direction])
    if unit is None or found.is_name():
        return None
    next_day = unit == "D" and direction == "next" and _starts_with_the(found)
    if next_day or direction in {"following", "same", "that", "preceding", "previous", "prior"}:
        return counted(found, unit, step, from_named=True)
    if direction == "past" or (direction in {"coming", "next", "last"} and _starts_with_the(found)):
        return _around_now(found, unit, step)
    return counted(found, unit, step, from_named=False)


def the_unit(found: Found) -> Meaning | None:
    """The year, the week: the current one; after "for" or "in" a length is meant as often."""
    unit = calendar.unit(found.value("unit", "UNIT") or "")
    if unit is None:
        return None
    if found.candidate.end - found.candidate.start == 2:
        around, before = grammar().table.around, found.before().lower()
        if before not in around.week or found.after().lower() in around.week_told:
            return None
        if unit == "Y" and before in around.lasting:
            return Meaning("DURATION", "P1Y", "explicit")
        if unit in {"D", "M"} and found.referent() is None:
            return None
    if unit == "D":
        return counted(found, unit, 0, from_named=True)
    return counted(found, unit, 0, from_named=False)


def year_end(found: Found) -> Meaning | None:
    """Year-end: 31 December, or the last day of the month."""
    if found.anchor is None:
        return unknown("DATE", "XXXX-12-31")
    if found.words("month"):
        return Meaning("DATE", calendar.month(found.anchor), "relative")
    year = found.anchor.year - (found.tense() < 0 and found.anchor.month < 7)
    return Meaning("DATE", f"{year:04d}-12-31", "relative")


def season(found: Found) -> Meaning | None:
    """Last winter, the summer of 1994; a bare season only where a word before it shows that it is one."""
    code = found.value("season", "SEASON") or ""
    year = found.year()
    if year is not None:
        return Meaning("DATE", f"{year:04d}-{code}", "explicit")
    around = grammar().table.around
    alone = found.candidate.end - found.candidate.start == 1
    if alone and found.before().lower() not in around.season:
        return None
    if found.word("season") == "fall" and found.after().lower() in around.drop:
        return None
    if found.anchor is None:
        return unknown("DATE", f"XXXX-{code}")
    return Meaning("DATE", f"{_season_year(found, found.anchor, code):04d}-{code}", "relative")


def this_quarter(found: Found) -> Meaning | None:
    """The quarter last named, else the one just ended; "this quarter" is the current one."""
    words = {found.tokens.word(index).lower() for index in range(found.candidate.start, found.candidate.end)}
    named = _last_quarter(found)
    if named is not None and not words & {"this", "current"}:
        return Meaning("DATE", named.value, named.basis, _days(named))
    if found.anchor is None:
        return unknown("DATE", "XXXX-QX")
    if "period" in words:
        return None
    step = 0 if words & {"this", "current"} else -1
    value = calendar.shift(found.anchor, "Q", step)
    return None if value is None else Meaning("DATE", value, "relative")


def year_ago(found: Found) -> Meaning | None:
    """A year ago, the year-earlier quarter: in talk of quarters, the same quarter of the year before."""
    named = _last_quarter(found)
    if named is not None and found.word("unit") != "month":
        number = found.value("ord", "ORDW") or named.value[6]
        value = f"{int(named.value[:4]) - 1:04d}-Q{number}"
        return Meaning("DATE", value, named.basis)
    if "ago" not in {found.tokens.word(found.candidate.end - 1).lower(), found.word("unit")}:
        return counted(found, "Y", -1, from_named=True)
    return counted(found, "Y", -1, from_named=False)


def year_period(found: Found) -> Meaning | None:
    """The 1988 period: the quarter last named, in that year."""
    named = _last_quarter(found)
    year = found.word("year")
    return Meaning("DATE", f"{year}{named.value[4:]}" if named is not None else year, "explicit")


def _day_and_part(there: date | None, part: str | None, *, open_value: str) -> Meaning:
    """A day counted from the day of writing, and perhaps a part of it; `open_value` where it is not known."""
    value = open_value if there is None else there.isoformat()
    basis: Basis = "unknown" if there is None else "relative"
    return Meaning("TIME", f"{value}T{part}", basis) if part else Meaning("DATE", value, basis)


def counted(found: Found, by: Unit, step: int, *, from_named: bool) -> Meaning | None:
    """The day, week … `step` units on from the time last named, or from the day of writing."""
    referent = found.referent() if from_named else None
    named = None if referent is None else referent.first_day()
    basis: Basis = "relative" if referent is None or named is None else referent.basis
    start = named or found.anchor
    if start is None:
        return unknown("DATE", calendar.open_value(by))
    value = calendar.shift(start, by, step)
    return None if value is None else Meaning("DATE", value, basis)


def _around_now(found: Found, unit: Unit, step: int) -> Meaning | None:
    """The past year, the next decade: as long as the unit, up to now or from now on."""
    if unit in {"W", "D"}:
        return Meaning("DURATION", f"P1{unit}", "explicit")
    return counted(found, unit, step, from_named=False)


def _starts_with_the(found: Found) -> bool:
    return found.opening().lower() == "the"


def _days_to(found: Found, anchor: date, number: int) -> int:
    ahead = (number - anchor.isoweekday()) % 7
    direction = found.word("dir")
    if direction in {"next", "this coming", "following"}:
        return ahead or 7
    if direction in {"last", "this past", "previous"}:
        return ahead - 7
    if direction == "this":
        return ahead if found.tense() >= 0 else -((-ahead) % 7)
    if found.tense() > 0:
        return ahead
    return -((-ahead) % 7)


def _season_year(found: Found, anchor: date, code: str) -> int:
    """The year in which a season begins."""
    begins = calendar.SEASONS[code][0]
    pointing = found.value("dir", "DIRW")
    begun = anchor.month >= begins
    over = anchor.month >= begins + 3
    if pointing == "-1":
        return anchor.year if over else anchor.year - 1
    if pointing == "1":
        return anchor.year + begun
    if pointing is None and found.tense() < 0:
        return anchor.year if begun else anchor.year - 1
    return anchor.year


def _last_quarter(found: Found) -> Timex | None:
    for known in reversed(found.earlier[-_QUARTER_REACH:]):
        timex = known.timex
        if known.make in {"year_ago", "year_period"}:
            continue  # what is compared with is not what the talk is of
        if timex.value[4:6] == "-Q" and timex.value[:4].isdecimal() and timex.value[6:].isdecimal():
            return timex
    return None


def _days(timex: Timex) -> tuple[str, str] | None:
    return None if timex.first is None or timex.last is None else (timex.first, timex.last)


def _plus(anchor: date | None, days: int) -> date | None:
    return None if anchor is None else calendar.plus_days(anchor, days)


# What rules may name under `make`.
MEANINGS: tuple[Maker, ...] = (
    near_day,
    part_of_day,
    part_then,
    weekday,
    weekend,
    near_unit,
    the_unit,
    year_end,
    season,
    this_quarter,
    year_ago,
    year_period,
)
