"""Tells page furniture from the words of a story, by the rules of `resources/furniture.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from verbale.ontology.tables import load

# A rule for N words never looks at more than N * 15 characters: no language has longer words on average, and
# a megabyte without a space in it must not reach a regular expression.
CHARACTERS_A_WORD = 15


class LineRule(msgspec.Struct, frozen=True):
    kind: str
    max_words: int
    pattern: str


class HeadingRule(msgspec.Struct, frozen=True):
    kind: str
    scope: Literal["rest", "block"]
    pattern: str


class RelatedLine(msgspec.Struct, frozen=True):
    max_words: int
    patterns: tuple[str, ...]


class Bylines(msgspec.Struct, frozen=True):
    """Words of bylines: offices, words in small letters, particles of names."""

    offices: tuple[str, ...]
    small_words: frozenset[str]
    particles: frozenset[str]


class Table(msgspec.Struct, frozen=True):
    lines: tuple[LineRule, ...]
    headings: tuple[HeadingRule, ...]
    related_line: RelatedLine
    elements: dict[str, str]
    not_places: frozenset[str]
    bylines: Bylines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that opens a block of furniture. `ends`: nothing of the story comes after it."""

    kind: str
    ends: bool


class Furniture:
    """The rules, compiled."""

    def __init__(self, table: Table) -> None:
        self.elements = table.elements
        self.not_places = table.not_places
        self.bylines = table.bylines
        self._lines = [(rule.kind, rule.max_words, _compiled(rule.pattern)) for rule in table.lines]
        self._headings = [
            (Heading(rule.kind, rule.scope == "rest"), _compiled(rule.pattern)) for rule in table.headings
        ]
        self._related = [_compiled(pattern) for pattern in table.related_line.patterns]
        self._related_words = table.related_line.max_words

    def kind(self, line: str) -> str | None:
        """What kind of furniture the line is, or None for words of a story."""
        words = line.count(" ") + 1
        for kind, max_words, pattern in self._lines:
            if _short(line, words, max_words) and pattern.fullmatch(line):
                return kind
        return None

    def heading(self, line: str) -> Heading | None:
        """The block that the line opens, if any."""
        if not _short(line, line.count(" ") + 1, 10):  # the longest heading of a list seen has eight words
            return None
        return next((heading for heading, pattern in self._headings if pattern.fullmatch(line)), None)

    def related_title(self, line: str) -> str | None:
        """The title in a line such as "READ MORE: title"."""
        if not _short(line, line.count(" ") + 1, self._related_words):
            return None
        matches = (pattern.fullmatch(line) for pattern in self._related)
        return next((match["title"].strip() for match in matches if match), None)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _short(line: str, words: int, max_words: int) -> bool:
    return words <= max_words and len(line) <= max_words * CHARACTERS_A_WORD


@cache
def furniture() -> Furniture:
    """The table of `resources/furniture.yaml`."""
    return Furniture(load("furniture.json", Table))
