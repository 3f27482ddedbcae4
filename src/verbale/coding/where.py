"""Where it happened: places in a text, resolved, and the one that belongs to an event."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from verbale.coding import locating
from verbale.ontology.places import SETTLED, Place, Places, place_key
from verbale.ontology.towns import Towns, foremost
from verbale.read.reading import text_of
from verbale.records import Where

# "Sistan - and - Baluchestan", "Washington, D.C.", "Mazar-i-Sharif": the longest names have five tokens.
_LONGEST = 5
# A smaller namesake needs a share of the largest one's people to be meant by a story about its country: there
# is a Moscow in Idaho with 25,000, and a Tripoli in Lebanon with a fifth of the other one's people.
_NAMESAKE_SHARE = 0.1
# Towns that settlers named after others need half of the people of the first: Geneva in New York has a tenth.
_SETTLED_SHARE = 0.5
# Under this many people a city abroad is more likely a surname, unless the text puts something there.
_KNOWN_ABROAD = 150_000
# Only a metropolis is still meant in a text that has a person of its name.
_METROPOLIS = 1_000_000
# Of this share of capitalised words on, the capitals of a sentence (a headline) say nothing.
_HEADLINE = 0.6


# Tokens `first:last` that are a place's name, and all places of that name.
_Span = tuple[int, int, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text: tokens `first:last`, characters `start:end` of the document."""

    place: Place
    first: int
    last: int
    start: int
    end: int


def find(doc: Doc, places: Places, towns: Towns, *, countries: Sequence[str] = ()) -> tuple[Hit, ...]:
    """The places that the text names, in order, without people and organisations of a place's name.

    `countries` are the alpha-3 codes that the story is about, most frequent first; those that the text
    names come after them. Namesakes are resolved by a country right after the name, by these, then by size.
    """
    spans = list(_candidates(doc, places))
    named = Counter(
        options[0].country for _, _, options in spans if options[0].kind == "country" and options[0].country
    )
    context = tuple(dict.fromkeys((*countries, *(code for code, _ in named.most_common()))))
    spoken_of = frozenset((*context, *_well_known(spans)))
    surnames = _surnames(doc, spans, places)
    inside_of = _named_after(doc, spans)
    part_of = _parts(doc, spans, context)
    # One sense a text: the Birmingham that was in Alabama once stays there.
    full = {_text(doc, *spans[at][:2]): inside for at, inside in inside_of.items()}
    found = []
    for at, (first, last, options) in enumerate(spans):
        inside = inside_of.get(at, ()) or part_of.get(at, ())
        place = _resolve(options, context, inside or full.get(_text(doc, first, last), ()))
        if place.kind == "city" and not inside and _is_put_there(doc, first, places):
            place = _nearer(place, place_key(_text(doc, first, last)), towns, context)
        if place.kind == "city" and last < len(doc) and doc[last].lower_ in places.syntax.regional:
            place = _around(place, place_key(_text(doc, first, last)), towns)
        if place.kind == "city" and place.people < _METROPOLIS and _text(doc, first, last) in surnames:
            continue
        if at in part_of and place.country not in {outer.country for outer in inside}:
            continue  # no town of that country but a part of that city: "the Freeport of Monrovia"
        if not inside and spoken_of and place.country not in spoken_of and _may_be_another(options):
            continue
        if inside or _is_meant(doc, first, last, place, places, context):
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            found.append(Hit(place=place, first=first, last=last, start=start, end=end))
    return tuple(found)


def attach(token: Token, hits: Sequence[Hit], places: Places, *, in_title: bool = False) -> Where | None:
    """The place of the event with this trigger: the most specific one that its clause puts it in, or null.

    Offsets count in the text of the token's document; `in_title` says that this is the headline.
    """
    best = min(
        (
            (locating.distance(token, hit.first, hit.last, places.syntax), hit)
            for hit in hits
            if _near(token, hit)
        ),
        key=lambda pair: _order(pair[0], pair[1]),
        default=None,
    )
    if best is None or best[0] is None:
        return None
    hit = best[1]
    return Where(
        text=text_of(token.doc)[hit.start : hit.end],
        start=hit.start,
        end=hit.end,
        name=hit.place.name,
        country=hit.place.country,
        lat=hit.place.lat,
        lon=hit.place.lon,
        geonames_id=hit.place.geonames_id,
        in_="title" if in_title else None,
    )


