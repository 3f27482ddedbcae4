"""Scores time expressions: TempEval-3's relaxed span F1, and the F1 of types and values over its matches."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from verbale.coding import when
from verbale.errors import EvaluationError
from verbale.evaluate.outcome import Outcome


def score(path: Path) -> Outcome:
    """Predict the time expressions of rows `{"id", "dct", "text"}`; score them where `timex` is there.

    Raises EvaluationError where the file is missing or a row is malformed.
    """
    found = list(rows(path))
    predictions = tuple(predict(row, path) for row in found)
    pairs = [
        (prediction["timex"], row["timex"])
        for prediction, row in zip(predictions, found, strict=True)
        if "timex" in row
    ]
    scores = scores_of(pairs) if pairs else {}
    return Outcome(set_name="time", rows=len(found), scores=scores, predictions=predictions)


def scores_of(pairs: Sequence[tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]]) -> dict[str, float]:
    """Scores of (predicted, gold) time expressions, counted over all pairs together."""
    matches = [match for predicted, gold in pairs for match in matched(predicted, gold)]
    total = sum(len(predicted) + len(gold) for predicted, gold in pairs)

    def f1(right: int) -> float:
        return 2 * right / total if total else 1.0

    return {
        "span_f1": f1(len(matches)),
        "type_f1": f1(sum(mine["type"] == theirs["type"] for mine, theirs in matches)),
        "value_f1": f1(sum(same_value(mine["value"], theirs["value"]) for mine, theirs in matches)),
    }


def matched(
    predicted: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs that overlap, one to one, the largest overlap first."""
    overlaps = sorted(
        (
            (min(mine["end"], theirs["end"]) - max(mine["start"], theirs["start"]), i, j)
            for i, mine in enumerate(predicted)
            for j, theirs in enumerate(gold)
        ),
        key=lambda overlap: (-overlap[0], overlap[1:]),
    )
    pairs: dict[int, int] = {}
    for size, i, j in overlaps:
        if size > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(predicted[i], gold[j]) for i, j in pairs.items()]


def same_value(mine: str, theirs: str) -> bool:
    """Whether two values are the same, capitals and spaces around them aside."""
    return mine.strip().upper() == theirs.strip().upper()


def predict(row: dict[str, Any], path: Path) -> dict[str, Any]:
    """The time expressions of a row. Raises EvaluationError where the row is malformed."""
    try:
        anchor = date.fromisoformat(row["dct"][:10]) if row.get("dct") else None
        timexes = when.find(row["text"], anchor=anchor)
        ident = row["id"]
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"{path}: a row needs id, text and an ISO day under dct: {error}") from error
    return {
        "id": ident,
        "timex": [
            {"start": timex.start, "end": timex.end, "type": timex.type, "value": timex.value}
            for timex in timexes
        ],
    }


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file. Raises EvaluationError where it is missing or malformed."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise EvaluationError(
            f"{path}: {error.strerror}; name a JSONL file of rows with id, dct, text"
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{path}:{number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise EvaluationError(f"{path}:{number}: a row is an object with id, dct, text")
        yield row
