"""Scores who said what: content and source spans against annotated attribution relations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from verbale.coding.attribution import Attribution, find, for_annotation
from verbale.errors import EvaluationError
from verbale.evaluate.outcome import Outcome
from verbale.ontology.reporting import load
from verbale.pipeline import Pipeline

SET = "attribution"
# Contents match where they share at least half of all their letters and digits.
SHARED = 0.5

SpanList = list[tuple[int, int]]


class Relation(msgspec.Struct, frozen=True):
    """A source, a cue and a content as character spans; the gold also tells the kind."""

    source: SpanList
    cue: SpanList
    content: SpanList
    type: str = ""
    speech_cue: bool = False


class Row(msgspec.Struct, frozen=True):
    """One text; `relations` is missing where the file carries no gold."""

    id: str
    text: str
    relations: list[Relation] | None = None


@dataclass(slots=True)
class Counts:
    """Relations counted over rows: gold, predicted, matched by content, matched by content and source."""

    gold: int = 0
    predicted: int = 0
    content: int = 0
    both: int = 0
    slices: dict[str, list[int]] = field(default_factory=dict)  # name: [right, gold]

    def scores(self) -> dict[str, float]:
        """All metrics as fractions of 1."""
        found = {
            "content_f1": _f1(self.content, self.predicted, self.gold),
            "content_source_f1": _f1(self.both, self.predicted, self.gold),
            "content_source_precision": self.both / max(1, self.predicted),
            "content_source_recall": self.both / max(1, self.gold),
        }
        for name, (right, total) in sorted(self.slices.items()):
            found[f"recall_{name}"] = right / max(1, total)
        return found


def score(path: Path, pipeline: Pipeline) -> Outcome:
    """Predict, and score where the file carries gold. Raises EvaluationError for a malformed file."""
    lexicon = load()
    counts, predictions, gold_rows = Counts(), [], 0
    for row in rows(path):
        found = for_annotation(find(pipeline.parse_text(row.text).body, lexicon))
        predicted = [relation(one) for one in found]
        predictions.append({"id": row.id, "relations": [_plain(one) for one in predicted]})
        if row.relations is not None:
            gold_rows += 1
            count(counts, row.text, row.relations, predicted)
    return Outcome(SET, len(predictions), counts.scores() if gold_rows else {}, tuple(predictions))


def rows(path: Path) -> list[Row]:
    """The rows of a JSON lines file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [msgspec.json.decode(line, type=Row) for line in lines if line.strip()]
    except (OSError, msgspec.DecodeError) as error:
        raise EvaluationError(f"{path}: {error}") from error


def relation(found: Attribution) -> Relation:
    """An attribution as the set asks for it."""
    return Relation(source=list(found.source), cue=list(found.cue), content=list(found.content))


def count(counts: Counts, text: str, gold: Sequence[Relation], predicted: Sequence[Relation]) -> None:
    """Add one text's relations to the counts."""
    pairs = dict(matched(text, gold, predicted))
    counts.gold += len(gold)
    counts.predicted += len(predicted)
    counts.content += len(pairs)
    for index, one in enumerate(gold):
        right = index in pairs and same_source(one, predicted[pairs[index]])
        counts.both += right
        for name in (one.type, *(["reporting_verb"] if one.speech_cue else [])):
            if name:
                pair = counts.slices.setdefault(name, [0, 0])
                pair[0] += right
                pair[1] += 1


def same_source(gold: Relation, predicted: Relation) -> bool:
    """Whether sources overlap, or both name nobody."""
    if not gold.source or not predicted.source:
        return not gold.source and not predicted.source
    return any(a < d and c < b for a, b in gold.source for c, d in predicted.source)


def matched(text: str, gold: Sequence[Relation], predicted: Sequence[Relation]) -> Iterable[tuple[int, int]]:
    """Pairs of gold and predicted indices, the best overlap first, each used once."""
    wanted = [letters(text, one.content) for one in gold]
    given = [letters(text, one.content) for one in predicted]
    pairs = [
        (len(a & b) / len(a | b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(given) if a & b
    ]
    used_gold: set[int] = set()
    used_given: set[int] = set()
    for shared, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if shared >= SHARED and i not in used_gold and j not in used_given:
            used_gold.add(i)
            used_given.add(j)
            yield i, j


def letters(text: str, spans: SpanList) -> set[int]:
    """The places of the letters and digits in some spans."""
    return {i for start, end in spans for i in range(start, end) if text[i : i + 1].isalnum()}


def _f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / max(1, predicted + gold)


def _plain(one: Relation) -> dict[str, Any]:
    return {"source": one.source, "cue": one.cue, "content": one.content}
