"""Names of authors out of bylines: agencies, offices and addresses are no authors."""

import re
from dataclasses import dataclass

from verbale.ingest import dates
from verbale.ontology.outlets import outlets

BY = re.compile(
    r"\W*(?:(?:written|posted|reported|published|story|text|words"
    r"|analysis|opinion|(?:special )?report|article)\s+)?"
    r"by\b\s*:?\s*(?P<names>\S.*)",
    re.IGNORECASE,
)
# Names are parted by these; a comma also parts a name from its office.
PARTS = re.compile(r"\s*(?:,|;|&|\||/| - | – | — |·|•|\band\b|\bwith\b|\bin [A-Z]|\n)\s*")
OFFICE = re.compile(
    r"\b(?:reporters?|correspondents?|editors?|writers?|journalists?|bureau|chief|desk|staff|columnists?|producers?"
    r"|contributors?|contributing|analysts?|freelance|meteorologists?|professor|fellow|director|news|service|agency"
    r"|agencies|team|newsroom|associated press|admin|administrator|webmaster|press release"
    r"|special to|for the|of the|digital|online|updated|published|read|photographs?|photo|video|staffer)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][\w.'’ʻ‘-]*(?: [^\W\d_][\w.'’ʻ‘-]*){0,5}")
PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
        "y",
        "zu",
    )
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    authors: tuple[str, ...]
    agency: str | None
    stamp: dates.Stamp | None


def byline(line: str) -> Byline | None:
    """The byline that a line of a page's head is: "By Ana Example, Associated Press | 5 May 2031"."""
    match = BY.fullmatch(line)
    if match is None or line.count(" ") > 25 or line.endswith((".”", "!", "?")):
        return None
    rest, stamp = _without_date(match["names"])
    found = names(rest)
    agency = agency_of(rest)
    if not found and agency is None and not OFFICE.search(rest):
        return None
    return Byline(authors=found, agency=agency, stamp=stamp)


def names(text: str) -> tuple[str, ...]:
    """The persons that a byline names, in order, each once."""
    by = BY.fullmatch(" ".join(text.split()))
    clean = re.sub(r"\S+@\S+|https?://\S+|\([^)]*\)", " ", by["names"] if by else text)
    found = []
    for part in PARTS.split(" ".join(clean.split())):
        name = re.sub(r"^by\s+", "", part.strip(" .,;:|-–—*"), flags=re.IGNORECASE)
        if is_person(name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def is_person(name: str) -> bool:
    """Whether this can be a person's name: capitals, up to six words, no office, no publisher."""
    if not NAME.fullmatch(name) or OFFICE.search(name) or outlets().named(name):
        return False
    return all(word in PARTICLES or not word[0].islower() for word in name.split())


def agency_of(text: str) -> str | None:
    """The wire that a byline credits."""
    found = outlets().mentioned(text)
    return found.name if found and found.wire else None


def is_publisher(name: str) -> bool:
    """Whether the name is an agency's or outlet's, in whatever capitals."""
    clean = name.strip()
    return any(outlets().named(form) for form in (clean, clean.title(), clean.upper())) or bool(
        re.search(r"\b(?:agenc(?:y|ies)|news service)\b", clean, re.IGNORECASE)
    )


def _without_date(text: str) -> tuple[str, dates.Stamp | None]:
    match = dates.FULL.search(text)
    if match is None:
        return text, None
    before = re.sub(
        r"\W*\b(?:on|published|posted|updated|at)?\W*$", "", text[: match.start()], flags=re.IGNORECASE
    )
    return before, dates.stamp(text[len(before) :].strip(" |,–—-·•"))
