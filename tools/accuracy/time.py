"""TimeBank and AQUAINT: time expressions; the units are documents."""

from pathlib import Path
from typing import Any

from tools.accuracy import bootstrap
from tools.accuracy.bootstrap import Counts, Statistic
from tools.accuracy.figures import Part
from tools.accuracy.ways import BOTH
from verbale.evaluate.time import matched, predict, rows, same_value

METRICS: dict[str, Statistic] = {
    "span_f1": bootstrap.f1("span", "said", "gold"),
    "type_f1": bootstrap.f1("type", "said", "gold"),
    "value_f1": bootstrap.f1("value", "said", "gold"),
}


def measure(path: Path) -> dict[str, Part]:
    """The whole file, under its own name."""
    units = [counts(predict(row, path)["timex"], row["timex"]) for row in rows(path)]
    figures = {name: bootstrap.of_counts(units, metric) for name, metric in METRICS.items()}
    return {path.stem: Part(len(units), {BOTH: figures})}


def counts(said: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Counts:
    """What is right in one document."""
    pairs = matched(said, gold)
    return {
        "said": len(said),
        "gold": len(gold),
        "span": len(pairs),
        "type": sum(mine["type"] == theirs["type"] for mine, theirs in pairs),
        "value": sum(same_value(mine["value"], theirs["value"]) for mine, theirs in pairs),
    }
