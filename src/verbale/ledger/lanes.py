"""Dockets: all that one side asks of, or is to get from, sides that were asked together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from verbale.ledger.claims import Claim
from verbale.ledger.keys import step_id
from verbale.ledger.parties import Identity
from verbale.ledger.sides import Roles, dyad, each, is_official, is_placed, is_recalled
from verbale.records import Party

# The identity of a party id in an article.
Identities = Mapping[tuple[str, str], Identity]
# Whoever is asked by an appeal that names nobody.
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Docket:
    """One requester and those that are bound together by what it asked of them; claims that may concern
    them."""

    requester: str
    answerers: frozenset[str]
    claims: tuple[Claim, ...]

    @property
    def blocks(self) -> frozenset[str]:
        """The blocks of the docket."""
        return frozenset(dyad(self.requester, one) for one in self.answerers)

    def step_ids(self, event_id: str) -> tuple[str, ...]:
        """The ids of the step that this event is the first report of: its own, then those that it may have had
        while some of the reports that bind the docket were missing."""
        return tuple(step_id(event_id, self.requester, one) for one in sorted(self.answerers))


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in its docket: which of the sides answers, or is asked.

    `third` marks a side that was not asked, `aside` an answer that names nobody whom it is for: it makes no
    case. `loose` marks one that leaves a side out which may be this docket's: it is of it only where what it is
    about says so.
    """

    claim: Claim
    answer: frozenset[str]
    third: bool
    aside: bool = False
    loose: bool = False


def dockets(claims: Iterable[Claim], blocks: frozenset[str] | None) -> tuple[Docket, ...]:
    """The dockets that have a block among those given (null: all), sorted."""
    told = tuple(claims)
    root: dict[tuple[str, str], tuple[str, str]] = {}
    for claim in told:
        for lanes in _bound(claim):
            for lane in lanes:
                root.setdefault(lane, lane)
                _join(root, lanes[0], lane)
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lane in root:
        members[_top(root, lane)].add(lane[1])
    concerned: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in told:
        bound = {lane for lanes in _bound(claim) for lane in lanes}
        for top in {_top(root, lane) for lane in bound | (claim.open & root.keys())}:
            concerned[top].append(claim)
    return tuple(
        Docket(top[0], frozenset(members[top]), tuple(sorted(concerned[top], key=lambda claim: claim.order)))
        for top in sorted(concerned)
        if blocks is None or not blocks.isdisjoint(dyad(top[0], one) for one in members[top])
    )


def entries(docket: Docket, identities: Identities) -> tuple[Entry, ...]:
    """The claims that belong to the docket, in order, each with the side that answers."""
    found = (
        (_entry(claim, docket, identities) if _is_bound(claim, docket) else None) or _loose(claim, docket)
        for claim in docket.claims
    )
    return tuple(entry for entry in found if entry is not None)


def _is_bound(claim: Claim, docket: Docket) -> bool:
    return any(
        asker == docket.requester and one in docket.answerers
        for lanes in _bound(claim)
        for asker, one in lanes
    )


def _bound(claim: Claim) -> Iterable[list[tuple[str, str]]]:
    """Lanes (who asks, who is asked) of a claim, those that it binds together in one list."""
    if claim.own.whole:
        for asker in claim.own.ask:
            lanes = [(asker, one) for one in claim.own.answer if one != asker]
            yield from [lanes] if claim.binds and lanes else ([lane] for lane in lanes)
    elif claim.near is not None:
        for one, other in product(claim.near.ask, claim.near.answer):
            if one != other:
                yield [(one, other)]
                yield [(other, one)]
        if claim.aside is not None:
            yield [(claim.aside.ask[0], claim.aside.answer[0])]
    else:
        yield from ([(asker, NOBODY)] for asker in claim.own.ask if claim.move == "request")


def _entry(claim: Claim, docket: Docket, identities: Identities) -> Entry | None:
    if claim.own.whole:
        answer = docket.answerers & set(claim.own.answer)
        return Entry(claim, answer, False) if answer and docket.requester in claim.own.ask else None
    if claim.near is None:
        return Entry(claim, frozenset((NOBODY,)), False)
    ask = _sides(claim.askers, claim.article.id, identities)
    answer = _sides(claim.answerers, claim.article.id, identities)
    if ask == answer:
        ask = frozenset()
    if ask and docket.requester not in ask:
        return None
    if claim.answerers and not (answer or ask):
        return None  # somebody of no known side acts: not simply the other one that is told of
    if claim.move == "request" and claim.subject.things and not (answer or is_recalled(claim.event)):
        return None  # what else is asked for need not be asked of the same side
    if docket.requester not in claim.near.ask and claim.aside is None:
        return None  # who asks there is not simply asked here
    if claim.aside is not None and set(claim.aside.answer) <= docket.answerers:
        return Entry(claim, frozenset(claim.aside.answer), False, aside=True)
    return _answering(claim, claim.near, docket, answer, asked=bool(ask))


def _loose(claim: Claim, docket: Docket) -> Entry | None:
    """The entry of a claim whose missing side may be one of this docket."""
    answer = frozenset(other for one, other in claim.open if one == docket.requester) & docket.answerers
    return Entry(claim, answer, False, loose=True) if answer else None


def _answering(
    claim: Claim, near: Roles, docket: Docket, answer: frozenset[str], *, asked: bool
) -> Entry | None:
    """The entry of a claim that leaves a side out, read with the nearest event that names both."""
    if answer & docket.answerers:
        return Entry(claim, answer & docket.answerers, False)
    if docket.requester in answer:
        return None
    if answer:  # of neither side: nobody asks a third party here, but it may tell of the same thing
        return None if claim.move == "request" else Entry(claim, answer, True)
    told = near.answer if docket.requester in near.ask else near.ask if asked else ()
    return Entry(claim, docket.answerers & set(told), False) if docket.answerers & set(told) else None


def _sides(parties: Iterable[Party], article_id: str, identities: Identities) -> frozenset[str]:
    """The sides of parties, with what other reports tell of officials: most of them know the country."""
    found: set[str] = set()
    for party in parties:
        known = identities.get((party.id, article_id))
        if known is not None and known.country is not None and is_official(party):
            found.add(known.country)
        elif is_placed(party):
            found.update(each(party))
    return frozenset(found)


def _top(root: dict[tuple[str, str], tuple[str, str]], lane: tuple[str, str]) -> tuple[str, str]:
    while root[lane] != lane:
        lane = root[lane]
    return lane


def _join(root: dict[tuple[str, str], tuple[str, str]], one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = sorted((_top(root, one), _top(root, other)))
    root[second] = first


def blocks_of(claim: Claim) -> frozenset[str]:
    """The blocks that a claim concerns."""
    bound = (dyad(*lane) for lanes in _bound(claim) for lane in lanes)
    return frozenset((*bound, *(dyad(*pair) for pair in claim.open)))
