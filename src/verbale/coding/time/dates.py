"""What dates, years, decades and quarters come to."""

from datetime import date

from verbale.coding.time.grammar import grammar
from verbale.coding.time.scene import Found, Maker, Meaning, unknown
from verbale.ontology import calendar

# Two-digit years up to this one are of this century; news seldom names dates further ahead.
_PIVOT = 40
# A date this near, in days or months, is meant whatever verb stands near: it may govern something else.
_NEAR = 120
_NEAR_MONTHS = 3
_SIGNS = frozenset({"$", "£", "€", "¥", "#", "%"})
# Words that make even a year outside of _YEARS one: "in 1848".
_FAR_YEARS = frozenset({"in", "since", "by", "until"})
_YEARS = range(1900, 2041)  # bare numbers in it are years unless something speaks against it


def iso_date(found: Found) -> Meaning | None:
    """2015-09-28."""
    year, month, day = (int(part) for part in found.word("iso").split("-"))
    return _explicit_day(year, month, day)


def slash_date(found: Found) -> Meaning | None:
    """11/02/89: month first, as American news writes; day first where there is no such month."""
    first, second, year_text = found.word("slash").split("/")
    year = int(year_text) if len(year_text) == 4 else _long_year(int(year_text))
    return _explicit_day(year, int(first), int(second)) or _explicit_day(year, int(second), int(first))


def month_day(found: Found) -> Meaning | None:
    """October 5, 5 October, Oct. 5-7, with or without its year."""
    month, day = _month(found), _day(found)
    if month is None or day is None:
        return None
    last_day = _ordinal(found.word("to")) or day
    if found.word("year"):
        return _day_range(int(found.word("year")), month, day, last_day, explicit=True)
    if calendar.day(2000, month, day) is None:  # a leap year: every month and day that there is
        return None
    if found.anchor is None:
        return unknown("DATE", f"XXXX-{month:02d}-{day:02d}")
    year = _nearest_year(found, found.anchor, month, day)
    return _day_range(year, month, day, last_day, explicit=False)


def feast(found: Found) -> Meaning | None:
    """Christmas, New Year's Eve."""
    words = found.words("feast")
    name = "newyear" if words[0] == "new" else words[0]
    table = grammar().table.words["FEAST"]
    month, day = divmod(int(table.get(name + "eve", table[name]) if words[-1] == "eve" else table[name]), 100)
    if found.word("year"):
        return _explicit_day(int(found.word("year")), month, day)
    if found.anchor is None:
        return unknown("DATE", f"XXXX-{month:02d}-{day:02d}")
    return _day_range(_nearest_year(found, found.anchor, month, day), month, day, day, explicit=False)


def month_year(found: Found) -> Meaning | None:
    """August 1988."""
    year = found.year()
    return None if year is None else Meaning("DATE", f"{year:04d}-{_month(found):02d}", "explicit")


def month_of_year(found: Found) -> Meaning | None:
    """June last year."""
    if found.anchor is None:
        return unknown("DATE", f"XXXX-{_month(found):02d}")
    year = found.anchor.year + int(found.value("dir", "DIRW") or 0)
    return Meaning("DATE", f"{year:04d}-{_month(found):02d}", "relative")


def bare_month(found: Found) -> Meaning | None:
    """September, last April."""
    month = _month(found)
    if month is None or _is_name(found) or _ordinal(found.after()) in range(1, 32):
        return None  # a day that the calendar lacks, or it would have been read with its day
    if found.anchor is None:
        return unknown("DATE", f"XXXX-{month:02d}")
    year = _month_year_for(found, found.anchor, month)
    return Meaning("DATE", f"{year:04d}-{month:02d}", "relative")


def bare_year(found: Found) -> Meaning | None:
    """1999, the end of 1999; not "2000 troops"."""
    year = found.year()
    if year is None or _is_number(found, year):
        return None
    return Meaning("DATE", f"{year:04d}", "explicit")


def _is_number(found: Found, year: int) -> bool:
    """Whether four digits count or number something: "2000 troops", "$1995", "Resolution 1973"."""
    around = grammar().table.around
    before, after = found.before().lower(), found.after().lower()
    if before in _SIGNS or after in around.counted or after in _SIGNS:
        return True
    if found.candidate.end - found.candidate.start > 1:
        return False  # "the end of 1999", "nineteen ninety-six"
    if before in around.numbered or (year not in _YEARS and before not in _FAR_YEARS):
        return True
    if before in around.before or before in {"(", ",", "'s", "’s"}:
        return False
    round_number = year % 100 == 0 and after.endswith("s") and found.after()[:1].islower()
    return round_number or before[:1].isdigit()


def short_year(found: Found) -> Meaning | None:
    """In '98."""
    return Meaning("DATE", f"{_long_year(int(found.word('short')[1:])):04d}", "explicit")


def year_range(found: Found) -> Meaning | None:
    """1979-89."""
    first, last = found.word("range").replace("–", "-").split("-")
    last = first[: 4 - len(last)] + last
    if int(last) <= int(first):
        return None
    return Meaning("DATE", f"{first}/{last}", "explicit", (first, last))


def decade(found: Found) -> Meaning | None:
    """The 1990s, the '80s; bare "80s" only after "the": "her 80s" are an age, "KC-30s" a type."""
    word = found.word("decade")
    digits = "".join(sign for sign in word if sign.isdigit())
    if len(digits) == 4:
        return Meaning("DATE", digits[:3] + "X", "explicit")
    if not word.startswith(("'", "’")) and found.opening().lower() != "the":
        return None
    return Meaning("DATE", f"19{digits[0]}X", "explicit")


