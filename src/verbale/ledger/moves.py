"""Which move an event makes in a case, by the table of moves."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from verbale.ledger import sides
from verbale.ontology.ledger import LedgerTable, MoveRule
from verbale.records import Event, Move

# Words that bind whoever says them, more or less, and what is handed over.
PROMISES: frozenset[Move] = frozenset(("offer", "pledge", "commitment", "allocation"))
HANDED_OVER: frozenset[Move] = frozenset(("delivery", "disbursement", "receipt_confirmed"))
_FRAME_PARTS = re.compile(r"[\w-]+")


def move_of(event: Event, content: Event | None, table: LedgerTable) -> MoveRule | None:
    """The rule that an event fits first; null for an event that is no move of any case."""
    said = clause(event)
    return next((rule for rule in table.moves if _fits(rule, event, content, said)), None)


def contents(events: Iterable[Event]) -> Mapping[str, Event]:
    """The content of each event that has one, by the id of the event that asks for it or promises it."""
    by_id = {event.id: event for event in events}
    return {event.id: by_id[event.content] for event in by_id.values() if event.content in by_id}


def clause(event: Event) -> str:
    """The words that an event stands on: its trigger's clause and its matter, in lower case."""
    said = event.evidence[0].text
    if event.matter is not None and event.matter.text not in said:
        said = f"{said} {event.matter.text}"
    return said.lower()


def first_of(phrases: tuple[str, ...], said: str) -> str | None:
    """The phrase that stands first in the words said, as whole words; null for none."""
    found = _pattern(phrases).search(said)
    return found.group() if found else None


def _fits(rule: MoveRule, event: Event, content: Event | None, said: str) -> bool:
    return (
        event.event_type in rule.types
        and event.polarity == rule.polarity
        and event.factuality in rule.factuality
        and (not rule.modes or event.event_mode in rule.modes)
        and (not rule.frames or not rule.frames.isdisjoint(_FRAME_PARTS.findall(event.frame)))
        and (not rule.content or (content.event_type if content else "none") in rule.content)
        and (not rule.accepts or sides.accepts(event))
        and (not rule.gives or bool(event.items or content or event.matter))
        and (not rule.begins or _first_verb(event) in rule.begins)
        and (not rule.says or first_of(rule.says, said) is not None)
        and (not rule.about or first_of(rule.about, said) is not None)
        and (not rule.never or first_of(rule.never, said) is None)
    )


def _first_verb(event: Event) -> str | None:
    told = event.matter.text.lower().split() if event.matter is not None else []
    return next((word for word in told if word != "to"), None)


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
