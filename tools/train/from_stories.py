"""Examples out of gold stories: anchors give predicates, gold parties give sides, all else is none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from tools.train.examples import Example, Predicate
from tools.train.sights import Eyes, Sentence
from verbale.evaluate.anchors import Finder, Place
from verbale.evaluate.goldstory import GoldEvent, GoldStory, PartyPattern, stories
from verbale.evaluate.matching import RECIPROCAL, party_fits
from verbale.ingest.sources import Limits, read_source
from verbale.records import Party

SECOND = 0.6  # how right a listed type is that is not the first
ALTERNATIVE = 0.5  # and a type of another full reading
OPTIONAL = 0.5  # weight of an event that need not be found
_NOUNS = ("VERB", "NOUN", "ADJ", "AUX")

Side = float | None


@dataclass(frozen=True, slots=True)
class Anchored:
    """A gold event at one of its places."""

    event: GoldEvent
    place: Place


def examples(folder: Path, eyes: Eyes) -> Iterator[Example]:
    """One example a sentence of every story."""
    for page, gold in stories(folder):
        if gold is not None:
            yield from _story(page, gold, f"{folder.name}/{page.name}", eyes)


def _story(page: Path, gold: GoldStory, name: str, eyes: Eyes) -> Iterator[Example]:
    article = next(iter(read_source(str(page), limits=Limits())))
    finder = Finder.of(article)
    anchored = [
        Anchored(event, place)
        for event in gold.events
        for anchor in (event.anchor, *event.also)
        for place in finder.places([anchor])
    ]
    for sentence in eyes.article(article):
        yield Example(
            kind="stories",
            document=name,
            text=sentence.text,
            parties=sentence.places(),
            predicates=tuple(_predicates(sentence, anchored)),
        )


def _predicates(sentence: Sentence, anchored: Iterable[Anchored]) -> Iterator[Predicate]:
    here: list[tuple[Anchored, list[Token]]] = [
        (each, tokens)
        for each in anchored
        if each.place.in_ == sentence.scene.field
        and (tokens := sentence.at(each.place.start, each.place.end))
    ]
    told: dict[int, list[GoldEvent]] = {}
    covered: dict[int, set[str]] = {}
    for each, tokens in here:
        told.setdefault(_trigger(each.event, tokens, sentence).i, []).append(each.event)
        for token in tokens:
            covered.setdefault(token.i, set()).update(_types(each.event))
    others = {token.i for token in sentence.predicates} | {each.trigger.i for each in sentence.drafts}
    for index in sorted(others | set(told)):
        token = sentence.scene.doc[index]
        if index in told:
            yield _predicate(sentence, token, told[index], covered.get(index, set()))
        else:
            unknown = tuple(sorted(covered.get(index, ())))
            yield Predicate(at=sentence.place(token), unknown=unknown)


def _trigger(event: GoldEvent, tokens: Sequence[Token], sentence: Sentence) -> Token:
    """The predicate of an anchor: that of a frame with its type, else the head of its words."""
    inside = {token.i for token in tokens}
    types = _types(event)
    fitting = [draft for draft in sentence.drafts if draft.trigger.i in inside and draft.type in types]
    if fitting:
        return max(fitting, key=lambda draft: (types[draft.type], -draft.trigger.i)).trigger
    heads = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    head = next((token for token in heads if token.pos_ in ("VERB", "NOUN", "ADJ")), None)
    if head is not None:
        return head
    ranked = [token for pos in _NOUNS for token in tokens if token.pos_ == pos]
    return next(iter(ranked), tokens[0])


def _types(event: GoldEvent) -> dict[str, float]:
    types: dict[str, float] = {}
    for reading in event.readings()[1:]:
        types.update(dict.fromkeys(map(str, reading.types), ALTERNATIVE))
    types.update(dict.fromkeys(map(str, event.types), SECOND))
    types[event.types[0]] = 1.0
    return types


def _predicate(sentence: Sentence, token: Token, events: Sequence[GoldEvent], covered: set[str]) -> Predicate:
    events = sorted(events, key=lambda event: not event.core)
    first = events[0]
    types: dict[str, float] = {}
    for event in events:
        for name, value in _types(event).items():
            own = value if event is first else value * ALTERNATIVE
            types[name] = max(types.get(name, 0.0), own)
    return Predicate(
        at=sentence.place(token),
        types=types,
        unknown=tuple(sorted(covered - set(types))),
        mode=f"{first.types[0]}:{first.modes[0]}" if first.modes else None,
        factuality=first.factuality[0] if first.factuality else None,
        polarity=first.polarity,
        sides=tuple(_sides(each.party, first) for each in sentence.parties),
        weight=1.0 if first.core else OPTIONAL,
        by_cameo=sentence.by_cameo(token),
    )


def _sides(party: Party, event: GoldEvent) -> tuple[Side, Side]:
    actor, recipient = _side(party, event.actors), _side(party, event.recipients)
    if event.types[0] == "CONSULT" or (
        event.types[0] in RECIPROCAL and event.recipients == () and len(event.actors or ()) > 1
    ):
        known = [side for side in (actor, recipient) if side is not None]
        return (max(known) if known else None), None
    if actor == 1 and recipient == 1:
        return None, None  # two of one country
    return actor, recipient


def _side(party: Party, patterns: Sequence[PartyPattern] | None) -> Side:
    if patterns is None or any(pattern == (None, None) for pattern in patterns):
        return None
    return float(any(party_fits(pattern, party) for pattern in patterns))
