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
from verbale.ontology.towns import Towns


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Frames, parties, roles, places, towns, items, reporting words and operators."""

    frames: Frames
    gazetteer: Gazetteer
    roles: Roles
    places: Places
    towns: Towns
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
            towns=Towns.of_package(),
            items=ItemLexicon.load(),
            reporting=reporting.load(),
            operators=OperatorLexicon.load(),
        )
