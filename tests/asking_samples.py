"""A ledger of three invented reports, taken into a store with what follows from them, for tests of asking it."""

from datetime import UTC, datetime

from ledger_samples import event, on
from store_samples import article
from verbale.records import Article, Event, Minutes
from verbale.store.base import Store
from verbale.taking import put_minutes, settle

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PAGES: dict[str, tuple[str, str]] = {
    "a1": ("2026-03-02", "Norway asked Sweden for two patrol boats on Monday, a minister said in Oslo."),
    "a2": ("2026-03-09", "Sweden promised two patrol boats to Norway, a spokeswoman told Radio Luleå."),
    "a3": ("2026-03-20", "Sweden gave Norway two patrol boats, and a crew took them to Bergen at noon."),
}


def events() -> tuple[Event, ...]:
    """A request, a pledge and a delivery, each the whole text of its article."""
    told = {
        "a1": ("REQUEST", "NOR", "SWE"),
        "a2": ("AGREE", "SWE", "NOR"),
        "a3": ("AID", "SWE", "NOR"),
    }
    return tuple(
        event(key, 0, kind, who, whom, "2 boats", says=PAGES[key][1], when=on(PAGES[key][0]))
        for key, (kind, who, whom) in told.items()
    )


def page(key: str) -> Article:
    """One of the articles, its text padded so that the made-up offsets stand in it."""
    day, text = PAGES[key]
    return article(key, published=day, text=text.ljust(100), outlet=f"Radio {key.upper()}")


def put(store: Store, one: Article, *told: Event, source: str = "") -> None:
    """Takes an article in with its events, and settles its cases."""
    with store.writer() as writer:
        writer.put_article(
            one, content_hash=f"hash of {one.id}", source=source or one.id, added=NOW.isoformat()
        )
        put_minutes(writer, one, told, added=NOW.isoformat())
        settle(writer, [one.id], now=NOW)


def filled(url: str = "memory:") -> Store:
    """A store that holds the three."""
    store = Store.open(url)
    for one in events():
        put(store, page(one.article_id), one)
    return store


def reader(*told: Event) -> dict[str, Minutes]:
    """Minutes by article, as a coder of tomorrow might give them."""
    return {
        key: Minutes(article=page(key), events=tuple(one for one in told if one.article_id == key))
        for key in PAGES
    }
