"""What a process has read of a store, moment by moment: kept until something else can be found."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from verbale.store.columns import Numbers
from verbale.store.query import Query
from verbale.store.rows import Kind

T = TypeVar("T")
Key = tuple[str, Kind]
# Terms of queries whose answers are kept: those of a page or two.
MOST_TERMS = 64


@dataclass(slots=True)
class Moment:
    """What was read of one state of the store, as it was asked for; any thread may ask.

    `earlier` is what was read of states before, for whoever can go on from there.
    """

    number: int
    earlier: Mapping[Key, Any] = field(default_factory=dict)
    _kept: dict[Key, Any] = field(default_factory=dict)
    _terms: dict[Query, Numbers] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def has(self, kind: Kind) -> bool:
        """Whether the columns of this kind are there, or can be had from those of an earlier state."""
        key: Key = ("columns", kind)
        return key in self._kept or key in self.earlier

    def once(self, key: Key, load: Callable[[], T]) -> T:
        """What is read once and kept under this key."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = load()
            found: T = self._kept[key]
            return found

    def term(self, leaf: Query, load: Callable[[], Numbers]) -> Numbers:
        """What one term of a query finds."""
        with self._lock:
            if leaf not in self._terms:
                if len(self._terms) >= MOST_TERMS:
                    self._terms.clear()
                self._terms[leaf] = load()
            return self._terms[leaf]

    def next(self, number: int) -> "Moment":
        """A later moment, of which nothing was read yet."""
        with self._lock:
            return Moment(number, earlier={**self.earlier, **self._kept})


class Moments:
    """The latest state of the store that was read in columns; one for each store."""

    def __init__(self) -> None:
        self._latest = Moment(-1)
        self._lock = threading.Lock()

    def of(self, number: int) -> Moment:
        """The moment of a state; an older one than the latest is not kept."""
        with self._lock:
            if number > self._latest.number:
                self._latest = self._latest.next(number)
            return self._latest if number == self._latest.number else Moment(number)
