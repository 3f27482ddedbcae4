"""Items of an event: its noun phrases split, counted and classified."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from verbale.coding import quantities
from verbale.coding.quantities import Quantity
from verbale.ontology.items import Hit, ItemClass, ItemLexicon, Word, words
from verbale.read.reading import text_of
from verbale.records import Item

_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "SYM"))
# What stands between a measure and its thing: "50 tonnes of wheat", "$300 million in loans".
_MEASURE_LINKS = frozenset(("of", "in"))
_TERM_LINKS = frozenset(("of", "to", "in", "for", "from"))
_AFTER = re.compile(r"\s+(?:worth|of|totall?ing|valued at|amounting to)\s+(?=[\d$€£¥]|\w)", re.IGNORECASE)
# Longest names that run past their head in the parse: "Leopard | 2 A6".
_PAST_HEAD = 3
# Hedges stand at most four words before their number: "more than at least".
_BEFORE_NUMBER = 4
# The longest names have five tokens before their head: "Ground-Launched Small Diameter | Bomb".
_BEFORE_HEAD = 5
_COUNTED = ItemClass(category="other")
_MONEY = ItemClass(category="financial", granularity="generic")
_UNNAMED = ItemClass(granularity="generic")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words of one thing: characters `start:end` of the document, with the head at `head`."""

    doc: Doc
    start: int
    end: int
    head: Token

    @property
    def text(self) -> str:
        return text_of(self.doc)[self.start : self.end]

    def parts(self) -> tuple[tuple[Word, ...], int]:
        """The words, and the index of the head among them."""
        found = words(self.text)
        at = self.head.idx - self.start
        heads = [
            index for index, word in enumerate(found) if word.start < at + len(self.head) and word.end > at
        ]
        return found, heads[-1] if heads else len(found) - 1


def split(heads: Sequence[Token], lexicon: ItemLexicon, *, in_title: bool = False) -> tuple[Item, ...]:
    """The items that the noun phrases with these heads name, in order of text.

    Conjuncts are items of their own; a container ("a shipment of") gives what it holds; pronouns nothing.
    Offsets count in the text of the tokens' document; `in_title` says that this is the headline.
    """
    found: dict[int, Item] = {}
    for head in heads:
        for token in _expanded(head, lexicon):
            if token.i not in found:
                found[token.i] = _item(token, lexicon, in_title=in_title)
    return tuple(sorted(found.values(), key=lambda item: (item.start, item.end)))


def classify(text: str, lexicon: ItemLexicon) -> ItemClass | None:
    """The class of a bare phrase such as "50 tonnes of wheat"; null where none fits."""
    phrase = words(text)
    if not phrase:
        return None
    links = [index for index, word in enumerate(phrase) if index and word.key in _TERM_LINKS]
    head = links[0] - 1 if links else len(phrase) - 1
    if links and phrase[links[0]].key in _MEASURE_LINKS and _is_measure(phrase, head, text, lexicon):
        return classify(text[phrase[links[0]].end :], lexicon)
    return _class(phrase, head, text, lexicon)


def _is_measure(phrase: Sequence[Word], head: int, text: str, lexicon: ItemLexicon) -> bool:
    amount = quantities.read(text, lexicon.quantities)
    counted = amount is not None and amount.start <= phrase[head].start < amount.end
    return counted or phrase[head].key in lexicon.table.containers


def _expanded(head: Token, lexicon: ItemLexicon) -> Iterator[Token]:
    """The head and its conjuncts; a container without an amount is replaced by what it holds."""
    listed = {head, *head.conjuncts}
    if len(listed) > 1:  # the last of a list without "and" hangs as an apposition
        listed |= {child for token in listed for child in token.rights if child.dep_ == "appos"}
    for token in sorted(listed):
        if not _is_thing(token, lexicon) or (token != head and token.pos_ == "NUM"):
            continue
        inner = _measured(token)
        if inner is not None and _key(token) in lexicon.table.containers and not _own_amounts(token, lexicon):
            yield from _expanded(inner, lexicon)
        else:
            yield token


def _is_thing(token: Token, lexicon: ItemLexicon) -> bool:
    # The tagger takes "training" or "backing" for verbs now and then; the vocabulary knows better.
    if not any(char.isalnum() for char in token.text):
        return token.is_currency
    return token.pos_ in _NOMINAL or (token.pos_ != "PRON" and _key(token) in lexicon.table.terms)


def _key(token: Token) -> str:
    return " ".join(word.key for word in words(token.text))


