"""`python -m tools.train.fit DATA OUT [--folds N]` trains on what `build` wrote and writes the weights as int8 ONNX.

With `--folds`, also one set of weights a fold of stories and passages that saw none of its documents: OUT/fold-0 …
Runs in an environment of its own, with torch; nothing here imports Verbale.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from tools.train import data, export
from tools.train.losses import loss, padded
from tools.train.model import Layout, Network, freeze_words, seeded

SEED = 20151005
EPOCHS = 5
BATCH = 16
RATE, HEAD_RATE = 8e-5, 1e-3  # of the encoder, and of the layer that starts from nothing
WARM = 0.1
PASSAGES = "passages/"
SIDES_GIVEN = (
    "relations/"  # folds go without: these have no predicates, and what is weighed on stories are predicates
)


def train(rows: Sequence[data.Row], layout: Layout, base: Path) -> Network:
    """The network after all epochs."""
    seeded(SEED)
    order = random.Random(SEED)
    network = Network(base, layout)
    freeze_words(network)
    encoder = [each for each in network.encoder.parameters() if each.requires_grad]
    groups = [{"params": encoder, "lr": RATE}, {"params": network.answers.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    network.train()
    for epoch in range(EPOCHS):
        begun, total, seen = time.monotonic(), 0.0, 0
        for batch in data.batches(rows, BATCH, order):
            with torch.autocast("cpu", torch.bfloat16):
                answers = network(*padded(batch))
            value = loss(answers.float(), batch, layout)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, seen = total + float(value.detach()), seen + 1
        print(f"epoch {epoch + 1}: loss {total / seen:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    network.eval()
    return network


def _rate(step: int, steps: int) -> float:
    warm = WARM * steps
    return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def folds(rows: Sequence[data.Row], number: int) -> dict[str, int]:
    """The fold of every story and file of passages, by turns in order of name."""
    documents = {row.document for row in rows}
    stories = sorted(name for name in documents if name.endswith((".txt", ".html")))
    passages = sorted(name for name in documents if name.startswith(PASSAGES))
    return {name: index % number for index, name in (*enumerate(stories), *enumerate(passages))}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, default=None)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument(
        "--only", type=int, action="append", help="of the folds, only these, and not the whole"
    )
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)  # two get in each other's way on a machine that has other work
    base = options.base or export.base_folder()
    tok = data.tokenizer(base)
    rows, modes = data.load(options.data, tok)
    layout = Layout(len(modes))
    print(f"{len(rows)} rows, {len(modes)} modes, {layout.width} columns", flush=True)
    home = folds(rows, options.folds) if options.folds else {}
    for fold in options.only or range(options.folds):
        own = [
            row for row in rows if home.get(row.document) != fold and not row.document.startswith(SIDES_GIVEN)
        ]
        export.write(train(own, layout, base), layout, modes, tok, options.out / f"fold-{fold}")
    if home:
        (options.out / "folds.json").write_text(json.dumps(home))
    if not options.only:
        export.write(train(rows, layout, base), layout, modes, tok, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
