"""The country that a page is told from or about: whose "the mayor" and "the police" are where it names no country.

A dateline tells it, else a letterhead or the name of the outlet, else what the text is set in: the towns where
things happen, the country of whoever is interviewed. A state with diplomats on the page is there abroad.
Where talks are held is no home to a text that is set in another country throughout.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.tokens import Token

from verbale.coding.layers import Layer
from verbale.coding.officials import is_diplomat
from verbale.coding.relations import countries_before
from verbale.coding.where import Hit
from verbale.ontology.knowledge import Knowledge
from verbale.ontology.parties import NATIONAL, Gazetteer
from verbale.ontology.places import Places, place_key
from verbale.records import Article

_LONGEST = 3  # words of a town's name in the name of an outlet: "Santa Cruz Herald"
_WITHIN = frozenset("in at near from across throughout within inside around outside through of".split())
# Furniture above a story that may say where it is from.
_HEADS = frozenset({"masthead", "dateline", "breadcrumb", "navigation", "byline"})
_HEAD_LINE = 2  # what such a line counts, in towns
_INTERVIEWED = 3
_EMBASSY = 2
_EARLY = 600  # characters whose towns count double, as the headline's do
_TOWN = 2  # a town counts no oftener
_LEAST = 2
_MARGIN = 2  # times what the next country has
_SHARE = 0.4  # of all that is set anywhere: a digest has no home
_ELSEWHERE = 3  # towns of another country by which a dateline is but where people met


def home_of(
    article: Article, layers: Sequence[Layer], countries: Collection[str], knowledge: Knowledge
) -> str | None:
    """The home (alpha-3) of a page with these layers, which names these countries; null where nothing tells."""
    told = _told_from(article, knowledge.gazetteer, knowledge.places, countries)
    told = told or _letterhead(article, knowledge.gazetteer)
    towns = _towns(layers)
    set_in = _foremost(_settings(article, layers, towns, knowledge.gazetteer), countries)
    apart = Counter(country for country, _ in towns)
    is_venue = set_in is not None and apart[set_in] >= _ELSEWHERE and apart[told or ""] <= 1
    return set_in if told is None or is_venue else told


def _told_from(
    article: Article, gazetteer: Gazetteer, places: Places, countries: Collection[str]
) -> str | None:
    """The country of the dateline, else that of the outlet's name ("Monrovia Ledger"), where the text is on it.

    A reprint is told from where its agency is, which only the dateline says. A story from Geneva that does
    not speak of Switzerland is told from nowhere.
    """
    found: list[str] = []
    if article.dateline is not None:
        name = article.dateline.place or ""
        found = [*_by_gazetteer(name, gazetteer), *_by_places([name.partition(",")[0]], places)]
    elif article.agency is None and article.outlet is not None:
        names = _runs(article.outlet.split())
        found = [*_by_gazetteer(article.outlet, gazetteer), *_by_places(names, places)]
    return next((country for country in found if country in countries or not countries), None)


def _letterhead(article: Article, gazetteer: Gazetteer) -> str | None:
    """The state whose name is a line of its own above the story: "REPUBLIC OF CHAD"."""
    for line in _head_lines(article):
        for hit in gazetteer.find(line.title() if line.isupper() else line):
            prefix = line[: hit.start].lower().split()
            official = not set(prefix) - set("the of and republic kingdom state democratic people's".split())
            if official and hit.end == len(line) and hit.entry.kind == "state":
                return hit.entry.country
    return None


def _towns(layers: Sequence[Layer]) -> Counter[tuple[str, str]]:
    """How often something is in each town or region, as (country, name); early ones count double."""
    towns: Counter[tuple[str, str]] = Counter()
    for layer in layers:
        for hit in layer.places:
            if hit.place.country is not None and hit.place.kind != "country" and _is_scene(layer, hit):
                towns[hit.place.country, hit.place.name] += 2 if hit.start < _EARLY else 1
    return towns


def _settings(
    article: Article, layers: Sequence[Layer], towns: Counter[tuple[str, str]], gazetteer: Gazetteer
) -> Counter[str]:
    """How much sets the page in each country."""
    counts: Counter[str] = Counter()
    for line in _head_lines(article):
        hits = gazetteer.find(line.title() if line.isupper() else line)
        named = {hit.entry.country for hit in hits if hit.entry.kind in NATIONAL and hit.entry.country}
        counts.update({country: _HEAD_LINE for country in named if len(named) == 1})
    for (country, _), count in towns.items():
        counts[country] += min(count, _TOWN)
    for layer in layers:
        counts.update(dict.fromkeys(_interviewed(layer), _INTERVIEWED))
        counts.subtract(dict.fromkeys(_represented(layer), _EMBASSY))
    return counts


def _foremost(counts: Counter[str], countries: Collection[str]) -> str | None:
    """The country with most, where the text names it and no other comes near."""
    ranked = [
        (country, count) for country, count in counts.most_common() if country in countries and count > 0
    ]
    if not ranked or ranked[0][1] < max(_LEAST, _SHARE * sum(count for _, count in ranked)):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1] else None


def _is_scene(layer: Layer, hit: Hit) -> bool:
    """Whether something is there: a capital that acts ("Hanoi refused") is a state, not a place."""
    root = layer.doc[hit.first : hit.last].root
    if root.dep_ == "pobj" and root.head.lower_ in _WITHIN:
        return True
    mention = layer.mentions.by_token.get(root.i)
    acts = mention is not None and any(
        one.entry.kind in NATIONAL for one in (mention.hit, *mention.cues) if one
    )
    return not acts


def _interviewed(layer: Layer) -> Iterator[str]:
    """The one country named where somebody is introduced who then answers questions."""
    names = {one.name for one in layer.voices.conversing() if one.name is not None}
    for name in names:
        first = next((one for one in layer.mentions.all if one.name == name), None)
        named = set() if first is None else _countries_of(layer, first.token)
        if len(named) == 1:
            yield from named


def _countries_of(layer: Layer, token: Token) -> set[str]:
    sentence = token.sent
    found = (layer.mentions.by_token.get(i) for i in range(sentence.start, sentence.end))
    hits = (hit for one in found if one is not None for hit in (one.hit, *one.cues) if hit is not None)
    return {hit.entry.country for hit in hits if hit.entry.kind in NATIONAL and hit.entry.country}


def _represented(layer: Layer) -> set[str]:
    """The states whose diplomats are spoken of: "the Indonesian embassy"."""
    return {country for one in layer.mentions.all if is_diplomat(one) for country in countries_before(one)}


def _head_lines(article: Article) -> Iterator[str]:
    for piece in article.removed:
        if piece.kind in _HEADS:
            yield from (line.strip() for line in piece.text.splitlines())


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
