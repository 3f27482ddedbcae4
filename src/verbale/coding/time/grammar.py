"""The rules of `resources/time.yaml`, compiled, and what they match in a text."""

import re
from dataclasses import dataclass
from functools import cache

import msgspec

from verbale.coding.time.tokens import SHAPES, Tokens, Vocabulary, classes_by_word
from verbale.errors import ResourceError
from verbale.ontology import tables

_PART = re.compile(r"(?P<name>[a-z]\w*):|(?P<upper>[A-Z]+\b)|(?P<word>[a-z]+)|(?P<sign>[()|?*+])|\s+")


class RuleEntry(msgspec.Struct, frozen=True, rename={"with_": "with"}):
    """A rule as the table has it."""

    pattern: str
    make: str
    with_: dict[str, str]


class TenseTable(msgspec.Struct, frozen=True):
    """Words that tell which way a bare weekday or month points."""

    future: frozenset[str]
    past: frozenset[str]
    done: frozenset[str]
    no_verb: frozenset[str]


class AroundTable(msgspec.Struct, frozen=True):
    """Words right before or after an expression that make it a time or none; the source explains each."""

    before: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    rate: frozenset[str]
    week: frozenset[str]
    week_told: frozenset[str]
    lasting: frozenset[str]
    season: frozenset[str]
    drop: frozenset[str]
    soon_told: frozenset[str]
    today_name: frozenset[str]


class TimeTable(msgspec.Struct, frozen=True):
    """`data/time.json`."""

    capitalised: frozenset[str]
    macros: dict[str, str]
    rules: tuple[RuleEntry, ...]
    words: dict[str, dict[str, str]]
    tense: TenseTable
    carriers: frozenset[str]
    bounding: frozenset[str]
    harming: frozenset[str]
    occasions: frozenset[str]
    around: AroundTable


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule: `regex` runs over token codes, `make` names the function that reads a match."""

    regex: re.Pattern[str]
    make: str
    fixed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Vocabulary and rules, ready to run."""

    table: TimeTable
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule's match over tokens `start:end` (indices), not yet understood."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


@cache
def grammar() -> Grammar:
    """The grammar, loaded once. Raises ResourceError where the table is wrong."""
    table = tables.load("time.json", TimeTable)
    patterns = [_expand(entry.pattern, table.macros) for entry in table.rules]
    literals = {part["word"] for pattern in patterns for part in _PART.finditer(pattern) if part["word"]}
    cased = {name: words for name, words in table.words.items() if name in table.capitalised}
    plain = {name: words for name, words in table.words.items() if name not in table.capitalised}
    vocabulary = Vocabulary(
        plain=classes_by_word([*plain.items(), *((word, [word]) for word in literals)]),
        capitalised=classes_by_word(cased.items()),
    )
    names = {*table.words, *SHAPES, *literals}
    rules = tuple(
        Rule(regex=_compile(pattern, vocabulary, names), make=entry.make, fixed=entry.with_)
        for pattern, entry in zip(patterns, table.rules, strict=True)
    )
    return Grammar(table, vocabulary, rules)


def candidates(tokens: Tokens) -> list[Candidate]:
    """All matches of all rules: leftmost first, longest first, then in the order of the rules."""
    found = [
        Candidate(match.start(), match.end(), rule, match)
        for rule in grammar().rules
        for match in rule.regex.finditer(tokens.codes)
    ]
    return sorted(found, key=lambda candidate: (candidate.start, -candidate.end))


def _expand(pattern: str, macros: dict[str, str]) -> str:
    """Puts macros in place of their names; macros may use macros, five deep."""
    for _ in range(5):
        pattern = re.sub(r"\b[A-Z]+\b", lambda name: macros.get(name[0], name[0]), pattern)
    return f"({pattern})" if "|" in pattern else pattern


def _compile(pattern: str, vocabulary: Vocabulary, names: set[str]) -> re.Pattern[str]:
    parts: list[str] = []
    pending = ""  # the name of a group that is still to be opened
    position = 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            raise ResourceError(f"resources/time.yaml: cannot read {pattern!r} at {pattern[position:]!r}")
        position = part.end()
        if part["name"]:
            pending = f"?P<{part['name']}>"
        elif atom := part["upper"] or part["word"]:
            if atom not in names:
                raise ResourceError(f"resources/time.yaml: {atom!r} in {pattern!r} is no class and no word")
            parts.append(f"({pending or '?:'}{vocabulary.characters(atom)})")
            pending = ""
        elif part["sign"] == "(":
            parts.append(f"({pending or '?:'}")
            pending = ""
        elif part["sign"]:
            parts.append(part["sign"])
    return re.compile("".join(parts))
