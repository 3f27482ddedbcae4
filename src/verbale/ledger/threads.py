"""Threads: a request with its answers, or what was offered unasked with what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from verbale.ledger import things
from verbale.ledger.days import days_between
from verbale.ledger.judging import Judged, ids
from verbale.ledger.moves import HANDED_OVER, PROMISES, clause, first_of
from verbale.ledger.parts import Part, addressees, named, parts, whole
from verbale.ledger.steps import StepFact
from verbale.ledger.things import Thing
from verbale.ontology.ledger import LedgerTable

# Days by which a report of an answer may be dated before the request that it answers: the answer came the
# same day, and one of the two is dated by the day of its report.
_SLACK = 3
_ASKING = frozenset(("request",))
_OFFERED = frozenset(("offer", "pledge"))


@dataclass(slots=True)
class Thread:
    """Steps that belong together, in the order in which they were found to."""

    steps: list[StepFact] = field(default_factory=list)

    @property
    def named(self) -> list[Thing]:
        """All things that its steps name; those of third parties and denials add none."""
        return [thing for step in self.steps if not step.third for thing in step.subject.things]

    @property
    def asked(self) -> frozenset[str]:
        """The sides that were asked, or that answered where nobody was."""
        requests = [step.answer for step in self.steps if step.move in _ASKING]
        others = [step.answer for step in self.steps if not step.third]
        return frozenset[str]().union(*(requests or others))


def threads_of(steps: Sequence[StepFact], judged: Judged, table: LedgerTable) -> tuple[Part, ...]:
    """The threads of a docket's steps in their parts; what only answers and finds nothing to answer is left
    out."""
    found: list[Thread] = []
    asking = [step for step in steps if step.move in _ASKING]
    firm = [step for step in asking if not step.is_loose]
    for step in firm:
        _put(step, found, table, opens=not step.is_answer_only or _is_answered(step, steps))
    for step in asking:
        if step.is_loose:
            _put(step, found, table, opens=not firm and _is_answered(step, steps))
    others = [step for step in steps if step.move not in _ASKING]
    # what can only answer comes last: it may stand before what it answers, as a signing before the money
    for step in sorted(others, key=lambda step: step.is_answer_only):
        _put(step, found, table, opens=_opens(step, steps, table))
    return _judged(
        [part for thread in found for part in parts(_in_order(thread.steps), table)], steps, judged
    )


def _put(step: StepFact, threads: list[Thread], table: LedgerTable, *, opens: bool) -> None:
    ranked = [
        (fit, place) for place, thread in enumerate(threads) if (fit := _fit(step, thread, table)) is not None
    ]
    if ranked:
        threads[max(ranked)[1]].steps.append(step)
    elif opens:
        threads.append(Thread([step]))


def _fit(step: StepFact, thread: Thread, table: LedgerTable) -> tuple[int, bool, str] | None:
    """How well a step fits a thread: the same thing before a kindred one, then one that somebody asked for,
    then the latest; null for not at all."""
    if step.third:
        about = _third_party_fit(step, thread)
    else:
        about = _subject_fit(step, thread, table) if _may_answer(step, thread) else 0
    if about < _least_fit(step, thread) or not _in_time(step, thread, table, same=about == 3):
        return None
    asked = any(one.move in _ASKING for one in thread.steps)
    return about, asked, max(one.last for one in thread.steps)


def _is_answered(appeal: StepFact, steps: Sequence[StepFact]) -> bool:
    """Whether an appeal of this requester that names nobody is told with what can only be an answer of this
    side, or this side does or promises what was asked for."""
    if not any(appeal.requester in entry.claim.own.ask for entry in appeal.entries):
        return False
    others = [step for step in steps if step.move not in _ASKING and not (step.is_loose or step.third)]
    return any(
        (step.is_answer_only and step.articles & appeal.articles) or _is_of_one_thing(step, appeal)
        for step in others
    )


def _is_of_one_thing(one: StepFact, other: StepFact) -> bool:
    return any(things.same(a, b) for a in one.subject.things for b in other.subject.things)


def _opens(step: StepFact, steps: Sequence[StepFact], table: LedgerTable) -> bool:
    """Whether a step makes a thread where it fits none: not what only answers, save an offer whose other side
    is known by who took or declined the thing."""
    if not (step.is_answer_only or step.third):
        return True
    return step.move in _OFFERED and any(
        one.move in ("offer_declined", "commitment") and not one.is_loose and _is_of_one_thing(one, step)
        for one in steps
    )


def _least_fit(step: StepFact, thread: Thread) -> int:
    """How well a step must fit at least: what leaves a side out, or is a deed, must name what it is about, save
    silence, and thanks to whoever gave."""
    if step.is_silence or (step.move == "outcome" and _gave(thread, step)):
        return 1
    return 2 if step.is_loose or step.is_deed else 1


def _gave(thread: Thread, thanks: StepFact) -> bool:
    """Whether the side that is thanked by name has promised or handed over something there."""
    if not any(entry.claim.own.answer for entry in thanks.entries):
        return False
    return any(one.move in (*HANDED_OVER, *PROMISES) and one.answer & thanks.answer for one in thread.steps)


def _may_answer(step: StepFact, thread: Thread) -> bool:
    """Whether the sides are right; only what was asked for can be withdrawn."""
    is_asked = any(one.move in _ASKING for one in thread.steps)
    if step.is_silence and not is_asked:
        return False
    return bool(step.answer & thread.asked) and (step.move != "request_withdrawn" or is_asked)


def _subject_fit(step: StepFact, thread: Thread, table: LedgerTable) -> int:
    """3 for the same thing, 2 for one kind, 1 for words that name none, 0 for something else."""
    mine, theirs = step.subject.things, thread.named
    if mine and theirs:
        if any(things.same(one, other) for one in mine for other in theirs):
            return 3
        kindred = any(things.akin(one, other, table) for one in mine for other in theirs)
        return 2 if kindred or _mentions(step, thread) else 0
    matter = frozenset[str]().union(*(one.subject.matter for one in thread.steps))
    matter |= {key for thing in theirs for key in thing.keys}
    own = step.subject.said if step.is_deed else step.subject.matter
    own |= {key for thing in mine for key in thing.keys}
    if things.overlap(own, matter, table):
        return 2
    return 1 if step.move not in _ASKING or _is_generic(step, table) or not matter else 0


def _mentions(step: StepFact, thread: Thread) -> bool:
    """Whether the clause of one names the thing of the other ("the first cargo under the credit line")."""
    told = frozenset[str]().union(*(one.subject.said for one in thread.steps))
    return any(thing.keys and thing.keys <= told for thing in step.subject.things) or any(
        thing.keys and thing.keys <= step.subject.said for thing in thread.named
    )


def _is_generic(step: StepFact, table: LedgerTable) -> bool:
    """Whether a request names nothing of its own ("help", "to keep its word"), or tells of an earlier one ("had
    asked it to put the paper in a drawer")."""
    return not step.subject.things and (
        not step.subject.matter
        or not step.subject.matter.isdisjoint(table.reminders)
        or all(first_of(table.recalled, clause(entry.claim.event)) for entry in step.entries)
    )


def _third_party_fit(step: StepFact, thread: Thread) -> int:
    """A third party's word belongs to a thread that asks for the thing it names."""
    if not any(one.move in _ASKING for one in thread.steps):
        return 0
    heads = {thing.head for thing in thread.named if thing.head}
    own = step.subject.matter | {thing.head for thing in step.subject.things}
    return 3 if heads & own else 0


def _in_time(step: StepFact, thread: Thread, table: LedgerTable, *, same: bool) -> bool:
    past = all(one.past for one in thread.steps)
    if step.past != past:
        return same  # an undated past is of this thread only where the thing itself says so
    days = [one.day for one in thread.steps if one.day]
    if not days or not step.day:
        return True
    first, last = min(days), max(one.last for one in thread.steps)
    if step.day < first and days_between(step.day, first) > _SLACK:
        return False
    return step.day <= last or days_between(step.day, last) <= table.days.answer


def _judged(found: Sequence[Part], steps: Sequence[StepFact], judged: Judged) -> tuple[Part, ...]:
    """The parts after people linked, unlinked, merged and split them."""
    parts = list(found)
    by_id = {key: step for step in steps for key in step.ids}
    for judgement in judged.of_cases():
        target = next((part for part in parts if judgement.subject_id in part.ids), None)
        if target is None:
            continue
        if judgement.verb == "merge":
            named = {*ids(judgement, "with")}
            parts = _merged(parts, target, [one for one in parts if one is not target and one.ids & named])
        elif judgement.verb in ("link", "split", "unlink"):
            moved = [by_id[key] for key in ids(judgement, "steps") if key in by_id]
            parts = (
                _linked(parts, target, moved) if judgement.verb == "link" else _split(parts, target, moved)
            )
    return tuple(parts)


def _merged(parts: Sequence[Part], target: Part, others: Sequence[Part]) -> list[Part]:
    both = (target, *others)
    joined = Part(
        _in_order(step for part in both for step in part.steps),
        tuple(sorted({side for part in both for side in part.addressees})),
        tuple(dict.fromkeys(thing for part in both for thing in part.things)),
    )
    return [joined if part is target else part for part in parts if part not in others]


def _linked(parts: Sequence[Part], target: Part, moved: Sequence[StepFact]) -> list[Part]:
    asked = [step for step in moved if step.move in _ASKING]
    grown = Part(
        _in_order((*target.steps, *moved)),
        tuple(sorted({*target.addressees, *addressees(asked)})),
        tuple(dict.fromkeys((*target.things, *named(moved)))),
    )
    rest = (part if part is target else _without(part, moved) for part in parts)
    return [grown if part is target else part for part in rest if part.steps]


def _split(parts: Sequence[Part], target: Part, moved: Sequence[StepFact]) -> list[Part]:
    """Nothing, where all or none of the steps would go."""
    gone = [step for step in target.steps if step in moved]
    if not gone or len(gone) == len(target.steps):
        return list(parts)
    return [*(_without(part, gone) if part is target else part for part in parts), whole(_in_order(gone))]


def _without(part: Part, gone: Sequence[StepFact]) -> Part:
    return replace(part, steps=tuple(step for step in part.steps if step not in gone))


def _in_order(steps: Iterable[StepFact]) -> tuple[StepFact, ...]:
    """Steps, each once, in order of time."""
    found = {step.step.id: step for step in steps}
    return tuple(sorted(found.values(), key=lambda step: step.order))
