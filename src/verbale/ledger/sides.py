"""The side that a party is on, and the pairs of sides (blocks) that an event belongs to."""

from collections.abc import Iterable
from itertools import product

from verbale.records import Event, Party

# Who has a country and does not act for it.
APART = frozenset(("REB", "CRM", "OPP", "NGO"))
# An appeal to a handful of states is an appeal to each; one to a union of twenty is to the union.
FEW = 8
# The types that can be a move of a case; talks, accusations and fighting are none.
MOVING = frozenset("REQUEST AGREE SUPPORT CONCEDE COOPERATE AID REJECT SANCTION THREATEN".split())


def side(party: Party) -> str:
    """The key of the side: alpha-3 code, for a group its sorted member codes joined, else the party's id."""
    if party.country is not None and not APART.intersection(party.sectors):
        return party.country
    return "+".join(sorted(party.members)) or party.id


def each(party: Party) -> tuple[str, ...]:
    """The sides that a party stands for, itself first: a group of a few states stands for each of them."""
    own = side(party)
    few = sorted(party.members) if len(party.members) <= FEW else []
    return (own, *(member for member in few if member != own))


def sides(parties: Iterable[Party]) -> tuple[str, ...]:
    """The sides of several parties, sorted, each once."""
    return tuple(sorted({side(party) for party in parties}))


def dyad(one: str, other: str) -> str:
    """The key of a pair of sides, the same in both directions."""
    return "|".join(sorted((one, other)))


def pairs(event: Event) -> frozenset[str]:
    """The pairs of sides that an event names by itself."""
    actors = {key for party in event.actors for key in each(party)}
    others = {key for party in (*event.recipients, *event.beneficiaries) for key in each(party)}
    return frozenset(dyad(one, other) for one, other in product(actors, others) if one != other)


def links(event: Event) -> frozenset[str]:
    """The blocks that an event binds together: several states asked at once, or answering together, are one case.

    Empty where it binds none. Several requesters are bound to nobody: each has a case of its own.
    """
    asked = event.recipients if event.event_type == "REQUEST" else event.actors
    named = (
        pairs(event)
        if event.event_type in MOVING and len({key for p in asked for key in each(p)}) > 1
        else ()
    )
    return frozenset(named)


def blocks(event: Event, *, among: Iterable[Event] = ()) -> frozenset[str]:
    """The keys of the blocks that an event belongs to: pairs of sides, "AFG|RUS".

    `among` are all events of the article. An event that leaves a side out ("Moscow refused") belongs to the
    pairs that the article's other events name; one that no pair can be found for, to the one side and nobody,
    "|AFG". Events that are no move of any case belong to none.
    """
    if event.event_type not in MOVING:
        return frozenset()
    named = pairs(event)
    if named:
        return named
    told = frozenset[str]().union(*(pairs(other) for other in among if other.event_type in MOVING))
    return told or frozenset(dyad("", key) for key in sides(event.actors or event.recipients))
