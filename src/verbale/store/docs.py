"""What of an event, an article or a case can be found: its words, fields, days and confidence.

Both kinds of store search these and nothing else, so that they agree.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from verbale.ledger.sides import MOVING, side
from verbale.records import Article, Case, Event, Item, Party, Review
from verbale.store.facets import Values, article_facets, case_facets, event_facets
from verbale.store.query import And, Confidence, Day, Has, Is, Not, Or, Query, Words, span
from verbale.store.words import folded

Fields = Mapping[str, frozenset[tuple[str, ...]]]
# Where a party is looked for.
PARTIES = ("requester", "addressee", "actor", "recipient", "beneficiary")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Doc:
    """What is searched of one thing.

    `texts` are looked into one by one: no phrase runs from one into the next; `fields` holds the folded
    values by the field's name; `first` and `last` are full days, or null; `least` and `most` the bounds of
    the confidences, or null; `day` is what answers are sorted by; `facets` are what it is counted under.
    """

    texts: tuple[str, ...]
    fields: Fields
    first: str | None
    last: str | None
    least: float | None
    most: float | None
    day: str | None
    facets: Values


def event_doc(event: Event, article: Article, review: Review) -> Doc:
    """The doc of an event as its article reports it; the cases it is part of are not in it."""
    values = _Values()
    values.add("event", event.id)
    _add_article(values, article)
    values.add("review", review)
    values.add("type", event.event_type)
    values.add("mode", event.event_mode)
    values.add("factuality", event.factuality)
    values.add("polarity", event.polarity)
    _add_parties(values, event)
    for item in event.items:
        _add_item(values, item)
    for source in event.sources:
        for value in (source.name, source.mention, source.country):
            values.add("source", value)
    first, last = _days(event.when.start, event.when.end) if event.when else (None, None)
    if first is None:
        first, last = _days(article.published, article.published)
    text = article.title if event.sentence.in_ else article.text
    sentence = _GAP.sub(" ", text[event.sentence.start : event.sentence.end])
    apart = [piece.text for piece in event.evidence if _GAP.sub(" ", piece.text) not in sentence]
    texts = tuple(dict.fromkeys((sentence, *apart, article.title)))
    facets = event_facets(event, article, review)
    return Doc(texts, values.frozen(), first, last, event.confidence, event.confidence, first, facets)


def placed_doc(doc: Doc, cases: Iterable[Case]) -> Doc:
    """The doc of an event with the stages of the cases that it is part of."""
    values = _Values()
    cases = tuple(cases)
    for case in cases:
        _add_stage(values, case)
    stages = frozenset[str]().union(*(case_facets(case)["stage"] for case in cases))
    return replace(doc, fields=_union(values, [doc]), facets={**doc.facets, "stage": stages})


def article_doc(article: Article, events: Iterable[Doc]) -> Doc:
    """The doc of an article with its current events' docs."""
    docs = tuple(events)
    values = _Values()
    _add_article(values, article)
    first, last = _days(article.published, article.published)
    facets = article_facets(article, (doc.facets for doc in docs))
    fields = _union(values, docs)
    return Doc((article.title, article.text), fields, first, last, *_bounds(docs), first, facets)


def case_doc(case: Case, events: Iterable[Doc]) -> Doc:
    """The doc of a case with its events' docs."""
    docs = tuple(events)
    values = _Values()
    _add_stage(values, case)
    for field, parties in (
        ("requester", case.requester),
        ("addressee", case.addressee),
        ("beneficiary", case.beneficiaries),
    ):
        for party in parties:
            _add_party(values, field, party)
    for item in case.items:
        _add_item(values, item)
    for step in case.steps:
        values.add("review", step.review)
    texts = tuple(dict.fromkeys(text for doc in docs for text in doc.texts))
    first, last = _days(case.opened, case.updated or case.opened)
    facets = case_facets(case, (doc.facets for doc in docs))
    return Doc(texts, _union(values, docs), first, last, *_bounds(docs), last, facets)


