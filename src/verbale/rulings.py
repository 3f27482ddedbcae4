"""Judgements: what a person decides of events, steps, cases and parties, and the cases that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from verbale.errors import NotFound, UsageError
from verbale.ledger import judging
from verbale.ledger.carry import FROM
from verbale.records import Case, Event, Judgement, Step, Subject, Verb
from verbale.store.base import Store, View, Writer
from verbale.store.query import Is
from verbale.store.words import folded
from verbale.taking import settle_blocks, stamp

Detail = Mapping[str, str | list[str]]
# What each verb can be said of.
SUBJECTS: Mapping[str, tuple[Subject, ...]] = {
    "accept": ("event", "step", "case"),
    "reject": ("event", "step", "case"),
    "fix": ("event", "step"),
    "merge": ("step", "case", "party"),
    "split": ("step", "case", "party"),
    "link": ("case",),
    "unlink": ("case",),
    "override": ("case",),
}
# Where a number or a stage is set aside, those who come after must know why.
REASONED = frozenset(("reject", "override"))
STEP_FIELDS = frozenset(("move",))
CASE_FIELDS = frozenset(("stage", "provisional_stage", "exit", "fulfilment"))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided, not kept yet. `others` are the ids that merge, split, link and unlink name besides;
    `values` the fields that fix and override set."""

    verb: Verb
    subject_id: str
    others: tuple[str, ...] = ()
    values: Mapping[str, str] | None = None
    reason: str | None = None


def judge(store: Store, rulings: Iterable[Ruling], *, who: str, now: datetime) -> tuple[Judgement, ...]:
    """Keeps judgements, all or none, and settles the cases that they bear on.

    Raises NotFound for an id that the store does not hold, UsageError for what cannot be said of it.
    """
    kept = []
    with store.writer() as writer:
        for ruling in rulings:
            subject = subject_of(writer, ruling.subject_id)
            detail = _detail(writer, ruling, subject)
            touched = _blocks(writer, {ruling.subject_id, *ruling.others})
            kept.append(_append(writer, ruling, subject, detail, who=who, at=stamp(now)))
            settle_blocks(writer, touched, now=now)
    return tuple(kept)


def undo(store: Store, number: int, *, who: str, reason: str | None, now: datetime) -> tuple[Judgement, ...]:
    """Undoes a judgement, and what was carried over from it. Raises NotFound where there is none that holds."""
    with store.writer() as writer:
        said = writer.judgements()
        by_number, gone = {one.number: one for one in said}, judging.undone(said)
        undone = [one for one in said if one.number not in gone and number in _origins(one, by_number)]
        if not any(one.number == number for one in undone):
            raise NotFound(f"{number}: there is no judgement of this number that holds")
        ids = {key for one in undone for key in judging.named(one)}
        touched = _blocks(writer, ids)
        kept = _take_back(writer, undone, who=who, reason=reason, at=stamp(now))
        settle_blocks(writer, touched | _blocks(writer, ids), now=now)
    return kept


def later(said: Iterable[Judgement], number: int) -> tuple[Judgement, ...]:
    """What is to be undone so that what was said up to a number holds as it did then, the latest first.

    What came later and was undone since is left so; an undoing of something earlier is itself undone.
    """
    several = sorted(said, key=lambda one: one.number, reverse=True)
    gone = judging.undone(several)
    return tuple(
        one
        for one in several
        if one.number > number
        and one.number not in gone
        and (one.verb != "undo" or any(int(key) <= number for key in judging.ids(one, "number")))
    )


def restore(
    store: Store, number: int, *, who: str, reason: str | None, now: datetime
) -> tuple[Judgement, ...]:
    """Lets hold again what held after a judgement, and nothing that was said since; all at one stroke.

    Nothing is taken out of the ledger: what came later is undone, and that can be undone like anything else.
    """
    with store.writer() as writer:
        said = writer.judgements()
        undone = later(said, number)
        back = {int(key) for one in undone if one.verb == "undo" for key in judging.ids(one, "number")}
        bears = back | {one.number for one in undone}
        ids = {key for one in said if one.number in bears for key in judging.named(one)}
        touched = _blocks(writer, ids)
        kept = _take_back(writer, undone, who=who, reason=reason, at=stamp(now))
        settle_blocks(writer, touched, now=now)
        settle_blocks(writer, _blocks(writer, ids), now=now)
    return kept


def _take_back(
    writer: Writer, undone: Iterable[Judgement], *, who: str, reason: str | None, at: str
) -> tuple[Judgement, ...]:
    return tuple(
        writer.append(
            Judgement(
                number=0,
                at=at,
                who=who,
                verb="undo",
                subject=one.subject,
                subject_id=one.subject_id,
                detail={"number": str(one.number)},
                reason=reason,
            )
        )
        for one in undone
    )


