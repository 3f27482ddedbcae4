"""Parts: what a thread comes to for each side asked and each kind of thing.

A thread holds all that was asked together. The sides of whom the same is told, and the kinds of things of which
the same is told, stay one case; a side or a kind with a step of its own has a case of its own, and the step that
asked for all stands in each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verbale.ledger import keys, things
from verbale.ledger.steps import StepFact
from verbale.ledger.things import Thing
from verbale.ontology.ledger import LedgerTable

Kind = tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The steps of one case in order of time, the sides asked, and the things that it is about, each once."""

    steps: tuple[StepFact, ...]
    addressees: tuple[str, ...]
    things: Kind

    @property
    def id(self) -> str:
        """From the first report of what was asked (else of what was done), the first side and thing."""
        requests = [step for step in self.steps if step.move == "request"]
        first = (requests or self.steps)[0]
        head = self.things[0].head if self.things else ""
        return keys.case_id(first.step.events[0], first.requester, (*self.addressees, "")[0], head)

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the case has, or may have had while some of its reports were missing."""
        sides = {"", *self.addressees}
        heads = {"", *(thing.head for thing in self.things)}
        return frozenset(
            keys.case_id(entry.claim.event.id, step.requester, side, head)
            for step in self.steps
            for entry in step.entries
            for side in sides
            for head in heads
        )


def parts(steps: Sequence[StepFact], table: LedgerTable) -> tuple[Part, ...]:
    """The parts of a thread, which is given in order of time; things that only a loose step adds are no part."""
    asked = whole(steps)
    kinds = _kinds(asked.things, table) or [()]
    told: dict[tuple[tuple[str, ...], tuple[StepFact, ...]], Kind] = {}
    for kind in kinds:
        others = [thing for other in kinds if other != kind for thing in other]
        of_kind = [step for step in steps if _is_of(step, kind, others, table)]
        for side_steps, sides in _by_steps(asked, of_kind).items():
            told[sides, side_steps] = (*told.get((sides, side_steps), ()), *kind)
    return tuple(
        Part(own, sides, _told_there(kind, own))
        for (sides, own), kind in told.items()
        if not all(step.is_loose for step in own)
    )


def _told_there(kind: Kind, steps: Sequence[StepFact]) -> Kind:
    """Of things that no request names, those of these steps: another side's answer asks nothing of this one."""
    if any(step.move == "request" and step.subject.things for step in steps):
        return kind
    own = [thing for step in steps for thing in step.subject.things]
    return tuple(thing for thing in kind if any(things.same(thing, one) for one in own)) or kind


def whole(steps: Sequence[StepFact]) -> Part:
    """Steps as one part, whomever and whatever they name."""
    return Part(tuple(steps), addressees(steps), named(steps))


def addressees(steps: Sequence[StepFact]) -> tuple[str, ...]:
    """The sides that were asked, one by one; of an unasked offer, those that made it."""
    requests = [step for step in steps if step.move == "request"]
    found = {one for step in requests or steps if not step.third for one in step.answer}
    singles = {one for one in found if "+" not in one}
    return tuple(sorted(singles or found))


def named(steps: Sequence[StepFact]) -> Kind:
    """The things that were asked for, or where requests name none all that steps name; each once, words of one
    thing are one."""
    asked = [step for step in steps if step.move == "request"]
    firm = [step for step in asked if not step.is_loose]
    return _distinct(firm or asked) or _distinct([step for step in steps if not step.third])


def _distinct(steps: Iterable[StepFact]) -> Kind:
    found: list[Thing] = []
    for step in steps:
        if any(_is_mentioned(step, thing) for thing in found):
            continue  # "the voyage of the ship", "the first cargo under the credit line"
        for thing in step.subject.things:
            if thing.head and not any(things.same(thing, other) for other in found):
                found.append(thing)
    return tuple(_without_umbrellas(found))


def _is_mentioned(step: StepFact, thing: Thing) -> bool:
    """Whether a step's clause names a thing of another, and the step no thing that is the same."""
    return thing.keys <= step.subject.said and not any(things.same(one, thing) for one in step.subject.things)


def _without_umbrellas(found: Sequence[Thing]) -> Sequence[Thing]:
    """Generic words of a kind of which something is named ("military support" beside "gunships") are no
    thing of their own."""
    exact = [thing for thing in found if not thing.generic]

    def is_told(wide: Thing) -> bool:
        return any(wide.category == thing.category and things.takes_in(wide, thing) for thing in exact)

    return [thing for thing in found if not is_told(thing)] or found


def _kinds(found: Iterable[Thing], table: LedgerTable) -> list[Kind]:
    """Things in groups of one kind, in order of the first of each."""
    kinds: list[Kind] = []
    for thing in found:
        fitting = [kind for kind in kinds if any(things.akin(thing, other, table) for other in kind)]
        if not fitting:
            kinds.append((thing,))
            continue
        joined = tuple(one for kind in fitting for one in kind)
        kinds = [kind for kind in kinds if kind not in fitting[1:]]
        kinds[kinds.index(fitting[0])] = (*joined, thing)
    return kinds


def _is_of(step: StepFact, kind: Kind, others: Sequence[Thing], table: LedgerTable) -> bool:
    """Whether a step is of a kind: it names a thing of it, or none of any kind here."""
    if any(_names(step, thing, table) for thing in kind):
        return True
    return not any(_names(step, thing, table) for thing in others)


def _names(step: StepFact, thing: Thing, table: LedgerTable) -> bool:
    own = step.subject.things
    return any(things.akin(one, thing, table) for one in own) or thing.keys <= step.subject.said


def _by_steps(asked: Part, steps: Sequence[StepFact]) -> Mapping[tuple[StepFact, ...], tuple[str, ...]]:
    """The sides asked, those together of whom the same steps are told; a side of which none is, left out."""
    found: dict[tuple[StepFact, ...], tuple[str, ...]] = {}
    for side in asked.addressees:
        own = tuple(step for step in steps if _is_side(step, side, asked.addressees))
        if own:
            found[own] = (*found.get(own, ()), side)
    return found


def _is_side(step: StepFact, side: str, sides: Sequence[str]) -> bool:
    """Whether a step is told of a side: it names it, or none of those that were asked (a third party's word)."""
    return side in step.answer or step.answer.isdisjoint(sides)


def takes(part: Part, own: Thing, table: LedgerTable) -> bool:
    """Whether a thing is of the part's; of a part that names none, any is."""
    return not part.things or any(things.akin(own, thing, table) for thing in part.things)
