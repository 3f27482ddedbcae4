"""Of which country a paragraph speaks before it comes to somebody: "Baku protested. An aide accused France".

A heading belongs to the paragraph under it. Adjectives tell nothing: "the French consul" is spoken of everywhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from verbale.coding.clusters import Cluster
from verbale.coding.layers import Layer
from verbale.coding.mentions import Mention
from verbale.ontology.parties import NATIONAL
from verbale.read.reading import text_of

_HEADING = 80  # characters at most


@dataclass(frozen=True, slots=True)
class Topics:
    """The states and towns that documents name, by document: where each begins, and its country."""

    _named: Mapping[int, tuple[tuple[int, str], ...]]

    @classmethod
    def of(cls, linked: Mapping[Mention, Cluster], layers: Iterable[Layer]) -> "Topics":
        """All that these layers name."""
        named: dict[int, list[tuple[int, str]]] = {}
        for mention, cluster in linked.items():
            national = mention.hit is not None and mention.hit.entry.kind in NATIONAL
            if national and mention.kind != "modifier" and cluster.country is not None:
                named.setdefault(id(mention.doc), []).append((mention.token.idx, cluster.country))
        for layer in layers:
            found = named.setdefault(id(layer.doc), [])
            for hit in layer.places:
                whose = layer.mentions.by_token.get(hit.last - 1)
                somebody = whose is not None and whose.kind == "person"  # "Florence's mother"
                if hit.place.kind == "city" and hit.place.country is not None and not somebody:
                    found.append((hit.start, hit.place.country))
        return cls({doc: tuple(found) for doc, found in named.items()})

    def foremost(self) -> str | None:
        """The country that the page names most, itself or its towns; null where none is named."""
        counts = Counter(country for named in self._named.values() for _, country in named)
        return max(counts, key=lambda country: (counts[country], country), default=None)

    def before(self, mention: Mention) -> str | None:
        """The one country that the paragraph named before the mention's sentence; null where it named none or several.

        Nor is it where the sentence has come to another, or only just to this one: that may be the other side.
        """
        here, sentence = mention.doc[mention.start].idx, mention.token.sent.start_char
        first = _paragraph(mention.doc, sentence)
        named = self._named.get(id(mention.doc), ())
        earlier = {code for at, code in named if first <= at < sentence}
        nearer = {code for at, code in named if sentence <= at < here}
        return next(iter(earlier)) if len(earlier) == 1 and nearer <= earlier else None


def _paragraph(doc: Doc, at: int) -> int:
    """Where the paragraph around a character begins, with the heading above it."""
    text = text_of(doc)
    first = text.rfind("\n", 0, at) + 1
    above = text[:first].rstrip()
    heading = above[above.rfind("\n") + 1 :]
    is_heading = 0 < len(heading) <= _HEADING and heading[-1] not in '.!"”:'
    return len(above) - len(heading) if is_heading else first
