"""The training example: a sentence with predicates, their types, and which parties stand on which side."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["stories", "passages", "frames", "relations", "gsr", "petr2"]
Place = tuple[int, int]  # characters of the sentence, end-exclusive


class Predicate(msgspec.Struct, frozen=True, kw_only=True):
    """A predicate and what is known of it.

    `types` are the types that are right, 1 for the best one and less for others; `unknown` are types that are
    neither right nor wrong, `None` for all that `types` does not list. `sides` has for each party of the sentence
    whether it is actor and recipient, `None` where nobody knows. `by_cameo` renames types for marked pairs.
    """

    at: Place
    types: dict[str, float] = {}
    unknown: tuple[str, ...] | None = ()
    mode: str | None = None
    factuality: str | None = None
    polarity: str | None = None
    sides: tuple[tuple[float | None, float | None], ...] | None = None
    weight: float = 1.0
    by_cameo: dict[str, str] = {}


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its parties (characters of their head words) and predicates."""

    kind: Kind
    document: str
    text: str
    parties: tuple[Place, ...] = ()
    predicates: tuple[Predicate, ...] = ()


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its sides marked, and the types of the event between them; at most one side is not named."""

    kind: Kind
    document: str
    text: str
    source: Place | None
    target: Place | None
    types: dict[str, float]
    weight: float = 1.0


def pairs_of(example: Example) -> Iterator[Pair]:
    """An example's events between two parties of its own, each with the pair marked."""
    merged: dict[tuple[Place, Place], tuple[dict[str, float], float]] = {}
    for predicate in example.predicates:
        if not predicate.types or predicate.sides is None:
            continue
        for source, target in _sides(predicate, example.parties):
            types, weight = merged.get((source, target), ({}, 0.0))
            for own, value in predicate.types.items():
                name = predicate.by_cameo.get(own, own)
                types[name] = max(types.get(name, 0.0), value * predicate.weight)
            merged[source, target] = types, max(weight, predicate.weight)
    for (source, target), (types, weight) in merged.items():
        yield Pair(
            kind=example.kind,
            document=example.document,
            text=example.text,
            source=source,
            target=target,
            types=types,
            weight=weight,
        )


def _sides(predicate: Predicate, parties: tuple[Place, ...]) -> Iterator[tuple[Place, Place]]:
    """Actor and recipient; of talks, whose sides are all actors, the first two."""
    sides = list(zip(parties, predicate.sides or (), strict=True))
    actors = [place for place, (actor, _) in sides if actor == 1]
    recipients = [place for place, (_, recipient) in sides if recipient == 1]
    if actors and recipients:
        yield from ((a, r) for a in actors[:2] for r in recipients[:2] if a != r)
    elif len(actors) > 1 and all(recipient is None for _, (_, recipient) in sides):
        yield actors[0], actors[1]
        yield actors[1], actors[0]


def write(path: Path, rows: Iterable[msgspec.Struct]) -> int:
    """One JSON object a line; how many there were."""
    lines = [msgspec.json.encode(row) for row in rows]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return len(lines)


def marked(types: Mapping[str, float]) -> str:
    """The best type, for counts by type."""
    return max(types, key=lambda name: types[name], default="none")
