"""The demo pages in a store, always at the same time of day and year."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from verbale.ingest.entries import Intake
from verbale.ingest.fetch import Limits, Web
from verbale.records import Article, Minutes
from verbale.store import Store
from verbale.taking import Taker, expanded, take_all

PAGES = Path(__file__).parents[1] / "demo/pages"
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


def now() -> datetime:
    """The time of the demo ledger."""
    return NOW


def read_demo(store: Store, minutes: Callable[[Article], Minutes]) -> None:
    """Reads the demo pages into a store."""
    taker = Taker(store, minutes, now)
    names, _ = expanded([str(PAGES)], taker)
    for done in take_all(names, taker, Intake(Web(Limits()))):
        if done.verdict != "new":
            raise ValueError(f"{done.source}: {done.verdict}")
