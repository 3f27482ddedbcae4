"""JSON Schema of what Verbale prints, made from the records themselves."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from verbale.records import Article, Case, Event, Record

SCHEMAS: Mapping[str, type[Record]] = MappingProxyType({"event": Event, "article": Article, "case": Case})

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of an event (`read --format jsonl`), an article (`--format article`) or a case (`cases`)."""
    return {"$schema": DIALECT, **msgspec.json.schema(SCHEMAS[name])}
