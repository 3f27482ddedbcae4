"""Everything that can be read: a file, standard input, an address, a folder, a JSONL of articles."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from verbale.errors import SourceEmpty, SourceFormatError, SourceMissing, SourceTooLarge
from verbale.ingest.encoding import decode
from verbale.ingest.fetch import Limits, fetch
from verbale.ingest.given import article_from_json
from verbale.ingest.html import article_from_html
from verbale.ingest.text import article_from_text
from verbale.records import Article, Removed

__all__ = ["Limits", "expand", "read_source"]

SUFFIXES = frozenset({".html", ".htm", ".txt", ".jsonl"})
# First bytes of what people hand over instead of a page.
FORMATS = (
    (b"%PDF", "is a PDF; save its text as .txt first"),
    (b"PK\x03\x04", "is a zip, Word or EPUB file; save its text as .txt first"),
    (b"\x1f\x8b", "is gzip; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file; save its text as .txt first"),
    (b"{\\rtf", "is RTF; save its text as .txt first"),
    (b"WARC/", "is a WARC file, which is not read yet"),
)
FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.S,
)
MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|h1|meta|title)\b", re.I)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SNIFFED = 4096  # bytes that tell a page from other files


def expand(sources: Sequence[str]) -> list[str]:
    """The sources, folders replaced by their pages (.html .htm .txt .jsonl, at any depth, sorted by path).

    Raises SourceEmpty for a folder without pages.
    """
    found: list[str] = []
    for source in sources:
        if source == "-" or _is_address(source) or not Path(source).is_dir():
            found.append(source)
            continue
        pages = sorted(
            path for path in Path(source).rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()
        )
        if not pages:
            raise SourceEmpty(source, "no .html, .htm, .txt or .jsonl file in this folder")
        found.extend(map(str, pages))
    return found


def read_source(
    source: str, *, limits: Limits, published: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article]:
    """The articles of one source: a path, "-" or a http(s) address; many only where it is JSONL.

    `published` is an ISO 8601 date that the caller knows. Raises a SourceError with one clear line.
    """
    if _is_address(source):
        page = fetch(source, limits=limits)
        yield from _articles(source, page.content, url=page.url, header=page.charset, published=published)
    elif source == "-":
        content = (stdin or sys.stdin.buffer).read(limits.max_bytes + 1)
        yield from _articles(source, _bounded(source, content, limits), published=published)
    elif Path(source).is_dir():
        for path in expand([source]):
            yield from read_source(path, limits=limits, published=published)
    else:
        yield from _articles(source, _file(source, limits), published=published)


def _is_address(source: str) -> bool:
    return re.match(r"https?://", source, re.IGNORECASE) is not None


def _file(source: str, limits: Limits) -> bytes:
    path = Path(source)
    try:
        if path.stat().st_size > limits.max_bytes:
            raise _too_large(source, limits)
        with path.open("rb") as file:  # a pipe or a growing file has no true size: read bounded
            return _bounded(source, file.read(limits.max_bytes + 1), limits)
    except FileNotFoundError as error:
        raise SourceMissing(source, "no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceMissing(source, f"cannot be opened: {error}") from error


def _bounded(source: str, content: bytes, limits: Limits) -> bytes:
    if len(content) > limits.max_bytes:
        raise _too_large(source, limits)
    return content


def _too_large(source: str, limits: Limits) -> SourceTooLarge:
    return SourceTooLarge(source, f"more than {limits.max_bytes:,} bytes; --max-bytes sets the limit")


def _articles(
    source: str, content: bytes, *, url: str | None = None, header: str | None = None, published: str | None
) -> Iterator[Article]:
    _check_format(source, content)
    text, warning = decode(content, source=source, header=header)
    if _is_jsonl(source, content):
        yield from _lines(source, text, published)
        return
    read = article_from_html if MARKUP.search(content[:SNIFFED]) or _is_html(source) else article_from_text
    article = read(text, url=url, published=published)
    if warning:
        article = msgspec.structs.replace(
            article, removed=(Removed(kind="encoding", text=warning), *article.removed)
        )
    yield article


def _is_html(source: str) -> bool:
    return source.lower().endswith((".html", ".htm"))


def _is_jsonl(source: str, content: bytes) -> bool:
    unnamed = source == "-" or _is_address(source)
    return source.lower().endswith(".jsonl") or (unnamed and re.match(rb"\s*\{\s*\"", content) is not None)


def _check_format(source: str, content: bytes) -> None:
    """Raises for what is no page."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SourceEmpty(source, "is empty")
    start = content[:SNIFFED]
    for magic, reason in FORMATS:
        if start.startswith(magic):
            raise SourceFormatError(source, reason)
    if FEED.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise SourceFormatError(source, "is a feed or sitemap, not a page; give the pages that it lists")
    if b"\x00" in start and not start.startswith(UTF16):
        raise SourceFormatError(source, "is binary, not a page")


def _lines(source: str, text: str, published: str | None) -> Iterator[Article]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield article_from_json(line, source=source, number=number, published=published)
