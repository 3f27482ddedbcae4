"""`python -m tools.story_errors FOLDER…` lists what the scorer of stories finds wrong, story by story."""

import sys
from collections.abc import Iterator
from pathlib import Path

from verbale.evaluate.expect import answers
from verbale.evaluate.goldstory import GoldEvent, stories
from verbale.evaluate.stories import Candidate, Result, compare, read_page, scores_of
from verbale.pipeline import Pipeline
from verbale.records import Event, Party


def main(arguments: list[str]) -> int:
    pipeline = Pipeline()
    results = [
        compare(read_page(page, pipeline), gold)
        for folder in arguments
        for page, gold in stories(Path(folder))
        if gold is not None
    ]
    for result in results:
        print("\n".join(report(result)))
    print("\n".join(f"{name:<22} {value:.4f}" for name, value in scores_of(results).items()))
    return 0


def report(result: Result) -> Iterator[str]:
    """What is wrong in the article, the missed core events, the wrong predictions and fields of one story."""
    yield f"== {result.gold.story}"
    for answer in answers(result.page.article, result.gold):
        if not answer.met:
            yield f"! {answer.field}: expected {answer.wanted!r}, read {answer.read!r}"
    right = {match.gold.n for match in result.right}
    found = {event.n for event in result.found}
    for gold in result.core:
        if gold.n not in right:
            yield f"- {'ROLES' if gold.n in found else 'MISSED'} {_gold(gold)}"
    for event, reason in result.wrong:
        yield f"+ {reason.upper()} {_event(event)}"
    for match in result.right:
        yield from _fields(match)


def _fields(match: Candidate) -> Iterator[str]:
    wrong = [name for name, answer in match.fields().items() if not answer]
    for name in wrong:
        said = getattr(match.event, name, "")
        yield f"~ {match.gold.n} {name}: gold {getattr(match.gold, name)!r}, said {said!r}"


def _gold(gold: GoldEvent) -> str:
    return f"{gold.n} {'/'.join(gold.types)} {gold.actors} → {gold.recipients} “{gold.anchor}” {gold.tags}"


def _event(event: Event) -> str:
    doubt = f"{event.factuality} {event.polarity}"
    roles = f"{_parties(event.actors)} → {_parties(event.recipients)}"
    return f"{event.event_type} {roles} ({doubt}) “{event.evidence[0].text}” [{event.frame}]"


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(f"{party.name} {party.country or '/'.join(party.members) or '-'}" for party in parties)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