def _near(token: Token, hit: Hit) -> bool:
    return token.sent.start <= hit.first < token.sent.end


def _order(distance: int | None, hit: Hit) -> tuple[bool, bool, int, int, int]:
    """Attached first, then the own clause before the subject's, then city before region before country."""
    size = ("city", "region", "country").index(hit.place.kind)
    steps = distance if distance is not None else 0
    return (distance is None, steps >= locating.FAR, size, steps, hit.first)


def _candidates(doc: Doc, places: Places) -> Iterator[_Span]:
    """The longest names in capitals, on token borders, with all places of that name."""
    first = 0
    while first < len(doc):
        last = _longest(doc, first, places) if doc[first].text[0].isupper() else None
        if last is None:
            first += 1
            continue
        yield first, last, places.named(place_key(_text(doc, first, last)))
        first = last


def _longest(doc: Doc, first: int, places: Places) -> int | None:
    for last in range(min(first + _LONGEST, len(doc)), first, -1):
        text = _text(doc, first, last)
        end = doc[last - 1]
        if "\n" in text or not (end.text[-1].isalnum() or (end.text[-1] == "." and len(end) > 1)):
            continue
        # "Us" at the start of a sentence is no country.
        if (len(text) > 2 or text.isupper()) and places.knows(place_key(text)):
            owned = end.tag_ == "POS" and _is_owner(text, _text(doc, first, last - 1), places)
            return last - 1 if owned else last
    return None


def _is_owner(text: str, without: str, places: Places) -> bool:
    """True where the name without its last "'s" is the larger place: "Peru's" is no Perus, "St. John's" is whole."""
    owners = places.named(place_key(without))
    return bool(owners) and owners[0].people > max(place.people for place in places.named(place_key(text)))


def _surnames(doc: Doc, spans: Sequence[_Span], places: Places) -> frozenset[str]:
    """Names that the text gives to a person somewhere: "Marta Salem" makes every "Salem" hers."""
    found = set()
    for first, last, _ in spans:
        before = doc[first - 1] if first and not doc[first].is_sent_start else None
        titled = before is not None and before.text.rstrip(".") in places.syntax.titles
        if before is not None and (titled or (_is_name(before) and before.text not in places.syntax.before)):
            found.add(_text(doc, first, last))
    return frozenset(found)


def _text(doc: Doc, first: int, last: int) -> str:
    return doc[first:last].text


def _named_after(doc: Doc, spans: Sequence[_Span]) -> dict[int, tuple[Place, ...]]:
    """By index of a name with a country or region after it ("Bam, Iran"): the places it names."""
    found = {}
    for at in range(len(spans) - 1):
        last, (first, _, options) = spans[at][1], spans[at + 1]
        outer = tuple(place for place in options if place.kind != "city")
        if outer and first == last + 1 and doc[last].text == ",":
            found[at] = outer
    return found


def _parts(doc: Doc, spans: Sequence[_Span], context: Sequence[str]) -> dict[int, tuple[Place, ...]]:
    """By index of a city's name with "of" and a place after it ("Bam of Iran"): the place that it is part of."""
    found: dict[int, tuple[Place, ...]] = {}
    for at, (_, last, options) in enumerate(spans[:-1]):
        first, _, outer = spans[at + 1]
        if options[0].kind == "city" and first == last + 1 and doc[last].lower_ == "of":
            found[at] = (_resolve(outer, context, ()),)
    return found


def _well_known(spans: Sequence[_Span]) -> Iterator[str]:
    """The countries of the large cities that a text names."""
    for _, _, options in spans:
        city = options[0]
        if city.kind == "city" and city.country and not _is_small(city) and not _may_be_another(options):
            yield city.country


