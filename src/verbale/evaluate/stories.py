"""Scores whole stories: events by type, actor and recipient, then every other field of those that match."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from verbale.errors import EvaluationError
from verbale.evaluate import cases, goldcases, matching, threads
from verbale.evaluate.anchors import Finder, Place
from verbale.evaluate.expect import expectations
from verbale.evaluate.goldstory import GoldEvent, GoldReading, GoldStory, has_pages, stories
from verbale.evaluate.outcome import Outcome
from verbale.ingest.sources import Limits, read_source
from verbale.pipeline import Pipeline
from verbale.records import Case, Event, Minutes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A prediction that stands on a gold event's words and has one of its types, read as suits it best."""

    gold: GoldEvent
    reading: GoldReading
    event: Event
    on_anchor: bool
    right: bool

    def fields(self) -> dict[str, bool]:
        """The fields that the gold scores, right or wrong."""
        return matching.fields(self.reading, self.event, on_anchor=self.on_anchor)

    def worth(self) -> tuple[bool, bool, bool, int]:
        """What is matched first: right roles, core events, the anchor itself, then most fields."""
        return self.right, self.gold.core, self.on_anchor, sum(self.fields().values())


@dataclass(frozen=True, slots=True)
class Result:
    """One story against its gold. `wrong` says why each false positive is one."""

    page: Minutes
    gold: GoldStory
    found: tuple[GoldEvent, ...]
    matches: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    wrong: tuple[tuple[Event, str], ...]

    @property
    def core(self) -> tuple[GoldEvent, ...]:
        """The events that must be found."""
        return tuple(event for event in self.gold.events if event.core)

    def on_events(self) -> dict[int, list[str]]:
        """The predictions on each gold event, the one that matches it first."""
        found: dict[int, list[str]] = {match.gold.n: [match.event.id] for match in self.matches}
        for candidate in sorted(self.candidates, key=Candidate.worth, reverse=True):
            found.setdefault(candidate.gold.n, []).append(candidate.event.id)
        return found

    @property
    def right(self) -> tuple[Candidate, ...]:
        """Core events found with the right roles."""
        return tuple(match for match in self.matches if match.right and match.gold.core)


def score(path: Path, pipeline: Pipeline) -> Outcome:
    """Predict, and score where gold stands beside, every page of a folder, of its folders, or one page.

    A folder with gold for its pages as one ledger is scored as one too. Raises EvaluationError where a folder
    holds no page or a gold file is malformed.
    """
    rows: list[dict[str, Any]] = []
    results: list[Result] = []
    ledgers: dict[str, Counter[str]] = {}
    for folder in _folders(path):
        pages: dict[str, Minutes] = {}
        own: dict[str, Result] = {}
        for file, gold in stories(folder):
            pages[file.name] = page = read_page(file, pipeline)
            rows.append(_row(file, page))
            if gold is not None:
                own[file.name] = compare(page, gold)
        results += own.values()
        whole = goldcases.ledger(folder)
        if whole is not None:
            found = {(name, n): events for name, one in own.items() for n, events in one.on_events().items()}
            ledgers[folder.name] = threads.counts(whole, threads.take(whole, pages), found)
    scores = (scores_of(results) if results else {}) | _ledger_scores(ledgers)
    return Outcome("stories", len(rows), scores, tuple(rows))


def _folders(path: Path) -> list[Path]:
    """The path itself or, of a folder without pages, the folders in it that have some."""
    if path.is_file() or has_pages(path):
        return [path]
    return sorted(folder for folder in path.iterdir() if folder.is_dir() and has_pages(folder)) or [path]


def _ledger_scores(ledgers: Mapping[str, Counter[str]]) -> dict[str, float]:
    """All ledgers together; of several, each one by its folder too."""
    total = threads.ledger_scores(sum(ledgers.values(), Counter()))
    parts = {
        f"{metric}[{name}]": value
        for name, counts in sorted(ledgers.items())
        for metric, value in threads.ledger_scores(counts).items()
        if len(ledgers) > 1
    }
    return total | parts


def read_page(file: Path, pipeline: Pipeline) -> Minutes:
    """The one page in a file, read and coded.

    Raises EvaluationError where the file holds none.
    """
    for article in read_source(str(file), limits=Limits()):
        return pipeline.minutes(article)
    raise EvaluationError(f"{file}: no page in it")


