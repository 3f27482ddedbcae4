"""Names in plain letters: parts, likeness in spelling, likeness in sound."""

import re
from functools import lru_cache

import jellyfish
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

# Forms of address that reports put before some names and not before others.
_ADDRESS = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady rev fr sheikh haji hajji mullah maulana ayatollah imam king queen "
    "prince princess gen general col colonel maj major capt captain lt lieutenant sgt adm admiral brig brigadier cmdr "
    "commander gov governor sen senator rep hon president minister ambassador".split()
)


@lru_cache(maxsize=65536)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name in plain lower-case letters, forms of address and possessives left out."""
    plain = re.sub(r"['’]s\b", "", plain_letters(name))
    parts = [part for part in re.split(r"[^a-z0-9]+", plain) if part]
    while len(parts) > 1 and parts[0] in _ADDRESS:
        parts.pop(0)
    return tuple(parts)


def plain_letters(text: str) -> str:
    """A text transliterated to lower-case ASCII ("Zelenskiy" and "Зеленський" come close)."""
    return str(anyascii(text)).lower()


def sound(part: str) -> str:
    """How a part of a name sounds, roughly: the first two consonants of its Metaphone code."""
    return str(jellyfish.metaphone(part))[:2]


def letters_apart(one: str, other: str) -> int:
    """In how many letters two words differ (Levenshtein)."""
    return int(Levenshtein.distance(one, other))
