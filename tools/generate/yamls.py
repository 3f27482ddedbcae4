"""Reads the YAML resources and writes JSON tables; errors name file and what is wrong."""

import json
from pathlib import Path
from typing import Any

import yaml

RESOURCES = Path(__file__).parents[2] / "resources"


def read(name: str) -> Any:
    """The content of `resources/NAME` (a path with suffix)."""
    path = RESOURCES / name
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SystemExit(f"{path}: {error}") from error


def table(content: Any) -> bytes:
    """A table as bytes: JSON with sorted keys, so that the same sources give the same file."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"
