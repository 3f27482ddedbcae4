"""MEANTIME: whether an event happened; the units are documents."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.accuracy import bootstrap
from tools.accuracy.figures import Part
from tools.accuracy.ways import BOTH
from verbale.coding.factuality import Judge
from verbale.evaluate.factuality import METRICS, PARTS, Row, pairs, predict, read
from verbale.ontology.factuality import OperatorLexicon
from verbale.pipeline import Pipeline

NAMES = {"meantime-unseen": "gm+stock", "meantime-seen": "airbus+apple"}


def measure(path: Path, pipeline: Pipeline) -> dict[str, Part]:
    """Documents of which only totals are read, and those that are looked at."""
    judge = Judge(OperatorLexicon.load())
    paired = [(row, predict(row, pipeline, judge)) for row in read(path)]
    return {
        name: _part([each for each in paired if each[0].corpus in PARTS[part]])
        for name, part in NAMES.items()
    }


def _part(paired: list[tuple[Row, Mapping[str, Any]]]) -> Part:
    units = [dict(_counts(each)) for each in paired]
    figures = {
        name: bootstrap.of_counts(units, bootstrap.f1(f"{name} right", f"{name} said", f"{name} gold"))
        for name in METRICS
    }
    return Part(len(units), {BOTH: figures})


def _counts(document: tuple[Row, Mapping[str, Any]]) -> Iterator[tuple[str, float]]:
    for name, metric in METRICS.items():
        found = list(pairs([document], metric))
        yield f"{name} gold", sum(gold for gold, _ in found)
        yield f"{name} said", sum(said for _, said in found)
        yield f"{name} right", sum(gold and said for gold, said in found)
