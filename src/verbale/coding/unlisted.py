"""Places that no table lists, where the text itself puts something there: "near Kaptir", "in the Loima district".

Small towns and regions of the countries that the page has to do with are looked up (`ontology/towns.py`). What is
not found has a name and, where the page tells, a country; no point on a map.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from verbale.coding.layers import Layer
from verbale.coding.mentions import Mention
from verbale.coding.where import Hit
from verbale.ontology.parties import NATIONAL
from verbale.ontology.places import SETTLED, Place, Syntax, place_key
from verbale.ontology.towns import Towns, foremost

# No point, no number, nobody counted, no state.
_NOWHERE = (None, None, None, 0, None)
# What may stand within such a name: "Al-Ruqban", "Melchor de Mencos".
_INSIDE = frozenset("- de del da do di la las los el al".split())
# So many of the countries that a page names most are those that it is about.
_MAIN = 2
_LONGEST = 4  # words of such a name: "San Juan del Sur"
# Words that lead to a place in the sentences that say where things went.
_LEADING = frozenset("to into from through via towards toward".split())


@dataclass(frozen=True, slots=True)
class Atlas:
    """What a page's places are looked up with: `home` is the country that it is told from, `countries` those that
    it names."""

    syntax: Syntax
    towns: Towns
    home: str | None
    countries: tuple[str, ...]


def unlisted(layer: Layer, atlas: Atlas) -> Iterator[Hit]:
    """The unlisted places of a document, in order."""
    doc, listed, syntax = layer.doc, layer.places, atlas.syntax
    busy = {index for hit in listed for index in range(hit.first, hit.last)}
    busy |= {
        index for mention in layer.mentions.all if _is_known(mention, syntax) for index in _tokens(mention)
    }
    persons = [mention for mention in layer.mentions.all if mention.kind == "person"]
    surnames = {text: mention.start for mention in persons for text in _surname(mention)}
    never = syntax.after - syntax.before  # days, months, "City"
    first = 0
    while first < len(doc):
        last = _run(doc, first, busy, never)
        own = surnames.get(doc[last - 1].text, first) == first  # else a person has it elsewhere
        if last > first and own and _is_put(doc, first, last, syntax):
            place = _looked_up(layer, first, last, atlas) or _unknown(layer, first, last, atlas.home)
            yield Hit(place, first, last, start=doc[first].idx, end=doc[last - 1].idx + len(doc[last - 1]))
        first = max(last, first + 1)


def _is_known(mention: Mention, syntax: Syntax) -> bool:
    """Whether a mention is somebody's: in a table of parties, with a title, or called by a role that is no place."""
    if mention.role is not None and mention.doc[mention.head].lemma_.lower() in syntax.kinds:
        return False  # "the Kurram district"
    return mention.hit is not None or mention.title is not None or mention.role is not None


def _tokens(mention: Mention) -> range:
    return range(mention.start, mention.end)


def _surname(mention: Mention) -> tuple[str, ...]:
    """The surname of a full name, or of one with a title."""
    words = [token.text for token in mention.doc[mention.start : mention.end] if token.pos_ == "PROPN"]
    return (words[-1],) if words and (len(words) > 1 or mention.title) else ()


def _run(doc: Doc, first: int, busy: Collection[int], never: Collection[str]) -> int:
    """The token behind the capitalised name that starts here; the start itself where none does."""

    def is_name(index: int) -> bool:
        token = doc[index]
        capital = token.pos_ == "PROPN" and token.text[0].isupper() and not token.text.isupper()
        return capital and token.text not in never

    last = first
    while last < len(doc) and last - first < _LONGEST and last not in busy and is_name(last):
        goes_on = last + 2 < len(doc) and doc[last + 1].lower_ in _INSIDE and is_name(last + 2)
        last += 2 if goes_on else 1
    cut = last < len(doc) and (is_name(last) or doc[last].like_num or doc[last].text in "-–")
    began = first > 0 and (is_name(first - 1) or first - 1 in busy)
    return first if cut or began else last


