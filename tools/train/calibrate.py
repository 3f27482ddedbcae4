"""`python -m tools.train.calibrate DATA OUT` weighs the signs where a fold's weights had not been: stories, passages.

Reads OUT/fold-0 … and OUT/folds.json that `fit` wrote; puts the weights of signs into OUT/columns.json, writes
OUT/card.md and OUT/out-of-fold.json, and prints what frames only, scorer only and both reach on the stories of all
folds. Frames were written with the stories at hand and not with most passages: stories alone would trust them too much.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.accuracy import figures
from tools.accuracy.bins import calibration
from tools.accuracy.figures import Part
from tools.accuracy.folds import Folds
from tools.accuracy.stories import chances as confidences
from tools.accuracy.stories import counts
from tools.accuracy.stories import figures as measured
from tools.accuracy.ways import BOTH, FRAMES, SCORER
from tools.passage_errors import Passage, is_right
from tools.train.build import ROOT
from tools.train.card import METRICS, card
from tools.train.from_passages import Marked, marks_of, passages
from verbale.coding import weighing
from verbale.coding.assemble import Coder
from verbale.coding.drafts import Drafts
from verbale.coding.merge import merge
from verbale.coding.proposals import Proposer
from verbale.coding.scene import Scene
from verbale.coding.scorer import Scorer
from verbale.coding.weighing import Seen, Signs, Weigher, chance, filled, signs
from verbale.evaluate.goldstory import GoldStory, stories
from verbale.evaluate.stories import Result, compare, scores_of
from verbale.ingest.sources import Limits, read_source
from verbale.ontology.knowledge import Knowledge
from verbale.pipeline import bare_article
from verbale.read.reading import DEFAULT_MODEL, Reader
from verbale.records import Article, Event, Minutes

Numbers = NDArray[np.float64]
Weights = Mapping[str, Mapping[str, float]]
Verdict = tuple[frozenset[str], frozenset[str]]
Source = tuple[str, Article, GoldStory | None, Callable[[tuple[Event, ...]], Verdict]]
PENALTY = 1.0  # on squared weights
DEV = "dev/"  # what the names of stories for development begin with


@dataclass(frozen=True, slots=True)
class Page:
    """A story or passage with the scenes and drafts that coding makes of it, and what its fold's weights see.

    `verdict` says of events which are right and which wrong (by id); `gold` is None for a passage.
    """

    name: str
    fold: int
    article: Article
    gold: GoldStory | None
    verdict: Callable[[tuple[Event, ...]], Verdict]
    scenes: tuple[tuple[Scene, Drafts, dict[int, Seen]], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The signs of a draft, and whether its event is right; None where it is neither rewarded nor punished."""

    fold: int
    origin: str
    in_story: bool
    signs: Signs
    right: bool | None


