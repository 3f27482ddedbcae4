"""PolNeAR: who says what; the units are articles."""

from collections.abc import Sequence
from pathlib import Path

from tools.accuracy import bootstrap
from tools.accuracy.bootstrap import Counts, Statistic
from tools.accuracy.figures import Part
from tools.accuracy.ways import BOTH
from verbale.coding.attribution import find, for_annotation
from verbale.evaluate import attribution
from verbale.evaluate.attribution import Relation, Row
from verbale.ontology.reporting import Reporting, load
from verbale.pipeline import Pipeline

KINDS = ("direct", "mixed", "indirect", "reporting_verb")
METRICS: dict[str, Statistic] = {
    "content_f1": bootstrap.f1("content", "predicted", "gold"),
    "content_source_f1": bootstrap.f1("both", "predicted", "gold"),
    "content_source_precision": bootstrap.share("both", "predicted"),
    "content_source_recall": bootstrap.share("both", "gold"),
    **{f"recall_{kind}": bootstrap.share(f"{kind} right", kind) for kind in KINDS},
}


def predicted(row: Row, pipeline: Pipeline, lexicon: Reporting) -> list[Relation]:
    """The relations of a text, as the set asks for them."""
    found = for_annotation(find(pipeline.parse_text(row.text).body, lexicon))
    return [attribution.relation(one) for one in found]


def measure(path: Path, pipeline: Pipeline) -> dict[str, Part]:
    """The whole file."""
    lexicon = load()
    units = [
        counts(row.text, row.relations or [], predicted(row, pipeline, lexicon))
        for row in attribution.rows(path)
    ]
    figures = {name: bootstrap.of_counts(units, metric) for name, metric in METRICS.items()}
    return {"polnear": Part(len(units), {BOTH: figures})}


def counts(text: str, gold: Sequence[Relation], said: Sequence[Relation]) -> Counts:
    """What is right in one article."""
    total = attribution.Counts()
    attribution.count(total, text, gold, said)
    kinds = {name: float(number) for name, (_, number) in total.slices.items()}
    right = {f"{name} right": float(number) for name, (number, _) in total.slices.items()}
    return {
        "gold": total.gold,
        "predicted": total.predicted,
        "content": total.content,
        "both": total.both,
        **kinds,
        **right,
    }