def holds(query: Query, doc: Doc) -> bool:
    """Whether the query finds this."""
    match query:
        case And(parts):
            return all(holds(part, doc) for part in parts)
        case Or(parts):
            return any(holds(part, doc) for part in parts)
        case Not(part):
            return not holds(part, doc)
        case Words():
            return any(_in_text(query, folded(text)) for text in doc.texts)
        case Is(field, words):
            fields = PARTIES if field == "party" else (field,)
            return any(contains(value, words) for name in fields for value in doc.fields.get(name, ()))
        case Has(facet, values):
            return not doc.facets.get(facet, frozenset()).isdisjoint(values)
        case Day(after, day):
            edge = doc.last if after else doc.first
            return edge is not None and (edge >= day if after else edge <= day)
        case Confidence():
            return _compares(query, doc)


def contains(value: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether these words stand in the value, one after the other."""
    return any(value[at : at + len(words)] == words for at in range(len(value) - len(words) + 1))


def _in_text(query: Words, text: tuple[str, ...]) -> bool:
    if not query.prefix:
        return contains(text, query.words)
    *whole, begun = query.words
    size = len(query.words)
    return any(
        text[at : at + size - 1] == tuple(whole) and text[at + size - 1].startswith(begun)
        for at in range(len(text) - size + 1)
    )


def _compares(query: Confidence, doc: Doc) -> bool:
    if doc.least is None or doc.most is None:
        return False
    match query.comparison:
        case ">=":
            return doc.most >= query.value
        case ">":
            return doc.most > query.value
        case "<=":
            return doc.least <= query.value
        case "<":
            return doc.least < query.value


class _Values:
    """Folded values by field, as they are found."""

    def __init__(self) -> None:
        self.found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)

    def add(self, field: str, value: str | None) -> None:
        words = folded(value) if value else ()
        if words:
            self.found[field].add(words)

    def frozen(self) -> dict[str, frozenset[tuple[str, ...]]]:
        return {field: frozenset(values) for field, values in self.found.items()}


def _add_article(values: _Values, article: Article) -> None:
    values.add("article", article.id)
    values.add("outlet", article.outlet)
    values.add("agency", article.agency)


def _add_stage(values: _Values, case: Case) -> None:
    values.add("case", case.id)
    for stage in (case.stage, case.provisional_stage, case.exit):
        values.add("stage", stage)


def _add_parties(values: _Values, event: Event) -> None:
    roles = [("actor", event.actors), ("recipient", event.recipients), ("beneficiary", event.beneficiaries)]
    if event.event_type in MOVING:
        others = event.recipients or event.beneficiaries
        asks = event.event_type == "REQUEST"
        roles.append(("requester", event.actors if asks else others))
        roles.append(("addressee", event.recipients if asks else event.actors))
    for field, parties in roles:
        for party in parties:
            _add_party(values, field, party)


def _add_party(values: _Values, field: str, party: Party) -> None:
    for value in (party.name, party.mention, party.country, party.id, side(party), *party.members):
        values.add(field, value)


def _add_item(values: _Values, item: Item) -> None:
    for value in (item.text, item.category, item.subcategory, item.unroca, item.sipri):
        values.add("item", value)


def _union(values: _Values, docs: Iterable[Doc]) -> Fields:
    for doc in docs:
        for field, found in doc.fields.items():
            values.found[field] |= found
    return values.frozen()


def _days(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    first = span(start) if start else None
    last = span(end) if end else first
    return (first or last or (None,))[0], (last or first or (None, None))[-1]


def _bounds(docs: tuple[Doc, ...]) -> tuple[float | None, float | None]:
    least = [doc.least for doc in docs if doc.least is not None]
    most = [doc.most for doc in docs if doc.most is not None]
    return min(least, default=None), max(most, default=None)
