"""The stage of a case, by the eight rules: which rung was reached, for each side asked and each thing.

1. Only what is claimed as certain, and is positive, moves a stage up.
2. The furthest rung reached; several sides or things are sub-cases.
3. An exit holds only if it is later than the last rung by the same side.
4. Less handed over than promised is `delivering`; unlike units are never added.
5. What two speakers disagree on is `contested`, and no rung; an open condition makes `conditional`.
6. Silence is a search result with a date; `lapsed` needs a stated due date.
7. `fulfilment` is a person's verdict.
8. Copies of one story are one source.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from verbale.ledger import disputes, quantities, things
from verbale.ledger.parts import Part
from verbale.ledger.steps import StepFact
from verbale.ledger.things import Thing
from verbale.ontology.ledger import LedgerTable
from verbale.records import Exit, Move, Stage

LADDER: tuple[Stage, ...] = (
    "requested",
    "offered",
    "acknowledged",
    "pledged",
    "committed",
    "allocated",
    "delivering",
    "delivered",
)
RUNGS: Mapping[Move, Stage] = {
    "request": "requested",
    "offer": "offered",
    "acknowledge": "acknowledged",
    "pledge": "pledged",
    "commitment": "committed",
    "allocation": "allocated",
    "delivery": "delivered",
    "disbursement": "delivered",
    "receipt_confirmed": "delivered",
}
EXITS: Mapping[Move, Exit] = {
    "refusal": "refused",
    "offer_declined": "offer_declined",
    "request_withdrawn": "request_withdrawn",
    "suspension": "suspended",
    "cancellation": "cancelled",
}
# How the sum over sub-cases is written, in this order.
_WORDS: tuple[str, ...] = (*reversed(LADDER), *EXITS.values(), "lapsed")


@dataclass(frozen=True, slots=True)
class SubCase:
    """One side asked and one thing: the rung reached, the exit that holds, and the steps that made either."""

    addressee: str
    thing: Thing | None
    stage: Stage | None
    exit: Exit | None
    steps: tuple[str, ...]
    at: tuple[str, str, str, bool, int, str] | None

    @property
    def word(self) -> str | None:
        """The exit, else the stage."""
        return self.exit or self.stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """The stage of a case with the rule that gave it and the ids of the steps that it stands on."""

    stage: Stage | None
    exit: Exit | None
    rule: str
    steps: tuple[str, ...]


def stage_of(part: Part, table: LedgerTable, *, today: str) -> Outcome:
    """The outcome of the steps that count, in order of time; `today` is ISO 8601."""
    counting = tuple(step for step in part.steps if step.step.review != "rejected" and not step.third)
    # that something was asked for stays shown where it is denied: else there would be no case to contest
    disputed = disputes.disputed(counting) - {step.step.id for step in counting if step.move == "request"}
    cases = [
        _sub_case(replace(part, steps=counting), disputed, addressee, thing, table, today=today)
        for addressee, thing in product(part.addressees, part.things or (None,))
    ]
    reached = [case for case in cases if case.word is not None]
    if not reached:
        return Outcome(None, None, "no step that counts", ())
    live = [case for case in reached if case.exit is None]
    best = max(live or reached, key=lambda case: LADDER.index(case.stage) if case.stage else -1)
    if live:
        rule = (
            "rule 4: less handed over than promised"
            if best.stage == "delivering"
            else "rule 2: the furthest rung"
        )
    else:
        best = max(reached, key=lambda case: case.at or ())
        rule = "rule 6: due and not done" if best.exit == "lapsed" else "rule 3: after the last rung"
    chosen = [case for case in reached if case.word == best.word]
    used = tuple(dict.fromkeys(key for case in chosen for key in case.steps))
    return Outcome(best.stage, best.exit, rule + _tally(reached), used)


def _sub_case(
    part: Part,
    disputed: frozenset[str],
    addressee: str,
    thing: Thing | None,
    table: LedgerTable,
    *,
    today: str,
) -> SubCase:
    mine = [step for step in part.steps if addressee in step.answer and _concerns(step, thing, part, table)]
    rungs = [step for step in mine if step.move in RUNGS and step.sure and step.step.id not in disputed]
    best = max(rungs, key=lambda step: LADDER.index(RUNGS[step.move]), default=None)
    top = RUNGS[best.move] if best else None
    made = [step.step.id for step in rungs if RUNGS[step.move] == top]
    if top == "delivered" and not quantities.is_whole(mine, disputed, thing, table):
        top = "delivering"
    last = max((step.order for step in rungs if step.move != "request"), default=None)
    leaving = [
        step for step in mine if step.move in EXITS and step.sure and (last is None or step.order > last)
    ]
    if leaving:
        final = leaving[-1]
        return SubCase(addressee, thing, top, EXITS[final.move], (final.step.id,), final.order)
    ends: Exit | None = "lapsed" if _is_overdue(rungs, top, today) else None
    return SubCase(addressee, thing, top, ends, tuple(made), best.order if best else None)


def _is_overdue(rungs: Sequence[StepFact], top: Stage | None, today: str) -> bool:
    """Whether the last stated due date passed: of what was promised, or of an answer that never came."""
    waiting = {"requested"} if top == "requested" else set(LADDER) - {"requested", "delivering", "delivered"}
    due = max((step.due for step in rungs if step.due and RUNGS[step.move] in waiting), default=None)
    return due is not None and top in waiting and due < today[: len(due)]


def _concerns(step: StepFact, thing: Thing | None, part: Part, table: LedgerTable) -> bool:
    """Whether a step is of a thing: it names it, or nothing of the kinds that the case is about."""
    own = step.subject.things
    if thing is None or any(things.covers(one, thing, table) for one in own):
        return True
    return not any(things.akin(one, other, table) for one in own for other in part.things)


def _tally(cases: Sequence[SubCase]) -> str:
    """Sub-cases in words: "; 1 of 3 pledged, 1 refused"; empty where they agree."""
    count = Counter(case.word for case in cases if case.word)
    if len(count) < 2:
        return f"; all {len(cases)} {cases[0].word}" if len(cases) > 1 else ""
    told = [f"{count[word]} {word}" for word in _WORDS if count[word]]
    first, *others = told
    number, word = first.split(" ", 1)
    return "; " + ", ".join([f"{number} of {len(cases)} {word}", *others])
