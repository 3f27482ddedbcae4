"""What people decided, in the order they did, and what each decision changed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import get_args

from msgspec.structs import replace

from verbale.errors import NotFound, UsageError
from verbale.export.caselines import flags, headline, outcome
from verbale.ledger.cases import cases
from verbale.ledger.judging import active, ids, named
from verbale.records import Case, Judgement, Record, Verb
from verbale.rulings import bearing, later
from verbale.store.base import View

PAGE = 100


class Entry(Record, frozen=True, kw_only=True):
    """A judgement; `undone` is the number of the one that undid it, `holds` whether it counts."""

    judgement: Judgement
    undone: int | None
    holds: bool


class Audit(Record, frozen=True, kw_only=True):
    """Judgements, the latest first; `before` is the number to go on from, null at the end."""

    total: int
    entries: tuple[Entry, ...]
    before: int | None
    people: tuple[str, ...]


class State(Record, frozen=True, kw_only=True):
    """A case at one time: how far it was, its flags, and each step with its review."""

    headline: str
    outcome: str
    flags: tuple[str, ...]
    steps: tuple[str, ...]


class Changed(Record, frozen=True, kw_only=True):
    """A case before a judgement, after it, and now; null where it was not there."""

    case: str
    before: State | None
    after: State | None
    now: State | None


class Ruled(Record, frozen=True, kw_only=True):
    """A judgement with the cases that it bears on: first those that it changed."""

    entry: Entry
    changed: tuple[Changed, ...]
    same: tuple[Changed, ...]


class Restoring(Record, frozen=True, kw_only=True):
    """What restoring an earlier state would undo: how many judgements, and the latest of them, the last one first.

    `number` is the last judgement that would hold, `last` the last one now; null where all holds so already.
    """

    number: int
    total: int
    last: int | None
    undone: tuple[Judgement, ...]


def restoring(view: View, number: int) -> Restoring:
    """What restoring the state after a judgement would undo. Raises NotFound; 0 is before all of them."""
    said = view.judgements()
    if number and all(one.number != number for one in said):
        raise NotFound(f"{number}: there is no judgement of this number")
    undone = later(said, number)
    last = undone[0].number if undone else None
    return Restoring(number=number, total=len(undone), last=last, undone=undone[:PAGE])


def audit(view: View, who: str = "", verb: str = "", subject: str = "", before: int | None = None) -> Audit:
    """The judgements of a person, of a verb, on a subject's id, made before a number. Raises UsageError."""
    if verb and verb not in get_args(Verb):
        raise UsageError(f"{verb}: one says {', '.join(get_args(Verb))}")
    said = view.judgements()
    found = [
        entry
        for entry in reversed(_entries(said))
        if who in ("", entry.judgement.who)
        and verb in ("", entry.judgement.verb)
        and (not subject or subject in named(entry.judgement))
    ]
    rest = [entry for entry in found if before is None or entry.judgement.number < before]
    shown = tuple(rest[:PAGE])
    return Audit(
        total=len(found),
        entries=shown,
        before=shown[-1].judgement.number if len(rest) > PAGE else None,
        people=tuple(sorted({one.who for one in said})),
    )


def ruled(view: View, number: int, today: date) -> Ruled:
    """A judgement and what it changed: the cases that today's reports give with what was judged up to then.

    Raises NotFound.
    """
    said = view.judgements()
    entry = next((one for one in _entries(said) if one.judgement.number == number), None)
    if entry is None:
        raise NotFound(f"{number}: there is no judgement of this number")
    blocks = bearing(view, _meant(entry.judgement, said))
    if not blocks:
        return Ruled(entry=entry, changed=(), same=())
    state = view.state(blocks)

    def then(last: int) -> dict[str, State]:
        upto = tuple(one for one in said if one.number <= last)
        return _states(cases(replace(state, judgements=upto), now=today))

    before, after, now = then(number - 1), then(number), _states(view.ledger(state.blocks).cases)
    several = [
        Changed(case=key, before=before.get(key), after=after.get(key), now=now.get(key))
        for key in sorted({*before, *after})
    ]
    return Ruled(
        entry=entry,
        changed=tuple(one for one in several if one.before != one.after),
        same=tuple(one for one in several if one.before == one.after),
    )


def _entries(said: Sequence[Judgement]) -> list[Entry]:
    holding = {one.number for one in active(said)}
    undone = {number: one.number for one in said if one.verb == "undo" for number in ids(one, "number")}
    return [
        Entry(
            judgement=one,
            undone=undone.get(str(one.number)),
            holds=one.number in holding or one.verb == "undo",
        )
        for one in said
    ]


def _meant(judgement: Judgement, said: Iterable[Judgement]) -> Judgement:
    """The judgement itself; of an undo, what it undid, for that names all it bears on."""
    undone = ids(judgement, "number") if judgement.verb == "undo" else ()
    return next((one for one in said if str(one.number) in undone), judgement)


def _states(several: Iterable[Case]) -> dict[str, State]:
    return {case.id: _state(case) for case in several}


def _state(case: Case) -> State:
    return State(
        headline=headline(case),
        outcome=outcome(case),
        flags=tuple(flags(case)),
        steps=tuple(f"{step.move.replace('_', ' ')} ({step.review})" for step in case.steps),
    )


def told(judgement: Judgement) -> str:
    """What a judgement holds besides, in one line."""
    fields = judgement.detail.items()
    return "; ".join(
        f"{name}: {value if isinstance(value, str) else ' '.join(value)}" for name, value in fields
    )
