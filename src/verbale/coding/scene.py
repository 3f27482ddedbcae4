"""All that coding knows of one document (headline or body) before events are built."""

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from verbale.coding import when
from verbale.coding.parties import Cast
from verbale.coding.sources import Speakers
from verbale.coding.when import Timex
from verbale.coding.where import Hit
from verbale.records import Field


@dataclass(frozen=True, slots=True)
class Scene:
    """One document with its parties, speakers, times and places."""

    doc: Doc
    field: Field | None
    cast: Cast
    speakers: Speakers
    times: tuple[Timex, ...]
    places: tuple[Hit, ...]
    published: date | None

    def towns(self) -> frozenset[int]:
        """The token indices of the names of cities."""
        cities = (hit for hit in self.places if hit.place.kind == "city")
        return frozenset(index for hit in cities for index in range(hit.first, hit.last))


def scene(
    doc: Doc,
    field: Field | None,
    cast: Cast,
    *,
    published: date | None,
) -> Scene:
    """Look over one document."""
    layer = cast.layer(doc)
    return Scene(
        doc=doc,
        field=field,
        cast=cast,
        speakers=Speakers(doc, layer.attributions, cast, field),
        times=when.find(doc.text, anchor=published),
        places=(*layer.places, *layer.unlisted),
        published=published,
    )
