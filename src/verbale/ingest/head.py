"""What stands before the story in a scrape: the headline, and the furniture above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verbale.ingest import authors, dateline, dates, masthead
from verbale.ingest.clean import CUT_OFF, normal, own_words
from verbale.ingest.furniture import furniture
from verbale.ingest.marks import CRUMBS, is_breadcrumb, labelled, mark, starts_story
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import publishers
from verbale.records import Removed

# Sections and names of sites have fewer words than headlines.
HEADLINE_WORDS = 5
# A headline, its standfirst, byline, date, picture and buttons take up to a dozen lines above a story.
WINDOW = 14
# The points of a summary begin so.
POINTS = ("* ", "• ", "· ")
# A sentence with as many lines of no story after it is a slogan of the site, and not the story's first.
ALONE = 6


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the story. `length` counts lines, the headline among them.

    `printed` is the one full date above the headline: the day of issue, or of printing.
    """

    title: str
    length: int
    marks: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    related: tuple[str, ...] = ()
    outlet: str | None = None
    printed: str | None = None


def head_of(lines: Sequence[str], given: str | None) -> Head:
    """The headline of a scrape and what stands above it. `given`: the headline, where it is known."""
    start = _start(lines)
    found = masthead.masthead(lines[:start], lines)
    candidates = _without_masthead(
        lines, [index for index in range(start) if _can_be_title(lines[index])], found[0] if found else None
    )
    index = _headline(lines[:start], candidates, given)
    outlet = found[1] if found and found[0] != index else None
    if index is None and found and publishers().kind(found[1]):
        above = [_furniture_of(line, "") for line in lines[: found[0]]]
        name = Removed(kind="masthead", text=lines[found[0]])
        return Head(title="", length=found[0] + 1, removed=(*above, name), outlet=found[1])
    if index is None:
        return replace(_head_of_crumbs(lines, start), outlet=outlet, printed=_printed(lines[:start]))
    keys = [normal(line) for line in lines[:start]]
    index = max(at for at in range(start) if keys[at] == keys[index])
    listed = _listed(lines[:index], [at for at in candidates if keys[at] != keys[index]])
    removed = [
        Removed(kind="masthead", text=line) if found and at == found[0] else _furniture_of(line, lines[index])
        for at, line in enumerate(lines[:index])
        if at not in listed
    ]
    marks = tuple(line for line in lines[:index] if authors.byline(line) or labelled(line))
    return Head(
        title=_without_site(lines[index]),
        length=index + 1,
        marks=marks,
        removed=tuple(removed),
        related=tuple(lines[at] for at in listed),
        outlet=outlet,
        printed=_printed(lines[:index]),
    )


def _without_masthead(lines: Sequence[str], candidates: list[int], at: int | None) -> list[int]:
    """The candidates without the publisher's name, its motto over a row of sections, and lines of the issue."""
    if at is None:
        return candidates
    rows = [
        index
        for index in range(at, max(candidates, default=0))
        if masthead.is_row(lines[index]) or masthead.is_issue(lines[index])
    ]
    last = max(
        (index for index in rows if furniture().kind(lines[index]) in (None, "navigation")), default=at
    )
    below = [index for index in candidates if index > last]
    return below or [index for index in candidates if not publishers().kind(lines[index])]


def _printed(lines: Sequence[str]) -> str | None:
    """The full date above a headline, if there is one alone; on top of the page it is the day of printing."""
    days = {day[:10]: day for line in lines[1:] if (day := _day_at_end(line))}
    return next(iter(days.values())) if len(days) == 1 else None


def _day_at_end(line: str) -> str | None:
    """The date that a line, or a part of a row, ends in: "Notes from the gallery, sitting of 23 March 2031"."""
    stamp = dates.stamp(line)
    if stamp:
        return stamp.published
    match = dates.FULL.search(line) if len(line) <= dates.LONGEST else None
    goes_on = match is None or re.match(r"\s*[^\s\w|*]?\s*\w", line[match.end() :])
    return None if match is None or goes_on else dates.full(match.group())


def _listed(lines: Sequence[str], candidates: Sequence[int]) -> list[int]:
    """The headlines of other stories: those right under the heading of such a list."""
    listed: list[int] = []
    in_list = False
    for index, line in enumerate(lines):
        in_list = furniture().heading(line) is not None or (in_list and index in candidates)
        if in_list and index in candidates:
            listed.append(index)
    return listed


