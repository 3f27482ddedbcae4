"""Core events whose words and type are found, and whose sides are not right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from verbale.evaluate.goldstory import PartyPattern
from verbale.evaluate.matching import half_right, holds
from verbale.evaluate.stories import Candidate, Result
from verbale.records import Party


def count(results: Iterable[Result]) -> Counter[str]:
    """The causes over some stories."""
    found = Counter[str]()
    for result in results:
        right = {match.gold.n for match in result.right}
        for event in result.core:
            own = [each for each in result.candidates if each.gold.n == event.n]
            if event.n not in right and own:
                found.update(causes(max(own, key=Candidate.worth)))
    return found


def causes(candidate: Candidate) -> Iterator[str]:
    """The cause for each side that is not right; none where the event went to another of the gold."""
    reading, event = candidate.reading, candidate.event
    if candidate.right:
        return
    turned = half_right(reading.actors, event.recipients) and half_right(reading.recipients, event.actors)
    if event.recipients and turned:
        yield "sides turned round"
        return
    for side, patterns, parties in (
        ("actor", reading.actors, event.actors),
        ("recipient", reading.recipients, event.recipients),
    ):
        cause = _cause(patterns, parties)
        if cause is not None:
            yield f"{side}: {cause}"


def _cause(patterns: Sequence[PartyPattern] | None, parties: Sequence[Party]) -> str | None:
    if patterns is None or half_right(patterns, parties):
        return None
    if not parties:
        return "left open"
    if not patterns:
        return "one too many"
    pairs = [(pattern, party) for pattern in patterns for party in parties]
    named = [party for (_, name), party in pairs if name and holds(name, party.name, party.mention)]
    if named:
        return (
            "right name, another country" if any(each.country for each in named) else "right name, no country"
        )
    if any(code and code in (party.country, *party.members) for (code, _), party in pairs):
        return "right country, another name"
    return "another party"
