"""The vocabulary of items: what can be asked for, promised, given or refused, with its classes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from verbale.ontology import tables
from verbale.ontology.quantities import QuantityWords
from verbale.records import Granularity

TABLE = "items.json"

# Letters and digits apart, so that "F-16", "F16" and "F 16" are the same words.
_WORD = re.compile(r"[^\W\d_]+|\d+")
# Before an "s" that is no word of its own: "F-16s", "Russia's".
_ENDS_A_NAME = re.compile(r"[\d'’]")
# American spellings are the keys of the table; both match.
_SPELLINGS = {
    "armour": "armor",
    "armoured": "armored",
    "artefact": "artifact",
    "cheque": "check",
    "defence": "defense",
    "favoured": "favored",
    "fertiliser": "fertilizer",
    "licence": "license",
    "liberalisation": "liberalization",
    "normalisation": "normalization",
    "programme": "program",
    "refuelling": "refueling",
    "anaesthetic": "anesthetic",
}
# Determiners inside a term: "use of its airspace", "withdrawal of the troops".
_SKIPPED = frozenset(("the", "its", "his", "her", "their", "our", "all", "any"))
# Words of three letters such as "gas" lose no "s"; nor do "mass", "virus", "crisis".
_KEPT_ENDINGS = ("ss", "us", "is")


class ItemClass(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a thing is; null where no class fits."""

    category: str | None = None
    subcategory: str | None = None
    granularity: Granularity | None = None
    unroca: str | None = None
    sipri: str | None = None


class ItemTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The generated table. `terms` and `modifiers` map a key to an index into `classes`."""

    classes: tuple[ItemClass, ...]
    terms: dict[str, int]
    modifiers: dict[str, int]
    umbrellas: frozenset[str]
    containers: frozenset[str]
    carriers: frozenset[str]
    leading: frozenset[str]
    lift: frozenset[str]
    impose: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: its key and its character offsets in the phrase."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a phrase: `first` and `last` are word indices, end-exclusive."""

    first: int
    last: int
    of: ItemClass


def words(text: str) -> tuple[Word, ...]:
    """The words of a phrase, lower case, singular, in American spelling, with their offsets."""
    found = []
    for match in _WORD.finditer(text):
        key = match.group().lower()
        if key in _SKIPPED or (key == "s" and _ENDS_A_NAME.match(text, match.start() - 1)):
            continue
        found.append(Word(key=_singular(key), start=match.start(), end=match.end()))
    return tuple(found)


def phrase_key(text: str) -> str:
    """The key under which a term is filed: `words` joined by spaces."""
    return " ".join(word.key for word in words(text))


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(_KEPT_ENDINGS):
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("ches", "shes", "xes", "sses", "oes")):
            word = word[:-2]
        else:
            word = word[:-1]
    return _SPELLINGS.get(word, word)


class ItemLexicon:
    """Looks up terms in phrases. Immutable after it is built."""

    def __init__(self, table: ItemTable, quantities: QuantityWords) -> None:
        self.table = table
        self.quantities = quantities
        self._longest = max(key.count(" ") + 1 for key in table.terms)

    @classmethod
    def load(cls) -> "ItemLexicon":
        """The lexicon from the package's tables. Raises ResourceError where one is missing."""
        return cls(tables.load(TABLE, ItemTable), QuantityWords.load())

    def hits(self, phrase: Sequence[Word], text: str) -> tuple[Hit, ...]:
        """All terms in the phrase, longest first; `text` is what the words' offsets count in."""
        found = []
        for first in range(len(phrase)):
            for last in range(min(first + self._longest, len(phrase)), first, -1):
                item = self._term(phrase[first:last], text)
                if item is not None:
                    found.append(Hit(first=first, last=last, of=item))
        return tuple(sorted(found, key=lambda hit: (hit.first - hit.last, -hit.last)))

    def modifier(self, phrase: Sequence[Word]) -> ItemClass | None:
        """The class that the modifiers of an umbrella word give it, the first known one."""
        return _first(phrase, self.table.modifiers, self.table.classes)

    def _term(self, phrase: Sequence[Word], text: str) -> ItemClass | None:
        index = self.table.terms.get(" ".join(word.key for word in phrase))
        if index is None:
            return None
        item = self.table.classes[index]
        said = text[phrase[0].start : phrase[-1].end]
        # Model names are often common words too: a "leopard" or a "typhoon" is no weapon.
        if item.granularity == "model" and said == said.lower():
            return None
        return item


def _first(
    phrase: Sequence[Word], table: Mapping[str, int], classes: Sequence[ItemClass]
) -> ItemClass | None:
    for size in (2, 1):  # "macro financial" before "financial"
        for first in range(len(phrase) - size + 1):
            index = table.get(" ".join(word.key for word in phrase[first : first + size]))
            if index is not None:
                return classes[index]
    return None
