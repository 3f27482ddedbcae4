"""`python -m tools.case_errors FOLDER…` lists the cases of threads: those of the gold, and what the ledger made."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from verbale.errors import EvaluationError
from verbale.evaluate import goldcases, threads
from verbale.evaluate.cases import Match, matched, stage
from verbale.evaluate.goldcases import GoldLedger, LedgerCase
from verbale.evaluate.goldstory import GoldStory, stories
from verbale.evaluate.stories import compare, read_page
from verbale.evaluate.threads import Taken
from verbale.pipeline import Pipeline
from verbale.records import Case, Event, Minutes, Party


def main(arguments: list[str]) -> int:
    pipeline = Pipeline()
    for folder in map(Path, arguments):
        print("\n".join(report(folder, pipeline)))
    return 0


def report(folder: Path, pipeline: Pipeline) -> Iterator[str]:
    """The cases of one folder, those of the gold first, and the gold events of each that were not found."""
    gold = goldcases.ledger(folder)
    if gold is None:
        raise EvaluationError(f"{folder}: no {goldcases.LEDGER}")
    golden = {path.name: one for path, one in stories(folder) if one is not None}
    pages = {name: read_page(folder / name, pipeline) for name in golden}
    found = {
        (name, n): events
        for name, one in golden.items()
        for n, events in compare(pages[name], one).on_events().items()
    }
    taken = threads.take(gold, pages)
    counts = threads.counts(gold, taken, found)
    yield f"== {folder.name}"
    yield from _cases(gold, taken, golden, found, _by_id(pages))
    yield from (f"{name:<22} {value:.4f}" for name, value in threads.ledger_scores(counts).items())


def _cases(
    gold: GoldLedger,
    taken: Taken,
    golden: Mapping[str, GoldStory],
    found: Mapping[tuple[str, int], list[str]],
    events: Mapping[str, Event],
) -> Iterator[str]:
    def shared(place: int, case: Case) -> int:
        held = {key for step in case.steps for key in step.events}
        return sum(not held.isdisjoint(found.get(ref, ())) for ref in gold.cases[place].events)

    matches = {match.place: match for match in matched(gold.cases, taken.cases, shared)}
    for place, one in enumerate(gold.cases):
        yield from _gold_case(one, matches.get(place), golden, found)
        if place in matches:
            yield from _said(matches[place].case, events)
    used = {match.case.id for match in matches.values()}
    for case in taken.cases:
        if case.id not in used:
            yield f"+ NOT IN THE GOLD {_parties(case.requester)} → {_parties(case.addressee)}: {stage(case)}"
            yield from _said(case, events)


def _gold_case(
    one: LedgerCase,
    match: Match | None,
    golden: Mapping[str, GoldStory],
    found: Mapping[tuple[str, int], list[str]],
) -> Iterator[str]:
    verdict = "MISSED" if match is None else "right" if match.right else "STAGE"
    told = f"{one.requester} → {one.addressee} {one.subject}: {'/'.join(one.status)}"
    yield f"- {verdict} {told}, {one.independent_sources} sources"
    for name, n in one.events:
        if (name, n) not in found:
            gold = next(event for event in golden[name].events if event.n == n)
            yield f"    not found: {name} {n} {'' if gold.core else '(optional) '}{gold.types[0]} “{gold.anchor}”"


def _said(case: Case, events: Mapping[str, Event]) -> Iterator[str]:
    yield f"    said: {stage(case)} ({case.rule}), {case.independent_sources} sources"
    for step in case.steps:
        for key in step.events:
            event = events[key]
            things = ", ".join(item.text for item in event.items)
            roles = f"{_parties(event.actors)} → {_parties(event.recipients)}"
            yield f"      {step.move} {event.event_type} {roles} [{things}] “{event.evidence[0].text}” [{event.frame}]"


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.country or "+".join(party.members) or party.name for party in parties)


def _by_id(pages: Mapping[str, Minutes]) -> dict[str, Event]:
    return {event.id: event for page in pages.values() for event in page.events}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