def _measured(token: Token) -> Token | None:
    """What a measure or container measures: the object of its "of" or "in"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in _MEASURE_LINKS:
            return next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
    return None


def _own_amounts(token: Token, lexicon: ItemLexicon) -> tuple[Quantity, ...]:
    of = token.i + 1 < token.sent.end and token.nbor().lower_ == "of"  # part of a unit: "30 trucks of"
    left = token.doc[token.left_edge.i : token.i + 1 + of]
    return quantities.amounts(left.text, lexicon.quantities)


def _item(head: Token, lexicon: ItemLexicon, *, in_title: bool) -> Item:
    phrase = _phrase(head, lexicon)
    named = phrase
    inner = _measured(head)
    if inner is not None and (_key(head) in lexicon.table.containers or _counts(head, lexicon)):
        named = _phrase(inner, lexicon)
        phrase = _Phrase(doc=head.doc, start=phrase.start, end=max(phrase.end, named.end), head=head)
    phrase = _with_sum(phrase, lexicon)
    amount = _amount(phrase, lexicon)
    parts, at = named.parts()
    of = _class(parts, at, named.text, lexicon)
    of = _sanctions(of, head, lexicon) if of and of.category else _by_amount(amount, of or ItemClass())
    return Item(
        text=phrase.text,
        start=phrase.start,
        end=phrase.end,
        category=of.category,
        subcategory=of.subcategory,
        granularity=of.granularity,
        unroca=of.unroca,
        sipri=of.sipri,
        quantity=amount.value if amount else None,
        quantity_min=amount.low if amount else None,
        quantity_max=amount.high if amount else None,
        is_estimate=amount.is_estimate if amount else False,
        unit=amount.unit if amount else None,
        in_="title" if in_title else None,
    )


def _counts(head: Token, lexicon: ItemLexicon) -> bool:
    """True where the head is part of an amount: "50 tonnes", "$300 million", "dozens"."""
    left = head.left_edge
    start = head.idx - left.idx
    return any(amount.end > start for amount in _own_amounts(head, lexicon))


def _phrase(head: Token, lexicon: ItemLexicon) -> _Phrase:
    """The head with the modifiers that name the thing, from its amount on if it has one."""
    doc = head.doc
    named = _name_start(head, lexicon)
    first = min(head.left_edge.i, named)
    hedged = _amount_start(doc, first, head, lexicon)
    while first < named and doc[first].idx != hedged and _is_leading(doc[first], head, lexicon):
        first += 1
    start = min(doc[first].idx, hedged) if hedged is not None else doc[first].idx
    phrase = _Phrase(doc=head.doc, start=start, end=head.idx + len(head), head=head)
    return _past_head(phrase, lexicon)


def _name_start(head: Token, lexicon: ItemLexicon) -> int:
    """The first token of the term that the head ends, also where the parse cut it: "Leopard | 2 tanks"."""
    doc = head.doc
    offset = doc[max(head.sent.start, head.i - _BEFORE_HEAD)].idx
    text = text_of(doc)[offset : head.idx + len(head)]
    parts = words(text)
    reached = len(parts) - 1 if parts else 0
    for hit in sorted(lexicon.hits(parts, text), key=lambda hit: (-hit.last, hit.first)):
        ends_it = hit.last == len(parts) or (hit.last == reached and hit.of.granularity == "model")
        if ends_it and hit.first < reached:
            reached = hit.first
    if not parts or reached == len(parts) - 1:
        return head.i
    return next(
        token.i for token in doc[: head.i + 1] if token.idx + len(token) > offset + parts[reached].start
    )


def _is_leading(token: Token, head: Token, lexicon: ItemLexicon) -> bool:
    if token.dep_ in ("det", "predet", "poss", "case", "punct", "cc", "neg") or token.tag_ in ("PRP$", "POS"):
        return token.dep_ != "punct" or not token.is_currency
    owned = any(child.dep_ == "poss" and child.left_edge.i <= token.i <= child.i for child in head.lefts)
    if token.pos_ == "PROPN" and head.pos_ == "NOUN":
        # Whose it is, or a receiver that the parse took into the phrase: "promised | Peru weapons".
        return owned or lexicon.modifier(words(token.text)) is None
    return owned or (token.lower_ in lexicon.table.leading and token.pos_ != "NUM")


def _amount_start(doc: Doc, first: int, head: Token, lexicon: ItemLexicon) -> int | None:
    """Where the phrase's first amount starts, also with a hedge that hangs elsewhere; null for none."""
    start = doc[first].idx
    earliest = max(head.sent.start, first - _BEFORE_NUMBER)
    offset = doc[earliest].idx
    window = text_of(doc)[offset : head.idx + len(head)]
    for amount in quantities.amounts(window, lexicon.quantities):
        if amount.end + offset > start:
            return amount.start + offset
    return None


