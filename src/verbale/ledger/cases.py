"""Cases: threads of steps with their stage."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from verbale.ledger import (
    claims,
    copies,
    dating,
    declines,
    disputes,
    judging,
    lanes,
    moves,
    parties,
    parts,
    sides,
    stage,
    things,
    threads,
)
from verbale.ledger.claims import Claim
from verbale.ledger.judging import Judged
from verbale.ledger.lanes import Docket
from verbale.ledger.parties import Identity
from verbale.ledger.parts import Part
from verbale.ledger.state import ArticleFact, State
from verbale.ledger.steps import StepFact, distinct_items, distinct_parties, steps_of
from verbale.ledger.things import Thing
from verbale.ontology.ledger import LedgerTable
from verbale.records import Case, Event, Item, Party

_ANSWERS = frozenset(("request", "request_withdrawn", "denial"))
# What a person may override, by the field of the case.
_OVERRIDES = frozenset(("stage", "provisional_stage", "exit", "fulfilment"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand while the cases of a state are made."""

    told: dict[str, list[Event]]
    articles: dict[str, ArticleFact]
    judged: Judged
    table: LedgerTable
    today: str


def cases(state: State, *, now: date) -> tuple[Case, ...]:
    """The cases of a state, sorted by id; `now` is the day of the question (silence, overdue promises).

    Deterministic, and independent of the order of the reports. Raises msgspec.ValidationError where a
    judgement fixes or overrides a field with a word that it does not know.
    """
    desk = _desk(state, now)
    return tuple(
        sorted(
            (
                _case(docket, part, desk)
                for docket, facts in _dockets(desk, state.blocks)
                for part in threads.threads_of(facts, desk.judged, desk.table)
            ),
            key=lambda case: case.id,
        )
    )


def all_steps(state: State) -> tuple[StepFact, ...]:
    """The steps of a state, docket by docket, in order of time; also those that stand in no case."""
    desk = _desk(state, date.min)
    return tuple(fact for _, facts in _dockets(desk, state.blocks) for fact in facts)


def _desk(state: State, now: date) -> Desk:
    judged = judging.judged(state.judgements)
    told: dict[str, dict[str, Event]] = defaultdict(dict)
    for report in state.reports:
        told[report.article_id][report.event.id] = judging.fixed_event(report.event, judged.fixed)
    return Desk(
        told={key: [events[one] for one in sorted(events)] for key, events in sorted(told.items())},
        articles=dict(state.articles),
        judged=judged,
        table=LedgerTable.load(),
        today=now.isoformat(),
    )


def _dockets(desk: Desk, blocks: frozenset[str] | None) -> Iterable[tuple[Docket, tuple[StepFact, ...]]]:
    found: list[Claim] = []
    for article_id, events in desk.told.items():
        found.extend(claims.claims_of(desk.articles[article_id], events, desk.table))
    found = list(declines.told_apart(found, desk.table))
    articles: dict[str, set[str]] = defaultdict(set)
    for claim in found:
        for block in lanes.blocks_of(claim):
            articles[block].add(claim.article.id)
    for docket in lanes.dockets(found, blocks):
        near = sorted(set[str]().union(*(articles[block] for block in docket.blocks)))
        dated = dating.dated(docket, [desk.articles[one] for one in near])
        entries = lanes.entries(dated, _identities(dated, near, desk))
        yield dated, steps_of(dated, entries, desk.judged, desk.table)


def _identities(docket: Docket, near: Iterable[str], desk: Desk) -> dict[tuple[str, str], Identity]:
    """Who is who among the articles near a docket; looked at only where a side is left out."""
    if all(claim.own.whole for claim in docket.claims):
        return {}
    named = (
        naming
        for key in near
        for event in desk.told[key]
        for naming in parties.namings(event, key, (desk.articles[key].published or "")[:10])
    )
    return parties.identities(named, desk.judged.parties)


