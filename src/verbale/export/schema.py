"""JSON Schema of what Verbale prints, made from the records themselves."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from verbale.records import Article, Event, Record

SCHEMAS: Mapping[str, type[Record]] = MappingProxyType({"event": Event, "article": Article})

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one line of `--format jsonl` ("event") or of `--format article` ("article")."""
    return {"$schema": DIALECT, **msgspec.json.schema(SCHEMAS[name])}
