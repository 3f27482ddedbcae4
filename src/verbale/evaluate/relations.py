"""The `relations` set: sentences with given source and target, and the PLOVER root between them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from verbale.errors import EvaluationError
from verbale.evaluate.outcome import Outcome
from verbale.ontology.types import QUADS
from verbale.pipeline import Pipeline
from verbale.records import Event, Party

_QUAD_NUMBERS = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}
_MODAL = re.compile(r"\b(?:will|would|may|might|plan|plans|planned|planning)\b", re.IGNORECASE)
_FUNCTION_WORDS = frozenset(
    "a an the of in on at to for from by with and or his her its their this that s mr mrs ms dr".split()
)
# End to end only the surest events of a row count, so that a coder cannot win by coding everything.
_COUNTED_EVENTS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: gold is None where the file carries none."""

    uid: str
    sentence: str
    source: str
    target: str
    gold_root: str | None
    gold_quad: int | None


# A row, its prediction, whether the coder alone found it, and how many events it gave.
Judged = tuple[Row, dict[str, Any], bool, int]


def score(path: Path, pipeline: Pipeline) -> Outcome:
    """Score (or only predict) a TSV of relations. Parts: `uid%3=0`, rows that nobody looks at; `modal`."""
    rows = list(read_rows(path))
    predictions, hits, counts = [], [], []
    for row in rows:
        root, events = pipeline.relation(row.sentence, row.source, row.target)
        predictions.append(_prediction(row, root, events))
        hits.append(end_to_end(row, events))
        counts.append(len(events))
    return Outcome("relations", len(rows), _scores(rows, predictions, hits, counts), tuple(predictions))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a TSV."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file, delimiter="\t"):
                yield Row(
                    uid=record["uid"],
                    sentence=record["sentence"],
                    source=record["source"],
                    target=record["target"],
                    gold_root=record.get("gold_root"),
                    gold_quad=int(record["gold_quad"]) if record.get("gold_quad") else None,
                )
    except (OSError, KeyError, ValueError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"{path}: {error}; relations wants a TSV with uid, sentence, source, target"
        ) from error


def _prediction(row: Row, root: str, events: Sequence[Event]) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "event_type": root,
        "quad": plv_quad(root),
        "events": msgspec.to_builtins(events),
    }


def plv_root(root: str) -> str:
    """PLV joins CONCEDE and RETREAT as YIELD."""
    return "YIELD" if root in ("CONCEDE", "RETREAT") else root


def plv_quad(root: str) -> int:
    """PLV's number of the field of a type."""
    return 2 if plv_root(root) == "YIELD" else _QUAD_NUMBERS[QUADS[root]]  # type: ignore[index]


def _scores(
    rows: Sequence[Row], predictions: Sequence[dict[str, Any]], hits: Sequence[bool], counts: Sequence[int]
) -> dict[str, float]:
    if not rows or any(row.gold_root is None for row in rows):
        return {}
    judged = list(zip(rows, predictions, hits, counts, strict=True))
    parts = {"": judged, "[uid%3=0]": [each for each in judged if int(each[0].uid) % 3 == 0]}
    return {
        f"{name}{part}": value
        for part, chosen in parts.items()
        if chosen
        for name, value in _scores_of(chosen).items()
    }


def _scores_of(judged: Sequence[Judged]) -> dict[str, float]:
    scores = type_scores([row for row, *_ in judged], [each["event_type"] for _, each, *_ in judged])
    scores["end_to_end"] = sum(hit for _, _, hit, _ in judged) / len(judged)
    scores["events_a_row"] = sum(count for *_, count in judged) / len(judged)
    return scores


def type_scores(rows: Sequence[Row], types: Sequence[str]) -> dict[str, float]:
    """How right the types are that were given to rows with gold."""
    gold = [str(row.gold_root) for row in rows]
    guess = [plv_root(name) for name in types]
    gold_quads = [row.gold_quad for row in rows]
    quads = [plv_quad(name) for name in types]
    scores = {
        "root_f1": macro_f1(gold, guess),
        "quad_f1": macro_f1(gold_quads, quads),
        "binary_f1": macro_f1([side(quad) for quad in gold_quads], [side(quad) for quad in quads]),
    }
    modal = [one == other for row, one, other in zip(rows, gold, guess, strict=True) if is_modal(row)]
    if modal:
        scores["modal_accuracy"] = sum(modal) / len(modal)
    return scores


def is_modal(row: Row) -> bool:
    """Whether the sentence has one of the words of what may yet come."""
    return _MODAL.search(row.sentence) is not None


def side(quad: int | None) -> str:
    """Cooperation or conflict."""
    return "cooperation" if quad in (1, 2) else "conflict"


def macro_f1(gold: Sequence[object], guess: Sequence[object]) -> float:
    """The mean over gold classes of F1 = 2tp / (2tp + fp + fn)."""
    labels = sorted(set(gold), key=str)
    return sum(_f1(label, gold, guess) for label in labels) / len(labels)


def _f1(label: object, gold: Sequence[object], guess: Sequence[object]) -> float:
    hits = sum(a == b == label for a, b in zip(gold, guess, strict=True))
    total = sum(a == label for a in gold) + sum(b == label for b in guess)
    return 2 * hits / total if total else 0.0


def end_to_end(row: Row, events: Sequence[Event]) -> bool:
    """Whether one of the surest events has both parties and the root."""
    if row.gold_root is None:
        return False
    surest = sorted(events, key=lambda event: -event.confidence)[:_COUNTED_EVENTS]
    return any(plv_root(event.event_type) == row.gold_root and _has_both(event, row) for event in surest)


def _has_both(event: Event, row: Row) -> bool:
    source, target = _content_words(row.source), _content_words(row.target)
    if _shares(event.actors, source) and _shares(event.recipients, target):
        return True
    return not event.recipients and _shares(event.actors, source) and _shares(event.actors, target)


def _shares(parties: Iterable[Party], words: frozenset[str]) -> bool:
    return any(_content_words(f"{party.name} {party.mention}") & words for party in parties)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) - _FUNCTION_WORDS
