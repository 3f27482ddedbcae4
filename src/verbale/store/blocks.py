"""Which blocks a stored case stands in, and what belongs to some blocks."""

from collections.abc import Callable, Iterable
from itertools import product

from verbale.ledger.sides import dyad, each, side
from verbale.records import Case


def case_blocks(case: Case) -> frozenset[str]:
    """The pairs of sides of a case; where nobody asks or nobody is asked, the one side and nobody."""
    askers = {side(party) for party in (case.requester or case.beneficiaries)}
    askers |= {key for party in case.requester for key in each(party)}
    asked = {key for party in case.addressee for key in each(party)}
    pairs = product(askers or {""}, asked or {""})
    return frozenset(dyad(one, other) for one, other in pairs if one != other)


def closed(
    blocks: Iterable[str], bound: Callable[[frozenset[str]], Iterable[frozenset[str]]]
) -> frozenset[str]:
    """The blocks with all that reports bind to them; `bound` gives the bonds that hold any of some blocks."""
    found = frozenset(blocks)
    fresh = found
    while fresh:
        fresh = frozenset[str]().union(*bound(fresh)) - found
        found |= fresh
    return found
