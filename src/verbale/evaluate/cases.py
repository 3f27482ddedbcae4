"""Scores cases: requester, addressee and stage right; what is predicted besides is wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from verbale.evaluate.goldcases import GoldCase, LedgerCase, Sides, sides
from verbale.evaluate.matching import holds
from verbale.ontology.tables import load
from verbale.records import Case, Party

AnyGold = GoldCase | LedgerCase


@dataclass(frozen=True, slots=True)
class Match:
    """A gold case (its place in the list) with the predicted one of its parties; `right` where its stage is too."""

    place: int
    case: Case
    right: bool


def stage(case: Case) -> str | None:
    """The stage that is scored: the exit if there is one, else the provisional stage."""
    return case.exit or case.provisional_stage


def parties_right(gold: AnyGold, case: Case) -> bool:
    """Requester and addressee: each side's codes share at least half with the gold's, both ways."""
    return side_right(gold.requester, case.requester) and side_right(gold.addressee, case.addressee)


def side_right(gold: Sides, parties: Sequence[Party]) -> bool:
    """At least half of the listed are there, and at least half of those there, groups expanded, are listed."""
    listed = sides(gold)
    there = {code or party.id: (code, party) for party in parties for code in _codes(party)}
    found = sum(any(_is(one, code, party) for code, party in there.values()) for one in listed)
    known = sum(any(_is(one, code, party) for one in listed) for code, party in there.values())
    return bool(there) and 2 * found >= len(listed) and 2 * known >= len(there)


def matched(
    gold: Sequence[AnyGold], cases: Sequence[Case], shared: Callable[[int, Case], int]
) -> tuple[Match, ...]:
    """One predicted case to one gold case of its parties: first where the stage is right, then most shared events."""
    pairs = [
        Match(place, case, stage(case) in one.status)
        for place, one in enumerate(gold)
        for case in cases
        if parties_right(one, case)
    ]
    pairs.sort(key=lambda pair: (not pair.right, -shared(pair.place, pair.case), pair.place, pair.case.id))
    taken: dict[int, Match] = {}
    used: set[str] = set()
    for pair in pairs:
        if pair.place not in taken and pair.case.id not in used:
            taken[pair.place] = pair
            used.add(pair.case.id)
    return tuple(taken[place] for place in sorted(taken))


def tally(gold: Sequence[AnyGold], cases: Sequence[Case], matches: Sequence[Match]) -> Counter[str]:
    """Counts that can be added over stories."""
    return Counter(
        gold=len(gold),
        predicted=len(cases),
        parties=len(matches),
        right=sum(match.right for match in matches),
    )


def scores(counts: Counter[str], prefix: str) -> dict[str, float]:
    """`right` of all gold cases, `wrong` of all predicted ones, `parties` of all gold cases (whatever the stage)."""
    if not counts["gold"]:
        return {}
    total, predicted, right = counts["gold"], counts["predicted"], counts["right"]
    return {
        f"{prefix}_right": right / total,
        f"{prefix}_wrong": (predicted - right) / predicted if predicted else 0.0,
        f"{prefix}_parties": counts["parties"] / total,
        f"{prefix}_total": float(total),
    }


def _codes(party: Party) -> tuple[str | None, ...]:
    return party.members or (party.country,)


def _is(wanted: str, code: str | None, party: Party) -> bool:
    if wanted in _countries():
        return code == wanted
    return holds(wanted, party.name, party.mention)


@cache
def _countries() -> frozenset[str]:
    return frozenset(load("countries.json", dict[str, str]))