def _start(lines: Sequence[str]) -> int:
    """The line where the story starts, or the number of lines if none does."""
    starts = [index for index, line in enumerate(lines) if starts_story(line)]
    own = [words > 0 or index in starts[:1] for index, words in enumerate(own_words(lines))]
    for index in starts:
        if dateline.opening(lines[index]):
            return index
        after = next((at for at in range(index + 1, len(lines)) if own[at]), None)
        gap = lines[index + 1 : after]
        if after is None or sum(furniture().kind(line) is None for line in gap) < ALONE:
            return index
    return next(iter(starts), len(lines))


def _headline(lines: Sequence[str], candidates: Sequence[int], given: str | None) -> int | None:
    """The line that a breadcrumb ends in or that is repeated, else the best of those above the story."""
    keys = [normal(line) for line in lines]
    crumbs = {normal(crumb) for line in lines for crumb in CRUMBS.split(line)[1:]} | {normal(given or "")}
    if len(lines) < WINDOW:  # little above the story: lists of other headlines come after its own
        candidates = _before_lists(candidates, lines)
    long = [index for index in candidates if keys[index].count(" ") + 1 >= HEADLINE_WORDS]
    near = _before_lists([index for index in long if index >= len(lines) - WINDOW], lines)
    choices = (
        (index for index in long if keys[index] in crumbs),
        (index for index in near if sum(key.startswith(keys[index]) for key in keys) > 1),
        _before_mark(lines, near),
        near,
        reversed(long),
        (index for index in candidates if keys[index] in crumbs),
        candidates,
    )
    return next((index for choice in choices for index in choice), None)


def _before_mark(lines: Sequence[str], near: Sequence[int]) -> list[int]:
    """The headline over a byline or date: right above it, or with a standfirst between.

    More lines above it than two are a list of other headlines, and this is the last of them.
    """
    at = max((index for index, line in enumerate(lines) if mark(line)), default=0)
    run = [index for index in near if index < at]
    # The run's first line is the last that does not follow another candidate.
    first = max((place for place, index in enumerate(run) if index - 1 not in run), default=0)
    together = run[first:]
    return together[-1:] if len(together) > 2 else together[:1]


def _before_lists(candidates: Sequence[int], lines: Sequence[str]) -> Sequence[int]:
    """The candidates before the first heading of a list of other stories, or all if there are none."""
    heading = next((index for index, line in enumerate(lines) if furniture().heading(line)), len(lines))
    return [index for index in candidates if index < heading] or candidates


def _head_of_crumbs(lines: Sequence[str], start: int) -> Head:
    """No line is the headline: a breadcrumb may still hold it."""
    for index, line in enumerate(lines[:start]):
        crumbs = CRUMBS.split(line)
        if len(crumbs) > 1 and crumbs[-1].count(" ") >= 3:
            removed = tuple(_furniture_of(earlier, crumbs[-1]) for earlier in lines[: index + 1])
            return Head(title=crumbs[-1], length=index + 1, removed=removed)
    return Head(title="", length=0)


def _can_be_title(line: str) -> bool:
    words = line.count(" ") + 1
    if not 3 <= words <= 30 or furniture().kind(line) or furniture().heading(line) or line.startswith(POINTS):
        return False
    if (
        mark(line)
        or publishers().credited(line)
        or dates.full(line)
        or CUT_OFF.search(line)
        or masthead.is_issue(line)
    ):
        return False
    return not is_breadcrumb(line) and line.count(" | ") < 2


def _without_site(title: str) -> str:
    """ "Envoys meet in Quito | The Northern Gazette" without the publisher."""
    match = re.fullmatch(r"(.{10,}?)\s+(?:\||-|–|—|::|·)\s+([^|–—]{2,40})", title)
    return match[1] if match and outlets().mentioned(match[2]) else title


def _furniture_of(line: str, title: str) -> Removed:
    crumbs = CRUMBS.split(line)
    if normal(line) == normal(title) or (normal(line).startswith(normal(title)) and len(crumbs) == 2):
        return Removed(kind="headline", text=line)
    if len(crumbs) > 1:
        return Removed(kind="breadcrumb", text=line)
    if authors.byline(line):
        return Removed(kind="byline", text=line)
    return Removed(kind=furniture().kind(line) or ("date" if dates.stamp(line) else "navigation"), text=line)
