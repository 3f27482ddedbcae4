"""Reads a plain-text scrape: the story out of the lines that stood on the page around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verbale.ingest import authors, dateline, dates
from verbale.ingest.build import Draft, finish
from verbale.ingest.clean import Piece, Sorted, normal, sort_pieces
from verbale.ingest.furniture import furniture
from verbale.ingest.marks import (
    CRUMBS,
    is_breadcrumb,
    labelled,
    site_after,
    split_marks,
    starts_story,
    with_marks,
)
from verbale.ontology.outlets import outlets
from verbale.records import Article, Removed

# Mail and old wires break lines at 64 to 80 columns; a longest line past 100 is a paragraph.
WIDEST_WRAP = 100
MIN_WRAPPED_LINES = 3
# Headlines and lists are shorter than the width, so that not every line that another follows is full.
WRAPPED_SHARE = 0.6
# Sections and names of sites have fewer words than headlines.
HEADLINE_WORDS = 5


def article_from_text(
    text: str, *, url: str | None = None, published: str | None = None, title: str | None = None
) -> Article:
    """The article in a scrape. `published` and `title` are what the caller knows of it."""
    lines = paragraphs(text)
    head = _head(lines, title)
    body = [Piece(line) for line in lines[head.length :]]
    pieces, marks = split_marks(body)
    found = sort_pieces(pieces, titles=(head.title,), scrape=True)
    found = Sorted(found.body, found.related, [*head.removed, *marks, *found.removed])
    if not found.body and head.title:  # one line without a full stop: it is what there is to read
        found.body.append(head.title)
        head = replace(head, title="")
    credits = [
        piece.text for piece in found.removed if piece.kind in ("credit", "byline", "copyright", "dateline")
    ]
    draft = Draft(sorted=found, url=url, credits=tuple(credits))
    draft = draft.with_field("published", published, "given").with_field("title", title, "given")
    draft = draft.with_field("title", head.title, "heuristic")
    for removed in head.removed:
        draft = draft.with_field("outlet", site_after(head.title, removed.text), "heuristic")
    return finish(with_marks(draft, [*head.marks, *(mark.text for mark in marks)]))


def paragraphs(text: str) -> list[str]:
    """The lines of a text as paragraphs: white space collapsed, lines broken at a fixed width joined."""
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    width = max(map(len, lines), default=0)
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    if width > WIDEST_WRAP or full < MIN_WRAPPED_LINES or full < len(pairs) * WRAPPED_SHARE:
        return [line for line in lines if line]
    return _unwrapped(lines, width)


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word had no room in this one."""
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width


def _unwrapped(lines: Sequence[str], width: int) -> list[str]:
    """Joins a line to the next where it is full, or where the next begins in the middle of a sentence."""
    joined: list[str] = []
    last = ""
    for line in lines:
        if line and last and (_is_full(last, line, width) or line[0].islower()):
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
        last = line
    return joined


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the story. `length` counts lines, the headline among them."""

    title: str
    length: int
    marks: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


def _head(lines: Sequence[str], given: str | None) -> Head:
    """Finds the headline: the line that a breadcrumb ends in, else one repeated, else the first fit."""
    start = next((index for index, line in enumerate(lines) if starts_story(line)), len(lines))
    candidates = _before_lists(
        [index for index in range(start) if _can_be_title(lines[index])], lines[:start]
    )
    crumbs = {normal(crumb): crumb for line in lines[:start] for crumb in CRUMBS.split(line)[1:]}
    keys = [normal(line) for line in lines[:start]]
    wanted = [normal(given)] if given else []
    choices = (
        (i for i in candidates if keys[i] in wanted or keys[i] in crumbs),
        (i for i in candidates if sum(key.startswith(keys[i]) for key in keys) > 1),
        (i for i in candidates if keys[i].count(" ") + 1 >= HEADLINE_WORDS),
        iter(candidates),
    )
    index = next((i for choice in choices for i in choice), None)
    if index is None:
        return _head_of_crumbs(lines, start)
    index = max(i for i in range(start) if keys[i] == keys[index])
    removed = [_furniture_of(line, lines[index]) for line in lines[:index]]
    marks = tuple(line for line in lines[:index] if authors.byline(line) or labelled(line))
    return Head(title=_without_site(lines[index]), length=index + 1, marks=marks, removed=tuple(removed))


def _before_lists(candidates: list[int], lines: Sequence[str]) -> list[int]:
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
    if not 3 <= words <= 30 or furniture().kind(line) or furniture().heading(line):
        return False
    if authors.byline(line) or dates.stamp(line) or dateline.alone(line) or outlets().named(line):
        return False
    return not is_breadcrumb(line)


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