def _case(docket: Docket, part: Part, desk: Desk) -> Case:
    thread = part.steps
    rejected = any(desk.judged.review(key) == "rejected" for key in part.ids)
    counted = replace(part, steps=() if rejected else thread)
    all_in = stage.stage_of(counted, desk.table, today=desk.today)
    accepted = tuple(step for step in counted.steps if step.step.review == "accepted")
    reviewed = stage.stage_of(replace(part, steps=accepted), desk.table, today=desk.today)
    asked = any(step.move == "request" for step in thread)
    case = Case(
        id=part.id,
        origin="request" if asked else "offer",
        requester=_parties(thread, {docket.requester}, asking=True),
        addressee=_parties(thread, set(part.addressees), asking=False),
        beneficiaries=_beneficiaries(thread),
        items=_items(part, desk.table),
        stage=reviewed.stage,
        provisional_stage=all_in.stage,
        exit=all_in.exit,
        rule=all_in.rule,
        stage_steps=all_in.steps,
        contested=disputes.is_contested([step for step in counted.steps if step.step.review != "rejected"]),
        conditional=all_in.stage != "delivered" and _is_conditional(counted.steps),
        no_response_found_as_of=None if not asked or _answered(counted.steps) else desk.today,
        fulfilment=None,
        reports=len(_articles(thread)),
        independent_sources=copies.independent(_articles(thread).values()),
        opened=min((step.day for step in thread if step.day), default=None),
        updated=max((step.last for step in thread if step.last), default=None),
        steps=tuple(step.step for step in thread),
    )
    return _overridden(case, part.ids, desk.judged)


def _items(part: Part, table: LedgerTable) -> tuple[Item, ...]:
    """The things of the case in the words in which each was first asked for; where none is named, all words."""
    told = [item for step in _by_weight(part.steps) for item in step.step.items]
    named: list[tuple[Item, Thing]] = []
    for item in told:
        own = things.thing(item, table)
        if own is None or not own.head or any(things.same(own, other) for _, other in named):
            continue
        if parts.takes(part, own, table):
            named.append((item, own))
    return tuple(item for item, _ in named) or distinct_items(told)


def _parties(thread: Sequence[StepFact], wanted: set[str], *, asking: bool) -> tuple[Party, ...]:
    """The parties on the wanted sides, as the steps name them."""
    told = [entry.claim for step in _by_weight(thread) if not step.third for entry in step.entries]
    named = [party for claim in told for party in (claim.askers if asking else claim.answerers)]
    beside = [party for claim in told for party in claim.beside]
    return _standing(named, wanted, groups=not asking) or _standing(beside, wanted, groups=not asking)


def _standing(named: Sequence[Party], wanted: set[str], *, groups: bool) -> tuple[Party, ...]:
    """Who stands for the wanted sides; a group only for those of its members that nobody else stands for."""
    own = [party for party in named if sides.side(party) in wanted]
    left = wanted - {sides.side(party) for party in own}
    told = [party for party in named if groups and not left.isdisjoint(sides.each(party))]
    return distinct_parties((*own, *told))


def _by_weight(thread: Sequence[StepFact]) -> list[StepFact]:
    """Requests first: they say who is asked for what."""
    return sorted(thread, key=lambda step: (step.move != "request", step.third, step.order))


def _beneficiaries(thread: Sequence[StepFact]) -> tuple[Party, ...]:
    return distinct_parties(
        party
        for step in thread
        for entry in step.entries
        for party in entry.claim.event.beneficiaries
        if party not in entry.claim.askers
    )


def _is_conditional(thread: Sequence[StepFact]) -> bool:
    """Whether the last promise hangs on a condition; what was handed over in part may still hang on it."""
    promised = [step for step in thread if step.move in moves.PROMISES and not step.third]
    return bool(promised) and promised[-1].conditional


def _answered(thread: Sequence[StepFact]) -> bool:
    return any(
        not (step.move in _ANSWERS or step.is_silence or step.third) and step.step.review != "rejected"
        for step in thread
    )


def _articles(thread: Sequence[StepFact]) -> dict[str, ArticleFact]:
    return {entry.claim.article.id: entry.claim.article for step in thread for entry in step.entries}


def _overridden(case: Case, ids: frozenset[str], judged: Judged) -> Case:
    """The case with what a person decided about it; the last override of a field holds."""
    changes: dict[str, str] = {}
    for judgement in judged.of_cases():
        if judgement.verb == "override" and judgement.subject_id in ids:
            changes.update(
                {
                    key: value
                    for key, value in judgement.detail.items()
                    if key in _OVERRIDES and isinstance(value, str)
                }
            )
            changes["rule"] = f"override {judgement.number} by {judgement.who}"
    if not changes:
        return case
    return msgspec.convert({**msgspec.to_builtins(case), **changes}, Case)
