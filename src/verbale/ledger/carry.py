"""What was judged of reports that were read anew: a judgement carries over to the report that says the same.

Two readings say the same where type, parties and the words of the evidence are equal. What has no equal stays as
it was judged, and waits for review.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import msgspec

from verbale.ledger import judging, keys, sides, things
from verbale.ledger.lanes import NOBODY
from verbale.ontology.ledger import LedgerTable
from verbale.records import Case, Event, Judgement

# The field of a detail with the number of the judgement that was carried over.
FROM = "from"


def translation(old: Iterable[Event], new: Iterable[Event], cases: Iterable[Case]) -> dict[str, str]:
    """The new id for each id of an event, step or case that stood on an old event.

    `cases` are those that the old events were part of. A step or case that loses the event that gave it its id
    goes on under the id that another of its events gives.
    """
    old = tuple(old)
    renamed = dict(_pairs(old, new))
    gone = {event.id for event in old}
    found = dict(renamed)
    for case in cases:
        requester = _requester(case)
        if requester is None:
            continue
        in_case = [event for step in case.steps for event in step.events]
        for step in case.steps:
            for event in gone.intersection(step.events):
                heir = _heir(event, step.events, renamed, gone)
                if heir is not None:
                    found |= {
                        keys.step_id(event, requester, one): keys.step_id(heir, requester, one)
                        for one in _sides(case)
                    }
        for event in gone.intersection(in_case):
            heir = _heir(event, in_case, renamed, gone)
            if heir is not None:
                found |= {
                    keys.case_id(event, requester, *lane): keys.case_id(heir, requester, *lane)
                    for lane in _lanes(case)
                }
    return found


def carried(
    judgements: Iterable[Judgement], translated: Mapping[str, str], *, at: str
) -> tuple[Judgement, ...]:
    """What holds of the old ids, said of the new ones in the same order; `detail` names the number it came from."""
    return tuple(
        msgspec.structs.replace(
            one,
            number=0,
            at=at,
            subject_id=translated.get(one.subject_id, one.subject_id),
            detail={**_detail(one, translated), FROM: str(one.number)},
        )
        for one in judging.active(judgements)
        if _speaks_of(one, translated)
    )


def _pairs(old: Iterable[Event], new: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Old and new ids of what is said alike; the first old of several with the first new."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for event in new:
        alike[_said(event)].append(event.id)
    for event in old:
        heirs = alike[_said(event)]
        if heirs:
            yield event.id, heirs.pop(0)


def _said(event: Event) -> tuple[object, ...]:
    """What must be equal: type, parties by role, the words of the evidence (white space apart)."""
    roles = (event.actors, event.recipients, event.beneficiaries)
    parties = tuple(tuple(sorted(party.id for party in role)) for role in roles)
    return event.event_type, parties, tuple(" ".join(span.text.split()) for span in event.evidence)


def _heir(event: str, among: Iterable[str], renamed: Mapping[str, str], gone: set[str]) -> str | None:
    """The event that gives the id now: its own successor, else the first of the others that is still there."""
    if event in renamed:
        return renamed[event]
    return next((renamed.get(one, one) for one in among if one in renamed or one not in gone), None)


def _requester(case: Case) -> str | None:
    """The side whose docket gave the case its id."""
    known = _sides(case)
    events = [event for step in case.steps for event in step.events]
    lanes = _lanes(case)
    return next(
        (
            key
            for key in known
            if any(keys.case_id(event, key, *lane) == case.id for event in events for lane in lanes)
        ),
        None,
    )


def _sides(case: Case) -> tuple[str, ...]:
    """Nobody, and every side that is named in a case."""
    acting = (party for step in case.steps for party in (*step.actors, *step.recipients))
    parties = (*case.requester, *case.addressee, *acting)
    return tuple(dict.fromkeys((NOBODY, *(key for party in parties for key in sides.each(party)))))


def _lanes(case: Case) -> tuple[tuple[str, str], ...]:
    """The sides and words for things that may have given the case its id."""
    table = LedgerTable.load()
    asked = {NOBODY, *(key for party in case.addressee for key in sides.each(party))}
    named = (things.thing(item, table) for item in case.items)
    heads = {"", *(thing.head for thing in named if thing is not None)}
    return tuple(product(sorted(asked), sorted(heads)))


def _speaks_of(judgement: Judgement, translated: Mapping[str, str]) -> bool:
    named = judging.named(judgement)
    return any(key in translated for key in named)


def _detail(judgement: Judgement, translated: Mapping[str, str]) -> dict[str, str | list[str]]:
    moved = {
        name: [translated.get(key, key) for key in judging.ids(judgement, name)]
        for name in judging.ID_FIELDS
        if name in judgement.detail
    }
    return {**judgement.detail, **moved}
