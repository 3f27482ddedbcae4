"""Copies of one story: the same text in several outlets is one source."""

import re
from collections.abc import Iterable
from operator import eq
from typing import Protocol

import msgspec
from rensa import RMinHash

from verbale.ledger.days import days_between
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import stands_for

# Standard error of the estimate is at most 0.5 / sqrt(256) = 0.03: small beside the gap between copies of one
# story (above 0.5) and two reports of one event (below 0.1 in five-word shingles).
PERMUTATIONS = 256
SEED = 1
SHINGLE = 5
# Trimmed copies keep at least half of the shorter text word for word; a shared quotation is less than that.
COPY = 0.5
# A rewritten copy that credits the same agency.
CREDITED_COPY = 0.3
# Copies of one story run within days; the same text a month later is a reprint and no second source either,
# but comparing all with all would make a long case slow.
WINDOW_DAYS = 31
_WORD = re.compile(r"\w+")


class Signature(msgspec.Struct, frozen=True):
    """What is kept of a text to compare it: the number of distinct shingles and their MinHash values."""

    size: int
    values: tuple[int, ...]


class Copied(Protocol):
    """What is needed of an article to tell its copies."""

    @property
    def id(self) -> str: ...
    @property
    def published(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def agency(self) -> str | None: ...
    @property
    def signature(self) -> Signature: ...


def signature(text: str) -> Signature:
    """The signature of a text: its distinct runs of five words, case and punctuation apart.

    A text of fewer words is one shingle; a text of none has size 0 and is a copy of nothing.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return Signature(0, ())
    ends = range(max(1, len(words) - SHINGLE + 1))
    shingles = sorted({" ".join(words[first : first + SHINGLE]) for first in ends})
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(shingles)
    return Signature(len(shingles), tuple(sketch.digest()))


def containment(one: Signature, other: Signature) -> float:
    """The share of the shorter text's shingles that the longer one has too, from 0 to 1 (an estimate)."""
    if not one.size or not other.size:
        return 0.0
    resemblance = sum(map(eq, one.values, other.values)) / PERMUTATIONS
    shared = resemblance * (one.size + other.size) / (1 + resemblance)
    return float(min(1.0, shared / min(one.size, other.size)))


def groups(articles: Iterable[Copied]) -> dict[str, str]:
    """The story of each article: copies share the id of their original.

    The original is the credited wire's own page, else the earliest published, else the smallest id.
    """
    ordered = sorted(articles, key=lambda article: (_day(article), article.id))
    parent = {article.id: article.id for article in ordered}
    for index, article in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if _too_far(article, other):
                break
            if _root(parent, article.id) != _root(parent, other.id) and _are_copies(article, other):
                parent[_root(parent, other.id)] = _root(parent, article.id)
    stories: dict[str, list[Copied]] = {}
    for article in ordered:
        stories.setdefault(_root(parent, article.id), []).append(article)
    return {
        article.id: original.id
        for members in stories.values()
        for original in [min(members, key=_originality)]
        for article in members
    }


def independent(articles: Iterable[Copied]) -> int:
    """How many independent sources articles are: newsrooms, each once, and a copy is its original's."""
    known = {article.id: article for article in articles}
    credits: dict[str, set[str]] = {}
    for article_id, story in groups(known.values()).items():
        credits.setdefault(story, set()).update(filter(None, (known[article_id].agency,)))
    newsrooms = {_newsroom(known[story], credited) for story, credited in credits.items()}
    return len({_in_full(name, newsrooms) for name in newsrooms})


def _newsroom(original: Copied, credited: set[str]) -> str:
    name = min(credited) if credited else original.outlet or original.id
    known = outlets().named(name)
    return known.name if known else name


def _in_full(name: str, names: Iterable[str]) -> str:
    """The fullest of the names that this one stands for, in one form: "(VPA)", "THE VOLTA PRESS AGENCY"."""
    full = max((other for other in names if stands_for(name, other)), key=lambda other: (len(other), other))
    return full.casefold().removeprefix("the ")


def _are_copies(one: Copied, other: Copied) -> bool:
    credited = _is_named(one.agency, other.agency, other.outlet) or _is_named(other.agency, one.outlet)
    return containment(one.signature, other.signature) >= (CREDITED_COPY if credited else COPY)


def _is_named(name: str | None, *others: str | None) -> bool:
    return name is not None and any(
        stands_for(name, other) or stands_for(other, name) for other in others if other is not None
    )


def _originality(article: Copied) -> tuple[bool, bool, str, str]:
    """Sorts the wire's own page first, then the earliest, then the smallest id."""
    own = article.agency is not None and (article.outlet is None or _is_named(article.agency, article.outlet))
    return not own, not article.published, _day(article), article.id


def _day(article: Copied) -> str:
    return (article.published or "")[:10]


def _too_far(one: Copied, other: Copied) -> bool:
    first, second = _day(one), _day(other)
    if len(first) < 10 or len(second) < 10:  # an undated page may be a copy of any
        return False
    return days_between(first, second) > WINDOW_DAYS


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        key = parent[key]
    return key
