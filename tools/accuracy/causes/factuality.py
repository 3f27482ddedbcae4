"""Labels of event mentions that are missed or given besides."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Token

from verbale.coding.factuality import Judge, Verdict
from verbale.evaluate.factuality import METRICS, PARTS, Mention, head, labels, read
from verbale.ontology.factuality import OperatorLexicon
from verbale.pipeline import Pipeline

SEEN = "airbus+apple"
_ABLE = frozenset({"modal:can", "modal:could", "able", "possibility"})


def count(path: Path, pipeline: Pipeline) -> Counter[str]:
    """The causes over the documents that are looked at."""
    judge, found = Judge(OperatorLexicon.load()), Counter[str]()
    for row in read(path):
        if row.corpus in PARTS[SEEN]:
            doc = pipeline.parse_text(row.text).body
            for mention in row.mentions.values():
                token = head(doc, mention.start, mention.end)
                if token is not None:
                    found.update(causes(mention, token, judge.judge(token)))
    return found


def causes(mention: Mention, token: Token, verdict: Verdict) -> Iterator[str]:
    """The cause of each label of a mention that is wrong."""
    said = labels(verdict)
    for name, metric in METRICS.items():
        gold = getattr(mention, metric.field)
        if gold is None or gold == "UNDERSPECIFIED":
            continue
        wanted, given = gold in metric.values, said[metric.field] in metric.values
        if wanted != given:
            yield f"{name.removeprefix('f1_')}, {_missed(token, verdict) if wanted else _besides(verdict)}"


def _missed(token: Token, verdict: Verdict) -> str:
    if verdict.operators:
        return "missed under another operator"
    return "missed at a noun" if token.pos_ in ("NOUN", "PROPN") else "missed at a verb"


def _besides(verdict: Verdict) -> str:
    return "besides, by what somebody can do" if _ABLE & set(verdict.operators) else "besides"
