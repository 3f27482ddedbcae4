"""What a source holds, one record at a time: a page, lines of JSON, what a feed or an archive lists."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from verbale.errors import SourceError, SourceFormatError, SourceMissing, SourceTooLarge
from verbale.ingest.feeds import Listed, feed_pages, fingerprint
from verbale.ingest.fetch import Limits, Web
from verbale.ingest.given import article_from_json
from verbale.ingest.sitemaps import GZIP, sitemap, unpacked
from verbale.ingest.sources import FEED, SNIFFED, SUFFIXES, bounded, is_address, is_jsonl, page
from verbale.ingest.warc import Broken, Captured, captures
from verbale.records import Article

TAKEN_SUFFIXES = SUFFIXES | {".warc", ".gz", ".xml", ".rss", ".atom"}
ARCHIVE = b"WARC/"
# A sitemap index lists sitemaps, not indexes; one more level is seen in the wild, a circle would never end.
DEEPEST = 2
# What a source is called that was sent, and cannot be asked for again.
SENT = "sent"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a source, not yet read.

    `source` is what it is known by from one time to the next, a path or an address: when what it holds
    changes, that is a new version. `mark` is a fingerprint of what it holds now. `origin` is what to name in
    order to take it in again. `share` is how much of its file or feed is done with it, from 0 to 1.
    `historic`: the file holds older versions too, which are no news when it is read again. `read` gives the
    article or raises a SourceError.
    """

    source: str
    mark: str
    origin: str
    share: float
    read: Callable[[], Article]
    historic: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """How sources are opened: over which `web`, with what date for pages that have none, from which stdin."""

    web: Web
    published: str | None = None
    stdin: BinaryIO | None = None

    @property
    def limits(self) -> Limits:
        return self.web.limits

    def mark(self, *contents: bytes) -> str:
        """A fingerprint of what a record holds, and of what the caller says of it."""
        return fingerprint(*contents, (self.published or "").encode())


def entries(name: str, intake: Intake) -> Iterator[Entry | SourceError]:
    """The records of one source, in order: a path, an address, or "-".

    What cannot be opened, and what is broken in it, comes as the error in its place; the rest goes on.
    """
    try:
        yield from _entries(name, intake)
    except SourceError as error:
        yield error


def sent(name: str, content: bytes, intake: Intake) -> Iterator[Entry | SourceError]:
    """The records of what somebody sent under a name.

    Two people may send different files of one name: what was sent is known by what it holds.
    """
    try:
        bounded(name, content, intake.limits)
        yield from _held(_Blob(name, content, source=f"{SENT}#{fingerprint(content)}/{name}"), intake)
    except SourceError as error:
        yield error


def listed_page(found: Listed, intake: Intake, *, share: float = 1.0) -> Entry:
    """The record of a page that a feed or sitemap lists; it is fetched when it is read."""

    def read() -> Article:
        fetched = intake.web.fetch(found.url)
        return page(
            found.url, fetched.content, url=fetched.url, header=fetched.charset, published=intake.published
        )

    return Entry(found.url, found.mark, found.url, share, read)


def known_by(name: str) -> str:
    """What a source is called in the store: its address, its whole path, or "-"."""
    return name if is_address(name) or name == "-" or "\x00" in name else str(Path(name).resolve())


def container(origin: str) -> str:
    """The source to open in order to take a record in again: the file of a line, else the record itself."""
    path, mark, _ = origin.rpartition("#")
    return path if mark and not is_address(origin) and not Path(origin).exists() else origin


def _entries(name: str, intake: Intake) -> Iterator[Entry | SourceError]:
    if is_address(name):
        fetched = intake.web.fetch(name)
        yield from _held(_Blob(name, fetched.content, fetched.url, fetched.charset), intake)
    elif name == "-":
        stdin = intake.stdin or io.BytesIO()
        content = bounded(name, stdin.read(intake.limits.max_bytes + 1), intake.limits)
        yield from _held(_Blob(name, content), intake)
    else:
        yield from _file(name, intake)


