"""One document of a page, body or headline, with what was found in it before its parties are tied together."""

from dataclasses import dataclass

from spacy.tokens import Doc

from verbale.coding.attribution import Attribution
from verbale.coding.mentions import Mentions
from verbale.coding.voices import Voices
from verbale.coding.where import Hit


@dataclass(frozen=True, slots=True)
class Layer:
    """One document (body or headline) with its mentions, attributions and places."""

    doc: Doc
    mentions: Mentions
    attributions: tuple[Attribution, ...]
    places: tuple[Hit, ...]
    unlisted: tuple[Hit, ...] = ()

    @property
    def voices(self) -> Voices:
        """Who speaks where in the document."""
        return Voices(self.mentions, self.attributions)
