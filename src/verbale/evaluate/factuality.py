"""Scores factuality: certainty, polarity and time of event mentions (gold format: MEANTIME).

Its guideline calls an event CERTAIN unless the text itself is unsure of it: a stated intention, a promise,
an order or a contract ("will deliver", "agreed to buy") is a certain event that lies in the FUTURE. What may
or could be, or is conditional, hoped for, negotiated or feared, is POSSIBLE; what is expected or believed is
PROBABLE. Our `unknown` says only that nobody claims it happened, so its operators tell the two apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from spacy.tokens import Doc, Token

from verbale.coding.factuality import Judge, Verdict
from verbale.errors import EvaluationError
from verbale.evaluate.outcome import Outcome
from verbale.ontology.factuality import OperatorLexicon
from verbale.pipeline import Pipeline

PARTS = {"airbus+apple": {"corpus_airbus", "corpus_apple"}, "gm+stock": {"corpus_gm", "corpus_stock"}}
_CERTAINTY = {"certain": "CERTAIN", "probable": "PROBABLE", "possible": "POSSIBLE"}
# Operators under which an event is open; others that give `unknown` are commitments.
_OPEN = frozenset(
    """condition fear hope modal:can modal:could modal:may modal:might discuss negotiate possible question
    threaten try whether""".split()
)
Pair = tuple[bool, bool]  # gold has the label, we gave it


class Mention(msgspec.Struct, frozen=True):
    """An event mention; labels are null where the gold has none."""

    start: int
    end: int
    certainty: str | None = None
    polarity: str | None = None
    time: str | None = None


class Row(msgspec.Struct, frozen=True):
    """A document with its mentions."""

    id: str
    text: str
    mentions: dict[str, Mention]
    corpus: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One label that is scored: the gold field it stands in and the values that count as it."""

    field: str
    values: frozenset[str]


METRICS = {
    "f1_future": Metric("time", frozenset({"FUTURE"})),
    "f1_negative": Metric("polarity", frozenset({"NEG"})),
    "f1_uncertain": Metric("certainty", frozenset({"POSSIBLE", "PROBABLE"})),
}


def score(path: Path, pipeline: Pipeline) -> Outcome:
    """Predicts certainty, polarity and time for every mention in a JSONL file, and scores what has gold.

    Raises EvaluationError where the file is missing or malformed.
    """
    rows = read(path)
    judge = Judge(OperatorLexicon.load())
    predictions = tuple(predict(row, pipeline, judge) for row in rows)
    return Outcome("factuality", len(rows), _scores(rows, predictions), predictions)


def read(path: Path) -> list[Row]:
    """The documents of a JSONL file. Raises EvaluationError where it is missing or malformed."""
    try:
        lines = path.read_bytes().splitlines()
        return [msgspec.json.decode(line, type=Row) for line in lines if line.strip()]
    except (OSError, msgspec.DecodeError) as error:
        raise EvaluationError(f"{path}: {error}") from error


def predict(row: Row, pipeline: Pipeline, judge: Judge) -> dict[str, Any]:
    """Certainty, polarity and time of each mention of a document."""
    doc = pipeline.parse_text(row.text).body
    return {
        "id": row.id,
        "mentions": {
            name: labels(judge.judge(token))
            for name, mention in row.mentions.items()
            if (token := head(doc, mention.start, mention.end)) is not None
        },
    }


def head(doc: Doc, start: int, end: int) -> Token | None:
    """The head token of the characters from `start` to `end`; None where no token lies there."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return None if span is None or len(span) == 0 else span.root


def labels(verdict: Verdict) -> dict[str, str]:
    """A verdict in the gold's words."""
    settled = verdict.future and _OPEN.isdisjoint(verdict.operators)
    return {
        "certainty": _CERTAINTY.get(verdict.factuality, "CERTAIN" if settled else "POSSIBLE"),
        "polarity": "NEG" if verdict.polarity == "negative" else "POS",
        "time": "FUTURE" if verdict.future else "NON_FUTURE",
    }


def _scores(rows: list[Row], predictions: tuple[dict[str, Any], ...]) -> dict[str, float]:
    """F1 by metric, for the whole and by part; empty where no mention carries gold."""
    scores: dict[str, float] = {}
    paired = list(zip(rows, predictions, strict=True))
    for name, metric in METRICS.items():
        if found := list(pairs(paired, metric)):
            scores[name] = f1(found)
        for part, corpora in PARTS.items():
            if found := list(pairs([pair for pair in paired if pair[0].corpus in corpora], metric)):
                scores[f"{name}[{part}]"] = f1(found)
    return scores


def pairs(paired: Iterable[tuple[Row, Mapping[str, Any]]], metric: Metric) -> Iterable[Pair]:
    """Gold and prediction of every mention that carries the label; UNDERSPECIFIED is not scored."""
    for row, prediction in paired:
        for name, mention in row.mentions.items():
            gold = getattr(mention, metric.field)
            if gold is not None and gold != "UNDERSPECIFIED":
                given = prediction["mentions"].get(name, {}).get(metric.field)
                yield gold in metric.values, given in metric.values


def f1(pairs: Iterable[Pair]) -> float:
    """F1 of a label over (gold has it, we gave it); 0 where neither side has any."""
    pairs = list(pairs)
    both = sum(gold and given for gold, given in pairs)
    either = sum(gold + given for gold, given in pairs)
    return 2 * both / either if either else 0.0
