"""How much of what was promised was handed over."""

from collections.abc import Iterable, Sequence

from verbale.ledger import things
from verbale.ledger.moves import HANDED_OVER, PROMISES, clause, first_of
from verbale.ledger.steps import StepFact
from verbale.ledger.things import Thing
from verbale.ontology.ledger import LedgerTable


def is_whole(
    steps: Sequence[StepFact], disputed: frozenset[str], thing: Thing | None, table: LedgerTable
) -> bool:
    """Whether all that was promised of a thing (or asked for, if no promise counts it) was handed over.

    Amounts of one unit are added up; where nothing can be counted, the words tell: "the first", "both".
    """
    given = [
        step for step in steps if step.move in HANDED_OVER and step.sure and step.step.id not in disputed
    ]
    said = [clause(entry.claim.event) for step in given for entry in step.entries]
    if any(first_of(table.whole, words) for words in said):
        return True
    standing = [step for step in steps if step.move in PROMISES and step.step.id not in disputed]
    promised = _amounts(standing, thing) or _amounts(
        (step for step in steps if step.move == "request"), thing
    )
    handed = _sums(given, thing)
    shared = promised.keys() & handed.keys()
    if shared:
        return all(handed[unit] >= promised[unit] for unit in shared)
    return not any(first_of(table.partial, words) for words in said)


def _amounts(steps: Iterable[StepFact], thing: Thing | None) -> dict[str | None, float]:
    """The largest amount named of a thing, by unit."""
    found: dict[str | None, float] = {}
    for step in steps:
        for unit, amount in _named(step, thing).items():
            found[unit] = max(found.get(unit, 0.0), amount)
    return found


def _sums(steps: Iterable[StepFact], thing: Thing | None) -> dict[str | None, float]:
    """What was handed over in all; who gives and who gets may each tell of the same, so the larger tale
    counts."""
    told: dict[bool, dict[str | None, float]] = {True: {}, False: {}}
    for step in steps:
        sums = told[step.move == "receipt_confirmed"]
        for unit, amount in _named(step, thing).items():
            sums[unit] = sums.get(unit, 0.0) + amount
    units = told[True].keys() | told[False].keys()
    return {unit: max(told[True].get(unit, 0.0), told[False].get(unit, 0.0)) for unit in units}


def _named(step: StepFact, thing: Thing | None) -> dict[str | None, float]:
    found: dict[str | None, float] = {}
    for one in step.subject.things:
        if one.quantity is not None and (thing is None or (one.head and things.same(one, thing))):
            found[one.unit] = max(found.get(one.unit, 0.0), one.quantity)
    return found
