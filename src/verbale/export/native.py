"""The native format: a ledger as JSON lines that give the same ledger again.

The first line is the head; then come articles, each with its events in the order of its text, then cases, then
judgements. Every line says what it is in its field `line`.
"""

from typing import Literal

import msgspec

from verbale.records import Article, Case, Event, Judgement, Record

VERSION = 1
# What the first line begins with, whoever wrote it: by this a ledger is told from other JSON lines.
OPENING = b'{"line":"ledger"'


class Head(Record, frozen=True, kw_only=True, tag_field="line", tag="ledger"):
    """What the file is: its format's version, the filter that gave it, and when (UTC, ISO 8601)."""

    version: int
    filter: str
    exported: str


class Held(Record, frozen=True, kw_only=True):
    """The source that an article was read from, the hash of what it held, and when it was taken in."""

    source: str
    content_hash: str
    added: str


class ArticleLine(Record, frozen=True, kw_only=True, tag_field="line", tag="article"):
    """An article with its current events and the sources that hold it."""

    article: Article
    events: tuple[Event, ...]
    held: tuple[Held, ...]


class CaseLine(Record, frozen=True, kw_only=True, tag_field="line", tag="case"):
    """A case with its steps."""

    case: Case


class JudgementLine(Record, frozen=True, kw_only=True, tag_field="line", tag="judgement"):
    """What a person decided of something in the file."""

    judgement: Judgement


Line = Head | ArticleLine | CaseLine | JudgementLine
LineName = Literal["ledger", "article", "case", "judgement"]
_DECODER: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)


def is_ledger(content: bytes) -> bool:
    """Whether a file that begins so was written by `verbale export`."""
    return content.startswith(OPENING)


def written(line: Line) -> bytes:
    """A line of the file, with its end."""
    return msgspec.json.encode(line) + b"\n"


def read(line: bytes) -> Line:
    """The line. Raises ValueError where it is none of this format."""
    return _DECODER.decode(line)
