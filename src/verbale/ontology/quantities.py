"""The words of amounts, as patterns over a phrase."""

import re
from collections.abc import Iterable, Mapping

import msgspec

from verbale.ontology import tables

TABLE = "quantities.json"

_OF = re.compile(r"s?\\ (of|per|a)\b")


class QuantityTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The generated table: names to numbers, ISO 4217 codes or units; hedges by what they leave open."""

    numbers: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, float]
    hedges: dict[str, tuple[str, ...]]
    signs: dict[str, str]
    currencies: dict[str, str]
    units: dict[str, str]
    not_counted: tuple[str, ...]


class QuantityWords:
    """The table with its patterns. Immutable after it is built.

    `amount` matches a number with its hedges, scale, currency or unit; its groups are `least most near open`,
    `sign1 figure1 scale1`, `link`, `sign2 figure2 scale2`, `currency unit more`. `vague` matches "dozens of"
    (groups `vague currency unit`). `not_counted` matches what makes a number before it count nothing.
    """

    def __init__(self, table: QuantityTable) -> None:
        self.table = table
        measure = f"(?P<currency>{_any(table.currencies)})s?\\b"
        unit = f"(?P<unit>{_any(table.units)})(?:s\\b|\\b|(?<=%))"
        hedges = "".join(f"(?:(?P<{name}>{_any(words)})\\s?)?" for name, words in table.hedges.items())
        self.amount = re.compile(
            rf"(?<![\w.,/-]){hedges}(?:(?P<open>between|from)\s)?{_number(table, 1)}"
            rf"(?:\s?(?P<link>and|to|or|-|–)\s?{_number(table, 2)})?"
            rf"(?:[\s-]{measure}|[\s-]?{unit})?(?P<more>\+| or more| or so)?",
            re.IGNORECASE,
        )
        self.vague = re.compile(
            rf"\b(?P<vague>{_any(table.vague)})\b(?: (?:of )?{measure}| (?:of )?{unit})?", re.IGNORECASE
        )
        self.not_counted = re.compile(rf"[\s-]?(?:{'|'.join(table.not_counted)})", re.IGNORECASE)

    @classmethod
    def load(cls) -> "QuantityWords":
        """The words from the package's table. Raises ResourceError where that is missing."""
        return cls(tables.load(TABLE, QuantityTable))


def _number(table: QuantityTable, n: int) -> str:
    words = _any(table.numbers)
    # "a" is a number before a scale alone: "a dozen jets", not "a jet".
    scaled = _any(name for name in table.scales if len(name) > 2)
    return (
        rf"(?:US(?:D )?(?=\$))?(?:(?P<sign{n}>{_any(table.signs)})\s?)?"
        rf"(?P<figure{n}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
        rf"|(?:{words})(?:[ -](?:{words}))?\b|a(?=[ -](?:{scaled})\b))"
        rf"(?:[ -]?(?P<scale{n}>{_any(table.scales)})\b)?"
    )


def _any(names: Iterable[str] | Mapping[str, object]) -> str:
    """A pattern for any of the names, the longest first, with a plural "s" before "of", "per" and "a"."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(_OF.sub(r"s?\\ \1", re.escape(name)).replace("\\ ", "[ -]") for name in longest_first)
