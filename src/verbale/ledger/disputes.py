"""What speakers disagree on: a denial of what another side claims, or two counts of what was handed over."""

from collections.abc import Sequence

from verbale.ledger import things
from verbale.ledger.moves import HANDED_OVER, PROMISES
from verbale.ledger.steps import StepFact, counts_differ

# What a denial may be of: what was promised, or what was handed over.
_DENIES = {
    "AID": HANDED_OVER,
    "COOPERATE": HANDED_OVER,
    "AGREE": PROMISES,
    "SUPPORT": PROMISES,
    "REJECT": PROMISES | HANDED_OVER,
}


def disputed(steps: Sequence[StepFact]) -> frozenset[str]:
    """The ids of steps that another side denies or counts differently: they move no stage."""
    return frozenset(
        step.step.id
        for step in steps
        if any(_denies(other, step) or _counts_less(other, step) for other in steps)
    )


def is_contested(steps: Sequence[StepFact]) -> bool:
    """Whether two speakers disagree on the same thing."""
    return bool(disputed(steps))


def _denies(denial: StepFact, step: StepFact) -> bool:
    """A denial that is not earlier than what it denies, by a side that does not claim it."""
    if denial.move != "denial" or not _about_one_thing(denial, step) or denial.reported < step.day:
        return False
    kind = denial.entries[0].claim.event.event_type
    denied = step.move == "request" if kind == "REQUEST" else step.move in _DENIES.get(kind, ())
    stops = kind == "SANCTION" and step.move in ("suspension", "cancellation")
    return (
        (denied or stops) and bool(denial.answer & step.answer) and denial.speakers != (step.speakers or None)
    )


def _counts_less(other: StepFact, step: StepFact) -> bool:
    """The receiving side tells of less than the giving side alone claims, and not before it did."""
    if step.move not in HANDED_OVER or other.move not in HANDED_OVER or other is step:
        return False
    if (
        step.voiced
        or not step.speakers
        or step.requester in step.speakers
        or other.speakers != {other.requester}
    ):
        return False
    pairs = [
        (one, two) for one in other.subject.things for two in step.subject.things if things.same(one, two)
    ]
    return other.reported >= step.day and any(counts_differ(one, two) for one, two in pairs)


def _about_one_thing(one: StepFact, other: StepFact) -> bool:
    mine, theirs = one.subject.things, other.subject.things
    return not mine or not theirs or any(things.same(a, b) for a in mine for b in theirs)
