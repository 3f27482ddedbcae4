"""Who there is: states, organisations, armed groups and regions by their names in the text."""

import unicodedata
from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick

from verbale.errors import ResourceError
from verbale.ontology.tables import load

TABLE = "parties.json"
Form = Literal["name", "demonym", "adjective", "capital", "seat", "acronym"]
PartyKind = Literal[
    "state", "former_state", "organisation", "institution", "armed_group", "region", "place", "city", "shadow"
]

# Kinds of entries that are a country, or lie in one: their adjectives and possessors tell whose a party is.
NATIONAL = frozenset({"state", "former_state", "place", "city"})


class PartyEntry(msgspec.Struct, frozen=True):
    """One known party. `country` is alpha-3 or null, `members` the alpha-3 codes that a group stands for.

    `weak` marks organs whose name other states' organs share: the text's country goes first.
    """

    id: str
    name: str
    kind: PartyKind
    country: str | None
    sectors: tuple[str, ...]
    members: tuple[str, ...]
    weak: bool


class Hit(NamedTuple):
    """A name found at `text[start:end]`; `form` says how the name was put."""

    start: int
    end: int
    entry: PartyEntry
    form: Form


class _Table(msgspec.Struct, frozen=True):
    entries: tuple[PartyEntry, ...]
    forms: tuple[tuple[str, int, Form], ...]
    called: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Finds known parties in text: whole words, the longest name from the left, capitals as in the table."""

    _entries: tuple[PartyEntry, ...]
    _forms: tuple[tuple[int, Form], ...]
    _matcher: AhoCorasick
    _by_country: dict[str, PartyEntry]
    _called: dict[str, frozenset[str]]

    @classmethod
    def load(cls) -> "Gazetteer":
        """The gazetteer of the generated table; raises ResourceError where that is missing or malformed."""
        table = load(TABLE, _Table)
        surfaces: dict[str, tuple[int, Form]] = {}
        for surface, index, form in table.forms:
            if not 0 <= index < len(table.entries):
                raise ResourceError(f"data/{TABLE}: {surface!r} names no entry")
            surfaces.setdefault(fold(surface), (index, form))
        return cls(
            table.entries,
            tuple(surfaces.values()),
            AhoCorasick(list(surfaces)),
            {entry.country: entry for entry in table.entries if entry.kind == "state" and entry.country},
            table.called,
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """All names in `text`, in order, not overlapping; offsets count in `text`."""
        folded = fold(text)
        hits: list[Hit] = []
        for pattern, start, end in longest_words(self._matcher, folded):
            index, form = self._forms[pattern]
            entry = self._entries[index]
            if entry.kind != "shadow":
                hits.append(Hit(start, end, entry, form))
        return tuple(hits)

    def state(self, country: str) -> PartyEntry | None:
        """The entry of the state with this alpha-3 code."""
        return self._by_country.get(country)

    def called(self, word: str) -> frozenset[str] | None:
        """The states that a word for a kind of state may mean ("island", "kingdom"); null for a word for any."""
        return self._called.get(word)


def fold(text: str) -> str:
    """The text with plain apostrophes, hyphens, spaces and Latin letters; offsets stay as they were."""
    return text.translate(_PLAIN)


def longest_words(matcher: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """The matches (pattern, start, end) that begin and end at word borders, the longest from the left.

    The automaton's own leftmost-longest would let "police force" swallow the "police" of "police forces".
    """
    whole = [
        (start, -end, pattern)
        for pattern, start, end in matcher.find_matches_as_indexes(text, overlapping=True)
        if not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()
    ]
    whole.sort()
    chosen: list[tuple[int, int, int]] = []
    reached = 0
    for start, negative_end, pattern in whole:
        if start >= reached:
            reached = -negative_end
            chosen.append((pattern, start, reached))
    return chosen


def _plain_letters() -> dict[int, str]:
    """One plain character for each typographic one, so that offsets hold."""
    plain = {ord(mark): "'" for mark in "’‘ʼ`´ʻ"} | {ord(dash): "-" for dash in "‐‑"}
    plain |= {ord(space): " " for space in "\u00a0\u202f\u2009\n\t"}
    for code in range(0xC0, 0x250):  # Latin-1 Supplement and Latin Extended: ç, ü, š ...
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            plain[code] = base
    return plain


_PLAIN = _plain_letters()