def _may_be_another(options: Sequence[Place]) -> bool:
    """True for a town, or a city of settlers, that others of its name come near: a Freeport, a Springfield."""
    first = options[0]
    if first.kind != "city" or not (_is_small(first) or first.country in SETTLED):
        return False
    return any(other.people >= first.people * _share(other.country) for other in options[1:])


def _share(country: str | None) -> float:
    """Of the people of the largest place of a name, how many a namesake there needs to be meant."""
    return _SETTLED_SHARE if country in SETTLED else _NAMESAKE_SHARE


def _resolve(options: Sequence[Place], context: Sequence[str], inside: Sequence[Place]) -> Place:
    for outer in inside:
        for option in options:
            state = outer.state is None or option.state == outer.state
            if option.kind != "country" and option.country == outer.country and state:
                return option
    if options[0].kind != "city":
        return options[0]
    for country in context:
        least = options[0].people * _share(country)
        for option in options:
            if option.country == country and option.people >= least:
                return option
    return options[0]


def _nearer(city: Place, key: str, towns: Towns, context: Sequence[str]) -> Place:
    """The small place of this very name in a country that the text names, before a city abroad that few know by it."""
    known = city.people >= _KNOWN_ABROAD and place_key(city.name) == key
    if known or city.country in context:
        return city
    return foremost(towns.named(key, set(context) - SETTLED)) or city


def _around(city: Place, key: str, towns: Towns) -> Place:
    """The region that is called after a city: "Sikasso region"."""
    return next((place for place in towns.named(key, {city.country}) if place.kind == "region"), city)


def _is_meant(doc: Doc, first: int, last: int, place: Place, places: Places, context: Sequence[str]) -> bool:
    if _in_other_name(doc, first, last, places):
        return False
    rare = _is_small(place) and (place.country not in context or place.country in SETTLED)
    if rare or places.is_ambiguous(place_key(_text(doc, first, last))):
        return place.kind == "country" or _is_put_there(doc, first, places)
    return True


def _is_small(place: Place) -> bool:
    return place.kind == "city" and 0 < place.people < _KNOWN_ABROAD


def _is_put_there(doc: Doc, first: int, places: Places) -> bool:
    """True where the words before the name say that it is a place: "in", "near", "to", "the town of"."""
    before = doc[first - 1] if first else None
    while (
        before is not None
        and before.i
        and (before.pos_ in ("DET", "ADJ") or before.lower_ in places.syntax.kinds)
    ):
        if before.lower_ in places.syntax.kinds:
            return True
        before = before.nbor(-1)
    if before is None:
        return False
    if before.lower_ == "of":
        return before.i > 0 and before.nbor(-1).lower_ in places.syntax.kinds
    return before.lower_ in places.syntax.locative or before.lower_ in ("to", "into", "from", "via")


def _in_other_name(doc: Doc, first: int, last: int, places: Places) -> bool:
    """True where the name is part of a longer one: a person, a company, a newspaper."""
    syntax = places.syntax
    before = doc[first - 1] if first and not doc[first].is_sent_start else None
    after = doc[last] if last < len(doc) and not doc[last].is_sent_start else None
    if after is not None and after.text == "-" and not after.whitespace_ and not doc[last - 1].whitespace_:
        return True  # "Kabul-based", "Moscow-Kyiv"
    if before is not None and before.text.rstrip(".") in syntax.titles:
        return True
    if _is_headline(doc[first].sent.start, doc[first].sent.end, doc):
        return False
    if before is not None and _is_name(before) and before.text not in syntax.before:
        return True
    if after is None or not _is_name(after) or after.text in syntax.after:
        return False
    return not any(place.kind != "city" for place in places.named(place_key(after.text)))  # "Austin Texas"


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper()


def _is_headline(start: int, end: int, doc: Doc) -> bool:
    letters = [token for token in doc[start:end] if token.is_alpha]
    return sum(token.text[0].isupper() for token in letters) > _HEADLINE * len(letters)
