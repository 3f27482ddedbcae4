"""What frames and scorer each say of the type between two given sides.

    python -m tools.relation_ablation ../shared/gold/plv_train.tsv

Prints the scores of types for frames only, scorer only and both, over all rows and over those whose uid is
divisible by 3, which nobody looks at.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from verbale.coding import given
from verbale.coding.assemble import Coder
from verbale.coding.drafts import Drafts
from verbale.coding.scorer import Scorer
from verbale.evaluate.relations import Row, read_rows, type_scores
from verbale.ontology.knowledge import Knowledge
from verbale.pipeline import bare_article
from verbale.read.reading import DEFAULT_MODEL, Reader

WAYS = ("frames only", "scorer only", "both")
UNSEEN = 3  # rows whose uid is divisible by this are for totals only


def ways(row: Row, reader: Reader, coder: Coder, scorer: Scorer) -> tuple[str, ...]:
    """The type of a row by each of the ways; where no side stands in the text, the scorer says nothing."""
    body, _ = coder.scenes(reader.read(bare_article(row.sentence)))
    pair = given.pair(body.doc, row.source, row.target)
    drafts = coder.candidates(body)
    chances = scorer.pair(body.doc.text, *pair.first()) if pair.source or pair.target else {}
    nothing = Drafts([])
    return tuple(
        given.event_type(*one)
        for one in ((drafts, pair, {}), (nothing, pair, chances), (drafts, pair, chances))
    )


def main(arguments: list[str]) -> int:
    """A line for each way and each part of the rows."""
    rows = list(read_rows(Path(arguments[0])))
    reader, coder = Reader(DEFAULT_MODEL), Coder(Knowledge.load())
    scorer = Scorer.load(Path(arguments[1]) if len(arguments) > 1 else None)
    guesses = [ways(row, reader, coder, scorer) for row in rows]
    unseen = [number for number, row in enumerate(rows) if int(row.uid) % UNSEEN == 0]
    for part, chosen in (("all", range(len(rows))), (f"uid%{UNSEEN}=0", unseen)):
        for column, way in enumerate(WAYS):
            print(
                f"{part:<8} {way:<12}", _line([rows[i] for i in chosen], [guesses[i][column] for i in chosen])
            )
    return 0


def _line(rows: Sequence[Row], types: Sequence[str]) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in type_scores(rows, types).items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
