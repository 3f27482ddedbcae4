"""`python -m tools.accuracy` measures every set and writes docs/accuracy.md with its diagram (ten minutes of one core).

`--page` writes page and diagram anew from the figures of the last run. Gold that is not in the repository is read
from ../shared/gold.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date

from tools.accuracy import (
    attribution,
    bins,
    diagram,
    factuality,
    folds,
    page,
    relations,
    stories,
    time,
    words,
)
from tools.accuracy import figures as kept
from tools.accuracy.causes import attribution as attribution_causes
from tools.accuracy.causes import factuality as factuality_causes
from tools.accuracy.causes import items as items_causes
from tools.accuracy.causes import parties as parties_causes
from tools.accuracy.causes import time as time_causes
from tools.accuracy.figures import ROOT, Calibration, Cause, Part, Report
from tools.accuracy.ways import BOTH, Ways
from verbale.pipeline import Pipeline

GOLD = ROOT / ".." / "shared" / "gold"
WEIGHTS = ROOT / "src" / "verbale" / "data" / "scorer" / "weights.onnx"
SEALED, DEV = "20 sealed stories", "40 stories for development, out of fold"


def main(arguments: list[str]) -> int:
    """Measure, unless only the page is asked for; write the page and the diagram."""
    if "--page" not in arguments:
        kept.write(measure())
    report = kept.load()
    page.FILE.write_text(page.render(report, words.load()), encoding="utf-8")
    diagram.FILE.write_text(diagram.draw(report.calibration), encoding="utf-8")
    return 0


def measure() -> Report:
    """All figures of today."""
    parts: dict[str, Part] = {}
    causes: dict[str, Counter[str]] = {}
    ways, pipeline = Ways(), Pipeline(fast=True)
    for name, file in (("stories-dev-shipped", "dev"), ("stories-sealed", "sealed")):
        found = list(stories.coded(ROOT / "eval" / "stories" / file, ways))
        parts[name] = stories.part(found)
        if file == "dev":
            results = [story.results[BOTH] for story in found]
            causes |= {"parties": parties_causes.count(results), "items": items_causes.count(results)}
        else:
            sealed = bins.calibration(stories.of_both(found))
        _say(name, parts[name])
    out_of_fold = folds.load()
    parts["stories-dev"] = out_of_fold.part
    for measured in _on_gold(ways, pipeline):
        parts |= measured
        for name, part in measured.items():
            _say(name, part)
    causes |= {
        "attribution": attribution_causes.count(GOLD / "polnear_train.jsonl", pipeline),
        "factuality": factuality_causes.count(GOLD / "meantime_dev.jsonl", pipeline),
        "time": time_causes.count(GOLD / "timebank.jsonl"),
    }
    calibration: dict[str, Calibration] = {SEALED: sealed, DEV: out_of_fold.calibration}
    return Report(
        day=date.today().strftime("%-d %B %Y"),
        weights=hashlib.sha256(WEIGHTS.read_bytes()).hexdigest(),
        parts=parts,
        calibration=calibration,
        causes={name: _causes(counted) for name, counted in causes.items()},
    )


def _on_gold(ways: Ways, pipeline: Pipeline) -> Iterator[dict[str, Part]]:
    yield relations.measure(GOLD / "plv_train.tsv", ways)
    yield attribution.measure(GOLD / "polnear_dev.jsonl", pipeline)
    yield factuality.measure(GOLD / "meantime_dev.jsonl", pipeline)
    yield time.measure(GOLD / "timebank.jsonl")
    yield time.measure(GOLD / "aquaint.jsonl")


def _causes(counted: Counter[str]) -> tuple[Cause, ...]:
    return tuple(
        Cause(name, count) for name, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    )


def _say(name: str, part: Part) -> None:
    figures = (f"{metric} {page.percent(each)}" for metric, each in part.ways[BOTH].items())
    print(f"{name} ({part.units}): {', '.join(figures)}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
