"""How an export is laid out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """`width` in columns, for formats that people read; `explain` adds how each event was found."""

    width: int = 100
    explain: bool = False
