"""Reads a plain-text scrape: the story out of the lines that stood on the page around it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from verbale.ingest.build import Draft, finish
from verbale.ingest.clean import ENDS_SENTENCE, Piece, sort_pieces
from verbale.ingest.ending import bare_byline, without_ending
from verbale.ingest.head import head_of
from verbale.ingest.marks import site_after, split_marks, with_marks
from verbale.ingest.masthead import copyright_holder
from verbale.ontology.publishers import publishers
from verbale.records import Article, Removed

# Mail and old wires break lines at 64 to 80 columns; a longest line past 100 is a paragraph.
WIDEST_WRAP = 100
MIN_WRAPPED_LINES = 3
# Headlines and lists are shorter than the width, so that not every line that another follows is full.
WRAPPED_SHARE = 0.6
# Columns of a row stand three spaces or a tab apart; their parts are sections, buttons, dates.
GAP = re.compile(r" {3,}|[ ]*\t[ \t]*")
CELL_WORDS = 6


def article_from_text(
    text: str, *, url: str | None = None, published: str | None = None, title: str | None = None
) -> Article:
    """The article in a scrape. `published` and `title` are what the caller knows of it."""
    lines = paragraphs(text)
    head = head_of(lines, title)
    body = [Piece(line) for line in lines[head.length :]]
    pieces, marks = split_marks(body)
    found = sort_pieces(pieces, titles=(head.title,), scrape=True)
    for other in head.related:
        found.relate(other)
    found = replace(found, removed=[*head.removed, *marks, *found.removed])
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
    draft = draft.with_field("outlet", head.outlet, "heuristic")
    draft = with_marks(draft, [*head.marks, *(mark.text for mark in marks)])
    draft = _with_authors(draft)
    holder = copyright_holder(piece.text for piece in found.removed)
    field = "agency" if publishers().kind(holder or "") == "agency" else "outlet"
    return finish(replace(draft.with_field(field, holder, "heuristic"), printed=head.printed))


def _with_authors(draft: Draft) -> Draft:
    """The draft with authors whom no "by" names, and without the box about them."""
    found = draft.sorted
    bare = bare_byline(found) if "authors" not in draft.fields else None
    if bare:
        line, names = bare
        body = [paragraph for paragraph in found.body if paragraph != line]
        found = replace(found, body=body, removed=[*found.removed, Removed(kind="byline", text=line)])
        draft = draft.with_field("authors", names, "heuristic")
    return replace(draft, sorted=without_ending(found, draft.fields.get("authors", ())))


def paragraphs(text: str) -> list[str]:
    """The lines of a text as paragraphs: white space collapsed, lines broken at a fixed width joined."""
    lines = [
        " ".join(_columns(line).split())
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    width = max(map(len, lines), default=0)
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    if width > WIDEST_WRAP or full < MIN_WRAPPED_LINES or full < len(pairs) * WRAPPED_SHARE:
        return [line for line in lines if line]
    return _unwrapped(lines, width)


def _columns(line: str) -> str:
    """The line with a stroke for each wide gap between the short parts of a row: "World   Business   Money"."""
    parts = GAP.split(line.strip())
    is_row = (
        len(parts) > 1
        and not ENDS_SENTENCE.search(line)
        and all(part.count(" ") < CELL_WORDS for part in parts)
    )
    return " | ".join(parts) if is_row else line


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
