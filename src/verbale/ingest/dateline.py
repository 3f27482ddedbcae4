"""Reads the opening and the credits of a wire story: place, day, agency."""

import re
from dataclasses import dataclass
from functools import cache

from verbale.ingest.dates import MONTH, partial
from verbale.ingest.furniture import furniture
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import is_name, publishers
from verbale.records import Dateline

# The longest datelines have some 80 characters ("ABOARD THE USS …, in the Arabian Sea, Sept. 27 (Agency) -").
OPENING = 120
DASH = r"\s*(?:--|[-–—―:])\s*"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
REFERENCE = re.compile(r"\A(?:ref|no|n°)\b\W{0,3}[\w/.-]*\d[\w/.-]*[,;]?\s+", re.IGNORECASE)
CLOSING = re.compile(r"[.!?][\"”’']?\s+\((?P<credit>[^()]{2,40})\)\.?\Z")
STOP = r"\.?\s+"
WORD = r"[^\W\d_a-z][\w.'’-]*"  # begins with a capital, also outside ASCII
CAPITALS = r"[^\W\d_a-z][^\W\da-z_.'’-]*(?:[.'’-][^\W\da-z_]*)*"
PLACE = (
    rf"(?P<place>(?:{CAPITALS})(?:(?: |/|-| and | & |, )(?:{CAPITALS}))*"
    rf"(?:, (?:{WORD}|in the)(?: {WORD})*)?(?: \[{WORD}(?: {WORD})*\])?)"
)
MIXED = rf"(?P<place>{WORD}(?:[ /-]{WORD}){{0,3}}(?:, {WORD}(?: {WORD}){{0,2}})?(?: \[{WORD}(?: {WORD})*\])?)"
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
# A dateline with the year needs no dash: "PRISTINA, 2 June 2031 (Volta Press). The".
FULL_DATE = rf"(?P<date>(?:[A-Z][a-z]+day,? )?(?i:{MONTH} {NUMBER}|{NUMBER} {MONTH}),? (?:19|20)\d\d)"
DATE = rf"(?P<date>(?:[A-Z][a-z]+day,? )?(?i:{MONTH} {NUMBER}|{NUMBER} {MONTH})(?:,? (?:19|20)\d\d)?)"
CREDIT = r"(?P<credit>[^()/]{2,40})"
# A credit that is in no table still reads like one.
LIKE_A_WIRE = re.compile(
    r"[A-Z]{2,6}|[A-Z][a-z]+(?:[A-Z][a-z]+)+|.*\b(?:News|Press|Agency|Service|Radio|TV|Post|Times|Wire|Media|Online)\b.*"
)
# "KYIV (Ukraine) -" names a country there, "ROME (CNN Wire) -" a wire: the first is no credit.
STARTS_SENTENCE = r"(?=[\"“‘'(\[]?[^\W_a-z])"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first words of a story say of where it comes from. `length` counts characters."""

    dateline: Dateline | None
    agency: str | None
    length: int


def opening(paragraph: str) -> Opening | None:
    """The dateline or credit that a story's first paragraph opens with."""
    head = paragraph[:OPENING]
    return _with_agency(head) or _with_credit(head) or _bare(head)


def alone(line: str) -> Opening | None:
    """A dateline that is a line of its own: "AFP, MANILA"."""
    if len(line) > OPENING:
        return None
    match = _patterns()["alone"].fullmatch(line)
    if match:
        return _opening(line, match, _named(match["agency"] or match["agency2"]))
    match = _patterns()["alone with credit"].fullmatch(line)
    known = outlets().mentioned(match["credit"]) if match else None
    if match and known:
        return _opening(line, match, known.name)
    if match and match["date"] and is_name(match["credit"]):
        return _opening(line, match, match["credit"])
    day = REFERENCE.sub("", line)
    match = _patterns()["alone with day"].fullmatch(day)
    return _opening(day, match, None) if match else None


def told(text: str, *, wires_only: bool) -> str | None:
    """The publisher that somebody "told": the story was taken from it."""
    for match in _patterns()["told"].finditer(text):
        outlet = outlets().named(match["agency"])
        if outlet and (outlet.wire or not wires_only):
            return outlet.name
    return None


def credited(line: str) -> str | None:
    """The agency that a line of credits names: "Source: AFP", "(AP)", "first published by The Drina Gazette"."""
    name = line.strip(" .()[]–—-")
    whole = publishers().credited(line) or (name if publishers().kind(name) else None)
    if whole:  # before a known name that is a part of it: the Baltic Press Association is not the PA
        return _named(whole)
    outlet = outlets().mentioned(line)
    return outlet.name if outlet and outlet.wire else None


