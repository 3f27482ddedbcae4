"""Scores reading of HTML pages: title, date, authors, body, and teasers that leaked into the body."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from verbale.errors import EvaluationError, SourceError
from verbale.evaluate.outcome import Outcome
from verbale.ingest import Limits, read_source
from verbale.ingest.authors import is_publisher
from verbale.ingest.encoding import decode
from verbale.ingest.html import link_texts
from verbale.records import Article

GRAM = 4
# A shorter link is a section or a name that a story may well have in its own words.
TEASER_WORDS = 6


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A page of `index.json`. `title` and `date` are gold only where the page's gold says so."""

    file: str
    url: str | None = None
    date: str | None = None
    date_is_gold: bool = False


class Struct(msgspec.Struct, frozen=True):
    """A body with its summary and sections."""

    summary: tuple[str, ...] = ()
    sections: tuple[dict[str, tuple[str, ...]], ...] = ()


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a page; None is not scored."""

    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None
    body: str | tuple[str, ...] | None = None
    body_struct: Struct | None = None

    def text(self) -> str | None:
        """The body's paragraphs, joined by newlines."""
        if self.body is not None:
            return self.body if isinstance(self.body, str) else "\n".join(self.body)
        if self.body_struct is None:
            return None
        parts = [*self.body_struct.summary]
        for section in self.body_struct.sections:
            parts += [*section.get("headline", ()), *section.get("paragraphs", ())]
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Scored:
    """One page's marks, None where the page has no gold for them."""

    title: float | None
    date: float | None
    authors: float | None
    body_f1: float | None
    leak: float | None


def score(path: Path) -> Outcome:
    """Reads every page of the folder's `index.json`, and scores those with gold under `gold/`.

    A page that fails to be read counts as empty. Raises EvaluationError where the index is missing or broken.
    """
    entries = _decode(path / "index.json", tuple[Entry, ...])
    articles = [_read(path / entry.file) for entry in entries]
    marks = [
        _marks(article, _gold(path, entry), path / entry.file)
        for entry, article in zip(entries, articles, strict=True)
    ]
    rows = [_row(entry, article) for entry, article in zip(entries, articles, strict=True)]
    return Outcome("pages", len(entries), _scores(marks, articles), tuple(rows))


def _read(page: Path) -> Article | None:
    """The page as a user would read it, without its address."""
    try:
        return next(read_source(str(page), limits=Limits()))
    except SourceError:
        return None


def _gold(path: Path, entry: Entry) -> Gold:
    file = path / "gold" / f"{Path(entry.file).stem}.json"
    gold = _decode(file, Gold) if file.exists() else Gold()
    if gold.date is None and entry.date_is_gold:
        return msgspec.structs.replace(gold, date=entry.date)
    return gold


def _decode(file: Path, shape: Any) -> Any:
    try:
        return msgspec.json.decode(file.read_bytes(), type=shape)
    except (OSError, msgspec.DecodeError) as error:
        raise EvaluationError(f"{file}: {error}") from error


def _marks(article: Article | None, gold: Gold, page: Path) -> Scored:
    body = gold.text()
    title, text = (article.title, article.text) if article else ("", "")
    published = (article.published if article else None) or ""
    authors = article.authors if article else ()
    return Scored(
        title=None if gold.title is None else float(_words(title) == _words(gold.title)),
        date=None if gold.date is None else float(published[:10] == gold.date[:10]),
        authors=None if gold.authors is None else float(_persons(authors) == _persons(gold.authors)),
        body_f1=None if body is None else f1(text, body),
        leak=None if body is None else float(_leaks(text, body, page)),
    )


def f1(predicted: str, gold: str) -> float:
    """F1 over the bags of 4-grams of words; 1 where both are empty."""
    ours, theirs = _grams(predicted), _grams(gold)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if len(words) < GRAM:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[start : start + GRAM]) for start in range(len(words) - GRAM + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _persons(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(name.casefold().split()) for name in names if not is_publisher(name))


def _leaks(text: str, body: str, page: Path) -> bool:
    """Whether the text of a link that the gold body lacks stands in the text."""
    ours, theirs = f" {' '.join(_words(text))} ", f" {' '.join(_words(body))} "
    html, _ = decode(page.read_bytes(), source=str(page))
    links = (" ".join(words) for link in link_texts(html) if len(words := _words(link)) >= TEASER_WORDS)
    return any(f" {link} " in ours and f" {link} " not in theirs for link in links)


def _scores(marks: list[Scored], articles: list[Article | None]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for name in ("title", "date", "authors", "body_f1"):
        values = [value for mark in marks if (value := getattr(mark, name)) is not None]
        if values:
            scores[name] = sum(values) / len(values)
    bodies = [mark.body_f1 for mark in marks if mark.body_f1 is not None]
    if bodies:
        scores["body_f1_min"] = min(bodies)
        scores["leaks"] = sum(mark.leak or 0.0 for mark in marks)
    if scores:
        scores["failed"] = float(sum(article is None or not article.text for article in articles))
    return scores


def _row(entry: Entry, article: Article | None) -> dict[str, Any]:
    names = ("title", "published", "authors", "outlet", "agency", "dateline", "text", "related")
    built = msgspec.to_builtins(article) if article else {}
    empty: dict[str, Any] = {"title": "", "text": "", "authors": [], "related": []}
    return {"file": entry.file} | {name: built.get(name, empty.get(name)) for name in names}
