"""Finds who publishes a page in the words around its story: masthead, issue line, copyright line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verbale.ingest import dates
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import is_name, publishers

# A masthead is among the first lines of a page; skip links, buttons and a date may stand above it.
FIRST_LINES = 4
# A row of sections has three parts at least, each of few words.
ROW_PARTS = 3
# A masthead that nothing else tells from a headline is shorter than one.
TITLE_WORDS = 4
ROW_WORDS = 3
PARTS = re.compile(r"\s*(?:>|»|›|→|\||::|\\)\s*|\s+[-–—/·•]\s+")
SEASON = rf"(?:spring|summer|autumn|fall|winter|{dates.MONTH})"
NUMBER_ONLY = r"\W*(?:no|nr|n[°º]|number|issue|vol|volume|edition)\W{0,3}\d"
NUMBER = r"(?:(?:no|nr|n[°º]|number|issue|vol|volume|edition)\W{0,3})?\d[\w/.-]*"
ISSUE = re.compile(
    rf"(?:\W*(?:{NUMBER}|{SEASON}(?:[-–/]{SEASON})?,? (?:19|20)\d\d|(?:19|20)\d\d))+\W*", re.IGNORECASE
)
NUMBERED = re.compile(
    r"(?:press release|release|briefing|brief|note|briefing note|policy brief|communiqu[eé]|statement|report"
    rf"|bulletin|circular|ref|reference|{NUMBER})\W*(?:{NUMBER})?\W*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r".{0,80}?(?:©|\(c\)|copyright)\W*(?:\(c\)|©)?\W*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?)?\s*(?:by )?"
    r"(?P<name>[^\W\d_][^|,;:()©\n]{2,60}?)\s*"
    r"(?:,?\s*(?:ltd|llc|llp|inc|plc|gmbh|limited)\b.*|,?\s*(?:19|20)\d\d.*|[|,;:()].*|\.(?:\s.*)?|)",
    re.IGNORECASE,
)


DOMAIN = r"[a-z0-9-]{4,}(?:\.[a-z]{2,10}){1,2}"


@dataclass(frozen=True, slots=True)
class Issue:
    """A line that names the publisher and the day: "The Volta Post | 3 June 2031"."""

    name: str
    stamp: dates.Stamp


def publisher_in(line: str) -> str | None:
    """The publisher that a line of a page's head names: alone, first in a row, or beside an issue's number."""
    parts = PARTS.split(line)
    if NUMBERED.fullmatch(line):
        return None
    if len(parts) > 1 and not is_issue(line):
        parts = parts[:1]
    names = (_name(part) for part in parts)
    return next((name for name in names if publishers().kind(name)), None)


def issue(line: str) -> Issue | None:
    """The publisher and day in a line that holds both and nothing else."""
    match = dates.FULL.search(line) if len(line) <= dates.LONGEST else None
    if match is None or not match.start():
        return None
    name = _name(line[: match.start()].strip(" |,–—-·•/"))
    stamp = dates.stamp(line[match.start() :])
    return Issue(name, stamp) if stamp and publishers().kind(name) else None


def is_issue(line: str) -> bool:
    """Whether the line says which issue or document this is: "Steppe Review | No. 3, autumn 2031"."""
    parts = PARTS.split(line)
    if len(parts) == 1:
        return NUMBERED.fullmatch(line) is not None or ISSUE.fullmatch(line) is not None
    if re.match(NUMBER_ONLY, parts[-1], re.IGNORECASE) and ISSUE.fullmatch(parts[-1]):
        return True
    numbered = [NUMBERED.fullmatch(part) or ISSUE.fullmatch(part) for part in parts]
    return any(numbered) and all(
        number or is_name(part) or part.count(" ") < ROW_WORDS
        for part, number in zip(parts, numbered, strict=True)
    )


def is_row(line: str) -> bool:
    """Whether the line is a row of sections: "Home | Provincial | Sport"."""
    parts = [part for part in PARTS.split(line) if part]
    return len(parts) >= ROW_PARTS and all(part.count(" ") < ROW_WORDS for part in parts)


def masthead(head: Sequence[str], page: Sequence[str]) -> tuple[int, str] | None:
    """The place and the name of the publisher among the lines above a headline; `page` is all of it."""
    if name := _first(head, page):
        return 0, name
    named = ((index, publisher_in(line)) for index, line in enumerate(head[:FIRST_LINES]))
    return next(((index, name) for index, name in named if name), None)


def _first(head: Sequence[str], page: Sequence[str]) -> str | None:
    """The name in the first line where it stands, or is spoken of, as a publisher's."""
    if not head or is_issue(head[0]):
        return None
    first = PARTS.split(head[0])[0]
    if re.fullmatch(DOMAIN, first):
        return _spelled(first.split(".")[0], page)
    name = publisher_in(head[0]) or _name(first)
    if publishers().kind(name):
        return name
    if not is_name(name) or publishers().is_section(name) or publishers().is_state(name):
        return None
    alone = name == head[0] and name.count(" ") < TITLE_WORDS and len(head) > 2
    likely = (
        alone and (_is_of_the_page(head[1]) or publishers().begins_like_one(name))
    ) or _speaks_of_itself(name, page[1:])
    return name if likely else None


def _spelled(label: str, page: Sequence[str]) -> str | None:
    """The name that a site's address is made of: "aiddispatch" for "Aid Dispatch"."""
    letters = r"[\s'’-]?".join(map(re.escape, label))
    found = (
        match[0] for line in page for match in re.finditer(rf"\b(?:the )?{letters}\b", line, re.IGNORECASE)
    )
    return next((name for name in found if is_name(name) and name != name.lower()), None)


def copyright_holder(lines: Iterable[str]) -> str | None:
    """The publisher to whom a copyright line gives the page, or the agency to whom it gives the story."""
    for line in lines:
        match = COPYRIGHT.fullmatch(line) if len(line) <= dates.LONGEST else None
        for name in PARTS.split(match["name"].strip(" .")) if match else ():
            if publishers().kind(name):
                known = outlets().named(name)
                return known.name if known else name
    return None


def _name(part: str) -> str:
    """The part without what follows a name: "Steppe Review quarterly, Ulaanbaatar"."""
    name = part.split(",", maxsplit=1)[0] if not publishers().kind(part) else part
    return re.sub(r"(?: [a-z]+)+\Z|\s\d+[.,]\d+(?:\s?(?:FM|MHz))?\Z", "", name).strip(" |·•–—-[]()")


def _is_of_the_page(line: str) -> bool:
    """Whether the line is a row of sections, the issue or its day: what stands under a masthead."""
    day = dates.stamp(line)
    return is_row(line) or is_issue(line) or (day is not None and not dates.LABEL.match(line))


def _speaks_of_itself(name: str, lines: Sequence[str]) -> bool:
    """Whether the page calls itself so: "told the Beacon", "The Beacon welcomes letters"."""
    words = re.sub(r"\A(?i:the) ", "", name).split()
    whole = re.escape(" ".join(words))
    forms = f"{whole}|{re.escape(' '.join(words[:2]))}|{re.escape(words[-1])}"
    pattern = re.compile(
        rf"\b(?:told|tells|telling|spoke to|speaking to|interview with) (?:the )?(?:{forms})\b"
        rf"|\bthe {whole}\b|\({whole}\)|\b{whole} (?:asked|welcomes|takes|understands|contacted|is published)\b",
        re.IGNORECASE,
    )
    return any(pattern.search(line) for line in lines)
