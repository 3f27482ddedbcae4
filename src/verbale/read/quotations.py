"""Finds quoted stretches of a text: typographic and straight marks, over sentences and paragraphs.

A quotation that runs over several paragraphs opens again at each of them and closes once; every paragraph
of it is one `Quotation`, the later ones with `continues`. Marks inside a quotation (a quotation in a
quotation) are part of it. Apostrophes, feet and inches are no quotation marks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Quotation", "find"]

DOUBLE_OPEN = "“„«"
DOUBLE_CLOSE = "”»"
STRAIGHT = '"'
PAIRS = ("``", "''")  # typewriter marks of two characters
SINGLE_OPEN = "‘"
APOSTROPHES = "’'"
TERMINAL = ".,!?…;—"  # what stands before the closing mark of speech, seldom of a scare quote
# A scare quote is a word or a name ("the so-called “shadow cabinet”"); speech has more words.
SHORT_WORDS = 4
# A single-quoted stretch that does not close within so many characters began with an apostrophe.
SINGLE_REACH = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch of one paragraph: characters `start` to `end` with the marks, `inner_*` without.

    `short` marks scare quotes and titles of few words; `continues` a paragraph that goes on with the
    quotation of the paragraph before.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    short: bool
    continues: bool


def find(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in order, none overlapping; offsets count characters of `text`."""
    found: list[Quotation] = []
    open_before = False
    for start, end in _paragraphs(text):
        unclosed = False
        for begin, stop, inner, outer, closed in _stretches(text, start, end):
            continues = open_before and begin == start
            found.append(_quotation(text, begin, stop, inner, outer, continues))
            unclosed = not closed
        open_before = unclosed
    return tuple(found)


def _quotation(text: str, start: int, end: int, inner: int, outer: int, continues: bool) -> Quotation:
    words = text[inner:outer].split()
    spoken = text[outer - 1] in TERMINAL or text[max(0, start - 2) : start].rstrip().endswith((",", ":"))
    short = len(words) <= SHORT_WORDS and not spoken
    return Quotation(start, end, inner, outer, short, continues)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line with something on it, white space at both ends left out."""
    position = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = position + line.index(body)
            yield start, start + len(body)
        position += len(line) + 1


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Start, end, inner start, inner end and whether it is closed, of each quotation of a paragraph."""
    position = start
    while position < end:
        width, single = _opening(text, position, start, end)
        if not width:
            position += 1
            continue
        inner = position + width
        close, closing = _close(text, inner, end, single=single)
        if single and not closing:
            position = inner
            continue
        if text[inner:close].strip():
            yield position, close + closing, inner, close, bool(closing)
        position = max(close + closing, inner)


def _opening(text: str, position: int, start: int, end: int) -> tuple[int, bool]:
    """How many characters of an opening mark stand here (0: none), and whether it is a single mark."""
    char = text[position]
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    if char in DOUBLE_OPEN:
        return 1, False
    if text[position : position + 2] in PAIRS and not before.isalnum():
        return 2, False
    if char == STRAIGHT:
        # After a digit it means inches; before white space it closes something that was never opened.
        return (0 if before.isalnum() or (after.isspace() and before != " ") else 1), False
    outside = before.isspace() or before in "([—–-/"
    if char == SINGLE_OPEN and outside and not after.isdigit():
        return 1, True
    if char == "'" and outside and after.isalnum() and not after.isdigit():
        return 1, True
    return 0, False


def _close(text: str, inner: int, end: int, *, single: bool) -> tuple[int, int]:
    """Where the closing mark of a quotation stands, and its width; (`end`, 0) where there is none."""
    if single:
        return _close_single(text, inner, min(end, inner + SINGLE_REACH))
    opener = text[inner - 1]
    nested = 0
    for position in range(inner, end):
        char = text[position]
        after = text[position + 1] if position + 1 < end else " "
        if char in DOUBLE_OPEN and char != "„":
            if _ends_like_speech(text, position, after):
                return position, 1  # an opening mark set where the closing one was meant
            nested += 1
        elif char in DOUBLE_CLOSE or (char == STRAIGHT and _may_close(text, position)):
            if char == STRAIGHT and opener == STRAIGHT and after.isalnum():
                continue
            if not nested:
                return position, 1
            nested -= 1
        elif opener in "`'" and text.startswith("''", position):
            return position, 2
    return end, 0


def _may_close(text: str, position: int) -> bool:
    """A closing mark stands after a word, or after a space that sets it off from an inner mark."""
    return not text[position - 1].isspace() or text[position - 2] in APOSTROPHES


def _ends_like_speech(text: str, position: int, after: str) -> bool:
    return text[position - 1] in TERMINAL and after.isspace()


def _close_single(text: str, inner: int, reach: int) -> tuple[int, int]:
    """A closing single mark stands after a word or a stop and before no letter.

    After an s it may as well be the plural's apostrophe: then a later mark is preferred where there is one.
    """
    candidate = None
    for position in range(inner + 1, reach):
        char = text[position]
        after = text[position + 1] if position + 1 < len(text) else " "
        if char in STRAIGHT + DOUBLE_OPEN + DOUBLE_CLOSE:
            break
        if char == SINGLE_OPEN and candidate is not None:
            break
        if char not in APOSTROPHES or after.isalnum() or text[position - 1].isspace():
            continue
        if text[position - 1] != "s" or not after.isspace():
            return position, 1
        candidate = position
    return (candidate, 1) if candidate is not None else (inner, 0)
