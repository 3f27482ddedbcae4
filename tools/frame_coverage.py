"""How often a frame of the right type fires on labelled sentences, and where none does.

    python -m tools.frame_coverage ../shared/gold/plv_train.tsv [ROOT …] [--list]

Reads a TSV with `uid sentence gold_root`. Per gold root it prints the share of rows with a frame of the right
type anywhere, and the types that fire most. `--list` shows rows without one, but never those whose
uid is divisible by 3: they stay unseen.
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from verbale.coding.frames import Match, Matcher
from verbale.ontology.frames import Frames
from verbale.pipeline import Pipeline

# The gold label YIELD stands for two types of ours.
TYPES = {"YIELD": frozenset({"CONCEDE", "RETREAT"})}
UNSEEN = 3  # rows whose uid is divisible by this are for totals only
SHOWN = 160  # characters of a sentence in a listing


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence and the frames that fired on it."""

    uid: int
    sentence: str
    root: str
    matches: tuple[Match, ...]

    @property
    def is_right(self) -> bool:
        """Whether a frame of the gold type fired."""
        return any(match.frame.type in TYPES.get(self.root, {self.root}) for match in self.matches)


def rows(path: Path, roots: frozenset[str]) -> Iterator[Row]:
    """The rows of a TSV with one of the roots (all if none is given), parsed and matched."""
    matcher = Matcher(Frames.load())
    pipeline = Pipeline()
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            if roots and line["gold_root"] not in roots:
                continue
            matches = matcher.matches(pipeline.parse_text(line["sentence"]).body)
            yield Row(int(line["uid"]), line["sentence"], line["gold_root"], matches)


def report(found: Iterable[Row], *, listed: bool) -> Iterator[str]:
    """The lines of the report: a root's share, types that fire on it, rows without a right one."""
    by_root: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_root[row.root].append(row)
    for root, group in sorted(by_root.items()):
        right = sum(row.is_right for row in group)
        types = Counter(match.frame.type for row in group for match in row.matches)
        others = " ".join(f"{name} {count}" for name, count in types.most_common(6))
        yield f"{root:10} {right:4}/{len(group):<4} {right / len(group):4.0%}   fired: {others}"
        if listed:
            yield from (_line(row) for row in group if row.uid % UNSEEN and not row.is_right)


def _line(row: Row) -> str:
    fired = " ".join(f"{match.frame.type}:{match.frame.name}@{match.trigger.text}" for match in row.matches)
    return f"    {row.uid}: {row.sentence[:SHOWN]}\n        {fired or '-'}"


def main(arguments: list[str]) -> int:
    """Prints the report; 0 also when the file is absent, as gold data is no part of a checkout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("roots", nargs="*")
    parser.add_argument("--list", action="store_true", dest="listed")
    options = parser.parse_args(arguments)
    if not options.file.exists():
        print(f"{options.file} is absent: nothing to measure")
        return 0
    for line in report(rows(options.file, frozenset(options.roots)), listed=options.listed):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