def _past_head(phrase: _Phrase, lexicon: ItemLexicon) -> _Phrase:
    """The phrase with what follows the head in a longer term: "withdrawal of troops", "Leopard 2"."""
    reached = phrase
    for end in _ends(phrase.head):
        longer = _Phrase(doc=phrase.doc, start=phrase.start, end=end, head=phrase.head)
        parts, at = longer.parts()
        hits = lexicon.hits(parts, longer.text)
        if any(hit.first <= at and hit.last == len(parts) and hit.last > at + 1 for hit in hits):
            reached = longer
    return reached


def _ends(head: Token) -> Iterator[int]:
    doc = head.doc
    for token in doc[head.i + 1 : min(head.i + 1 + _PAST_HEAD, head.sent.end)]:
        if token.is_punct and token.text != "-":
            break
        yield token.idx + len(token)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _TERM_LINKS:
            yield from (inner.idx + len(inner) for inner in child.rights if inner.dep_ == "pobj")


def _with_sum(phrase: _Phrase, lexicon: ItemLexicon) -> _Phrase:
    """The phrase with the amount that follows: "a loan of $2 billion", "a force of 200 troops"."""
    rest = text_of(phrase.doc)[phrase.end : phrase.head.sent.end_char]
    link = _AFTER.match(rest)
    if link is None:
        return phrase
    amount = quantities.read(rest[link.end() :], lexicon.quantities)
    if amount is None or amount.start != 0:
        return phrase
    counted = _measured(phrase.head)
    if amount.is_money:
        end = phrase.end + link.end() + amount.end
    elif counted is not None and link.group().strip() == "of":
        end = counted.idx + len(counted)
    else:
        return phrase
    return _Phrase(doc=phrase.doc, start=phrase.start, end=end, head=phrase.head)


def _amount(phrase: _Phrase, lexicon: ItemLexicon) -> Quantity | None:
    """The first amount of the phrase that is not part of a name such as "Leopard 2"."""
    text = phrase.text
    parts = words(text)
    for hit in lexicon.hits(parts, text):
        start, end = parts[hit.first].start, parts[hit.last - 1].end
        if any(word.key.isdigit() for word in parts[hit.first : hit.last]):
            text = text[:start] + "x" * (end - start) + text[end:]
    return quantities.read(text, lexicon.quantities)


def _by_amount(amount: Quantity | None, of: ItemClass) -> ItemClass:
    """What is counted is a real thing, though in no class; a sum of money is financial."""
    if amount is None:
        return of
    return _MONEY if amount.is_money else _COUNTED


def _class(phrase: Sequence[Word], head: int, text: str, lexicon: ItemLexicon) -> ItemClass | None:
    hits = lexicon.hits(phrase, text)
    term = next((hit for hit in hits if hit.first <= head < hit.last), None)
    model = next((hit for hit in hits if hit.of.granularity == "model" and hit.last <= head), None)
    if not phrase:  # a symbol or an article that the parser took for a noun
        return None
    key = phrase[head].key
    if model is not None and (key in lexicon.table.carriers or _same_kind(model, term)):
        return model.of
    if key in lexicon.table.umbrellas and (term is None or term.last - term.first == 1):
        by_modifier = lexicon.modifier(phrase[:head])
        return by_modifier or (term.of if term else _UNNAMED)
    if term is not None:
        return term.of
    if key in lexicon.table.containers and head > 0:
        return _class(phrase[:head], head - 1, text, lexicon)
    return None


def _same_kind(model: Hit, term: Hit | None) -> bool:
    """True where the head only says what the model is: "Leopard 2 tanks", but not "MiG-29 engines"."""
    if term is None or term.of.category != model.of.category:
        return False
    return term.of.sipri is None or term.of.sipri == model.of.sipri


def _sanctions(of: ItemClass, head: Token, lexicon: ItemLexicon) -> ItemClass:
    """Sanctions with their direction, from the verb or noun that governs them."""
    if of.category != "sanctions" or of.subcategory is not None:
        return of
    for above in head.ancestors:
        lemma = above.lemma_.lower()
        for name, lemmas in (("lift", lexicon.table.lift), ("impose", lexicon.table.impose)):
            if lemma in lemmas or above.lower_ in lemmas:
                return ItemClass(category=of.category, subcategory=name, granularity=of.granularity)
        if above.pos_ == "VERB":
            break
    return of
