"""What times of day come to, and how a time of day and a date beside it become one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from verbale.coding.time.grammar import grammar
from verbale.coding.time.scene import Found, Maker, Meaning, unknown
from verbale.coding.time.timex import Timex
from verbale.ontology import calendar

_NOON = MappingProxyType({"noon": "12:00", "midnight": "24:00"})
_JOINT = re.compile(r",?\s+(?:on\s+|of\s+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def clock(found: Found) -> Meaning | None:
    """8:30, 8 p.m."""
    text = found.word("clock")
    text = grammar().table.words["NUM"].get(text, text)
    if len(text) == 4 and text.isdecimal():
        text = f"{text[:2]}:{text[2:]}"
    hour_text, _, minute_text = text.partition(":")
    hour, minute = int(hour_text), int((minute_text or "0")[:2])
    if found.words("mer"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found.word("mer").startswith("p") else 0)
    if hour > 24 or minute > 59:
        return None
    return _at(found, f"{hour:02d}:{minute:02d}")


def noon(found: Found) -> Meaning | None:
    """Noon, midnight."""
    return _at(found, _NOON[found.word("word")])


def _at(found: Found, time: str) -> Meaning | None:
    referent = found.referent()
    if referent is not None and (day := _DAY.match(referent.value)):
        return Meaning("TIME", f"{day[0]}T{time}", referent.basis)
    if found.anchor is None:
        return unknown("TIME", f"XXXX-XX-XXT{time}")
    return Meaning("TIME", f"{found.anchor.isoformat()}T{time}", "relative")


def join(text: str, timexes: Sequence[Timex]) -> tuple[Timex, ...]:
    """Makes one of a time of day and the day right after it: "10 p.m. Wednesday"."""
    joined: list[Timex] = []
    for timex in timexes:
        before = joined[-1] if joined else None
        if before is not None and _belongs(text, before, timex):
            value = timex.value.partition("T")[0] + "T" + before.value.partition("T")[2]
            days = calendar.bounds(value) if timex.first else None
            first, last = days or (None, None)
            joined[-1] = replace(
                before, end=timex.end, value=value, first=first, last=last, basis=timex.basis
            )
        else:
            joined.append(timex)
    return tuple(joined)


def _belongs(text: str, time: Timex, day: Timex) -> bool:
    if time.type != "TIME" or day.type != "DATE" or not _JOINT.fullmatch(text[time.end : day.start]):
        return False
    return bool(_DAY.fullmatch(day.value)) or day.value.startswith(("XXXX-WXX-", "XXXX-XX-XX"))


# What rules may name under `make`.
MEANINGS: tuple[Maker, ...] = (
    clock,
    noon,
)