def subject_of(view: View, key: str) -> Subject:
    """What an id names. Raises NotFound."""
    for subject, find in (("event", view.event), ("step", view.step), ("case", view.case)):
        try:
            find(key)
        except NotFound:
            continue
        return subject  # type: ignore[return-value]
    if any(party.id == key for party in view.parties()):
        return "party"
    raise NotFound(f"{key}: there is no event, step, case or party with this id in the store")


def bearing(view: View, judgement: Judgement) -> frozenset[str]:
    """The blocks of the cases that a judgement can bear on."""
    return _blocks(view, judging.named(judgement))


def _append(
    writer: Writer, ruling: Ruling, subject: Subject, detail: Detail, *, who: str, at: str
) -> Judgement:
    return writer.append(
        Judgement(
            number=0,
            at=at,
            who=who,
            verb=ruling.verb,
            subject=subject,
            subject_id=ruling.subject_id,
            detail=dict(detail),
            reason=ruling.reason,
        )
    )


def _detail(view: View, ruling: Ruling, subject: Subject) -> Detail:
    """The detail of a judgement, checked against what can be said."""
    verb = ruling.verb
    if subject not in SUBJECTS[verb]:
        raise UsageError(f"{ruling.subject_id}: is {_a(subject)}; {verb} {_wants(SUBJECTS[verb])}")
    if verb in REASONED and not ruling.reason:
        raise UsageError(f"{verb} wants a reason: --reason TEXT")
    if verb in ("fix", "override"):
        return _fixed(view, ruling, subject)
    if verb in ("accept", "reject"):
        return {}
    if not ruling.others:
        raise UsageError(f"{verb} wants the ids of the others after {ruling.subject_id}")
    field, wanted = _place_of_others(verb, subject)
    for other in ruling.others:
        if subject_of(view, other) != wanted or other == ruling.subject_id:
            raise UsageError(f"{other}: {verb} wants another {wanted} here")
    return {field: list(ruling.others)}


def _place_of_others(verb: Verb, subject: Subject) -> tuple[str, Subject]:
    """The field that the other ids stand in, and what they name."""
    if verb == "merge" or subject == "party":
        return "with", subject
    return ("events", "event") if subject == "step" else ("steps", "step")


def _fixed(view: View, ruling: Ruling, subject: Subject) -> Detail:
    """The fixed fields, each a word that its field knows."""
    allowed = {"event": judging.FIXABLE, "step": STEP_FIELDS, "case": CASE_FIELDS}[subject]
    values = dict(ruling.values or {})
    if not values or values.keys() - allowed:
        raise UsageError(f"{ruling.verb} of {_a(subject)} sets FIELD=VALUE of {', '.join(sorted(allowed))}")
    held = _held(view, subject, ruling.subject_id)
    try:
        msgspec.convert({**msgspec.to_builtins(held), **values}, type(held))
    except msgspec.ValidationError as error:
        raise UsageError(f"{ruling.subject_id}: {error}") from error
    return values


def _held(view: View, subject: Subject, key: str) -> Event | Step | Case:
    if subject == "event":
        return view.event(key)
    return view.step(key) if subject == "step" else view.case(key)


def _blocks(view: View, ids: Iterable[str]) -> frozenset[str]:
    """The blocks that a change of these things can bear on."""
    articles = {view.event(key).article_id for one in ids for key in _events(view, one)}
    return frozenset[str]().union(*(view.blocks(key) for key in articles))


def _events(view: View, key: str) -> set[str]:
    """The events that an event, step, case or party stands on; of what is no longer there, none."""
    try:
        subject = subject_of(view, key)
    except NotFound:
        return set()
    if subject == "event":
        return {key}
    if subject == "step":
        return _there(view, view.step(key).events)
    if subject == "case":
        return _there(view, (event for step in view.case(key).steps for event in step.events))
    return {event.id for event in view.events(filter=Is("party", folded(key)))}


def _there(view: View, ids: Iterable[str]) -> set[str]:
    return {key for key in ids if _holds(view, key)}


def _holds(view: View, event_id: str) -> bool:
    try:
        view.event(event_id)
    except NotFound:
        return False
    return True


def _origins(judgement: Judgement, by_number: Mapping[int, Judgement]) -> set[int]:
    """A judgement's number and those that it was carried over from."""
    found: set[int] = set()
    while judgement.number not in found:
        found.add(judgement.number)
        before = judgement.detail.get(FROM)
        judgement = by_number.get(int(before), judgement) if isinstance(before, str) else judgement
    return found


def _a(subject: Subject) -> str:
    return f"an {subject}" if subject[0] in "ae" else f"a {subject}"


def _wants(subjects: tuple[Subject, ...]) -> str:
    return "wants " + " or ".join(_a(one) for one in subjects)
