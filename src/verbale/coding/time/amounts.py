"""What lengths, distances and repetitions come to."""

from types import MappingProxyType

from verbale.coding.time import relative
from verbale.coding.time.grammar import grammar
from verbale.coding.time.scene import Found, Maker, Meaning
from verbale.coding.time.timex import TimexType
from verbale.ontology import calendar

# Half a unit, in smaller units.
_HALVES = MappingProxyType({"TM": "PT30S", "TH": "PT30M", "D": "PT12H", "Y": "P6M", "E": "P5Y", "C": "P50Y"})


def length(found: Found) -> Meaning | None:
    """Two days, the past three months, five-year; never an age."""
    if _is_age(found):
        return None
    unit = found.value("unit", "UNIT", "UNITS") or ""
    single = found.word("count") in {"a", "one", "another"}
    if single and (found.word("unit") == "second" or (unit == "Q" and found.after().lower() == "of")):
        return None  # "a second term", "a quarter of the seats"
    value = _period(_count(found), unit)
    type_: TimexType = "SET" if _is_rate(found) else "DURATION"
    return None if value is None else Meaning(type_, value, "explicit")


def one_and_a_half(found: Found) -> Meaning | None:
    """A year and a half, an hour and a half."""
    values = {"Y": "P1Y6M", "TH": "PT1H30M", "TM": "PT1M30S"}
    value = values.get(found.value("unit", "UNIT") or "")
    return None if value is None else Meaning("DURATION", value, "explicit")


def vague_length(found: Found) -> Meaning | None:
    """Weeks, years: as many as one does not say."""
    before = found.before().lower()
    unit = found.value("unit", "UNITS") or ""
    if before in {"-", "–"} or found.after().lower() == "old" or unit in {"Q", "TS"}:
        return None  # "quarters" are rooms, "seconds" helpings as often
    value = _period("X", unit)
    return None if value is None else Meaning("DURATION", value, "explicit")


def vague_time(found: Found) -> Meaning | None:
    """Recent years, coming weeks."""
    back = found.word("dir") in {"recent", "past"}
    return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF", "unknown")


def distance(found: Found) -> Meaning | None:
    """Two years ago, six weeks later."""
    unit = found.value("unit", "UNIT", "UNITS") or ""
    count, way = _count(found) if found.words("count") else "X", found.word("way")
    if way != "ago" and not found.words("count"):
        return None
    if way == "before" and found.after()[:1].isalpha():
        return None  # before something else than now
    if not count.isdecimal():
        return _vague_distance(count, unit, way)
    by = calendar.unit(unit)
    if by is None:
        return Meaning("DURATION", _period(count, unit) or "", "explicit")
    step = int(count) if way in {"later", "from now"} else -int(count)
    return relative.counted(found, by, step, from_named=way not in {"ago", "from now"})


def every_day(found: Found) -> Meaning | None:
    """Every Monday, Mondays, Tuesday nights."""
    part = found.value("part", "PART", "PARTS")
    value = f"XXXX-WXX-{found.value('day', 'WEEKDAY', 'WEEKDAYS')}"
    return Meaning("SET", f"{value}T{part}" if part else value, "explicit")


def whole(found: Found) -> Meaning | None:
    """All week."""
    return Meaning("DURATION", f"P1{found.value('unit', 'UNIT')}", "explicit")


def every_month(found: Found) -> Meaning | None:
    """Each July."""
    return Meaning("SET", f"XXXX-{int(found.value('month', 'MONTH') or 1):02d}", "explicit")


def every_unit(found: Found) -> Meaning | None:
    """Every month, every two weeks, once a week."""
    value = _period(found.value("count", "NUM") or "1", found.value("unit", "UNIT", "UNITS") or "")
    return None if value is None else Meaning("SET", value, "explicit")


def habit(found: Found) -> Meaning | None:
    """Daily; not "The Daily Courier"."""
    if found.is_name():
        return None
    return Meaning("SET", found.value("habit", "HABIT") or "", "explicit")


def fixed(found: Found) -> Meaning | None:
    """A value that the rule names itself."""
    value = found.candidate.rule.fixed["value"]
    return Meaning("DATE", value, "explicit" if value[0].isdigit() else "unknown")


def some_day(found: Found) -> Meaning | None:
    """Soon, the future; not "soon after", "as soon as"."""
    if found.after().lower() in grammar().table.around.soon_told:
        return None
    return Meaning("DATE", "FUTURE_REF", "unknown")


def _vague_distance(count: str, unit: str, way: str) -> Meaning | None:
    if way == "ago":
        return Meaning("DATE", "PAST_REF", "unknown")
    value = _period(count, unit)
    return None if value is None else Meaning("DURATION", value, "explicit")


def _is_rate(found: Found) -> bool:
    """ "358,000 a month", "four flights a week"."""
    first = found.opening().lower()
    words = found.candidate.end - found.candidate.start
    before = found.before()
    return (
        words == 2
        and first in {"a", "an"}
        and (before[-1:].isdigit() or before in grammar().table.around.rate)
    )


def _is_age(found: Found) -> bool:
    after = [found.after(count).lower() for count in (1, 2)]
    return after[0] in {"old", "olds"} or (
        after[0] in {"-", "–", "of"} and after[1] in {"old", "olds", "age"}
    )


def _period(count: str, unit: str) -> str | None:
    """The TIMEX3 value of a length; count is a number or X."""
    if unit == "WE" or count == "0":
        return None
    if count == "0.5":
        return _HALVES.get(unit)
    if unit in {"TS", "TM", "TH"}:
        return f"PT{count}{unit[1]}"
    if unit in {"E", "C"} and count.isdecimal() and count != "1":
        return f"P{int(count) * (10 if unit == 'E' else 100)}Y"
    if unit == "Y" and count.endswith(".5"):
        return f"P{count[:-2]}Y6M"
    return f"P{count}{unit}"


def _count(found: Found) -> str:
    """The number that the words of `count` name, with a decimal part for halves, or X."""
    words = [word for word in found.words("count") if word not in {"-", "–", "and"}]
    if "couple" in words:
        return "2"
    total = 0.0
    for index, word in enumerate(words):
        number = _number(word, last=index == len(words) - 1, half=words[0] == "half")
        if number is None:
            return "X"
        # "two hundred", "a thousand", but "twenty four"
        total = max(total, 1) * number if number in {100, 1000} and index else total + number
    if not total:
        return "X"
    return str(int(total)) if total.is_integer() else str(total)


def _number(word: str, *, last: bool, half: bool) -> float | None:
    numbers = grammar().table.words["NUM"]
    if word in {"a", "an", "another", "additional"}:
        return 1 if last and not half else 0  # "a five-year low", "half a year"
    if word in {"half", "1/2"}:
        return 0.5
    if word in numbers:
        return float(numbers[word])
    digits = word.replace(",", "")
    return float(digits) if digits.replace(".", "", 1).isdecimal() else None


# What rules may name under `make`.
MEANINGS: tuple[Maker, ...] = (
    length,
    vague_length,
    vague_time,
    distance,
    every_day,
    every_month,
    every_unit,
    habit,
    fixed,
    some_day,
    one_and_a_half,
    whole,
)
