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

__all__ = ["Limits", "bounded", "content_of", "expand", "is_address", "is_jsonl", "page", "read_source"]

SUFFIXES = frozenset({".html", ".htm", ".txt", ".jsonl"})
# First bytes of what people hand over instead of a page.
FORMATS = (
    (b"%PDF", "is a PDF; save its text as .txt first"),
    (b"PK\x03\x04", "is a zip, Word or EPUB file; save its text as .txt first"),
    (b"\x1f\x8b", "is gzip; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file; save its text as .txt first"),
    (b"{\\rtf", "is RTF; save its text as .txt first"),
    (b"WARC/", "is a web archive, not a page; `verbale add` takes it in"),
)
FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.S,
)
MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|h1|meta|title)\b", re.I)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SNIFFED = 4096  # bytes that tell a page from other files


def expand(sources: Sequence[str], *, suffixes: frozenset[str] = SUFFIXES) -> list[str]:
    """The sources, folders replaced by their pages (.html .htm .txt .jsonl, at any depth, sorted by path).

    `suffixes` are those of the files to take. Raises SourceEmpty for a folder without any.
    """
    found: list[str] = []
    for source in sources:
        if source == "-" or is_address(source) or not Path(source).is_dir():
            found.append(source)
            continue
        pages = sorted(
            path for path in Path(source).rglob("*") if path.suffix.lower() in suffixes and path.is_file()
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
    if is_address(source):
        page = fetch(source, limits=limits)
        yield from _articles(source, page.content, url=page.url, header=page.charset, published=published)
    elif source == "-":
        content = (stdin or sys.stdin.buffer).read(limits.max_bytes + 1)
        yield from _articles(source, bounded(source, content, limits), published=published)
    elif Path(source).is_dir():
        for path in expand([source]):
            yield from read_source(path, limits=limits, published=published)
    else:
        yield from _articles(source, content_of(source, limits), published=published)


def is_address(source: str) -> bool:
    """Whether a source is an address of the Web."""
    return re.match(r"https?://", source, re.IGNORECASE) is not None


def content_of(source: str, limits: Limits) -> bytes:
    """The bytes of a file. Raises SourceMissing or SourceTooLarge."""
    path = Path(source)
    try:
        if path.stat().st_size > limits.max_bytes:
            raise _too_large(source, limits)
        with path.open("rb") as file:  # a pipe or a growing file has no true size: read bounded
            return bounded(source, file.read(limits.max_bytes + 1), limits)
    except FileNotFoundError as error:
        raise SourceMissing(source, "no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceMissing(source, f"cannot be opened: {error}") from error


def bounded(source: str, content: bytes, limits: Limits) -> bytes:
    """The content, unless it is more than the limits allow. Raises SourceTooLarge."""
    if len(content) > limits.max_bytes:
        raise _too_large(source, limits)
    return content


def _too_large(source: str, limits: Limits) -> SourceTooLarge:
    return SourceTooLarge(source, f"more than {limits.max_bytes:,} bytes; --max-bytes sets the limit")


def _articles(
    source: str, content: bytes, *, url: str | None = None, header: str | None = None, published: str | None
) -> Iterator[Article]:
    if is_jsonl(source, content):
        _check_format(source, content)
        text, _ = decode(content, source=source, header=header)
        yield from _lines(source, text, published)
    else:
        yield page(source, content, url=url, header=header, published=published)


def page(
    source: str,
    content: bytes,
    *,
    url: str | None = None,
    header: str | None = None,
    published: str | None = None,
) -> Article:
    """The article of a page's bytes, which stood at `url`; `header` is the encoding that the server named.

    Raises SourceEmpty or SourceFormatError for what is no page.
    """
    _check_format(source, content)
    text, warning = decode(content, source=source, header=header)
    read = article_from_html if MARKUP.search(content[:SNIFFED]) or _is_html(source) else article_from_text
    article = read(text, url=url, published=published)
    if not warning:
        return article
    return msgspec.structs.replace(
        article, removed=(Removed(kind="encoding", text=warning), *article.removed)
    )


def _is_html(source: str) -> bool:
    return source.lower().endswith((".html", ".htm"))


def is_jsonl(source: str, content: bytes) -> bool:
    """Whether a source is lines of JSON, by its name or its first bytes."""
    unnamed = source == "-" or is_address(source)
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
        raise SourceFormatError(
            source, "is a feed or sitemap, not a page; `verbale add` takes in what it lists"
        )
    if b"\x00" in start and not start.startswith(UTF16):
        raise SourceFormatError(source, "is binary, not a page")


def _lines(source: str, text: str, published: str | None) -> Iterator[Article]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield article_from_json(line, source=source, number=number, published=published)
