"""The same view at the same address: as a page, as JSON (.json) and as a table (.csv)."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from litestar import Request, Response

from verbale.export.caserows import csv_rows

CSV = "text/csv"


def json(request: Request[Any, Any, Any], record: object) -> Response[bytes]:
    """A record as JSON, with an ETag: what the browser has already is not sent again."""
    body = msgspec.json.encode(record)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(b"", status_code=304, headers={"ETag": tag})
    return Response(body, media_type="application/json", headers={"ETag": tag})


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response[str]:
    """Rows as a CSV file; what a spreadsheet would take for a formula stands as text."""
    cells = (tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    return file(name, csv_rows(tuple(columns), cells))


def file(name: str, lines: Iterable[str]) -> Response[str]:
    """Lines of CSV as a file to be kept."""
    kept = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("".join(lines), media_type=CSV, headers=kept)
