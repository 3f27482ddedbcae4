"""Names of authors out of bylines: agencies, offices and addresses are no authors."""

import re
from dataclasses import dataclass
from functools import cache

from verbale.ingest import dates
from verbale.ingest.furniture import furniture
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import publishers

BY = re.compile(
    r"\W*(?:(?:written|posted|reported|published|contributed|story|text|words"
    r"|analysis|opinion|(?:special )?report|article)\s+)?"
    r"by\b\s*:?\s*(?P<names>\S.*)|\W*(?:authors?|writers?|reporters?|words|text)\s*:\s*(?P<labelled>\S.*)",
    re.IGNORECASE,
)
# Ten authors with their offices; a longer line is a paragraph.
LONGEST = 300
# Names are parted by these; a comma also parts a name from its office.
PARTS = re.compile(r"\s*(?:,|;|&|\||/| - | – | — |·|•|\band\b|\bwith\b|\bin [A-Z]|\n)\s*")
NAME = re.compile(r"[^\W\d_][\w.'’ʻ‘-]*(?: [^\W\d_][\w.'’ʻ‘-]*){0,5}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    authors: tuple[str, ...]
    agency: str | None
    stamp: dates.Stamp | None


def byline(line: str) -> Byline | None:
    """The byline that a line of a page's head is: "By Ana Example, Associated Press | 5 May 2031"."""
    match = BY.fullmatch(line) if len(line) <= LONGEST else None
    if match is None:
        return None
    rest, stamp = _without_date(match["names"] or match["labelled"])
    found = names(rest)
    agency = agency_of(rest)
    if _is_sentence(rest) or not (found or agency or _offices().search(rest)):
        return None
    return Byline(authors=found, agency=agency, stamp=stamp)


def names(text: str) -> tuple[str, ...]:
    """The persons that a byline names, in order, each once."""
    by = BY.fullmatch(" ".join(text.split()))
    clean = re.sub(r"\S+@\S+|https?://\S+|\([^)]*\)", " ", (by["names"] or by["labelled"]) if by else text)
    clean = outlets().without(clean)
    found = []
    for part in PARTS.split(" ".join(clean.split())):
        name = re.sub(r"^by\s+", "", part.strip(" .,;:|-–—*"), flags=re.IGNORECASE)
        if is_person(name):
            found.append(name)
    if len(found) > 1 or agency_of(text):
        # "Ana Example, Lima" and "Example Wire, Lima": a single word beside others is a town.
        found = [name for name in found if " " in name or not name.isascii()]
    if any(
        publishers().kind(name) is None for name in found
    ):  # "Ana Example, Volta Courier"; Ida Post may be one
        found = [name for name in found if publishers().kind(name) is None]
    return tuple(dict.fromkeys(found))


def is_person(name: str) -> bool:
    """Whether this can be a person's name: capitals, up to six words, no office, no publisher."""
    if not NAME.fullmatch(name) or _offices().search(name) or outlets().named(name):
        return False
    if name.startswith("The ") or publishers().kind(name) == "agency":
        return False
    return all(word in furniture().bylines.particles or not word[0].islower() for word in name.split())


def agency_of(text: str) -> str | None:
    """The wire that a byline credits."""
    found = outlets().mentioned(text)
    if found:
        return found.name if found.wire else None
    parts = PARTS.split(text)
    return next((part for part in parts if publishers().kind(part) == "agency"), None)


def is_publisher(name: str) -> bool:
    """Whether the name is an agency's or outlet's, in whatever capitals."""
    clean = name.strip()
    return any(outlets().named(form) for form in (clean, clean.title(), clean.upper())) or bool(
        re.search(r"\b(?:agenc(?:y|ies)|news service)\b", clean, re.IGNORECASE)
    )


def _is_sentence(text: str) -> bool:
    """ "By Tuesday the troops had left": bylines have small words of a few kinds only."""
    small = re.findall(r"\b[a-z]+\b", _offices().sub(" ", text))
    return not furniture().bylines.small_words.union(furniture().bylines.particles).issuperset(small)


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(furniture().bylines.offices)})\b", re.IGNORECASE)


def _without_date(text: str) -> tuple[str, dates.Stamp | None]:
    match = dates.FULL.search(text)
    if match is None:
        return text, None
    before = re.sub(
        r"(?:\W*\b(?:on|published|posted|updated|at|date)\b)*\W*\Z",
        "",
        text[: match.start()],
        flags=re.IGNORECASE,
    )
    return before, dates.stamp(text[match.start() :]) or dates.stamp(text[len(before) :].strip(" |,–—-·•"))
