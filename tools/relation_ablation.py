"""What frames and scorer each say of the type between two given sides.

    python -m tools.relation_ablation ../shared/gold/plv_train.tsv

Prints the scores of types for frames only, scorer only and both, over all rows and over those whose uid is
divisible by 3, which nobody looks at.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.accuracy.relations import UNSEEN
from tools.accuracy.ways import WAYS, Ways
from verbale.evaluate.relations import Row, read_rows, type_scores
from verbale.pipeline import bare_article


def main(arguments: list[str]) -> int:
    """A line for each way and each part of the rows."""
    rows = list(read_rows(Path(arguments[0])))
    ways = Ways(Path(arguments[1]) if len(arguments) > 1 else None)
    guesses = [ways.types(ways.read(bare_article(row.sentence)), row.source, row.target) for row in rows]
    unseen = [number for number, row in enumerate(rows) if int(row.uid) % UNSEEN == 0]
    for part, chosen in (("all", range(len(rows))), (f"uid%{UNSEEN}=0", unseen)):
        for way in WAYS:
            print(f"{part:<8} {way:<12}", _line([rows[i] for i in chosen], [guesses[i][way] for i in chosen]))
    return 0


def _line(rows: Sequence[Row], types: Sequence[str]) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in type_scores(rows, types).items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
