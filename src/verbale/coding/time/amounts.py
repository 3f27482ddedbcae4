"""What lengths, distances and repetitions come to."""

from verbale.coding.time.grammar import grammar
from verbale.coding.time.relative import UNPLACED, day_of
from verbale.coding.time.scene import Found, Meaning, unknown
from verbale.ontology import calendar


def length(found: Found) -> Meaning | None:
    """Two days, the past three months, five-year; never an age."""
    if _is_age(found):
        return None
    unit = found.value("unit", "UNIT", "UNITS") or ""
    if (
        unit == "TS"
        and found.word("unit") == "second"
        and found.word("count") in {"a", "one", "the", "another", "an"}
    ):
        return None  # "a second term"
    value = _period(_count(found), unit)
    return None if value is None else Meaning("DURATION", value, "explicit")


def vague_length(found: Found) -> Meaning | None:
    """Weeks, years: as many as one does not say."""
    before = found.before().lower()
    if before in {"-", "–"} or found.after().lower() == "old":
        return None
    value = _period("X", found.value("unit", "UNITS") or "")
    return None if value is None else Meaning("DURATION", value, "explicit")


def vague_time(found: Found) -> Meaning | None:
    """Recent years, coming weeks."""
    back = found.word("dir") in {"recent", "past"}
    return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF", "unknown")


def distance(found: Found) -> Meaning | None:
    """Two years ago, six weeks later."""
    unit = found.value("unit", "UNIT", "UNITS") or ""
    count, way = _count(found) if found.words("count") else "X", found.word("way")
    if way in {"earlier", "later", "before"} and not found.words("count"):
        return None
    if not count.isdigit():
        return _vague_distance(count, unit, way)
    if unit not in UNPLACED:
        return Meaning("DURATION", _period(count, unit) or "", "explicit")
    referent = found.referent() if way in {"earlier", "before", "later"} else None
    start, basis = found.anchor, "relative"
    if referent is not None:
        start, basis = day_of(referent) or start, referent.basis
    if start is None:
        return unknown("DATE", UNPLACED[unit])
    sign = -1 if way in {"ago", "earlier", "before"} else 1
    value = calendar.shift(start, unit, sign * int(count))  # type: ignore[arg-type]
    if value is None:
        return None
    return Meaning("DATE", value, "explicit" if basis == "explicit" else "relative")


def every_day(found: Found) -> Meaning | None:
    """Every Monday, Mondays, Tuesday nights."""
    part = found.value("part", "PART", "PARTS")
    return Meaning(
        "SET",
        f"XXXX-WXX-{found.value('day', 'WEEKDAY', 'WEEKDAYS')}" + (f"T{part}" if part else ""),
        "explicit",
    )


def every_month(found: Found) -> Meaning | None:
    """Each July."""
    return Meaning("SET", f"XXXX-{int(found.value('month', 'MONTH') or 1):02d}", "explicit")


def every_unit(found: Found) -> Meaning | None:
    """Every month, every two weeks, once a week."""
    value = _period(found.value("count", "NUM") or "1", found.value("unit", "UNIT", "UNITS") or "")
    return None if value is None else Meaning("SET", value, "explicit")


def habit(found: Found) -> Meaning | None:
    """Daily."""
    return Meaning("SET", found.value("habit", "HABIT") or "", "explicit")


def fixed(found: Found) -> Meaning | None:
    """A value that the rule names itself."""
    value = found.candidate.rule.fixed["value"]
    return Meaning("DATE", value, "explicit" if value[0].isdigit() else "unknown")


def _vague_distance(count: str, unit: str, way: str) -> Meaning | None:
    value = "PAST_REF" if way in {"ago", "earlier", "before"} else "FUTURE_REF"
    return Meaning("DATE", value, "unknown")


def _is_age(found: Found) -> bool:
    after = [found.after(count).lower() for count in (1, 2)]
    return after[0] in {"old", "olds"} or (
        after[0] in {"-", "–", "of"} and after[1] in {"old", "olds", "age"}
    )


def _period(count: str, unit: str) -> str | None:
    """The TIMEX3 value of a length; count is a number or X."""
    if unit in {"TS", "TM", "TH"}:
        return f"PT{count}{unit[1]}"
    if unit in {"E", "C"} and count.isdigit() and count != "1":
        return f"P{int(count) * (10 if unit == 'E' else 100)}Y"
    if unit == "WE" or "." in count:
        return None
    return f"P{count}{unit}"


def _count(found: Found) -> str:
    """The number that the words of `count` name, or X."""
    words = [word for word in found.words("count") if word not in {"-", "–", "and"}]
    numbers = grammar().table.words["NUM"]
    if (words and words[0] in {"couple"}) or "couple" in words:
        return "2"
    total = current = 0
    for word in words:
        if word in {"a", "an", "another"}:
            current = 1
        elif word[0].isdigit():
            digits = word.replace(",", "")
            if not digits.isdecimal():
                return "X"
            current = int(digits)
        elif word in numbers:
            number = int(numbers[word])
            if number >= 100:
                current = max(current, 1) * number
            else:
                current += number
        else:
            return "X"
    total += current
    return str(total) if total else "X"
