"""Bylines, dates and datelines that stand on lines of their own around a story."""

import re
from collections.abc import Iterable, Sequence

from verbale.ingest import authors, dateline, dates, masthead
from verbale.ingest.build import Draft
from verbale.ingest.clean import ENDS_SENTENCE, SENTENCE_WORDS, Piece, is_paragraph
from verbale.ingest.furniture import furniture
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import publishers
from verbale.records import Removed

CRUMBS = re.compile(r"\s*(?:/|>|»|›|→|\||::|\\)\s*|\s+[-–—]\s+")
# "APS | Quito", "World | Africa": a row under a headline.
ROW_WORDS = 6
STATEMENT = re.compile(r"(?<!\b[A-Z])\.[\"”’')\]]*\Z")


def starts_story(line: str) -> bool:
    """Whether the line can be the first of a story's own: a sentence, or one with a dateline before it."""
    if furniture().kind(line) or authors.byline(line) or dates.stamp(line):
        return False
    # Of short lines only statements: "Will Chad send troops to Niger to guard the mines?" is a headline.
    statement = STATEMENT.search(line) is not None and line.count(" ") + 1 >= SENTENCE_WORDS
    if statement or is_paragraph(line):
        return True
    # "RADIO SAHEL - NIAMEY" and "SECTIONS: Africa | Asia" look like datelines, but nothing is said after them.
    said = ENDS_SENTENCE.search(line) is not None or line.count(" ") + 1 > SENTENCE_WORDS
    return said and dateline.opening(line) is not None


def labelled(line: str) -> bool:
    """Whether the line is a date with a label: before the headline one without is the day of printing."""
    label = dates.LABEL.match(line) or dates.POSTER.match(line)
    return label is not None and dates.stamp(line) is not None


def is_breadcrumb(line: str) -> bool:
    """Whether the line is a path or row of sections: "Home > World > Europe"."""
    crumbs = CRUMBS.split(line)
    first = crumbs[0].casefold()
    return len(crumbs) > 1 and (first in ("home", "homepage", "news") or _are_sections(crumbs))


def _are_sections(crumbs: list[str]) -> bool:
    return len(crumbs) > 2 and all(crumb.count(" ") < 3 for crumb in crumbs)


def site_after(headline: str, line: str) -> str | None:
    """The site's name in a line that is the headline and it: "Fiji thanks Tonga - Pacific Herald"."""
    match = re.match(r"\s+(?:[-–—|:·•»]|::)\s+(?P<site>[^|]{2,40})\Z", line[len(headline) :])
    return match["site"] if match and headline and line.startswith(headline) else None


def split_marks(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Removed]]:
    """Takes bylines, dates and datelines before the first paragraph out, and labelled dates anywhere."""
    kept: list[Piece] = []
    removed: list[Removed] = []
    started = False
    for piece in pieces:
        kind = _mark(piece.text, started)
        if kind:
            removed.append(Removed(kind=kind, text=piece.text))
        else:
            kept.append(piece)
            started = started or starts_story(piece.text)
    return kept, removed


def _mark(line: str, started: bool) -> str | None:
    if labelled(line):
        return mark(line)
    if started:
        return None
    is_row = " | " in line and line.count(" ") < ROW_WORDS and not STATEMENT.search(line)
    return "breadcrumb" if is_breadcrumb(line) else mark(line) or ("label" if is_row else None)


def mark(line: str) -> str | None:
    """Whether the line is nothing but a date, a dateline or a byline."""
    if authors.byline(line):
        return "byline"
    if dates.stamp(line):
        return "date"
    if masthead.issue(line):
        return "masthead"
    if dateline.alone(line) or outlets().named(line):
        return "dateline"
    if publishers().credited(line):
        return "credit"
    return "masthead" if publishers().kind(line) else None


def with_marks(draft: Draft, lines: Iterable[str]) -> Draft:
    """The draft with what these bylines and dates say."""
    for line in lines:
        found = authors.byline(line)
        issue = masthead.issue(line)
        stamp = found.stamp if found else dates.stamp(line) or (issue.stamp if issue else None)
        if issue:
            draft = draft.with_field("outlet", issue.name, "heuristic")
        if found:
            draft = draft.with_field("authors", found.authors, "heuristic")
            draft = draft.with_field("agency", found.agency, "wire")
        if stamp:
            draft = draft.with_field("published", stamp.published, "heuristic")
            draft = draft.with_field("modified", stamp.modified, "heuristic")
    return draft
