"""What is known of a page before its parties are: the country that it is told from, its places and its voices."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from verbale.coding.attribution import Attribution
from verbale.coding.attribution import find as find_attributions
from verbale.coding.mentions import Mention, Mentions
from verbale.coding.voices import Voices
from verbale.coding.where import Hit
from verbale.coding.where import find as find_places
from verbale.ontology.knowledge import Knowledge
from verbale.ontology.parties import NATIONAL, Gazetteer
from verbale.ontology.places import Places, place_key
from verbale.read.reading import Reading
from verbale.records import Article

_LONGEST = 3  # words of a town's name in the name of an outlet: "Santa Cruz Herald"


@dataclass(frozen=True, slots=True)
class Layer:
    """One document (body or headline) with its mentions, attributions and places."""

    doc: Doc
    mentions: Mentions
    attributions: tuple[Attribution, ...]
    places: tuple[Hit, ...]

    @property
    def voices(self) -> Voices:
        """Who speaks where in the document."""
        return Voices(self.mentions, self.attributions)


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
                find_places(doc, knowledge.places, countries=countries),
            )
            for doc, mentions in ((reading.body, body), (reading.title, title))
        )
        home = _home(reading.article, knowledge.gazetteer, knowledge.places, countries)
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


def _home(article: Article, gazetteer: Gazetteer, places: Places, countries: Collection[str]) -> str | None:
    """The country of the dateline, else that of the outlet's name ("Monrovia Ledger"), where the text is on it.

    A reprint is told from where its agency is, which only the dateline says. A story from Geneva that does
    not speak of Switzerland is told from nowhere.
    """
    if article.dateline is not None:
        names = [article.dateline.place or ""]
        found = [*_by_gazetteer(names[0], gazetteer), *_by_places([names[0].partition(",")[0]], places)]
    elif article.agency is None and article.outlet is not None:
        found = [
            *_by_gazetteer(article.outlet, gazetteer),
            *_by_places(_runs(article.outlet.split()), places),
        ]
    else:
        return None
    return next((country for country in found if country in countries or not countries), None)


def _by_gazetteer(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    for spelled in (name, name.title()):  # "LIMA": short names in capitals may be acronyms elsewhere
        yield from (hit.entry.country for hit in gazetteer.find(spelled) if hit.entry.country)


def _by_places(names: Iterable[str], places: Places) -> Iterator[str]:
    for name in names:
        yield from (place.country for place in places.named(place_key(name)) if place.country)


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Runs of words, the longest first."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        yield from (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))