class Bench:
    """All stories and passages, read once."""

    def __init__(self, out: Path) -> None:
        knowledge = Knowledge.load()
        self.coder = Coder(knowledge)
        home = json.loads((out / "folds.json").read_text())
        scorers = {fold: Scorer.load(out / f"fold-{fold}") for fold in sorted(set(home.values()))}
        proposer = Proposer(self.coder.matcher, self.coder.judge, knowledge.frames.nouns())
        self.weighers = {fold: Weigher(scorer, proposer) for fold, scorer in scorers.items()}
        self.pages = tuple(self._pages(home, Reader(DEFAULT_MODEL)))

    def _pages(self, home: Mapping[str, int], reader: Reader) -> Iterator[Page]:
        for name, article, gold, verdict in (*_stories(), *_passages()):
            if name not in home:
                continue
            made = [(scene, self.coder.drafts(scene)) for scene in self.coder.scenes(reader.read(article))]
            weigher = self.weighers[home[name]]
            seen = tuple((scene, drafts, weigher.look(scene, drafts)) for scene, drafts in made)
            yield Page(name, home[name], article, gold, verdict, seen)

    @property
    def stories(self) -> tuple[Page, ...]:
        """The pages that have gold as stories have."""
        return tuple(page for page in self.pages if page.gold is not None)

    def judged(self, *, frames: bool = True) -> Iterator[Judged]:
        """Every draft of frames (none without `frames`) and every proposal, with signs and whether it is right."""
        for page in self.pages:
            weigher = self.weighers[page.fold]
            found: list[tuple[Event, ...]] = []
            own: dict[str, tuple[str, Signs]] = {}
            for scene, made, seen in page.scenes:
                drafts = made if frames else Drafts([])
                contents = {key for draft in drafts for key in draft.content}
                # Origin, draft as it is published, as it was made, and what is seen of its sentence.
                everything = [
                    ("drafts", filled(draft, each), draft, each)
                    for draft in drafts
                    for each in (seen[draft.trigger.sent.start],)
                ]
                everything += [
                    ("proposals", draft, draft, each)
                    for draft, each in weigher.proposals(drafts, scene, seen)
                ]
                events = self.coder.publish(Drafts(each[1] for each in everything), scene, page.article)
                for event, (origin, _, draft, each) in zip(events, everything, strict=True):
                    own[event.id] = origin, signs(draft, each, is_content=draft.key in contents)
                found.append(events)
            yield from _judged(page, own, merge(*found))

    def frames_only(self) -> list[Result]:
        """Every story by frames only."""
        return [self._result(page, None, frames=True) for page in self.stories]

    def weighed(self, rows: Sequence[Judged], *, frames: bool = True) -> list[Result]:
        """Every story weighed by what the other folds teach, by the scorer only without `frames`."""
        by_fold = {fold: weights_of([row for row in rows if row.fold != fold]) for fold in self.weighers}
        return [self._result(page, by_fold[page.fold], frames=frames) for page in self.stories]

    def _result(self, page: Page, weights: Weights | None, *, frames: bool) -> Result:
        found = []
        for scene, drafts, seen in page.scenes:
            kept = drafts if frames else Drafts([])
            if weights is not None:
                kept = self.weighers[page.fold].weighed(kept, scene, seen=seen, weights=weights)
            found.append(self.coder.publish(kept, scene, page.article))
        assert page.gold is not None
        return compare(Minutes(article=page.article, events=merge(*found), cases=()), page.gold)


def _stories() -> Iterator[Source]:
    """The stories that may be trained on: name, article, gold, and how events are judged."""
    for folder in folders():
        for file, gold in stories(folder):
            if gold is not None:
                article = next(iter(read_source(str(file), limits=Limits())))
                yield f"{folder.name}/{file.name}", article, gold, partial(_by_gold, article, gold)


def _passages() -> Iterator[Source]:
    """The passages, under the name of their file."""
    for name, passage in passages():
        judge = partial(by_marks, passage["text"], marks_of(passage))
        yield name, bare_article(passage["text"]), None, judge


def _by_gold(article: Article, gold: GoldStory, events: tuple[Event, ...]) -> Verdict:
    result = compare(Minutes(article=article, events=events, cases=()), gold)
    return (
        frozenset(match.event.id for match in result.right),
        frozenset(event.id for event, _ in result.wrong),
    )


def by_marks(text: str, marks: tuple[tuple[str, Marked], ...], events: tuple[Event, ...]) -> Verdict:
    """One event is right at each mark that must be found; wrong is what no mark allows, and what has other sides."""
    found = Passage(text, marks, events)
    right: set[str] = set()
    wrong = {event.id for event in found.besides()}
    for line, mark in marks:
        typed = [event for event in found.typed(mark) if "optional" not in mark.flags]
        fitting = [event.id for event in typed if is_right(event, line, mark)]
        right.update(fitting[:1])
        wrong.update(event.id for event in typed if not fitting)
    return frozenset(right), frozenset(wrong - right)


def folders() -> list[Path]:
    """Where stories with gold lie that may be trained on."""
    return [
        ROOT / "eval/stories/dev",
        *sorted(each for each in (ROOT / "eval/threads").iterdir() if each.is_dir()),
    ]


