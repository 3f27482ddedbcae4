"""Role nouns: "minister", "protesters", "the ministry", and what they tell of a party."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick

from verbale.ontology.parties import fold, longest_words
from verbale.ontology.tables import load

TABLE = "roles.json"
RoleKind = Literal["office", "person", "people", "body", "state", "self", "head", "craft"]
Gender = Literal["m", "f"]


class Role(msgspec.Struct, frozen=True):
    """A role noun; `sectors` are PLOVER codes, most specific first. Kinds are told in resources/roles.yaml."""

    name: str
    kind: RoleKind
    sectors: tuple[str, ...]
    gender: Gender | None

    @property
    def is_person(self) -> bool:
        """Whether one such is a human being."""
        return self.kind in {"office", "person", "head"}


class RoleHit(NamedTuple):
    """A role noun at `text[start:end]`."""

    start: int
    end: int
    role: Role
    plural: bool


class _Table(msgspec.Struct, frozen=True):
    roles: tuple[Role, ...]
    forms: tuple[tuple[str, int, bool], ...]
    modifiers: dict[str, str]
    address: dict[str, Gender | None]
    title_words: frozenset[str]
    organisation_words: dict[str, tuple[str, ...]]
    given_names: frozenset[str]
    genders: dict[str, Gender]
    quantities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """The role nouns and the words that go with them in titles and names.

    `modifiers` maps a word before a role noun to its sector, `address` a title of address to its gender,
    `organisation_words` the last word of an organisation's name to its sectors; `given_names` are titles that
    stay with a name; `genders` maps plain given names to a gender;
    `quantities` are lemmas of nouns that count other nouns.
    """

    modifiers: dict[str, str]
    address: dict[str, Gender | None]
    title_words: frozenset[str]
    organisation_words: dict[str, tuple[str, ...]]
    given_names: frozenset[str]
    genders: dict[str, Gender]
    quantities: frozenset[str]
    _roles: tuple[Role, ...]
    _forms: tuple[tuple[int, bool], ...]
    _matcher: AhoCorasick

    @classmethod
    def load(cls) -> "Roles":
        """The roles of the generated table; raises ResourceError where that is missing or malformed."""
        table = load(TABLE, _Table)
        return cls(
            table.modifiers,
            table.address,
            table.title_words,
            table.organisation_words,
            table.given_names,
            table.genders,
            table.quantities,
            table.roles,
            tuple((index, plural) for _, index, plural in table.forms),
            AhoCorasick([surface for surface, _, _ in table.forms]),
        )

    def find(self, text: str) -> tuple[RoleHit, ...]:
        """All role nouns in `text`, whatever their case, the longest from the left, not overlapping."""
        folded = fold(text)
        lower = folded.lower()
        if len(lower) != len(text):  # a few letters grow when made small; offsets must hold
            lower = "".join(small if len(small := char.lower()) == 1 else char for char in folded)
        hits = []
        for pattern, start, end in longest_words(self._matcher, lower):
            if _in_compound(lower, start, end):
                continue
            index, plural = self._forms[pattern]
            hits.append(RoleHit(start, end, self._roles[index], plural))
        return tuple(hits)


def _in_compound(text: str, start: int, end: int) -> bool:
    """ "Rebel-held", "side-by-side": a word tied by hyphens is no role noun; "ex-minister" is one."""
    after = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    before = start > 0 and text[start - 1] == "-" and not text[:start].endswith(("ex-", "co-", "then-"))
    return after or before
