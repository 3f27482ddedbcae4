"""What is to be written and removed when reports arrive: old ledger + affected reports + today → intents."""

from datetime import date

from verbale.ledger.cases import cases
from verbale.ledger.sides import case_blocks
from verbale.ledger.state import State
from verbale.records import Case, Record, Step


class Ledger(Record, frozen=True, kw_only=True):
    """Cases as they are stored; their steps stand in them."""

    cases: tuple[Case, ...] = ()


class Intents(Record, frozen=True, kw_only=True):
    """What a store is to do: put these by their id (new or changed), and drop those."""

    put_steps: tuple[Step, ...] = ()
    drop_steps: tuple[str, ...] = ()
    put_cases: tuple[Case, ...] = ()
    drop_cases: tuple[str, ...] = ()


def decide(old: Ledger, affected: State, *, now: date) -> Intents:
    """The intents that turn the old cases of the affected blocks into what the reports now give."""
    before = {case.id: case for case in old.cases if _is_affected(case, affected)}
    after = {case.id: case for case in cases(affected, now=now)}
    steps_before = {step.id: step for case in before.values() for step in case.steps}
    steps_after = {step.id: step for case in after.values() for step in case.steps}
    return Intents(
        put_steps=tuple(step for key, step in steps_after.items() if steps_before.get(key) != step),
        drop_steps=tuple(sorted(steps_before.keys() - steps_after.keys())),
        put_cases=tuple(case for key, case in after.items() if before.get(key) != case),
        drop_cases=tuple(sorted(before.keys() - after.keys())),
    )


def _is_affected(case: Case, affected: State) -> bool:
    return affected.blocks is None or not affected.blocks.isdisjoint(case_blocks(case))
