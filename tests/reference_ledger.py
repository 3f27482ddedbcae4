"""The rules of the stage once more, slow and by another road: each case is replayed step by step as a small machine.

It knows the ledger's rules from their wording only and shares no code with it. It reads a case with its steps, and
the events that they stand on; it expects events that name both sides, and things whose last word tells them apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from verbale.records import Case, Event, Item, Step

LADDER = "requested offered acknowledged pledged committed allocated delivering delivered".split()
UP = {
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
OUT = {
    "refusal": "refused",
    "offer_declined": "offer_declined",
    "request_withdrawn": "request_withdrawn",
    "suspension": "suspended",
    "cancellation": "cancelled",
}
PROMISES = ("offer", "pledge", "commitment", "allocation")
HANDED = ("delivery", "disbursement", "receipt_confirmed")
MILITARY = ("military_equipment", "ammunition", "training", "intelligence", "technical_advice")
PART = "first part partial partially partly some initial tranche half begun began started".split()
WHOLE = "all both full fully entire final remaining completed".split()


@dataclass
class Machine:
    """One side asked and one thing."""

    rung: str | None = None
    exit: str | None = None
    due: str = ""
    promised: dict[str | None, float] = field(default_factory=dict)
    asked: dict[str | None, float] = field(default_factory=dict)
    given: dict[str | None, float] = field(default_factory=dict)
    received: dict[str | None, float] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def stage(
    case: Case, events: Mapping[str, Event], published: Mapping[str, str | None], today: str
) -> tuple[str | None, str | None]:
    """The provisional stage and the exit of a case: every step counts that nobody rejected."""
    steps = [step for step in case.steps if step.review != "rejected"]
    steps = [step for step in steps if not _is_third(step, case)]
    machines = [
        _replay(steps, side, thing, _things(case), events, published, today)
        for side in sorted(str(party.country) for party in case.addressee)
        for thing in _things(case)
    ]
    reached = [one for one in machines if one.rung or one.exit]
    if not reached:
        return None, None
    alive = [one for one in reached if not one.exit]
    best = max(alive or reached, key=lambda one: LADDER.index(one.rung) if one.rung else -1)
    if alive:
        return best.rung, None
    # which exit is named where all have left, each in its own way, is a matter of their order: any of them is right
    return best.rung, "|".join(sorted({one.exit for one in reached if one.exit}))


def _replay(
    steps: list[Step],
    side: str,
    thing: Item | None,
    things: list[Item | None],
    events: Mapping[str, Event],
    published: Mapping[str, str | None],
    today: str,
) -> Machine:
    machine = Machine()
    for step in steps:
        # "help" says nothing beside a thing that is named
        named = [item for item in step.items if _noun(item)] or _spoken_of(step, things, events)
        # what names nothing of the kinds that the case is about is of all of it
        if not any(one is None or _is_kindred(item, one) for item in named for one in things):
            named = []
        about = [item for item in named if thing is None or _covers(item, thing)]
        if side not in _answering(step, events) or (named and not about) or not _is_sure(step, events):
            continue
        if step.move == "request" or (step.move in UP and not _is_disputed(step, steps, events, published)):
            _climb(
                machine,
                step,
                [item for item in step.items if thing is None or _same(item, thing)],
                events,
                published,
            )
        elif step.move in OUT:
            machine.exit = OUT[step.move]
    if machine.rung == "delivered" and not _is_whole(machine):
        machine.rung = "delivering"
    late = machine.due and machine.due < today[: len(machine.due)]
    if (
        late
        and not machine.exit
        and machine.rung in ("offered", "acknowledged", "pledged", "committed", "allocated")
    ):
        machine.exit = "lapsed"
    return machine


def _climb(
    machine: Machine,
    step: Step,
    items: list[Item],
    events: Mapping[str, Event],
    published: Mapping[str, str | None],
) -> None:
    rung = UP[step.move]
    if machine.rung is None or LADDER.index(rung) > LADDER.index(machine.rung):
        machine.rung = rung
    if step.move != "request":
        machine.exit = None
    book = {"request": machine.asked, "receipt_confirmed": machine.received}.get(step.move)
    if book is None:
        book = machine.given if step.move in HANDED else machine.promised
    most: dict[str | None, float] = {}
    for item in items:
        if item.quantity is not None:
            most[item.unit] = max(most.get(item.unit, 0.0), item.quantity)
    for unit, number in most.items():
        before = book.get(unit, 0.0)
        book[unit] = before + number if step.move in HANDED else max(before, number)
    for event in (events[key] for key in step.events):
        if step.move in HANDED:
            machine.words += event.evidence[0].text.lower().split()
        elif event.when is not None and event.when.end and event.when.basis in ("explicit", "relative"):
            told = (published[event.article_id] or "")[:10]
            if told and event.when.end > told and f"by {event.when.text}" in event.evidence[0].text:
                machine.due = max(machine.due, event.when.end)


def _is_whole(machine: Machine) -> bool:
    if any(word in WHOLE for word in machine.words):
        return True
    wanted = machine.promised or machine.asked
    handed = {
        unit: max(machine.given.get(unit, 0.0), machine.received.get(unit, 0.0))
        for unit in {*machine.given, *machine.received}
    }
    both = [unit for unit in wanted if unit in handed]
    if both:
        return all(handed[unit] >= wanted[unit] for unit in both)
    return not any(word in PART for word in machine.words)


def _is_disputed(
    step: Step, steps: list[Step], events: Mapping[str, Event], published: Mapping[str, str | None]
) -> bool:
    for other in steps:
        told = max((published[events[key].article_id] or "")[:10] for key in other.events)
        if other is step or told < _first_day(step, events, published) or not _share(step, other):
            continue
        if other.move == "denial" and set(_answering(other, events)) & set(_answering(step, events)):
            kind = events[other.events[0]].event_type
            denied = {
                "REQUEST": ("request",),
                "AGREE": PROMISES,
                "SUPPORT": PROMISES,
                "SANCTION": ("suspension", "cancellation"),
            }
            said = _speakers(step, events)
            if step.move in denied.get(kind, HANDED) and (not said or said != _speakers(other, events)):
                return True
        if step.move in HANDED and other.move in HANDED and _is_less(other, step, events):
            return True
    return False


def _is_less(other: Step, step: Step, events: Mapping[str, Event]) -> bool:
    """Who receives tells another number than who gives, and only he, claims."""
    receivers = {party.country for party in step.recipients}
    said = _speakers(step, events)
    voiced = any(not events[key].sources for key in step.events)
    if voiced or not said or said & receivers or _speakers(other, events) != receivers:
        return False
    return any(_number(a) != _number(b) for a in other.items for b in step.items if _same(a, b))


def _number(item: Item) -> object:
    if item.quantity is not None:
        return item.quantity
    return "many" if item.text.endswith("s") else 1.0


def _first_day(step: Step, events: Mapping[str, Event], published: Mapping[str, str | None]) -> str:
    days = []
    for event in (events[key] for key in step.events):
        told = (published[event.article_id] or "")[:10]
        own = (
            event.when.start
            if event.when is not None and event.when.basis in ("explicit", "relative")
            else None
        )
        days.append(own if own and not (told and own > told) else told)
    return min((day for day in days if day), default="")


def _speakers(step: Step, events: Mapping[str, Event]) -> set[str | None]:
    return {events[key].sources[0].country for key in step.events if events[key].sources}


def _is_sure(step: Step, events: Mapping[str, Event]) -> bool:
    return any(events[key].factuality == "certain" for key in step.events)


def _answering(step: Step, events: Mapping[str, Event]) -> list[str]:
    asker_acts = step.move in ("request", "request_withdrawn", "offer_declined")
    asker_acts = asker_acts or events[step.events[0]].event_type == "REQUEST"
    return [str(party.country) for party in (step.recipients if asker_acts else step.actors)]


def _is_third(step: Step, case: Case) -> bool:
    sides = {party.country for party in (*case.requester, *case.addressee)}
    return bool(step.actors) and not any(party.country in sides for party in step.actors)


def _things(case: Case) -> list[Item | None]:
    """What was asked for; where nobody asked for a thing that has a name, all that is told of."""
    asked = [item.text for step in case.steps if step.move == "request" for item in step.items if _noun(item)]
    found: list[Item] = []
    for item in case.items:
        told = not asked or any(_same(item, other) for other in case.items if other.text in asked)
        if told and _noun(item) and not any(_same(item, other) for other in found):
            found.append(item)
    exact = {item.category for item in found if item.granularity != "generic"}
    kept = [item for item in found if item.granularity != "generic" or item.category not in exact]
    return list(kept or found) or [None]


def _share(one: Step, other: Step) -> bool:
    mine, theirs = ([item for item in step.items if _noun(item)] for step in (one, other))
    return not mine or not theirs or any(_same(a, b) for a in mine for b in theirs)


def _noun(item: Item) -> str:
    word = item.text.split()[-1].lower()
    return "" if item.category is None else word.removesuffix("s")


def _same(one: Item, other: Item) -> bool:
    return _noun(one) == _noun(other)


def _spoken_of(step: Step, things: list[Item | None], events: Mapping[str, Event]) -> list[Item]:
    """The things of the case that stand in the words of a step that has no item ("the request for trucks")."""
    words = {
        word.strip(".,").removesuffix("s")
        for key in step.events
        for word in events[key].evidence[0].text.lower().split()
    }
    return [thing for thing in things if thing is not None and _noun(thing) in words]


def _is_kindred(one: Item, other: Item) -> bool:
    return _covers(one, other) or _covers(other, one) or one.category == other.category


def _covers(wide: Item, narrow: Item) -> bool:
    if not _noun(wide) or _same(wide, narrow):
        return True
    kindred = wide.category == narrow.category or (
        wide.category == "military_equipment" and narrow.category in MILITARY
    )
    return wide.granularity == "generic" and kindred
