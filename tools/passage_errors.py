"""`python -m tools.passage_errors [--fast] FILE…` lists the marked events of passages that are missed, and others.

FILE is one of `resources/passages`; of `eval/passages` only the totals are read. Files that were trained on flatter the
scorer: `--fast` tells what frames do.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.train.from_passages import ELSEWHERE, Marked, Span, marks_of
from verbale.pipeline import Pipeline
from verbale.records import Event, Party


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its lines with the events that they mark, and what is coded of it."""

    text: str
    marks: tuple[tuple[str, Marked], ...]
    events: tuple[Event, ...]

    def at(self, mark: Marked) -> list[Event]:
        """The events whose evidence holds the trigger of a mark."""
        start, end = mark.trigger
        return [e for e in self.events if any(s.start < end and start < s.end for s in e.evidence)]

    def typed(self, mark: Marked) -> list[Event]:
        """Those of them that have a type of the mark."""
        return [event for event in self.at(mark) if event.event_type in mark.types]

    def besides(self) -> Iterator[Event]:
        """Events that no mark allows."""
        allowed = {event.id for _, mark in self.marks for event in self.typed(mark)}
        linked = {event.content for event in self.events}
        yield from (e for e in self.events if e.id not in allowed and e.id not in linked)


def is_right(event: Event, line: str, mark: Marked) -> bool:
    """Whether sides stand where the mark has them: half of what is listed, and half of what is coded."""
    sides = line.split("|")[2].split(">")
    if mark.is_mutual:
        return _fits((*mark.actors, *mark.recipients), (*event.actors, *event.recipients), "".join(sides))
    return _fits(mark.actors, event.actors, sides[0]) and _fits(mark.recipients, event.recipients, sides[1])


def _fits(spans: Sequence[Span], parties: Sequence[Party], said: str) -> bool:
    if ELSEWHERE in said:
        return True
    hits = [any(p.start < end and start < p.end for p in parties) for start, end in spans]
    own = [any(p.start < end and start < p.end for start, end in spans) for p in parties]
    return 2 * sum(hits) >= len(hits) and 2 * sum(own) >= len(own)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--fast", action="store_true")
    options = parser.parse_args(arguments)
    pipeline = Pipeline(fast=options.fast)
    total: Counter[str] = Counter()
    for path in options.files:
        for passage in yaml.safe_load(path.read_text("utf-8")):
            found = Passage(passage["text"], marks_of(passage), pipeline.code_text(passage["text"]))
            total += counts(found)
            print("\n".join(report(found)))
    print("\n".join(summary(total)))
    return 0


def counts(found: Passage) -> Counter[str]:
    """Core marks, those with an event of their type, those right besides, and events that are not allowed."""
    core = [(line, mark) for line, mark in found.marks if "optional" not in mark.flags]
    right = sum(any(is_right(e, line, mark) for e in found.typed(mark)) for line, mark in core)
    wrong = len(core) and sum(
        bool(typed := found.typed(mark)) and not any(is_right(e, line, mark) for e in typed)
        for line, mark in core
    )
    return Counter(
        core=len(core),
        typed=sum(bool(found.typed(mark)) for _, mark in core),
        right=right,
        wrong=wrong + sum(1 for _ in found.besides()),
    )


def report(found: Passage) -> Iterator[str]:
    """What is wrong in one passage; nothing where all is right."""
    lines = []
    for line, mark in found.marks:
        if "optional" not in mark.flags and not any(is_right(e, line, mark) for e in found.typed(mark)):
            why = "ROLES" if found.typed(mark) else "TYPE" if found.at(mark) else "MISSED"
            lines.append(f"- {why} {line}    {'; '.join(map(_told, found.at(mark)))}")
    lines += [f"+ {_told(event)}" for event in found.besides()]
    if lines:
        yield f"\n{found.text}"
        yield from lines


def _told(event: Event) -> str:
    actors, recipients = (
        ", ".join(p.mention for p in side) or "-" for side in (event.actors, event.recipients)
    )
    return f"{event.event_type} {actors} > {recipients} “{event.evidence[0].text}” [{event.frame} {event.confidence}]"


def summary(total: Counter[str]) -> Iterator[str]:
    """Totals of all passages."""
    precision = total["right"] / max(1, total["right"] + total["wrong"])
    recall = total["right"] / max(1, total["core"])
    yield f"\n{total['core']} core events; of the right type {total['typed'] / max(1, total['core']):.3f}"
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    yield f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
