"""Carries judgements over when an article was read anew, or its page has changed."""

from collections.abc import Iterable, Iterator

from verbale.errors import NotFound
from verbale.ledger.carry import carried, translation
from verbale.records import Event
from verbale.store.base import Writer


def carry(writer: Writer, article_ids: Iterable[str], new: Iterable[Event], *, at: str) -> int:
    """Says anew, of the events now read, what was judged of those of these articles that are no longer read.

    Call it after the new events were put and before the cases are settled. Gives the number of judgements that
    were carried over; what finds no equal stays, and its event is `stale`.
    """
    judgements = writer.judgements()
    if not judgements:
        return 0
    among = frozenset(article_ids)
    new = tuple(new)
    blocks = frozenset[str]().union(*(writer.blocks(key) for key in among))
    cases = writer.ledger(blocks).cases if blocks else ()
    named = {one.subject_id for one in judgements if one.subject == "event"}
    named |= {event for case in cases for step in case.steps for event in step.events}
    current = {event.id for event in new}
    old = (event for event in _events(writer, named - current) if event.article_id in among)
    said = carried(judgements, translation(sorted(old, key=_place), new, cases), at=at)
    for judgement in said:
        writer.append(judgement)
    return len(said)


def _events(writer: Writer, ids: Iterable[str]) -> Iterator[Event]:
    for key in ids:
        try:
            yield writer.event(key)
        except NotFound:  # it was erased
            continue


def _place(event: Event) -> tuple[bool, int, str]:
    first = event.evidence[0]
    return first.in_ is None, first.start, event.id
