"""Reads web archives (WARC files): one captured page after the other, past records that are broken."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

GZIP = b"\x1f\x8b\x08"
RECORD = re.compile(rb"(?<=\n)WARC/1\.[01]\r?\n")
MEMBER = re.compile(re.escape(GZIP))
# A record that is longer than it says swallows the next: its own bytes are followed by a record's head.
OVERRUN = re.compile(rb"\r?\n\r?\nWARC/1\.[01]\r?\nWARC-")
PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
CHUNK = 1 << 20  # bytes looked through at once for the next record
OVERLAP = 16  # a head that lies across two chunks


@dataclass(frozen=True, slots=True)
class Captured:
    """A page as it was captured: where it stood, when (as the archive says), its bytes, and their encoding.

    `charset` is what the server named. `share` is how far into the archive it lies, from 0 to 1.
    """

    url: str
    date: str
    content: bytes
    charset: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Broken:
    """A record, or a stretch of bytes, that cannot be read. `start` is its offset in bytes."""

    start: int
    reason: str


def captures(archive: BinaryIO, *, max_bytes: int) -> Iterator[Captured | Broken]:
    """The pages of an archive, packed or not, in order; what is no page (images, requests) is passed over.

    `archive` can be sought in. Broken records are given as such, once for a stretch of them, and reading goes
    on behind them. A record of more than `max_bytes` counts as broken.
    """
    size = archive.seek(0, os.SEEK_END)
    archive.seek(0)
    head = MEMBER if archive.read(len(GZIP)) == GZIP else RECORD
    start: int | None = 0
    in_trouble = False
    while start is not None and start < size:
        archive.seek(start)
        for found in _run(archive, start, size, max_bytes):
            if isinstance(found, _Stop):
                if not in_trouble:
                    yield Broken(found.after, found.reason)
                in_trouble = True
                start = _next_head(archive, found.after + 1, head)
                break
            in_trouble = False
            if found.page is not None:
                yield found.page
        else:
            return


@dataclass(frozen=True, slots=True)
class _Stop:
    """The archive cannot be followed further from here; whatever comes begins behind `after`."""

    after: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Passed:
    """A whole record, and what it gives."""

    page: Captured | Broken | None


def _run(archive: BinaryIO, start: int, size: int, max_bytes: int) -> Iterator[_Passed | _Stop]:
    """Records from `start` on, to the end or the first that leads astray."""
    position = start
    try:
        for record in ArchiveIterator(archive, record_types=WarcRecordType.any_type, parse_http=False):
            position = record.stream_pos
            content = record.reader.read(max_bytes + 1)
            if len(content) > max_bytes:
                yield _Passed(Broken(position, f"more than {max_bytes:,} bytes"))
            elif "Content-Length" not in record.headers or len(content) != record.content_length:
                yield _Stop(position, "is cut off, or not as long as it says")
                return
            elif OVERRUN.search(content):
                yield _Stop(position, "is not as long as it says")
                return
            else:
                yield _Passed(_page(record, content, position / size, max_bytes))
    except (OSError, ValueError) as error:  # what fastwarc raises for bad heads and bad compression
        yield _Stop(position, str(error))


def _page(record: WarcRecord, content: bytes, share: float, max_bytes: int) -> Captured | Broken | None:
    """The page of a record, or None where it is no page."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not record.record_type & PAGES or not re.match(r"https?://", url, re.IGNORECASE):
        return None
    date = record.headers.get("WARC-Date") or ""
    if not record.is_http:
        kind = (record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        return Captured(url, date, content, None, share) if kind in READABLE else None
    response = WarcRecord()  # apart from the archive's: what goes wrong in it leaves the reading alone
    try:
        response.set_bytes_content(content)
        response.is_http = True
        response.parse_http(auto_decode="all")
        body = response.reader.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        return Broken(record.stream_pos, f"{url}: {error}")
    status = response.http_headers.status_code if response.http_headers is not None else None
    if len(body) > max_bytes:
        return Broken(record.stream_pos, f"{url}: unpacks to more than {max_bytes:,} bytes")
    if status is None:
        return Broken(record.stream_pos, f"{url}: no HTTP response")
    if status != 200 or (response.http_content_type or "text/html") not in READABLE:
        return None
    return Captured(url, date, body, response.http_charset, share)


def _next_head(archive: BinaryIO, start: int, head: re.Pattern[bytes]) -> int | None:
    """The offset of the next record's head at or behind `start`."""
    position = max(0, start - 1)  # a head stands behind a line's end
    archive.seek(position)
    window = archive.read(CHUNK)
    while window:
        found = next((m for m in head.finditer(window) if position + m.start() >= start), None)
        if found:
            return position + found.start()
        more = archive.read(CHUNK)
        if not more:
            return None
        kept = window[-OVERLAP:]
        position += len(window) - len(kept)
        window = kept + more
    return None
