"""Files to take away: written beside first, so that what arrives is whole and a slow reader holds up nobody."""

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from litestar.response import Stream

from verbale.desk.pages.shown import Asked, gate, store
from verbale.desk.views.export import named
from verbale.desk.views.filters import Filter

# Kept in memory up to here, on disk beyond.
_SPOOLED = 1_000_000
_CHUNK = 65_536


def taken(request: Asked, asked: Filter, name: str) -> Stream:
    """A file of what a filter finds. Raises NotFound, QueryError and UsageError."""
    file, written = named(name)
    spool = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_SPOOLED))  # noqa: SIM115, closed when sent
    with store(request).view() as view:
        spool.writelines(written(view, asked, gate(request).now()))
    size = spool.tell()
    spool.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return Stream(_chunks(spool), media_type=file.media_type, headers=headers)


def _chunks(spool: BinaryIO) -> Iterator[bytes]:
    with spool:
        while chunk := spool.read(_CHUNK):
            yield chunk
