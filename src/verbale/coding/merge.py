"""Merges what one page says twice: in headline and body, or in two words of one sentence."""

from msgspec.structs import replace

from verbale.coding.drafts import same_side
from verbale.records import Event


def merge(body: tuple[Event, ...], title: tuple[Event, ...]) -> tuple[Event, ...]:
    """The body's events, each once, the headline's words as further evidence; then the headline's own."""
    events = _without_twins(body)
    renamed: dict[str, str] = {}
    for event in _without_twins(title):
        twin = next((index for index, other in enumerate(events) if _same_event(event, other)), None)
        if twin is None:
            events.append(event)
        else:
            events[twin] = replace(events[twin], evidence=(*events[twin].evidence, *event.evidence))
            renamed[event.id] = events[twin].id
    return tuple(_relinked(events, renamed))


def _without_twins(events: tuple[Event, ...]) -> list[Event]:
    """Events of one sentence that say the same of the same parties are one, under the surer frame."""
    kept: list[Event] = []
    renamed: dict[str, str] = {}
    for event in events:
        twin = next((index for index, other in enumerate(kept) if _same_statement(event, other)), None)
        if twin is None:
            kept.append(event)
            continue
        first, second = kept[twin], event
        best, other = (first, second) if first.confidence >= second.confidence else (second, first)
        kept[twin] = replace(best, evidence=tuple(dict.fromkeys((*best.evidence, *other.evidence))))
        renamed[other.id] = best.id
    return _relinked(kept, renamed)


def _relinked(events: list[Event], renamed: dict[str, str]) -> list[Event]:
    """The events with every content that was merged into another, perhaps more than once, led to that one."""

    def lead(content: str | None) -> str | None:
        while content in renamed:
            content = renamed[content]
        return content

    return [replace(event, content=lead(event.content)) for event in events]


def _same_statement(event: Event, other: Event) -> bool:
    return (
        event.sentence == other.sentence
        and event.event_type == other.event_type
        and event.polarity == other.polarity
        and event.factuality == other.factuality
        and {party.id for party in event.actors} == {party.id for party in other.actors}
        and {party.id for party in event.recipients} == {party.id for party in other.recipients}
        and event.content != other.id
        and other.content != event.id
    )


def _same_event(event: Event, other: Event) -> bool:
    """Whether a headline's event is one that the body tells: same type, no side that contradicts."""
    if event.event_type != other.event_type or event.polarity != other.polarity:
        return False
    sides = ((event.actors, other.actors), (event.recipients, other.recipients))
    return all(not first or not second or same_side(first, second) for first, second in sides) and any(
        same_side(first, second) for first, second in sides
    )
