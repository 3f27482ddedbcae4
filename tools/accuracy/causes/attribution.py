"""Attributions that are missed, cut otherwise, given to another source, or made without one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, Span

from tools.accuracy.attribution import predicted
from verbale.evaluate.attribution import Relation, letters, matched, rows, same_source
from verbale.ontology.reporting import load
from verbale.pipeline import Pipeline

EVERY = 8  # of the 840 articles of the training part every eighth is enough to count causes
_CLAUSE = ("VERB", "AUX")


def count(path: Path, pipeline: Pipeline) -> Counter[str]:
    """The causes over some articles of a file."""
    lexicon, found = load(), Counter[str]()
    for row in rows(path)[::EVERY]:
        doc = pipeline.parse_text(row.text).body
        found.update(causes(doc, row.relations or [], predicted(row, pipeline, lexicon)))
    return found


def causes(doc: Doc, gold: Sequence[Relation], said: Sequence[Relation]) -> Iterator[str]:
    """The cause of each relation of the gold that is not right, and of each that is made besides."""
    pairs = dict(matched(doc.text, gold, said))
    for place, one in enumerate(gold):
        if place not in pairs:
            yield _missed(doc, one, said)
        elif not same_source(one, said[pairs[place]]):
            yield "another source" if one.source and said[pairs[place]].source else "a source or none"
    wanted = {each for one in gold for each in letters(doc.text, one.content)}
    for place, own in enumerate(said):
        if place not in pairs.values():
            shared = wanted & letters(doc.text, own.content)
            yield "besides, within another" if shared else "besides, where there is none"


def _missed(doc: Doc, one: Relation, said: Sequence[Relation]) -> str:
    wanted = letters(doc.text, one.content)
    nearest = max(
        (letters(doc.text, own.content) for own in said), key=lambda own: len(own & wanted), default=set()
    )
    if 2 * len(nearest & wanted) > len(nearest):
        return "content cut too short"
    if 2 * len(nearest & wanted) > len(wanted):
        return "content within a longer one"
    cue = _span(doc, one.cue)
    if cue is None or cue.root.pos_ not in (*_CLAUSE, "NOUN"):
        return "missed, neither verb nor noun"
    if cue.root.pos_ == "NOUN":
        return "missed, a noun"
    content = _span(doc, one.content)
    clause = content is not None and content.root.pos_ in _CLAUSE
    return "missed, a verb and a clause" if clause else "missed, a verb and a thing"


def _span(doc: Doc, spans: Sequence[tuple[int, int]]) -> Span | None:
    return doc.char_span(*spans[0], alignment_mode="expand") if spans else None
