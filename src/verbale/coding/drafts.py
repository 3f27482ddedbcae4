"""Drafts: events while they are being coded, before they become records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from verbale.coding.factuality import Verdict
from verbale.coding.frames import Match
from verbale.ontology.frames import Role
from verbale.records import EventType, Item, Party, Polarity

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in the making. `operators` names what was composed onto its frame, innermost first.

    `content` holds the keys of the drafts in its content, best first; `deliberate` is false where the actor's
    thing acts and not the actor ("his links will help"); `speakers` say the clause;
    `chance` is how likely it is right, once it is weighed.
    """

    match: Match
    type: EventType
    mode: str | None
    polarity: Polarity
    verdict: Verdict
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    beneficiaries: tuple[Party, ...] = ()
    items: tuple[Item, ...] = ()
    content: tuple[Key, ...] = ()
    operators: tuple[str, ...] = ()
    deliberate: bool = True
    speakers: tuple[Party, ...] = ()
    chance: float | None = None

    @property
    def trigger(self) -> Token:
        """The predicate."""
        return self.match.trigger

    @property
    def key(self) -> Key:
        """What tells a draft from the others of its document: trigger and outermost operator."""
        again = "+" * self.match.round
        return key_of(self.trigger, (self.operators[-1] if self.operators else "") + again)

    def fillers(self, role: Role) -> tuple[Token, ...]:
        """The head tokens in a role."""
        return self.match.fillers(role)


class Drafts:
    """The drafts of one document (headline or body), by key, in order of the text."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts = {draft.key: draft for draft in drafts}

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def get(self, key: Key) -> Draft | None:
        """The draft with a key, or None."""
        return self._drafts.get(key)

    def at(self, token: Token) -> Draft | None:
        """The plain draft of a predicate, or None."""
        return self._drafts.get(key_of(token, ""))

    def contents(self, draft: Draft) -> tuple[Draft, ...]:
        """The drafts in a draft's content."""
        found = (self._drafts.get(key) for key in draft.content)
        return tuple(each for each in found if each is not None)

    def mapped(self, drafts: Iterable[Draft]) -> "Drafts":
        """These drafts with some replaced by key and others added."""
        changed = {draft.key: draft for draft in drafts}
        return Drafts([*(changed.pop(draft.key, draft) for draft in self), *changed.values()])


def key_of(token: Token, operator: str) -> Key:
    """The key of a draft at a predicate under an operator ("" for none)."""
    return (token.i, operator)


# Sectors (PLOVER's codes) that act for their state: rebels, parties and citizens are sides of their own.
STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})


def same_side(first: Iterable[Party], second: Iterable[Party]) -> bool:
    """Whether two lists of parties share a party, or a state that both act for."""
    return bool(_sides(first) & _sides(second))


def without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties that are on nobody's side among the others."""
    return tuple(party for party in parties if not same_side((party,), others))


def others_than(parties: tuple[Party, ...], actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties that are not the actors themselves; an army and its government are two."""
    ids = {party.id for party in actors}
    return tuple(party for party in parties if party.id not in ids)


def _sides(parties: Iterable[Party]) -> set[str]:
    found: set[str] = set()
    for party in parties:
        found.add(party.id)
        found.update(party.members)
        if party.country and (not party.sectors or party.sectors[0] in STATE):
            found.add(party.country)
    return found
