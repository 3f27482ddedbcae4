"""Reads articles that others have cleaned: a line of JSON with title, text and what else they know."""

from typing import Any

import msgspec

from verbale.errors import SourceFormatError
from verbale.ingest import dates
from verbale.ingest.build import Draft, finish
from verbale.ingest.clean import Sorted
from verbale.ingest.text import paragraphs
from verbale.records import Article

NAMES = ("title", "outlet", "agency", "language")
DATES = ("published", "modified")


def article_from_json(line: str, *, source: str, number: int, published: str | None = None) -> Article:
    """The article in a line of JSON: an Article record as it is, or {title, text, published, url, …}.

    Raises SourceFormatError that names the line.
    """
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise SourceFormatError(source, f"line {number} is no JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise SourceFormatError(source, f'line {number} is no article: it needs a "text"')
    try:
        if "origins" in row and "id" in row:
            return msgspec.convert(row, type=Article)
        return _from_row(row, published)
    except msgspec.ValidationError as error:
        raise SourceFormatError(source, f"line {number} is no article: {error}") from error


def _from_row(row: dict[str, Any], published: str | None) -> Article:
    """The text is the caller's: its lines are tidied, nothing is taken out."""
    draft = Draft(sorted=Sorted(body=paragraphs(row["text"])), url=_text(row, "url"))
    draft = draft.with_field("published", published, "given")
    for name in NAMES:
        draft = draft.with_field(name, _text(row, name), "given")
    for name in DATES:
        draft = draft.with_field(name, dates.iso(_text(row, name) or ""), "given")
    given = row.get("authors") or ()
    authors = msgspec.convert([given] if isinstance(given, str) else given, type=tuple[str, ...])
    return finish(draft.with_field("authors", authors, "given"))


def _text(row: dict[str, Any], name: str) -> str | None:
    return msgspec.convert(row.get(name), type=str | None)
