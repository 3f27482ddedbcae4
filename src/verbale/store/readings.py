"""Second readings: events that two people judge apart, so that what they agree on can be measured."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from verbale.errors import NotFound
from verbale.records import Record
from verbale.store.shelves import ShelvesView, ShelvesWriter

Verdict = Literal["accept", "reject", "fix"]


class Round(Record, frozen=True, kw_only=True):
    """Events that two readers judge, each without seeing what the other says. `closed` is when it ended."""

    number: int = 0
    name: str
    readers: tuple[str, str]
    events: tuple[str, ...]
    query: str
    opened: str
    who: str
    closed: str | None = None


class SecondReading(Record, frozen=True, kw_only=True):
    """What one reader says of an event; it is no judgement before it was settled. `values` are what fix sets."""

    round: int
    event_id: str
    who: str
    verdict: Verdict
    at: str
    values: dict[str, str] = msgspec.field(default_factory=dict)
    reason: str | None = None


class ReadingsView(ShelvesView):
    """What is asked of second readings."""

    def rounds(self) -> tuple[Round, ...]:
        """The rounds, in order."""
        return self.on_shelf("round", Round)

    def round(self, number: int) -> Round:
        """The round of this number. Raises NotFound."""
        found = self.on_shelf("round", Round, _key(number))
        if not found:
            raise NotFound(f"{number}: there is no round of this number")
        return found[0]

    def readings(self, number: int, event_id: str | None = None) -> tuple[SecondReading, ...]:
        """What was said in a round, or of one event in it, by event and reader."""
        key = (_key(number),) if event_id is None else (_key(number), event_id)
        return self.on_shelf("reading", SecondReading, *key)


class ReadingsWriter(ReadingsView, ShelvesWriter):
    """What is done with second readings."""

    def put_round(self, round: Round) -> Round:
        """Opens a round (of number 0; the one given back has its number), or keeps what changed of it."""
        number = round.number or len(self.rounds()) + 1
        kept = replace(round, number=number)
        self.put_on_shelf("round", kept, _key(number))
        return kept

    def put_reading(self, reading: SecondReading) -> None:
        """What a reader says of an event, in the place of what the same said before."""
        self.put_on_shelf("reading", reading, _key(reading.round), reading.event_id, reading.who)


def _key(number: int) -> str:
    return f"{number:08}"
