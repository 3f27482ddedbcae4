"""Cuts a text into tokens, each written as one character, so that rules are regular expressions.

A character stands for the set of classes that a word is in ("second" is an ordinal and a unit). Every word
that is in no class and no rule is the same character, which makes the string cheap to search.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

OTHER = "_"
# Private use area: characters that no text part of a rule can be mistaken for.
_FIRST_CODE = 0xE000

SHAPES = ("ISO", "SLASH", "RANGE", "DECADE", "CLOCK", "ORD", "FRACTION", "DECIMAL", "YEAR", "INT", "SHORT",
          "MERIDIEM", "DASH", "COMMA", "DOT", "POSS", "MONEY", "BREAK")  # fmt: skip

_TOKEN = re.compile(
    r"(?P<WORD>[^\W\d_]+(?:['’](?:ll|t)\b)?)"
    r"|(?P<ISO>\b[0-9]{4}-[0-9][0-9]-[0-9][0-9]\b)"
    r"|(?P<SLASH>\b[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9][0-9])\b)"
    r"|(?P<RANGE>\b(?:1[5-9]|20)[0-9][0-9][-–](?:[0-9]{4}|[0-9][0-9])\b)"
    r"|(?P<DECADE>(?:\b(?:1[5-9]|20)[0-9]0|['’][1-9]0|\b[2-9]0)['’]?s\b)"
    r"|(?P<CLOCK>\b[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?:\b|(?=[ap]m\b)))"
    r"|(?P<ORD>\b[0-9]{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<FRACTION>\b[0-9]/[0-9]\b)"
    r"|(?P<DECIMAL>\b[0-9]+(?:[.,][0-9]+)+\b)"
    r"|(?P<YEAR>\b[12][0-9]{3}\b(?![%]))"
    r"|(?P<INT>\b[0-9]{1,6}(?:\b|(?=[ap]m\b)))"
    r"|(?P<SHORT>['’][0-9][0-9]\b)"
    r"|(?P<POSS>['’]s\b)"
    r"|(?P<DASH>[-–])"
    r"|(?P<COMMA>,)"
    r"|(?P<DOT>\.)"
    r"|(?P<MONEY>[$£€¥])"
    r"|(?P<BREAK>\n)"
    r"|[^\s]"
)
_MERIDIEM = re.compile(r"(?i)[ap](?:\.m\b\.?|m\b)(?!\w)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: their offsets, and one character each in `codes`."""

    text: str
    starts: list[int]
    ends: list[int]
    codes: str

    def word(self, index: int) -> str:
        """The token as it stands in the text; empty outside of it."""
        if not 0 <= index < len(self.starts):
            return ""
        return self.text[self.starts[index] : self.ends[index]]


class Vocabulary:
    """Which character stands for which set of classes, and which characters stand for a class.

    `capitalised` holds for words only where they begin with a capital letter.
    """

    def __init__(self, *, plain: dict[str, set[str]], capitalised: dict[str, set[str]]) -> None:
        self._codes: dict[frozenset[str], str] = {}
        self._shapes = {shape: self._code(frozenset([shape])) for shape in SHAPES}
        self._lower = {word: self._code(frozenset(classes)) for word, classes in plain.items()}
        self._capital = {
            word: self._code(frozenset(plain.get(word, set()) | capitalised.get(word, set())))
            for word in plain.keys() | capitalised.keys()
        }

    def _code(self, classes: frozenset[str]) -> str:
        return self._codes.setdefault(classes, chr(_FIRST_CODE + len(self._codes)))

    def characters(self, name: str) -> str:
        """The characters of a class or shape, as a regular expression that matches one of them."""
        codes = sorted(code for classes, code in self._codes.items() if name in classes)
        return f"[{''.join(codes)}]" if codes else "(?!)"

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text, in order, never overlapping."""
        starts: list[int] = []
        ends: list[int] = []
        codes: list[str] = []
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            kind = found.lastgroup
            if start < (ends[-1] if ends else 0):
                continue  # inside "p.m.", read with its "p"
            if kind == "WORD":
                code, end = self._word(text, start, end)
            else:
                code = self._shapes.get(kind or "", OTHER)
            starts.append(start)
            ends.append(end)
            codes.append(code)
        return Tokens(text, starts, ends, "".join(codes))

    def _word(self, text: str, start: int, end: int) -> tuple[str, int]:
        word = text[start:end]
        if len(word) <= 2 and word[0] in "aApP" and (found := _MERIDIEM.match(text, start)):
            return self._shapes["MERIDIEM"], found.end()
        known = self._capital if word[0].isupper() else self._lower
        return known.get(word.lower(), OTHER), end


def classes_by_word(words: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Turns (class, its words) into word → classes."""
    by_word: dict[str, set[str]] = {}
    for name, entries in words:
        for entry in entries:
            by_word.setdefault(entry, set()).add(name)
    return by_word
