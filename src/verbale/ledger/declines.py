"""Who says no: one that was asked, or one that something was offered to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import msgspec

from verbale.ledger import things
from verbale.ledger.claims import Claim
from verbale.ledger.days import days_between
from verbale.ledger.sides import Roles, dyad
from verbale.ontology.ledger import LedgerTable

_OFFERS = frozenset(("offer", "pledge", "commitment", "allocation"))


def told_apart(claims: Sequence[Claim], table: LedgerTable) -> tuple[Claim, ...]:
    """The claims, with a refusal by one that was offered something, and was asked for nothing, as
    `offer_declined`."""
    by_pair: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.move in _OFFERS or claim.move == "request":
            for pair in claim.own.pairs() or {dyad(*pair) for pair in claim.open}:
                by_pair[pair].append(claim)
    return tuple(_as_decline(claim, by_pair, table) if claim.move == "refusal" else claim for claim in claims)


def _as_decline(claim: Claim, by_pair: dict[str, list[Claim]], table: LedgerTable) -> Claim:
    refuser, other = claim.own.answer, _other(claim)
    known = [one for a in refuser for b in other for one in by_pair.get(dyad(a, b), ())]
    offered = any(
        one.move in _OFFERS and _between(one, refuser, other) and _precedes(one, claim, table)
        for one in known
    )
    asked = any(
        one.move == "request" and _between(one, other, refuser) and _alike(one, claim) for one in known
    )
    if asked or not (offered or _is_theirs(claim)):
        return claim
    return replace(
        claim,
        move="offer_declined",
        rule=msgspec.structs.replace(claim.rule, answers=offered),
        own=Roles(refuser, other),
        near=None,
        open=frozenset(),
        binds=False,
        askers=claim.answerers,
        answerers=claim.askers or claim.beside,
    )


def _is_theirs(claim: Claim) -> bool:
    """Whether what is refused is the other side's by its name ("declined the Indian radars"): it was offered."""
    event = claim.event
    return bool(claim.subject.things and claim.own.ask) and any(
        item.start <= party.start < item.end and item.in_ == party.in_
        for item in event.items
        for party in event.recipients
    )


def _other(claim: Claim) -> tuple[str, ...]:
    """The side that is refused, named or told by the nearest event."""
    if claim.own.ask or claim.near is None:
        return claim.own.ask
    return claim.near.answer if set(claim.own.answer) <= set(claim.near.ask) else ()


def _between(claim: Claim, ask: Sequence[str], answer: Sequence[str]) -> bool:
    """Whether a claim is between these sides, or may be, with the side that it leaves out."""
    pairs = set(product(ask, answer))
    return not pairs.isdisjoint(product(claim.own.ask, claim.own.answer)) or not pairs.isdisjoint(claim.open)


def _precedes(offer: Claim, claim: Claim, table: LedgerTable) -> bool:
    near = not offer.day or not claim.day or days_between(offer.day, claim.day) <= table.days.answer
    return offer.order < claim.order and near and _alike(offer, claim)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether both are about one thing; what leaves a side out must name the thing."""
    mine, theirs = one.subject.things, other.subject.things
    if any(things.same(a, b) for a in mine for b in theirs):
        return True
    return (not mine or not theirs) and not one.open
