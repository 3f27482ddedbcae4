"""Scores the article of a story: title, origin, date, and what must not be in its text."""

import re
from collections.abc import Iterator

from verbale.evaluate.goldstory import GoldStory
from verbale.records import Article


def expectations(article: Article, gold: GoldStory) -> Iterator[tuple[str, bool]]:
    """Each scored expectation and whether the article meets it, as (`expect_NAME`, met)."""
    expect = gold.expect
    if expect is None:
        return
    if expect.title is not None:
        yield "expect_title", plain(article.title) == plain(expect.title)
    if expect.agency is not None:
        yield "expect_agency", plain(article.agency or "") == plain(expect.agency)
    if expect.outlet is not None:
        yield "expect_outlet", plain(article.outlet or "") == plain(expect.outlet)
    yield "expect_published", (article.published or "")[:10] == (expect.published or "")[:10]
    for furniture in expect.not_in_text:
        yield "expect_not_in_text", _flat(furniture) not in _flat(article.text)
    titles = {plain(related.title) for related in article.related}
    for title in expect.related:
        yield "expect_related", plain(title) in titles


def plain(text: str) -> str:
    """The words alone: case and punctuation aside."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _flat(text: str) -> str:
    return " ".join(text.split())
