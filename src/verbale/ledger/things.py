"""What a step is about: whether two items are the same thing, or things of one kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from verbale.ontology.items import words
from verbale.ontology.ledger import LedgerTable
from verbale.records import Event, Item

OTHER = "other"  # the category of things that have none of their own


@dataclass(frozen=True, slots=True)
class Thing:
    """An item as the ledger compares it: `head` is the word for the thing, `keys` all its words."""

    text: str
    head: str
    keys: frozenset[str]
    category: str | None
    subcategory: str | None
    unroca: str | None
    sipri: str | None
    generic: bool
    quantity: float | None
    unit: str | None
    plural: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about: its things, the words of its matter, and all words of its clause."""

    things: tuple[Thing, ...]
    matter: frozenset[str]
    said: frozenset[str] = frozenset()


def thing(item: Item, table: LedgerTable) -> Thing | None:
    """The thing that an item names; null for a word that names none of its own ("support", "it")."""
    text = item.text
    if item.unit and " of " in text and _counts(text.split(" of ", 1)[0], table):
        text = text.split(" of ", 1)[
            1
        ]  # "300 tonnes of marine fuel" is fuel; "a loan of $500 million" a loan
    keys = [word.key for word in words(text)]
    end = next((place for place, key in enumerate(keys) if key in table.after), len(keys))
    empty = {word.key for word in words(item.unit or "")} | table.numbers
    named = [key for key in keys[:end] if not key.isdigit() and key not in empty]
    if not named or " ".join(named) in table.umbrellas:
        is_empty = item.category in (None, OTHER, *table.papers) or not named
        if is_empty and (item.unit is None or item.quantity is None):
            return None
        return _of(msgspec.structs.replace(item, category=None) if is_empty else item, "", frozenset())
    if "of" not in named[1:] and named[-1] in table.umbrellas:  # a "loan agreement" is a loan
        named = [key for key in named if key not in table.umbrellas]
        item = msgspec.structs.replace(
            item, category=None if item.category in table.papers else item.category
        )
    head = named[named.index("of") - 1] if "of" in named[1:] else named[-1]
    return _of(item, head, frozenset(named) - {"of", "and"})


def is_count(item: Item, table: LedgerTable) -> bool:
    """Whether an item only counts: "the other four", "half", "the rest"."""
    keys = [word.key for word in words(item.text)]
    return bool(keys) and all(key.isdigit() or key in table.numbers for key in keys)


def _counts(text: str, table: LedgerTable) -> bool:
    return any(key in table.numbers or key[0].isdigit() for key in _keys(text))


def subject(event: Event, table: LedgerTable) -> Subject:
    """What an event is about; where it names no thing, the act that its words name ("to train the marines")."""
    named = tuple(one for item in event.items if (one := thing(item, table)) is not None)
    parties = (*event.actors, *event.recipients, *event.beneficiaries)
    names = {word.key for party in parties for word in words(f"{party.name} {party.mention}")}
    told = _keys(event.matter.text) if event.matter is not None else ()
    said = _keys(event.evidence[0].text)
    left_out = table.light | names
    return Subject(
        named or _acts(told or (() if event.items else said), table),
        frozenset(told) - left_out,
        (frozenset(said) | frozenset(told)) - left_out,
    )


def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in words(text))


def _acts(said: Sequence[str], table: LedgerTable) -> tuple[Thing, ...]:
    """The act that words name first, as a thing; a verb and its particle may stand apart ("give+up")."""
    there = frozenset(said)
    named = [
        (min(said.index(part) for part in parts), act)
        for act in table.acts
        for word in sorted(act.words)
        if there.issuperset(parts := word.split("+"))
    ]
    found = min(named, key=lambda pair: (pair[0], pair[1].act), default=(0, None))[1]
    if found is None:
        return ()
    return (
        Thing(
            text=found.act,
            head=found.act,
            keys=frozenset((found.act,)),
            category=found.category,
            subcategory=None,
            unroca=None,
            sipri=None,
            generic=False,
            quantity=None,
            unit=None,
            plural=False,
        ),
    )


def same(one: Thing, other: Thing) -> bool:
    """Whether two words are of one thing: "gunships" and "helicopter gunships"."""
    if (
        one.category
        and other.category
        and one.category != other.category
        and OTHER not in (one.category, other.category)
    ):
        return False
    if not one.head or not other.head:
        # "only 100 tonnes" of what is counted in tonnes
        bare = one.unit is not None and one.unit == other.unit
        return bare or (one.head == other.head and one.category == other.category)
    return (
        one.head in other.keys
        or other.head in one.keys
        or (one.unroca is not None and one.unroca == other.unroca)
    )


def akin(one: Thing, other: Thing, table: LedgerTable) -> bool:
    """Whether two things may be of one case: the same thing, one kind, or a word that takes in the other."""
    if same(one, other):
        return True
    if one.category is not None and one.category == other.category != OTHER:
        return one.subcategory == other.subcategory or None in (one.subcategory, other.subcategory)
    return any(
        wide.generic and wide.category == "military_equipment" and narrow.category in table.military
        for wide, narrow in ((one, other), (other, one))
    )


def covers(wide: Thing, narrow: Thing, table: LedgerTable) -> bool:
    """Whether what is said of one thing is said of the other too: the same, or a generic word of its kind."""
    return same(wide, narrow) or (takes_in(wide, narrow) and akin(wide, narrow, table))


def takes_in(wide: Thing, narrow: Thing) -> bool:
    """Whether a word is generic for another of its kind: "weapons" for all, "aircraft" for what flies."""
    return wide.generic and wide.sipri in (None, narrow.sipri)


def overlap(one: Iterable[str], other: Iterable[str], table: LedgerTable) -> frozenset[str]:
    """The words that two matters share, those left out that say nothing of what it is about ("request")."""
    return frozenset(one).intersection(other) - table.umbrellas


def _of(item: Item, head: str, keys: frozenset[str]) -> Thing:
    return Thing(
        text=item.text,
        head=head,
        keys=keys,
        category=item.category,
        subcategory=item.subcategory,
        unroca=item.unroca,
        sipri=item.sipri,
        generic=item.granularity == "generic" or not head,
        quantity=item.quantity,
        unit=item.unit,
        plural=any(word.lower() == f"{head}s" for word in item.text.split()),
    )