def decade_words(found: Found) -> Meaning | None:
    """The nineties."""
    return Meaning("DATE", f"{found.value('decade', 'DECADEW')}X", "explicit")


def century(found: Found) -> Meaning | None:
    """The 11th century is the years 1000 to 1099."""
    number = _ordinal(found.word("ord"))
    return None if number is None else Meaning("DATE", f"{number - 1:02d}XX", "explicit")


def quarter(found: Found) -> Meaning | None:
    """The third quarter, the first half of 2014, last year's second quarter."""
    letter, most = ("Q", 4) if found.word("unit") == "quarter" else ("H", 2)
    number = most if found.word("q") == "last" else _ordinal(found.word("q"))
    if number is None or number > most:
        return None
    named = found.word("year") or found.word("year2")
    if not named and found.word("q") == "last":
        return None
    if named:
        return Meaning("DATE", f"{named}-{letter}{number}", "explicit")
    if found.anchor is None:
        return unknown("DATE", f"XXXX-{letter}{number}")
    pointing = found.value("this", "DIRW") or found.value("dir2", "DIRW")
    if pointing is not None:
        return Meaning("DATE", f"{found.anchor.year + int(pointing):04d}-{letter}{number}", "relative")
    year = _nearest_quarter_year(found, found.anchor, number, most)
    return Meaning("DATE", f"{year:04d}-{letter}{number}", "relative")


def fiscal_year(found: Found) -> Meaning | None:
    """Fiscal 1990."""
    return Meaning("DATE", found.word("year"), "explicit")


def _explicit_day(year: int, month: int, day: int) -> Meaning | None:
    found = calendar.day(year, month, day)
    return None if found is None else Meaning("DATE", found.isoformat(), "explicit")


def _day_range(year: int, month: int, first: int, last: int, *, explicit: bool) -> Meaning | None:
    start, end = calendar.day(year, month, first), calendar.day(year, month, last)
    if start is None:
        return None
    days = (start.isoformat(), (end or start).isoformat())
    return Meaning("DATE", days[0], "explicit" if explicit else "relative", days)


def _month(found: Found) -> int | None:
    value = found.value("month", "MONTH", "MONTHABBR")
    return None if value is None else int(value)


def _day(found: Found) -> int | None:
    word = found.value("day", "ORDW") or found.word("day")
    return _ordinal(word)


def _ordinal(word: str) -> int | None:
    word = grammar().table.words["ORDW"].get(word, word)
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdecimal() else None


def _long_year(short: int) -> int:
    return short + (2000 if short <= _PIVOT else 1900)


def _nearest_year(found: Found, anchor: date, month: int, day: int) -> int:
    """The year in which a day and month lie nearest to the day of writing."""
    tense = found.tense()
    reach = 0 if _verb_beside(found) else _NEAR

    weekday = int(found.value("lead", "WEEKDAY", "WEEKDAYABBR") or 0)

    def distance(year: int) -> tuple[bool, bool, int]:
        there = calendar.day(year, month, day)
        if there is None:
            return (True, True, 999)
        days = (there - anchor).days
        against = (tense < 0 and days > 0) or (tense > 0 and days < 0)
        return (weekday not in {0, there.isoweekday()}, against and abs(days) > reach, abs(days))

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=distance)


def _verb_beside(found: Found) -> bool:
    """Whether only "on" or "in" stands between a telling verb and the date, as in "fled on Dec. 30"."""
    return found.before().lower() in {"on", "in"} and found.tense(reach=2) != 0


def _month_year_for(found: Found, anchor: date, month: int) -> int:
    pointing = found.value("dir", "DIRW")
    gap = month - anchor.month
    if pointing == "-1":
        return anchor.year - (gap >= 0)
    if pointing == "1":
        return anchor.year + (gap <= 0)
    if pointing == "0":
        return anchor.year
    tense = found.tense()
    reach = 0 if _verb_beside(found) else _NEAR_MONTHS

    def distance(year: int) -> tuple[bool, int, int]:
        months = (year - anchor.year) * 12 + gap
        # An equal distance goes to the past, which news mostly reports.
        return (tense * months < 0 and abs(months) > reach, abs(months), months)

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=distance)


def _nearest_quarter_year(found: Found, anchor: date, number: int, most: int) -> int:
    months = 12 // most
    current = (anchor.month - 1) // months + 1
    if number < current or (number == current):
        # A quarter that has just begun the year is often last year's only when its number is higher.
        return anchor.year
    return anchor.year - 1 if found.tense() < 0 and number - current > 1 else anchor.year


def _is_name(found: Found) -> bool:
    """ "April Hall", "Theresa May", "March on": a month's word that is none."""
    word = found.word("month").rstrip(" .")
    if word == "may" and found.after() == "Day":
        return True
    if found.candidate.end - found.candidate.start > 1:
        return False
    before = found.before()
    if word in {"may", "march"}:
        return before.lower() not in grammar().table.around.before | {"last", "next", "this"}
    called = before[:1].isupper() and before.lower() not in grammar().table.around.before  # "In August"
    return word in {"april", "june", "august"} and called and not found.opens_sentence()


# What rules may name under `make`.
MEANINGS: tuple[Maker, ...] = (
    iso_date,
    slash_date,
    month_day,
    month_year,
    month_of_year,
    bare_month,
    bare_year,
    short_year,
    feast,
    year_range,
    decade,
    decade_words,
    century,
    quarter,
    fiscal_year,
)
