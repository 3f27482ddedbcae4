"""Words as they are searched: the same folding for texts and queries, whatever database holds them.

Databases break texts into words each in their own way. Here it is done once, before they see it, so that the
same query gives the same answers everywhere.
"""

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
# Codes of countries (RUS, BHS) are three letters long and no plurals.
LONGEST_CODE = 3
# PostgreSQL counts no positions beyond this in a text; a news page is a tenth of it.
MOST_WORDS = 16_383


class Word(NamedTuple):
    """A folded word and where it stands in the text: characters, end-exclusive."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, folded, in order; at most `MOST_WORDS`."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        found += [Word(piece, match.start(), match.end()) for piece in _fold(match[0])]
        if len(found) >= MOST_WORDS:
            break
    return found[:MOST_WORDS]


def folded(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word.text for word in words(text))


def _fold(word: str) -> list[str]:
    """Without case and accents, and in the singular; a word that falls apart in that is its parts."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(char for char in plain if not unicodedata.combining(char))
    return [_singular(piece) for piece in _WORD.findall(word.casefold())]


def _singular(word: str) -> str:
    """Harman's rules for the English plural: at most a letter is wrong, and it is wrong in the query too."""
    if len(word) <= LONGEST_CODE or not word.endswith("s") or word.endswith(("us", "ss")):
        return word
    if word.endswith("ies") and not word.endswith(("aies", "eies")):
        return word[:-3] + "y"
    if word.endswith("es") and word.endswith(("aes", "ees", "oes")):
        return word
    return word[:-1]
