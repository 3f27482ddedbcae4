"""Gold stories: events by type, actor and recipient, and the fields of those that match; the units are stories.

Of the sealed ones nothing but sums over all stories leaves this file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.accuracy import bootstrap
from tools.accuracy.bins import Chance
from tools.accuracy.bootstrap import Counts, Statistic
from tools.accuracy.figures import Figure, Part
from tools.accuracy.ways import BOTH, WAYS, Ways
from verbale.errors import EvaluationError
from verbale.evaluate.goldstory import stories
from verbale.evaluate.matching import FIELDS
from verbale.evaluate.stories import Result, case_counts, clean, compare, field_answers
from verbale.ingest.sources import Limits, read_source
from verbale.ledger.pages import page_cases
from verbale.records import Article, Minutes

METRICS: dict[str, Statistic] = {
    "f1": lambda sums: bootstrap.ratio(2 * sums["right"], sums["core"] + sums["right"] + sums["wrong"]),
    "precision": lambda sums: bootstrap.ratio(sums["right"], sums["right"] + sums["wrong"]),
    "recall": bootstrap.share("right", "core"),
    "core_found": bootstrap.share("found", "core"),
    "none_clean": bootstrap.share("clean", "none"),
    "cases_right": bootstrap.share("cases right", "cases"),
    **{name: bootstrap.share(f"{name} right", name) for name in (*FIELDS, "content")},
}


@dataclass(frozen=True, slots=True)
class Story:
    """One story, by each of the ways."""

    name: str
    results: Mapping[str, Result]


def coded(folder: Path, ways: Ways) -> Iterator[Story]:
    """Every story of a folder that has gold."""
    for file, gold in stories(folder):
        if gold is not None:
            article = _article(file)
            events = ways.events(ways.read(article))
            results = {
                way: compare(Minutes(article=article, events=found, cases=page_cases(article, found)), gold)
                for way, found in events.items()
            }
            yield Story(file.name, results)


def part(found: Sequence[Story]) -> Part:
    """The figures of some stories by each of the ways."""
    return Part(len(found), {way: figures([counts(story.results[way]) for story in found]) for way in WAYS})


def figures(units: Sequence[Counts]) -> dict[str, Figure]:
    """All metrics of which the gold has something to count."""
    known = {name for unit in units for name in unit}
    return {
        name: bootstrap.of_counts(units, metric)
        for name, metric in METRICS.items()
        if name not in (*FIELDS, "content") or name in known
    }


def counts(result: Result) -> dict[str, float]:
    """What is right in one story."""
    cases, none = case_counts(result), list(clean(result))
    found: dict[str, float] = {
        "core": len(result.core),
        "right": len(result.right),
        "wrong": len(result.wrong),
        "found": len(result.found),
        "none": len(none),
        "clean": sum(none),
        "cases": cases["gold"],
        "cases right": cases["right"],
    }
    for name, answer in field_answers(result):
        found[name] = found.get(name, 0) + 1
        found[f"{name} right"] = found.get(f"{name} right", 0) + answer
    return found


def chances(result: Result) -> list[Chance]:
    """The confidence of each event of one story that is right or wrong; what is optional is neither."""
    right = [(match.event.confidence, True) for match in result.right]
    return right + [(event.confidence, False) for event, _ in result.wrong]


def of_both(found: Sequence[Story]) -> list[list[Chance]]:
    """The confidences of some stories as the record has them."""
    return [chances(story.results[BOTH]) for story in found]


def _article(file: Path) -> Article:
    for article in read_source(str(file), limits=Limits()):
        return article
    raise EvaluationError(f"{file}: no page in it")
