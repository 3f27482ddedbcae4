"""Shelves: small records kept under keys, whatever the store; what people have of their own stands on them."""

from abc import ABC, abstractmethod
from typing import Literal, TypeVar

from verbale.records import Record

Shelf = Literal["account", "session", "token", "follow", "round", "reading"]
R = TypeVar("R", bound=Record)


class ShelvesView(ABC):
    """Looks into shelves."""

    @abstractmethod
    def on_shelf(self, shelf: Shelf, shape: type[R], *key: str) -> tuple[R, ...]:
        """The records whose keys begin so, in the order of their keys."""


class ShelvesWriter(ShelvesView):
    """Fills shelves."""

    @abstractmethod
    def put_on_shelf(self, shelf: Shelf, record: Record, *key: str) -> None:
        """Keeps a record under its whole key, in the place of what was there."""

    @abstractmethod
    def clear_shelf(self, shelf: Shelf, *key: str) -> int:
        """Takes away the records whose keys begin so, and what hangs on them; how many there were."""
