"""Threads: a request with its answers, or what was offered unasked with what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from verbale.ledger import keys, things
from verbale.ledger.days import days_between
from verbale.ledger.judging import Judged, ids
from verbale.ledger.steps import StepFact
from verbale.ledger.things import Thing
from verbale.ontology.ledger import LedgerTable

# Days by which a report of an answer may be dated before the request that it answers: the answer came the
# same day, and one of the two is dated by the day of its report.
_SLACK = 3
_ASKING = frozenset(("request",))


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


def threads_of(steps: Sequence[StepFact], judged: Judged, table: LedgerTable) -> list[list[StepFact]]:
    """The threads of a docket's steps; what only answers and finds nothing to answer is left out."""
    found: list[Thread] = []
    asking = [step for step in steps if step.move in _ASKING]
    for step in asking:
        _put(step, found, table, opens=True)
    for step in steps:
        if step.move not in _ASKING:
            _put(step, found, table, opens=not (step.is_answer_only or step.third))
    return _judged([sorted(thread.steps, key=lambda step: step.order) for thread in found], steps, judged)


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
    if not about or not _in_time(step, thread, table, same=about == 3):
        return None
    asked = any(one.move in _ASKING for one in thread.steps)
    return about, asked, max(one.last for one in thread.steps)


def _may_answer(step: StepFact, thread: Thread) -> bool:
    """Whether the sides are right; only what was asked for can be withdrawn."""
    is_asked = any(one.move in _ASKING for one in thread.steps)
    return bool(step.answer & thread.asked) and (step.move != "request_withdrawn" or is_asked)


def _subject_fit(step: StepFact, thread: Thread, table: LedgerTable) -> int:
    """3 for the same thing, 2 for one kind, 1 for words that name none, 0 for something else."""
    mine, theirs = step.subject.things, thread.named
    if mine and theirs:
        if any(things.same(one, other) for one in mine for other in theirs):
            return 3
        return 2 if any(things.akin(one, other, table) for one in mine for other in theirs) else 0
    matter = frozenset[str]().union(*(one.subject.matter for one in thread.steps))
    matter |= {key for thing in theirs for key in thing.keys}
    own = step.subject.matter | {key for thing in mine for key in thing.keys}
    if own & matter:
        return 2
    return 1 if step.move not in _ASKING or _is_generic(step, table) or not matter else 0


def _is_generic(step: StepFact, table: LedgerTable) -> bool:
    """Whether a request names nothing of its own: "help", or "to keep its word"."""
    return not step.subject.things and (
        not step.subject.matter or not step.subject.matter.isdisjoint(table.reminders)
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


def _judged(found: list[list[StepFact]], steps: Sequence[StepFact], judged: Judged) -> list[list[StepFact]]:
    """The threads after people linked, unlinked, merged and split them."""
    threads = [{step.step.id for step in thread} for thread in found]
    by_id = {key: step for step in steps for key in step_ids(step)}
    for judgement in judged.of_cases():
        target = next((one for one in threads if judgement.subject_id in _case_ids(one, by_id)), None)
        if target is None:
            continue
        if judgement.verb == "merge":
            for one in [
                one
                for one in threads
                if one is not target and _case_ids(one, by_id) & {*ids(judgement, "with")}
            ]:
                target |= one
                threads.remove(one)
        elif judgement.verb in ("link", "split", "unlink"):
            moved = {by_id[key].step.id for key in ids(judgement, "steps") if key in by_id}
            _move(threads, target, moved, into=judgement.verb == "link")
    return [
        sorted((by_id[key] for key in thread), key=lambda step: step.order) for thread in threads if thread
    ]


def _move(threads: list[set[str]], target: set[str], moved: set[str], *, into: bool) -> None:
    if into:
        for thread in threads:
            thread.difference_update(moved)
        target |= moved
    elif moved & target and moved < target:
        threads.append(moved & target)
        target -= moved


def step_ids(step: StepFact) -> Iterable[str]:
    """The ids that the step had, or may have had, while some of its reports were missing."""
    return (keys.step_id(entry.claim.event.id, step.requester) for entry in step.entries)


def case_ids(steps: Iterable[StepFact]) -> set[str]:
    """The ids that a case of these steps had, or may have had, while some of its reports were missing."""
    return {keys.case_id(entry.claim.event.id, step.requester) for step in steps for entry in step.entries}


def _case_ids(thread: Iterable[str], by_id: dict[str, StepFact]) -> set[str]:
    return case_ids(by_id[key] for key in thread)
