"""What a desk is opened with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

HOST, PORT = "127.0.0.1", 8765


def now() -> datetime:
    """The time of the machine, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Config:
    """A desk on a store. Alone (not `team`) whoever sits at the machine is `who`, and the desk answers on it only."""

    url: str
    team: bool = False
    host: str = HOST
    port: int = PORT
    who: str = "analyst"
    now: Callable[[], datetime] = now
