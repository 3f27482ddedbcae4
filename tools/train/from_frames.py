"""Examples out of the sentences that document the frames."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.generate.frames import examples as lines
from tools.generate.yamls import RESOURCES
from tools.train.examples import Example, Predicate
from tools.train.sights import Eyes, Sentence
from verbale.coding.drafts import Draft
from verbale.ontology.parties import Gazetteer
from verbale.records import Party

WITHIN = 0.5  # how right the plain type of a promised or refused deed is at its predicate
_EXPECTATION = re.compile(r"(?:([A-Z]+) (?=[^>]+>))?(.+?) > (.+)")
_NOT_FRAMES = ("classes", "lexicon")


def examples(eyes: Eyes) -> Iterator[Example]:
    """One example a sentence of every frame file."""
    for path in sorted((RESOURCES / "frames").glob("*.yaml")):
        if path.stem in _NOT_FRAMES:
            continue
        for _, text, expectation in lines(path):
            for sentence in eyes.text(text):
                yield _example(sentence, path, expectation)


def _example(sentence: Sentence, path: Path, expectation: str) -> Example:
    event_type = path.stem.upper()
    if expectation.strip() == "none":
        found = tuple(_nothing(sentence, event_type))
    else:
        found = tuple(_something(sentence, event_type, expectation))
    return Example(
        kind="frames",
        document=f"frames/{path.stem}",
        text=sentence.text,
        parties=sentence.places(),
        predicates=found,
    )


def _nothing(sentence: Sentence, event_type: str) -> Iterator[Predicate]:
    """Where a near miss gives no event of another type either, its predicates are none at all."""
    fired = {draft.trigger.i for draft in sentence.drafts}
    tokens = {token.i: token for token in sentence.predicates}
    tokens.update({draft.trigger.i: draft.trigger for draft in sentence.drafts})
    for index, token in sorted(tokens.items()):
        unknown = None if index in fired else ()
        yield Predicate(
            at=sentence.place(token), types={event_type: 0.0} if unknown is None else {}, unknown=unknown
        )


def _something(sentence: Sentence, event_type: str, expectation: str) -> Iterator[Predicate]:
    roles, _, conditions = expectation.partition(";")
    match = _EXPECTATION.match(roles.strip())
    if match is None:
        return
    wanted = match[1] if match[1] and not re.fullmatch(r"[A-Z]{3}", match[1]) else event_type
    names = [
        [name.strip() for name in side.split(",") if name.strip() != "-"] for side in (match[2], match[3])
    ]
    draft = next((each for each in sentence.drafts if each.type == wanted and _fits(each, names)), None)
    if draft is None:
        return
    within = [each for each in sentence.drafts if each.trigger.i == draft.trigger.i and each.type != wanted]
    types = {each.type: WITHIN for each in within} | {wanted: 1.0}
    mode = re.search(r"mode=([\w-]+)", conditions)
    named = mode[1] if mode else draft.mode
    yield Predicate(
        at=sentence.place(draft.trigger),
        types=types,
        mode=f"{wanted}:{named}" if named else None,
        factuality=draft.verdict.factuality,
        polarity="negative" if "negative" in conditions else "positive",
        sides=tuple(
            _sides(each.party, names, reciprocal=draft.match.frame.reciprocal) for each in sentence.parties
        ),
        by_cameo=sentence.by_cameo(draft.trigger),
    )


def _fits(draft: Draft, names: list[list[str]]) -> bool:
    if draft.match.frame.reciprocal:
        return True
    sides = (draft.actors, draft.recipients)
    return all(
        any(called(party, name) for party in parties)
        for parties, side in zip(sides, names, strict=True)
        for name in side
    )


def _sides(party: Party, names: list[list[str]], *, reciprocal: bool) -> tuple[float | None, float | None]:
    actor, recipient = (float(any(called(party, name) for name in side)) for side in names)
    if reciprocal and not names[1]:
        return actor, None
    return (None, None) if actor and recipient else (actor, recipient)


def called(party: Party, name: str) -> bool:
    """Whether a party is meant by a fragment of its name, by its country's name or by its alpha-3 code."""
    known = f"{party.name}\n{party.mention}\n{party.title}\n{party.country}".lower()
    return name.lower() in known or (party.country is not None and party.country == country_of(name))


@cache
def country_of(name: str) -> str | None:
    """The country that a name means."""
    hits = _gazetteer().find(name)
    return hits[0].entry.country if hits else None


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
