"""What is known of a page before its parties are: the country that it is told from, its places and its voices."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from verbale.coding.attribution import find as find_attributions
from verbale.coding.home import home_of
from verbale.coding.layers import Layer
from verbale.coding.mentions import Mention, Mentions
from verbale.coding.unlisted import Atlas, unlisted
from verbale.coding.where import find as find_places
from verbale.ontology.knowledge import Knowledge
from verbale.ontology.parties import NATIONAL
from verbale.read.reading import Reading
from verbale.records import Article


@dataclass(frozen=True, slots=True)
class Ground:
    """Body and headline; the countries (alpha-3) that they name, most frequent first, and the one that the page is
    told from, null where nothing tells."""

    body: Layer
    title: Layer
    countries: tuple[str, ...]
    home: str | None

    @classmethod
    def of(cls, reading: Reading, body: Mentions, title: Mentions, knowledge: Knowledge) -> "Ground":
        """The ground of a reading with these mentions."""
        counts = _named([*_told(body, reading.article), *title.all])
        countries = tuple(code for code, _ in counts.most_common())
        body_layer, title_layer = (
            Layer(
                doc,
                mentions,
                find_attributions(doc, knowledge.reporting),
                find_places(doc, knowledge.places, knowledge.towns, countries=countries),
            )
            for doc, mentions in ((reading.body, body), (reading.title, title))
        )
        home = home_of(reading.article, (title_layer, body_layer), countries, knowledge)
        atlas = Atlas(knowledge.places.syntax, knowledge.towns, home, countries)
        body_layer, title_layer = (
            replace(layer, unlisted=tuple(unlisted(layer, atlas))) for layer in (body_layer, title_layer)
        )
        return cls(body_layer, title_layer, countries, home)

    @property
    def layers(self) -> tuple[Layer, Layer]:
        """The two documents."""
        return self.body, self.title

    def layer(self, doc: Doc) -> Layer:
        """The layer of one of the two documents."""
        return self.title if doc is self.title.doc else self.body


def _named(mentions: Iterable[Mention]) -> Counter[str]:
    """How often mentions name each country, by whatever form."""
    hits = (hit for mention in mentions for hit in (mention.hit, *mention.cues) if hit is not None)
    return Counter(hit.entry.country for hit in hits if hit.entry.kind in NATIONAL and hit.entry.country)


def _told(body: Mentions, article: Article) -> Iterator[Mention]:
    """The body's mentions behind its dateline."""
    opening = len(article.dateline.text) if article.dateline else 0
    return (mention for mention in body.all if mention.doc[mention.start].idx >= opening)