def _is_put(doc: Doc, first: int, last: int, syntax: Syntax) -> bool:
    """Whether something is put there: by a preposition, or by a word of what sort of place it is."""
    if doc[first].is_sent_start:
        return False
    before, sorts = _lead(doc, first, last, syntax)
    goes_on = last < len(doc) and doc[last].dep_ == "compound"
    if sorts and doc[first - 1].pos_ == "DET" and not goes_on:
        return True  # "closed the Songwe crossing"
    if sorts and before.lower_ == "of":
        return True  # "the village of Ak-Bulung", "the elders of Loima county"
    words = len(doc[first:last].text.split())
    bare = before.i == first - 1 and words <= 2  # "from the European Peace Facility" is no place
    leads = before.lower_ in syntax.locative | _LEADING
    return before.pos_ == "ADP" and leads and bool(bare or sorts)


def _lead(doc: Doc, first: int, last: int, syntax: Syntax) -> tuple[Token, frozenset[str]]:
    """The word that leads to a name, and the words around it of what sort of place it is."""
    before = doc[first - 1]
    words = [doc[last].lemma_.lower()] if last < len(doc) else []
    while before.i and (before.pos_ in ("DET", "ADJ") or before.lower_ in syntax.kinds):
        words.append(before.lower_)
        before = before.nbor(-1)
    if before.lower_ == "of" and before.i:
        words.append(before.nbor(-1).lemma_.lower())
    return before, syntax.kinds.intersection(words)


def _unknown(layer: Layer, first: int, last: int, home: str | None) -> Place:
    """A place of the page's own country, where the sentence speaks of no other."""
    sentence = layer.doc[first].sent
    near = {hit.place.country for hit in layer.places if sentence.start <= hit.first < sentence.end}
    return Place(layer.doc[first:last].text, "city", home if near <= {home} else None, *_NOWHERE)


def _looked_up(layer: Layer, first: int, last: int, atlas: Atlas) -> Place | None:
    """The place of this name in the country right behind it, else in one of its sentence or the page's own, else in
    one that the page is about; without a point where a country has several."""
    text, (_, sorts) = layer.doc[first:last].text, _lead(layer.doc, first, last, atlas.syntax)
    for countries in _countries(layer, first, last, atlas):
        places = _of_sort(atlas.towns.named(place_key(text), countries), sorts, atlas.syntax)
        if places:
            alike = all(place.country == places[0].country for place in places)
            either = Place(text, "city", places[0].country, *_NOWHERE) if alike else None
            return foremost(places) or either
    return None


def _countries(layer: Layer, first: int, last: int, atlas: Atlas) -> Iterator[Collection[str | None]]:
    """Where a name is looked for, one after the other."""
    inside = _inside(layer, last)
    if inside is not None:
        yield {inside}
        return
    settled = SETTLED - {atlas.home}  # whoever acts there, a namesake in Ohio is seldom meant
    yield {atlas.home, *_speaks_of(layer, layer.doc[first])} - settled
    yield {*atlas.countries[:_MAIN]} - settled


def _inside(layer: Layer, last: int) -> str | None:
    """The country of "Iriba, Chad", not of "in Iriba, Chad said"."""
    doc = layer.doc
    for hit in layer.places:
        if hit.first == last + 1 and doc[last].text == "," and hit.place.kind != "city":
            return hit.place.country if doc[hit.first : hit.last].root.dep_ != "nsubj" else None
    return None


def _of_sort(places: Sequence[Place], sorts: Collection[str], syntax: Syntax) -> Sequence[Place]:
    """The towns, where the text says that it is one; the regions, where it says so and there are such."""
    if not syntax.urban.isdisjoint(sorts):
        return [place for place in places if place.kind == "city"]
    regions = [place for place in places if place.kind == "region"]
    return regions if regions and not syntax.regional.isdisjoint(sorts) else places


def _speaks_of(layer: Layer, name: Token) -> Iterator[str]:
    """The countries that the name's sentence names, by whatever form."""
    sentence, by_token = name.sent, layer.mentions.by_token
    for hit in layer.places:
        if sentence.start <= hit.first < sentence.end and hit.place.country:
            yield hit.place.country
    for mention in filter(None, map(by_token.get, range(sentence.start, sentence.end))):
        for party in (mention.hit, *mention.cues):
            if party is not None and party.entry.kind in NATIONAL and party.entry.country:
                yield party.entry.country
