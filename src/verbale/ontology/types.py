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

# The modes that say more of a type; a type that is not here has none.
MODES: Mapping[EventType, tuple[str, ...]] = MappingProxyType(
    {
        "CONSULT": ("multilateral", "phone", "third-party", "visit"),
        "RETREAT": ("access", "ceasefire", "disarm", "release", "resign", "return", "withdraw"),
        "REQUEST": ("assist", "change", "meet", "yield"),
        "ACCUSE": ("allege", "disapprove", "investigate"),
        "REJECT": ("assist", "change", "meet", "yield"),
        "THREATEN": ("arrest", "expel", "relations", "restrict", "rights", "territory", "violence"),
        "PROTEST": ("boycott", "demo", "hunger", "obstruct", "riot", "strike"),
        "SANCTION": ("convict", "discontinue", "expel", "withdraw"),
        "MOBILIZE": ("militia", "police", "troops", "weapons"),
        "COERCE": (
            *("arrest", "ban", "censor", "curfew", "cyber", "deport"),
            *("misinformation", "restrict", "seize", "withhold"),
        ),
        "ASSAULT": (
            *("abduct", "aerial", "assassinate", "beat", "cleansing", "crowd-control", "destroy", "drone"),
            *("execute", "explosives", "firearms", "heavy-weapons", "massacre", "primitive", "sexual"),
            *("suicide-attack", "torture", "unconventional"),
        ),
    }
)