def _judged(page: Page, own: Mapping[str, tuple[str, Signs]], events: tuple[Event, ...]) -> Iterator[Judged]:
    right, wrong = page.verdict(events)
    for event in events:
        if event.id in own:
            origin, its = own[event.id]
            answer = True if event.id in right else False if event.id in wrong else None
            yield Judged(page.fold, origin, page.gold is not None, its, answer)


def weights_of(rows: Sequence[Judged]) -> Weights:
    """Weights of signs for drafts and for proposals, from those that are right or wrong."""
    known = [row for row in rows if row.right is not None]
    return {origin: fit([row for row in known if row.origin == origin]) for origin in ("drafts", "proposals")}


def fit(rows: Sequence[Judged]) -> dict[str, float]:
    """Weights of signs by logistic regression; the constant's name is "".

    What is right less often in passages, where every type is as frequent, and marks are stricter, is learnt as a sign
    of its own: the constant is that of stories.
    """
    if not rows:
        return {"": 0.0}
    names = sorted({name for row in rows for name in row.signs})
    matrix = np.array(
        [
            [*(row.signs.get(name, 0.0) for name in names), float(not row.in_story), float(row.in_story)]
            for row in rows
        ]
    )
    answers = np.array([float(bool(row.right)) for row in rows])
    *weights, _, constant = map(float, _newton(matrix, answers))
    return {name: round(weight, 4) for name, weight in zip([*names, ""], [*weights, constant], strict=True)}


def _newton(matrix: Numbers, answers: Numbers) -> Numbers:
    penalty = np.eye(matrix.shape[1]) * PENALTY
    penalty[-2, -2] = penalty[-1, -1] = 1e-3
    weights = np.zeros(matrix.shape[1])
    for _ in range(40):
        chances = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chances - answers) + penalty @ weights
        bend = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def chances(bench: Bench, rows: Sequence[Judged]) -> list[tuple[float, bool]]:
    """The confidence of all that is kept of stories, by what the other folds teach, and whether it is right."""
    by_fold = {fold: weights_of([row for row in rows if row.fold != fold]) for fold in bench.weighers}
    known = [row for row in rows if row.in_story and row.right is not None]
    found = [(chance(row.signs, by_fold[row.fold][row.origin]), row) for row in known]
    least = {"drafts": weighing.VETO, "proposals": weighing.ADD}
    return [(round(value, 2), bool(row.right)) for value, row in found if value >= least[row.origin]]


def out_of_fold(bench: Bench, ablation: Mapping[str, Sequence[Result]]) -> Folds:
    """The figures of the stories for development for docs/accuracy.md."""
    own = [place for place, page in enumerate(bench.stories) if page.name.startswith(DEV)]
    chosen = {way: [results[place] for place in own] for way, results in ablation.items()}
    ways = {
        way: {name: each for name, each in measured(list(map(counts, found))).items() if name in METRICS}
        for way, found in chosen.items()
    }
    return Folds(Part(len(own), ways), calibration(list(map(confidences, chosen[BOTH]))))


def main(arguments: list[str]) -> int:
    data, out = map(Path, arguments)
    bench = Bench(out)
    rows, own = list(bench.judged()), list(bench.judged(frames=False))
    ablation = {
        FRAMES: bench.frames_only(),
        SCORER: bench.weighed(own, frames=False),
        BOTH: bench.weighed(rows),
    }
    columns = json.loads((out / "columns.json").read_text())
    (out / "columns.json").write_text(json.dumps(columns | {"weights": weights_of(rows)}, sort_keys=True))
    limits = {"veto": weighing.VETO, "add": weighing.ADD, "fill": weighing.FILL}
    figures.write(out_of_fold(bench, ablation), out / "out-of-fold.json")
    (out / "card.md").write_text(card(data, ablation, chances(bench, rows), limits), encoding="utf-8")
    for name, results in ablation.items():
        scores = scores_of(results)
        print(f"{name:<12}", *(f"{key} {scores[key]:.3f}" for key in METRICS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
