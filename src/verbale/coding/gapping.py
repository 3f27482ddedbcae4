"""Verbs said once for several sides: "asked Chad for boats and Mali for fuel", "urged Chad to act, Mali to wait"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from verbale.coding.arguments import Arguments
from verbale.coding.syntax import Fillers, is_infinitive, spread

_JOINTS = frozenset({"and", ",", ";", "but", "while"})
_VIA = ("on", "upon")
_LEADS = ("for", "from", "with", "to")
# Names and phrases in such a list are short; longer ones are clauses of their own.
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two phrases that stand for the verb's own: what comes first, and the second with what leads it."""

    first: Token
    second: Token
    lead: str  # the preposition of the second; "" before an infinitive
    via: str = ""  # the preposition of the first: "called ON Chad to act and ON Mali to wait"


def remnants(arguments: Arguments) -> tuple[Arguments, ...]:
    """The arguments that the verb has a second time, third time …, without its being said again."""
    verb = arguments.predicate
    if verb.pos_ != "VERB":
        return ()
    own = _own(arguments)
    if own is None:
        return ()
    pairs = [pair for pair in _pairs(own) if pair.second.sent == verb.sent]
    return tuple(_second(arguments, own, pair) for pair in pairs)


def second_side(remnant: Arguments) -> Token:
    """The side that the verb has in a later round: "Mali" in "asked Chad for boats and Mali for fuel"."""
    return next(
        token for phrase in (remnant.object, *map(remnant.prepositions.get, _VIA)) for token in phrase or ()
    )


def without_remnants(fillers: Fillers, others: tuple[Arguments, ...]) -> Fillers:
    """The fillers of the verb's first round, which the parser may have joined with those of the next."""
    taken = {token.i for each in others for token in (*each.object, *_ends(each))}
    return tuple(token for token in fillers if token.i not in taken)


def _ends(arguments: Arguments) -> Iterator[Token]:
    for phrase in arguments.prepositions.values():
        yield from phrase
    yield from arguments.complements


def _own(arguments: Arguments) -> _Pair | None:
    """The verb's own two phrases, where it has an object and right behind it a phrase or an infinitive."""
    infinitives = [clause for clause in arguments.complements if is_infinitive(clause)]
    for via, phrase in (
        ("", arguments.object),
        *((name, arguments.prepositions.get(name, ())) for name in _VIA),
    ):
        if not phrase or phrase[0].i < arguments.predicate.i:
            continue
        for clause in infinitives:
            if clause.i > phrase[0].i:
                return _Pair(phrase[0], clause, "", via)
        if not via:
            return _with_phrase(phrase[0], arguments.prepositions)
    return None


def _with_phrase(first: Token, prepositions: dict[str, Fillers]) -> _Pair | None:
    phrases = ((name, prepositions.get(name, ())) for name in _LEADS)
    behind = [(name, phrase[0]) for name, phrase in phrases if phrase and phrase[0].i > first.i]
    return min(
        (_Pair(first, second, name) for name, second in behind), key=lambda pair: pair.second.i, default=None
    )


def _pairs(own: _Pair) -> Iterator[_Pair]:
    """Later pairs of the same make in the sentence: "and NAME for THING", ", NAME to VERB"."""
    doc = own.first.doc
    for lead in doc[own.second.i + 1 : own.first.sent.end]:
        if lead.lower_ != (own.lead or "to") or (lead.tag_ == "TO" and lead.dep_ == "aux") == bool(own.lead):
            continue
        first = _phrase_before(lead, own.second.i, own.via)
        second = _behind(lead)
        if first is None or second is None:
            continue
        # Before an infinitive a name is sure to be another side: "asked two states to pay and Chad to wait".
        if own.lead:
            fits = _alike(own.first, first) and _alike(own.second, second)
        else:
            fits = _alike(own.first, first) or _kind(first) == "PROPN"
        if fits:
            yield _Pair(first, second, own.lead, own.via)


def _phrase_before(lead: Token, start: int, via: str) -> Token | None:
    """The head of a short phrase between a joint ("and", a comma) and the preposition."""
    doc = lead.doc
    begin = lead.i
    while begin - 1 > start and lead.i - begin < _LONGEST and doc[begin - 1].lower_ not in _JOINTS:
        begin -= 1
    words = doc[begin : lead.i]
    if begin - 1 <= start or doc[begin - 1].lower_ not in _JOINTS or not len(words):
        return None
    if via:
        if words[0].lower_ != via:
            return None
        words = words[1:]
    if not len(words) or any(_kind(word) in ("VERB", "AUX", "ADP", "PRON", "SCONJ") for word in words):
        return None
    head: Token = words[-1]
    return head if _kind(head) in ("NOUN", "PROPN") else None


def _behind(lead: Token) -> Token | None:
    """What a preposition leads, or the infinitive of a "to"."""
    if lead.tag_ == "TO" and lead.dep_ == "aux":
        return lead.head if lead.head.i > lead.i else None
    return next((child for child in lead.children if child.dep_ == "pobj"), None)


def _alike(first: Token, second: Token) -> bool:
    """Whether two phrases are of one make: names, or things with or without an article."""
    if "PROPN" in (_kind(first), _kind(second)):
        return _kind(first) == _kind(second)
    return _has_article(first) == _has_article(second)


def _kind(word: Token) -> str:
    """The part of speech; capitalised words inside a sentence are names, which the tagger misses in lists."""
    return "PROPN" if word.text[:1].isupper() and not word.is_sent_start else word.pos_


def _has_article(noun: Token) -> bool:
    return any(child.dep_ in ("det", "poss") for child in noun.children)


def _second(arguments: Arguments, own: _Pair, pair: _Pair) -> Arguments:
    """The verb's arguments with the pair in the place of its own two phrases."""
    prepositions = {
        name: phrase
        for name, phrase in arguments.prepositions.items()
        if own.second not in phrase and "+" not in name
    }
    if pair.lead:
        prepositions[pair.lead] = tuple(spread([pair.second]))
    if pair.via:
        prepositions[pair.via] = (pair.first,)
    return replace(
        arguments,
        object=() if pair.via else (pair.first,),
        prepositions=prepositions,
        complements=() if pair.lead else (pair.second,),
    )
