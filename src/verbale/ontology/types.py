"""PLOVER's event types and the four fields that they fall in."""

from collections.abc import Mapping
from types import MappingProxyType

from verbale.records import EventType, Quad

_FIELDS: tuple[tuple[Quad, tuple[EventType, ...]], ...] = (
    ("verbal cooperation", ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")),
    ("material cooperation", ("COOPERATE", "AID", "RETREAT")),
    ("verbal conflict", ("REQUEST", "ACCUSE", "REJECT", "THREATEN")),
    ("material conflict", ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")),
)

# PLOVER's root → its field (verbal or material, cooperation or conflict); see the codebook.
QUADS: Mapping[EventType, Quad] = MappingProxyType({name: quad for quad, names in _FIELDS for name in names})
EVENT_TYPES: tuple[EventType, ...] = tuple(QUADS)
