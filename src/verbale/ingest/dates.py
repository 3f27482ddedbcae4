"""Reads full dates. One that is not full, or can be read two ways, is none: better so than wrong."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from verbale.ingest.furniture import furniture

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
# Zones that mean one offset everywhere. IST, CST in Asia and the like are left out: they are read two ways.
ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "pkt": 5,
    "hkt": 8, "jst": 9, "kst": 9, "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "pdt": -7, "pst": -8,
}  # fmt: skip

DAY = (
    rf"{WEEKDAY}(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH}),?\s+(?P<year2>(?:19|20)\d\d)"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year3>(?:19|20)\d\d))"
)
CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>[A-Z]{1,4}\b|[+-]\d\d:?\d\d)?\)?(?:\s*[+-]\d+)?"
)
SEPARATOR = r"[\s,|–—/·•T-]*(?:at|@)?\s*"
FULL = re.compile(rf"(?<!\w){DAY}(?:{SEPARATOR}{CLOCK})?(?!\w)", re.IGNORECASE)
LABEL = re.compile(
    r"\W*(?P<label>(?:first |originally )?(?:published|posted|issued|released|created|date|added)"
    r"|(?:last |page )?(?:updated|modified|edited|revised))(?: (?:on|at|date))?\s*:?\s*(?:on )?",
    re.IGNORECASE,
)
# "Posted by: Ana Example Posted date: 5 October 2015"; after a date: "by admin", "In: Politics | Comments: 0".
POSTER = re.compile(r"\W*(?:posted|written|published)?\s*by\W.{2,60}?\W" + LABEL.pattern, re.IGNORECASE)
AFTER = re.compile(
    r"\W*\b(?:by|in\s*:|under|comments?\s*:)\W.{0,80}\Z|(?:\bupdated\W+)?\d+ (?:minute|hour|day)s? ago",
    re.IGNORECASE,
)


DAY_OF_YEAR = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+(?P<month2>{MONTH}))", re.IGNORECASE
)
DAYS_OF_YEAR = 365
# A paper prints what a wire sent within days.
DAYS_TO_PRINT = 3

# Two dates with their labels and a row of sections; a longer line is a paragraph.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line says of a page's dates, as ISO 8601."""

    published: str | None = None
    modified: str | None = None


def iso(value: str) -> str | None:
    """A machine's date as ISO 8601, with the zone that it has, or None where it is no full date."""
    text = value.strip()
    try:
        if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
            return date.fromisoformat(text).isoformat()
        # "2024-04-26T15:24:04.3360000Z": more digits than Python reads
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return full(text)
    return moment.isoformat() if 1900 <= moment.year <= 2100 else None


def full(text: str) -> str | None:
    """The first full date in the text, with its clock time where one stands beside it."""
    match = FULL.search(text)
    if match is None:
        return None
    day = _day(match)
    return None if day is None else _with_clock(day, match)


def stamp(line: str) -> Stamp | None:
    """What a line says that holds nothing but dates, or dates in a row of labels.

    "Published: 5 October 2015 | Updated: 6 October 2015", "5 October 2015 | 3 comments | Tags: radars".
    """
    found = _stamp(line)
    parts = line.split(" | ") if found is None and len(line) <= LONGEST else []
    others = [part for part in parts if _stamp(part) is None]
    if len(parts) > len(others) and all(furniture().kind(part) for part in others):
        return _stamp(" | ".join(part for part in parts if part not in others))
    return found


def _stamp(line: str) -> Stamp | None:
    published = modified = None
    rest = line if len(line) <= LONGEST else ""
    while match := FULL.search(rest):
        before = rest[: match.start()].strip(" \t,|–—-·•()/")
        clock = re.fullmatch(rf"(?:.*?\W)?{CLOCK}\W*", before, re.IGNORECASE)
        label = LABEL.fullmatch(before) or POSTER.fullmatch(before)
        if before and not clock and not label:
            return None
        value = full(match.group())
        if label and re.search("updat|modif|edit|revis", label[0], re.IGNORECASE):
            modified = modified or value
        else:
            published = published or value
        rest = rest[match.end() :]
    if re.search(r"\w{5,}", AFTER.sub("", rest)) or not (published or modified):
        return None
    return Stamp(published=published, modified=modified)


def partial(text: str) -> str | None:
    """A dateline's day: ISO 8601 where the year is given too, else None."""
    found = full(text)
    return found[:10] if found else None


def agree(text: str, day: str) -> bool:
    """Whether a day and month in the text, if there are any, are within days of a full date: "LIMA, May 5"."""
    match = DAY_OF_YEAR.search(text)
    if match is None:
        return True
    year = int(day[:4])
    month, number = match["month"] or match["month2"], match["day"] or match["day2"]
    try:
        then = date(year, MONTHS.index(month[:3].lower()) + 1, int(number))
    except ValueError:  # 31 June
        return False
    apart = abs((then - date.fromisoformat(day[:10])).days)
    return min(apart, abs(apart - DAYS_OF_YEAR)) <= DAYS_TO_PRINT


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["mark"]:
            return _numeric(match)
        month = (match["month"] or match["month2"])[:3].lower()
        year, number = match["year"] or match["year2"], match["day"] or match["day2"]
        return date(int(year), MONTHS.index(month) + 1, int(number))
    except ValueError:  # 31 June
        return None


def _numeric(match: re.Match[str]) -> date | None:
    """Points part a day from its month ("11.9.2022"); strokes do so or the other way round, by country."""
    first, second, year = (int(match[name]) for name in ("first", "second", "year3"))
    if match["mark"] == "/" and first <= 12 and second <= 12 and first != second:
        return None
    return date(year, first, second) if match["mark"] == "/" and second > 12 else date(year, second, first)


def _with_clock(day: date, match: re.Match[str]) -> str:
    if not match["hour"]:
        return day.isoformat()
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(match["zone"]))
    return moment.isoformat()


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[-2:])
        if hours > 14 or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(offset if name[0] == "+" else -offset)
    hours = ZONES.get(name.lower(), 99)
    if hours == 99:
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC
