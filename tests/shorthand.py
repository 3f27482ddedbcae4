"""Events and arguments in a few words, for tests that say what a sentence of their own gives."""

from collections.abc import Iterable

from verbale.records import Event, Party


def shorts(events: Iterable[Event]) -> list[str]:
    """Each event as "TYPE actors > recipients", a minus before the type where it is negative."""
    return [short(event) for event in events]


def short(event: Event) -> str:
    sign = "-" if event.polarity == "negative" else ""
    return f"{sign}{event.event_type} {names(event.actors)} > {names(event.recipients)}"


def names(parties: Iterable[Party]) -> str:
    """The parties' names with commas, or a question mark for nobody."""
    return ", ".join(party.name for party in parties) or "?"
