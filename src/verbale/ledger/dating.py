"""An undated page is dated by its copies: a scrape of a wire story is of the day on which others printed it."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from verbale.ledger import copies
from verbale.ledger.claims import Claim
from verbale.ledger.lanes import Docket
from verbale.ledger.state import ArticleFact


def dated(docket: Docket, articles: Sequence[ArticleFact]) -> Docket:
    """The docket with the days that copies give; `articles` are all that may be copies of each other."""
    if all(article.published for article in articles):
        return docket
    stories = copies.groups(articles)
    days: dict[str, str] = {}
    for article in sorted(articles, key=lambda one: one.published or "", reverse=True):
        if article.published:
            days[stories[article.id]] = article.published
    told = (_dated(claim, days.get(stories[claim.article.id])) for claim in docket.claims)
    return replace(docket, claims=tuple(sorted(told, key=lambda claim: claim.order)))


def _dated(claim: Claim, published: str | None) -> Claim:
    if claim.article.published or published is None:
        return claim
    article = msgspec.structs.replace(claim.article, published=published)
    day = claim.day or ("" if claim.event.background else published[:10])
    return replace(claim, article=article, day=day)
