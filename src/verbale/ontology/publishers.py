"""Knows the name of a paper, an agency or a press office by its shape: most stand in no table."""

import re
from functools import cache
from typing import Literal

import msgspec

from verbale.ontology.outlets import outlets
from verbale.ontology.tables import load

Kind = Literal["agency", "paper", "office"]

# The longest names of papers have six words; those of ministries go on with what they are for.
PAPER_WORDS = 6
OFFICE_WORDS = 12
# Small words inside names.
PARTICLES = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "to",
        "in",
        "on",
        "de",
        "del",
        "la",
        "do",
        "da",
        "dos",
        "das",
        "des",
        "du",
        "di",
        "&",
    }
)
WORD = re.compile(r"[^\W_][\w’'.-]*|&")
NAME = r"(?P<name>(?-i:(?:[Tt]he )?[^\W\d_a-z])[^|,;:()\[\]\n]{1,79}?)"
INITIALS = r"(?:\s\((?-i:[A-Z]{2,8})\))?"
_SHORT = re.compile(r"[^\W\d_a-z]{2,8}")


class Credits(msgspec.Struct, frozen=True):
    patterns: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    agencies: tuple[str, ...]
    papers: frozenset[str]
    articles: frozenset[str]
    states: frozenset[str]
    calls: frozenset[str]
    offices: tuple[str, ...]
    before_offices: tuple[str, ...]
    sections: frozenset[str]
    credits: tuple[str, ...]


class Publishers:
    """The words of `resources/mastheads.yaml`, compiled."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._agency = re.compile(rf"\b(?:{'|'.join(map(re.escape, table.agencies))})\b", re.IGNORECASE)
        before, offices = "|".join(table.before_offices), "|".join(map(re.escape, table.offices))
        self._office = re.compile(
            rf"(?:(?:{before}) )*(?:{offices})(?: (?:of|for|to)\b.*|)(?:,.*)?", re.IGNORECASE
        )
        self._credits = [re.compile(pattern, re.IGNORECASE) for pattern in table.credits]

    def kind(self, name: str) -> Kind | None:
        """What kind of publisher bears this name, or None where its words do not tell."""
        known = outlets().named(name)
        if known:
            return "agency" if known.wire else "paper"
        words = [word.casefold() for word in WORD.findall(name)]
        if not is_name(name) or self.is_section(name) or words[0] in self._table.calls:
            return None
        if self._office.fullmatch(name):
            return "office"
        if not 2 <= len(words) <= PAPER_WORDS:
            return None
        if self._agency.search(name):
            return "agency"
        return "paper" if self._table.papers.intersection((words[0], words[-1])) else None

    def begins_like_one(self, name: str) -> bool:
        """Whether the name begins with "The" or "El", as papers' names do and headlines do not."""
        words = WORD.findall(name)
        return (
            is_name(name)
            and 2 <= len(words) <= PAPER_WORDS - 2
            and words[0].casefold() in self._table.articles
        )

    def is_state(self, text: str) -> bool:
        """Whether the text names a state by its form: "The Kingdom of Norway"."""
        return not self._table.states.isdisjoint(word.casefold() for word in WORD.findall(text))

    def is_section(self, text: str) -> bool:
        """Whether the text is nothing but words of sections: "World News"."""
        return self._table.sections.issuperset(word.casefold() for word in WORD.findall(text))

    def credited(self, line: str) -> str | None:
        """The publisher to whom a line of credits gives the story."""
        for pattern in self._credits:
            match = pattern.fullmatch(line)
            if match is None:
                continue
            if short := match.groupdict().get("short"):
                return short
            name = re.sub(r"\Athe (?=\S)", "", match["name"].strip(" ."))
            found = next((part for part in (name, *name.split("/")) if self.kind(part)), None)
            if found:
                return found
        return None


def is_name(text: str) -> bool:
    """Whether the text is a name by its capitals: all words but particles begin with one."""
    words = WORD.findall(text)
    if (
        not 1 <= len(words) <= OFFICE_WORDS
        or re.search(r" [-–—] |/", text)
        or re.search(r"[.!?:;…\"“”]\s*\Z|[?!:;“”\"©()\[\]]", text)
    ):
        return False
    return not words[0][0].islower() and all(
        word.casefold() in PARTICLES or not word[0].islower() for word in words
    )


def stands_for(short: str, full: str) -> bool:
    """Whether the first is a short form of the second: its initials, or its first words.

    "ANS" and "Adria" both stand for "Adria News Service".
    """
    one, other = (re.sub(r"\Athe ", "", name.casefold().strip()) for name in (short, full))
    if one == other:
        return bool(one)
    words = [word for word in WORD.findall(other) if word not in PARTICLES]
    if _SHORT.fullmatch(short.replace(".", "")):
        return len(words) > 1 and short.replace(".", "").casefold() == "".join(word[0] for word in words)
    return other.startswith(f"{one} ") and publishers().kind(full) is not None


@cache
def publishers() -> Publishers:
    """The table of `resources/mastheads.yaml`."""
    return Publishers(load("mastheads.json", Table))
