"""Places that no table lists, where the text itself puts something there: "near Kaptir", "in the Loima district".

They have a name and, where the page tells, a country; no point on a map.
"""

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc, Token

from verbale.coding.layers import Layer
from verbale.coding.mentions import Mention
from verbale.coding.where import Hit
from verbale.ontology.places import Place, Syntax

# No point, no number, nobody counted, no state.
_NOWHERE = (None, None, None, 0, None)
# What may stand within such a name: "Al-Ruqban", "Melchor de Mencos".
_INSIDE = frozenset("- de del da do di la las los el al".split())
_LONGEST = 4  # words of such a name: "San Juan del Sur"
# Words that lead to a place in the sentences that say where things went.
_LEADING = frozenset("to into from through via towards toward".split())


def unlisted(layer: Layer, syntax: Syntax, home: str | None) -> Iterator[Hit]:
    """The unlisted places of a document, in order; `home` is the country that the page is told from."""
    doc, listed = layer.doc, layer.places
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
            place = Place(doc[first:last].text, "city", _country(doc[first], listed, home), *_NOWHERE)
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
    sort = last < len(doc) and doc[last].lemma_ in syntax.kinds
    before = doc[first - 1]
    while before.i and (before.pos_ in ("DET", "ADJ") or before.lower_ in syntax.kinds):
        sort = sort or before.lower_ in syntax.kinds
        before = before.nbor(-1)
    if sort and doc[first - 1].pos_ == "DET" and doc[last].dep_ != "compound":
        return True  # "closed the Songwe crossing"
    if before.lower_ == "of" and before.i and before.nbor(-1).lemma_.lower() in syntax.kinds:
        return True  # "the village of Ak-Bulung"
    words = len(doc[first:last].text.split())
    bare = before.i == first - 1 and words <= 2  # "from the European Peace Facility" is no place
    leads = before.lower_ in syntax.locative | _LEADING
    return before.pos_ == "ADP" and leads and (bare or sort)


def _country(name: Token, listed: Sequence[Hit], home: str | None) -> str | None:
    """The page's own, where the sentence speaks of no other."""
    sentence = name.sent
    near = {hit.place.country for hit in listed if sentence.start <= hit.first < sentence.end}
    return home if near <= {home} else None