def compare(page: Minutes, gold: GoldStory) -> Result:
    """Match the predicted events to the gold ones, and find the wrong ones."""
    finder = Finder.of(page.article)
    candidates = [candidate for event in gold.events for candidate in _candidates(event, page.events, finder)]
    matches = _matched(candidates)
    core = {candidate.gold.n for candidate in candidates if candidate.gold.core}
    return Result(
        page=page,
        gold=gold,
        found=tuple(event for event in gold.events if event.n in core),
        matches=matches,
        candidates=tuple(candidates),
        wrong=tuple(_wrong(page.events, candidates, matches)),
    )


def _candidates(gold: GoldEvent, events: Iterable[Event], finder: Finder) -> Iterator[Candidate]:
    anchors, others = finder.places([gold.anchor]), finder.places(gold.also)
    for event in events:
        on_anchor = _touched(anchors, event)
        if not on_anchor and not _touched(others, event):
            continue
        readings = [
            Candidate(gold, reading, event, on_anchor, matching.roles_right(reading, event))
            for reading in gold.readings()
            if event.event_type in reading.types
        ]
        if readings:
            yield max(readings, key=Candidate.worth)


def _touched(places: Iterable[Place], event: Event) -> bool:
    return any(place.touches(event) for place in places)


def _matched(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One prediction to one gold event, the best pairs first."""
    taken: dict[int, Candidate] = {}
    used: set[str] = set()
    for candidate in sorted(candidates, key=Candidate.worth, reverse=True):
        if candidate.gold.n not in taken and candidate.event.id not in used:
            taken[candidate.gold.n] = candidate
            used.add(candidate.event.id)
    return tuple(taken[n] for n in sorted(taken))


def _wrong(
    events: Sequence[Event], candidates: Sequence[Candidate], matches: Sequence[Candidate]
) -> Iterator[tuple[Event, str]]:
    matched = {match.event.id for match in matches if match.right}
    content = {match.event.content for match in matches if match.right}
    for event in events:
        own = [candidate for candidate in candidates if candidate.event.id == event.id]
        if any(matching.forbidden(ban, event) for candidate in own for ban in candidate.gold.never):
            yield event, "never"
        elif event.id in matched or any(candidate.right or not candidate.gold.core for candidate in own):
            continue  # right, a second mention, or on an optional event: not punished
        elif event.id in content and event.factuality == "unknown":
            continue  # what a matched event asks for or promises, even where the gold does not list it
        else:
            yield event, "wrong roles" if own else "not in the gold"


def scores_of(results: Sequence[Result]) -> dict[str, float]:
    """Scores over all stories together; `core_total` is a count, the others are fractions of 1."""
    total = sum(len(result.core) for result in results)
    right = sum(len(result.right) for result in results)
    wrong = sum(len(result.wrong) for result in results)
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / total if total else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "core_found": sum(len(result.found) for result in results) / total if total else 0.0,
        "core_total": float(total),
        **cases.scores(sum((case_counts(result) for result in results), Counter()), "cases"),
        **_shares(chain.from_iterable(field_answers(result) for result in results)),
        **_shares(("none_clean", answer) for result in results for answer in clean(result)),
        **_shares(chain.from_iterable(expectations(result.page.article, result.gold) for result in results)),
    }


def case_counts(result: Result) -> Counter[str]:
    """The cases of one story by itself; a story whose gold has none is not scored for them."""
    gold = result.gold.cases
    if not gold:
        return Counter()
    found = result.on_events()

    def shared(place: int, case: Case) -> int:
        events = {event for step in case.steps for event in step.events}
        return sum(not events.isdisjoint(found.get(n, ())) for n in gold[place].events)

    return cases.tally(gold, result.page.cases, cases.matched(gold, result.page.cases, shared))


def field_answers(result: Result) -> Iterator[tuple[str, bool]]:
    """Every scored field of the right events, right or wrong."""
    for match in result.right:
        yield from match.fields().items()
    matched = {match.gold.n: match.event for match in result.matches if match.right}
    for match in result.matches:
        owner = matched.get(match.gold.content_of or -1)
        if match.right and owner is not None:
            yield "content", owner.content == match.event.id


def clean(result: Result) -> Iterator[bool]:
    """For each sentence that must give no event, whether it gives none."""
    finder = Finder.of(result.page.article)
    for sentence in result.gold.none:
        places = finder.places([sentence])
        yield not any(_touched(places, event) for event in result.page.events)


def _shares(answers: Iterable[tuple[str, bool]]) -> dict[str, float]:
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for name, answer in answers:
        asked[name] += 1
        right[name] += answer
    return {name: right[name] / asked[name] for name in asked}


def _row(file: Path, page: Minutes) -> dict[str, Any]:
    return {
        "story": file.name,
        "article": msgspec.to_builtins(page.article),
        "events": msgspec.to_builtins(page.events),
        "cases": msgspec.to_builtins(page.cases),
    }
