"""Reads stored articles anew with the coder of today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from verbale.carrying import carry
from verbale.errors import NotFound
from verbale.records import Article, Minutes
from verbale.store.base import Store
from verbale.taking import put_minutes, settle, stamp

# Articles asked for at a time: the ids of a page are light, and the store is not held while articles are coded.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Recoded:
    """What became of one article: whether its events changed, and how many judgements were carried over."""

    article_id: str
    changed: bool
    carried: int


def recode(
    store: Store, minutes: Callable[[Article], Minutes], *, query: str | None, now: Callable[[], datetime]
) -> Iterator[Recoded]:
    """Codes the current articles that a query finds (null: all), each in one transaction.

    Events that are read no longer are kept and cease to be current. Cut off, it is ended by running it again.
    """
    for key in _ids(store, query):
        try:
            yield _recoded(store, key, minutes, now())
        except NotFound:  # erased since
            continue


def _ids(store: Store, query: str | None) -> list[str]:
    """The articles, listed before the first is changed: changes would move the pages."""
    found: list[str] = []
    after: str | None = None
    with store.view() as view:
        while True:
            page = view.articles(query, BATCH, after)
            found.extend(article.id for article in page)
            after = page.after
            if after is None:
                return found


def _recoded(store: Store, article_id: str, minutes: Callable[[Article], Minutes], now: datetime) -> Recoded:
    with store.view() as view:
        article = view.article(article_id)
        before = view.events(article_id).items
    events = minutes(article).events
    if events == before:
        return Recoded(article_id, changed=False, carried=0)
    with store.writer() as writer:
        put_minutes(writer, article, events, added=writer.fact(article_id).added)
        count = carry(writer, (article_id,), events, at=stamp(now))
        settle(writer, (article_id,), now=now)
    return Recoded(article_id, changed=True, carried=count)
