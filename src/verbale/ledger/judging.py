"""What was judged, as it stands: the later wins, and what was undone never was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from verbale.records import Event, Judgement, Move, Review

# The fields of a judgement's detail that hold ids of things.
ID_FIELDS = ("with", "events", "steps")
_REVIEWS: Mapping[str, Review] = {"accept": "accepted", "fix": "accepted", "reject": "rejected"}
# The fields of an event that a person may fix.
FIXABLE = frozenset(("event_type", "event_mode", "cameo", "factuality", "polarity"))


@dataclass(frozen=True, slots=True)
class Bonds:
    """Which ids belong together (true) or apart (false), by a judgement."""

    said: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def joins(self, one: str, other: str) -> bool | None:
        """Whether two ids were joined or parted; null where nobody said."""
        return self.said.get((min(one, other), max(one, other)))


def active(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold, in order."""
    ordered = sorted(judgements, key=lambda judgement: judgement.number)
    gone = undone(ordered)
    return tuple(one for one in ordered if one.number not in gone and one.verb != "undo")


def undone(judgements: Iterable[Judgement]) -> frozenset[int]:
    """The numbers of what was undone. An `undo` names a number; an undone undo undoes nothing."""
    gone: set[int] = set()
    for judgement in sorted(judgements, key=lambda judgement: judgement.number, reverse=True):
        if judgement.verb == "undo" and judgement.number not in gone:
            gone.update(int(number) for number in ids(judgement, "number") if int(number) < judgement.number)
    return frozenset(gone)


def named(judgement: Judgement) -> set[str]:
    """The ids of all things that a judgement names."""
    return {judgement.subject_id, *(key for name in ID_FIELDS for key in ids(judgement, name))}


def ids(judgement: Judgement, name: str) -> tuple[str, ...]:
    """The ids in a field of the detail; one or a list."""
    value = judgement.detail.get(name, [])
    return (value,) if isinstance(value, str) else tuple(value)


def bonds(judgements: Iterable[Judgement], subject: str) -> Bonds:
    """What `merge` and `split` say about a kind of subject; both name the others under `with`."""
    said: dict[tuple[str, str], bool] = {}
    for judgement in judgements:
        if judgement.subject == subject and judgement.verb in ("merge", "split"):
            for other in ids(judgement, "with"):
                one, two = sorted((judgement.subject_id, other))
                said[one, two] = judgement.verb == "merge"
    return Bonds(said)


def reviews(judgements: Iterable[Judgement]) -> dict[str, Review]:
    """The review of each event, step and case that was reviewed; the last one holds."""
    return {
        judgement.subject_id: _REVIEWS[judgement.verb]
        for judgement in judgements
        if judgement.verb in _REVIEWS
    }


def fixes(judgements: Iterable[Judgement]) -> dict[str, dict[str, str]]:
    """The fixed fields of each event or step."""
    fixed: dict[str, dict[str, str]] = {}
    for judgement in judgements:
        if judgement.verb == "fix":
            values = {key: value for key, value in judgement.detail.items() if isinstance(value, str)}
            fixed[judgement.subject_id] = {**fixed.get(judgement.subject_id, {}), **values}
    return fixed


def fixed_event(event: Event, fixed: Mapping[str, Mapping[str, str]]) -> Event:
    """An event with what was fixed in it. Raises msgspec.ValidationError where a value is no word of its
    field."""
    changes = {key: value for key, value in fixed.get(event.id, {}).items() if key in FIXABLE}
    if not changes:
        return event
    return msgspec.convert({**msgspec.to_builtins(event), **changes}, Event)


@dataclass(frozen=True, slots=True)
class Judged:
    """All judgements that hold, looked up by what they are about."""

    standing: tuple[Judgement, ...] = ()
    reviewed: Mapping[str, Review] = field(default_factory=dict)
    fixed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parties: Bonds = field(default_factory=Bonds)
    set_apart: Mapping[str, int] = field(default_factory=dict)
    step_merges: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def review(self, key: str) -> Review | None:
        """The review of an event, step or case; null where nobody reviewed it."""
        return self.reviewed.get(key)

    def apart(self, event_id: str) -> int:
        """The number of the judgement that took a report out of its step; 0 for none."""
        return self.set_apart.get(event_id, 0)

    def fixed_move(self, event_id: str, step: str) -> Move | None:
        """The move that a person gave an event or its step; a step's holds over an event's."""
        given = self.fixed.get(step, {}).get("move") or self.fixed.get(event_id, {}).get("move")
        return msgspec.convert(given, Move) if given else None

    def of_cases(self) -> tuple[Judgement, ...]:
        """What was judged of cases, in order."""
        return tuple(one for one in self.standing if one.subject == "case")


def judged(judgements: Iterable[Judgement]) -> Judged:
    """The judgements that hold."""
    standing = active(judgements)
    steps = [one for one in standing if one.subject == "step"]
    return Judged(
        standing=standing,
        reviewed=reviews(standing),
        fixed=fixes(standing),
        parties=bonds(standing, "party"),
        set_apart={event: one.number for one in steps if one.verb == "split" for event in ids(one, "events")},
        step_merges=tuple((one.subject_id, ids(one, "with")) for one in steps if one.verb == "merge"),
    )
