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
# PostgreSQL takes at most 1 MB of words for one text and 2 kB for one word, at up to four bytes a character;
# a news page has a tenth of that.
LONGEST_TEXT = 200_000
LONGEST_WORD = 500


class Word(NamedTuple):
    """A folded word and where it stands in the text: characters, end-exclusive."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, folded, in order; of an endless one, of its first `LONGEST_TEXT` characters."""
    return [
        Word(piece, match.start(), match.end())
        for match in _WORD.finditer(text, 0, LONGEST_TEXT)
        for piece in _fold(match[0])
    ]


def folded(text: str) -> tuple[str, ...]:
    """The folded words of a text, as `words` gives them."""
    if text.isascii():  # most are, and every page is folded whole
        return tuple(
            [_singular(word[:LONGEST_WORD]) for word in _WORD.findall(text.lower(), 0, LONGEST_TEXT)]
        )
    return tuple(word.text for word in words(text))


def _fold(word: str) -> list[str]:
    """Without case and accents, and in the singular; a word that falls apart in that is its parts."""
    if not word.isascii():
        plain = unicodedata.normalize("NFD", word.casefold())
        word = unicodedata.normalize(
            "NFC", "".join(char for char in plain if not unicodedata.combining(char))
        )
    return [_singular(piece[:LONGEST_WORD]) for piece in _WORD.findall(word.casefold())]


def _singular(word: str) -> str:
    """Harman's rules for the English plural: at most a letter is wrong, and it is wrong in the query too."""
    if len(word) <= LONGEST_CODE or not word.endswith("s") or word.endswith(("us", "ss")):
        return word
    if word.endswith("ies") and not word.endswith(("aies", "eies")):
        return word[:-3] + "y"
    if word.endswith("es") and word.endswith(("aes", "ees", "oes")):
        return word
    return word[:-1]
