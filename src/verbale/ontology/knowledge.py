"""All tables that coding needs, loaded once."""

from dataclasses import dataclass

from verbale.ontology import reporting
from verbale.ontology.factuality import OperatorLexicon
from verbale.ontology.frames import Frames
from verbale.ontology.items import ItemLexicon
from verbale.ontology.parties import Gazetteer
from verbale.ontology.places import Places
from verbale.ontology.reporting import Reporting
from verbale.ontology.roles import Roles


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Frames, parties, roles, places, items, reporting words and operators."""

    frames: Frames
    gazetteer: Gazetteer
    roles: Roles
    places: Places
    items: ItemLexicon
    reporting: Reporting
    operators: OperatorLexicon

    @classmethod
    def load(cls) -> "Knowledge":
        """The tables of the package."""
        return cls(
            frames=Frames.load(),
            gazetteer=Gazetteer.load(),
            roles=Roles.load(),
            places=Places.load(),
            items=ItemLexicon.load(),
            reporting=reporting.load(),
            operators=OperatorLexicon.load(),
        )
