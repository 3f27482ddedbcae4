"""The ledger's tables: which move an event makes in a case, and the bounds within which reports are one."""

from functools import cache
from typing import Literal

import msgspec

from verbale.ontology import tables
from verbale.records import EventType, Factuality, Move, Polarity

TABLE = "ledger.json"


class MoveRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the table of moves; an empty field asks for nothing (see resources/ledger.yaml)."""

    move: Move
    types: frozenset[EventType]
    asker: Literal["actors", "recipients"]
    modes: frozenset[str] = frozenset()
    polarity: Polarity = "positive"
    factuality: frozenset[Factuality] = frozenset(("certain",))
    frames: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    gives: bool = False
    says: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    begins: frozenset[str] = frozenset()
    answers: bool = False
    deed: bool = False
    accepts: bool = False
    silent: bool = False


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for or done that is no thing, with the words that name it."""

    act: str
    words: frozenset[str]
    category: str | None = None


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds in days."""

    answer: int
    same_step: int
    dated_step: int


class LedgerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The generated table."""

    moves: tuple[MoveRule, ...]
    terms: tuple[str, ...]
    money: frozenset[str]
    conditions: tuple[str, ...]
    deadlines: tuple[str, ...]
    partial: tuple[str, ...]
    whole: tuple[str, ...]
    military: frozenset[str]
    umbrellas: frozenset[str]
    papers: frozenset[str]
    reminders: frozenset[str]
    recalled: tuple[str, ...]
    after: frozenset[str]
    numbers: frozenset[str]
    light: frozenset[str]
    acts: tuple[Act, ...]
    days: Days

    @classmethod
    def load(cls) -> "LedgerTable":
        """The table of the package. Raises ResourceError where it is missing."""
        return _load()


@cache
def _load() -> LedgerTable:
    return tables.load(TABLE, LedgerTable)