def closing(paragraph: str) -> str | None:
    """The agency that stands behind a story's last sentence: "… before the summer. (APS)"."""
    match = CLOSING.search(paragraph)
    if match is None:
        return None
    known = outlets().named(match["credit"])
    is_wire = LIKE_A_WIRE.fullmatch(match["credit"]) or publishers().kind(match["credit"])
    return known.name if known else match["credit"] if is_wire else None


def _with_agency(head: str) -> Opening | None:
    """ "AT News KABUL – …", "AFP, MANILA – …", "MANILA, AFP – …", "Reuters – …"."""
    for name in ("agency first", "agency last", "agency only"):
        match = _patterns()[name].match(head)
        if match:
            return _opening(head, match, _named(match["agency"]))
    return None


def _with_credit(head: str) -> Opening | None:
    """ "KATHMANDU, April 25 (Reuters) - …", "Kabul (Pajhwok): …", "(AP) — …"."""
    names = ("credit", "dated credit", "credit stop")
    match = next((found for name in names if (found := _patterns()[name].match(head))), None)
    if match is None:
        return None
    known = outlets().mentioned(match["credit"])
    dated = match.groupdict().get("date") and match["place"] and is_name(match["credit"])
    if known is None and not dated and not LIKE_A_WIRE.fullmatch(match["credit"]):
        return None
    return _opening(head, match, known.name if known else match["credit"].strip())


def _bare(head: str) -> Opening | None:
    """ "KABUL, Oct. 5 – …", "ISLAMABAD: …": a day, or a place in capitals that is no label."""
    match = _patterns()["dated"].match(head) or _patterns()["dated stop"].match(head)
    if match is None:
        match = _patterns()["place"].match(head)
        # Three capitals are an abbreviation ("UN: …") more often than a town.
        first = re.split(r"\W", match["place"])[0] if match else ""
        if match is None or len(match["place"]) < 4 or first in furniture().not_places:
            return None
    return _opening(head, match, None)


def _opening(head: str, match: re.Match[str], agency: str | None) -> Opening:
    groups = match.groupdict()
    day = groups.get("date") or groups.get("day")
    place = groups.get("place") or groups.get("place2")
    if place is None and day is None:
        return Opening(None, agency, match.end())
    text = re.sub(rf"(?:{DASH})\Z", "", head[: match.end()]).strip()
    return Opening(Dateline(text=text, place=place, date=partial(day) if day else None), agency, match.end())


def _named(name: str) -> str:
    outlet = outlets().named(name)
    return outlet.name if outlet else name


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    agency = rf"(?P<agency>{outlets().pattern})"
    again = rf"(?P<agency2>{outlets().pattern})"
    place = PLACE.replace("(?P<place>", "(?P<place2>", 1)
    mixed = MIXED.replace("<place>", "<place2>", 1)
    day = rf"(?:,? {DATE})?"
    only = DATE.replace("<date>", "<day>")
    sources = {
        "agency first": rf"{agency}(?:, ?| ?[|/] ?| ){PLACE}{day}{DASH}{STARTS_SENTENCE}",
        "agency last": rf"{PLACE}{day}, {agency}{DASH}{STARTS_SENTENCE}",
        "agency only": rf"{agency} ?(?:--|[-–—]|:) ?{STARTS_SENTENCE}",
        "credit": rf"(?:(?:{PLACE}|{mixed}){day},? ?|{only} ?)?[(/]{CREDIT}[)/]{DASH}{STARTS_SENTENCE}",
        "dated credit": rf"(?:{PLACE}|{mixed}),? {DATE},? ?[(/]{CREDIT}[)/] {STARTS_SENTENCE}",
        "dated": rf"(?:{PLACE}|{mixed}),? {DATE}{DASH}{STARTS_SENTENCE}",
        "place": rf"{PLACE}(?:{DASH}(?<!-)|--\s*){STARTS_SENTENCE}",
        "alone": rf"(?:{agency}, ?{PLACE}|{place}, ?{again}){day}",
        "credit stop": rf"(?:{PLACE}|{mixed}),? {FULL_DATE},? ?[(/]{CREDIT}[)/]{STOP}{STARTS_SENTENCE}",
        "dated stop": rf"(?:{PLACE}|{mixed}),? {FULL_DATE}{STOP}{STARTS_SENTENCE}",
        "alone with day": rf"(?!\w+day\b)(?:{PLACE}|{mixed}),? (?:{FULL_DATE}|{WEEKDAY})\W*",
        "alone with credit": rf"(?:{PLACE}|{mixed}){day},? ?[(/]{CREDIT}[)/]\W*",
        "told": rf"\b(?:told|tells|telling) (?:the |(?:state )?news agency |broadcaster )?{agency}(?![\w/])",
    }
    return {name: re.compile(source) for name, source in sources.items()}
