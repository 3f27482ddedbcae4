"""Scores the article of a story: title, origin, date, and what must not be in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.evaluate.goldstory import GoldStory
from verbale.records import Article


@dataclass(frozen=True, slots=True)
class Answer:
    """One expectation: the field, what it should be, what was read, and whether that will do."""

    field: str
    wanted: str | None
    read: str | None
    met: bool


def expectations(article: Article, gold: GoldStory) -> Iterator[tuple[str, bool]]:
    """Each scored expectation and whether the article meets it, as (`expect_NAME`, met)."""
    return ((f"expect_{answer.field}", answer.met) for answer in answers(article, gold))


def answers(article: Article, gold: GoldStory) -> Iterator[Answer]:
    """Each scored expectation with what was read. Of an agency "A/B" either name is right, as of a party."""
    expect = gold.expect
    if expect is None:
        return
    for field in ("title", "agency", "outlet"):
        wanted, read = getattr(expect, field), getattr(article, field)
        if wanted is not None:
            forms = (wanted, *wanted.split("/")) if field == "agency" else (wanted,)
            yield Answer(field, wanted, read, plain(read or "") in map(plain, forms))
    day = (article.published or "")[:10]
    yield Answer("published", expect.published, article.published, day == (expect.published or "")[:10])
    text = _flat(article.text)
    for furniture in expect.not_in_text:
        inside = _flat(furniture) in text
        yield Answer("not_in_text", None, furniture if inside else None, not inside)
    titles = [related.title for related in article.related]
    for title in expect.related:
        yield Answer("related", title, " / ".join(titles), plain(title) in map(plain, titles))


def plain(text: str) -> str:
    """The words alone: case and punctuation aside."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _flat(text: str) -> str:
    return " ".join(text.split())
