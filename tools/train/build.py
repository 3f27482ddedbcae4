"""`python -m tools.train.build FOLDER` writes the training examples, `pairs.jsonl` and `sentences.jsonl`."""

import sys
from collections import Counter
from pathlib import Path

from tools.train import from_codebooks, from_frames, from_passages, from_relations, from_stories
from tools.train.examples import Example, Pair, marked, pairs_of, write
from tools.train.sights import Eyes

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Says how many examples of each type there are, by where they come from."""
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    eyes = Eyes()
    examples = [*from_frames.examples(eyes), *from_stories.examples(ROOT / "eval/stories/dev", eyes)]
    for folder in sorted(path for path in (ROOT / "eval/threads").iterdir() if path.is_dir()):
        examples += from_stories.examples(folder, eyes)
    examples += from_passages.examples(eyes)
    pairs: list[Pair] = []
    for one in (
        *from_codebooks.plover(gold() / "plover_gsr.json", eyes),
        *from_codebooks.petrarch(gold() / "petr2_gsr.xml", eyes),
    ):
        (examples if isinstance(one, Example) else pairs).append(one)  # type: ignore[arg-type]
    pairs += [pair for example in examples if example.kind != "gsr" for pair in pairs_of(example)]
    pairs += from_relations.examples(eyes)
    write(out / "sentences.jsonl", examples)
    write(out / "pairs.jsonl", pairs)
    print(len(examples), "sentences,", len(pairs), "pairs")
    print(sorted(Counter((p.kind, marked(p.types)) for p in pairs).items()))
    print(
        sorted(
            Counter(
                (e.kind, marked(p.types)) for e in examples for p in e.predicates if isinstance(e, Example)
            ).items()
        )
    )
    return 0


def gold() -> Path:
    """Where the open gold sets lie: beside the checkout, or beside the folder of checkouts."""
    beside = (base / "shared" / "gold" for base in ROOT.parents)
    return next(path for path in beside if path.is_dir())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