def _file(name: str, intake: Intake) -> Iterator[Entry | SourceError]:
    """Archives and JSONL may be of any size: they are read as they come."""
    path = known_by(name)
    with _opened(name) as file:
        start = file.read(SNIFFED) if file.seekable() else b""
        archive = start.startswith(ARCHIVE) or (
            start.startswith(GZIP) and name.lower().removesuffix(".gz").endswith(".warc")
        )
        if archive:
            yield from _archive(name, path, file, intake)
            return
        if start and is_jsonl(name, start):
            file.seek(0)
            yield from _lines(name, path, file, Path(name).stat().st_size, intake)
            return
        content = bounded(name, start + file.read(intake.limits.max_bytes + 1), intake.limits)
    yield from _held(_Blob(name, content, source=path), intake)


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except FileNotFoundError as error:
        raise SourceMissing(name, "no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceMissing(name, f"cannot be opened: {error}") from error


@dataclass(frozen=True, slots=True)
class _Blob:
    """The bytes of a source: `url` and `charset` where it came over the Web, `source` what it is known by."""

    name: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    source: str | None = None

    @property
    def known_by(self) -> str:
        return self.source or self.name


def _held(blob: _Blob, intake: Intake) -> Iterator[Entry | SourceError]:
    """The records in the bytes of a source, by what they are."""
    content = blob.content
    if content.startswith(GZIP):
        content = unpacked(content, source=blob.name, max_bytes=intake.limits.max_bytes)
    start = content[:SNIFFED].removeprefix(b"\xef\xbb\xbf")
    root = FEED.match(start)
    if start.startswith(ARCHIVE):
        yield from _archive(blob.name, blob.known_by, io.BytesIO(content), intake)
    elif root and root[0].rstrip().endswith((b"urlset", b"sitemapindex")):
        yield from _sitemap(blob.name, content, blob.url or "", intake, depth=1)
    elif root:
        pages = feed_pages(content, url=blob.url or blob.name, charset=blob.charset).pages
        yield from _listed(pages, intake)
    elif is_jsonl(blob.name, start):
        yield from _lines(blob.name, blob.known_by, io.BytesIO(content), len(content), intake)
    else:
        yield Entry(
            source=blob.known_by,
            mark=intake.mark(content),
            origin=blob.known_by,
            share=1.0,
            read=lambda: page(
                blob.name, content, url=blob.url, header=blob.charset, published=intake.published
            ),
        )


def _listed(pages: tuple[Listed, ...], intake: Intake) -> Iterator[Entry]:
    for number, found in enumerate(pages, 1):
        yield listed_page(found, intake, share=number / len(pages))


def _sitemap(
    name: str, content: bytes, url: str, intake: Intake, *, depth: int
) -> Iterator[Entry | SourceError]:
    found = sitemap(content, url=url, name=name, max_bytes=intake.limits.max_bytes)
    yield from _listed(found.pages, intake)
    if found.sitemaps and depth == DEEPEST:
        yield SourceFormatError(
            name, f"sitemaps are nested more than {DEEPEST} deep; the deeper are left out"
        )
        return
    for inner in found.sitemaps:
        try:
            fetched = intake.web.fetch(inner)
            yield from _sitemap(inner, fetched.content, fetched.url, intake, depth=depth + 1)
        except SourceError as error:
            yield error


class _Row(msgspec.Struct):
    """What a line of JSON is known by, where it says so."""

    url: str | None = None
    id: str | None = None


def _lines(
    name: str, known_by: str, file: BinaryIO, size: int, intake: Intake
) -> Iterator[Entry | SourceError]:
    """A record a line. A line is known by its address, else its id, else what it holds: not by its number."""
    number = 0
    while line := file.readline(intake.limits.max_bytes + 1):
        number += 1
        origin = f"{known_by}#{number}"
        if len(line) > intake.limits.max_bytes:
            yield SourceTooLarge(
                origin, f"line of more than {intake.limits.max_bytes:,} bytes; the rest is left"
            )
            return
        if not line.strip():
            continue
        mark = intake.mark(line.strip())
        yield Entry(
            source=_line_source(line, known_by) or f"{known_by}#{mark}",
            mark=mark,
            origin=origin,
            share=min(1.0, file.tell() / size) if size else 1.0,
            read=_line_reader(name, number, line, intake),
            historic=True,
        )


def _line_source(line: bytes, known_by: str) -> str | None:
    try:
        row = msgspec.json.decode(line, type=_Row)
    except (msgspec.DecodeError, UnicodeError):
        return None  # its reader says what is wrong with it
    return row.url or (f"{known_by}#{row.id}" if row.id else None)


def _line_reader(name: str, number: int, line: bytes, intake: Intake) -> Callable[[], Article]:
    def read() -> Article:
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SourceFormatError(name, f"line {number} is no UTF-8: {error.reason}") from error
        return article_from_json(text, source=name, number=number, published=intake.published)

    return read


def _archive(name: str, known_by: str, file: BinaryIO, intake: Intake) -> Iterator[Entry | SourceError]:
    """The captured pages; one error at the end counts the broken records."""
    broken: list[Broken] = []
    for found in captures(file, max_bytes=intake.limits.max_bytes):
        if isinstance(found, Broken):
            broken.append(found)
        else:
            yield _capture(found, known_by, intake)
    if broken:
        count = f"{len(broken)} broken record{'s were' if len(broken) > 1 else ' was'} skipped"
        yield SourceFormatError(name, f"{count}, the first at byte {broken[0].start:,}: {broken[0].reason}")


def _capture(found: Captured, known_by: str, intake: Intake) -> Entry:
    def read() -> Article:
        return page(found.url, found.content, url=found.url, header=found.charset, published=intake.published)

    return Entry(
        source=found.url,
        mark=intake.mark(found.date.encode(), found.content),
        origin=f"{known_by}#{found.url}",
        share=found.share,
        read=read,
        historic=True,
    )
