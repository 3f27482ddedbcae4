"""The same view at the same address: as a page, as JSON (.json) and as a table (.csv)."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from litestar import Request, Response

from verbale.export.caserows import csv_rows

CSV = "text/csv"


def json(request: Request[Any, Any, Any], record: object) -> Response[bytes]:
    """A record as JSON."""
    del request
    return Response(msgspec.json.encode(record), media_type="application/json")


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response[str]:
    """Rows as a CSV file; what a spreadsheet would take for a formula stands as text."""
    cells = (tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    return file(name, csv_rows(tuple(columns), cells))


def file(name: str, lines: Iterable[str]) -> Response[str]:
    """Lines of CSV as a file to be kept."""
    kept = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("".join(lines), media_type=CSV, headers=kept)
