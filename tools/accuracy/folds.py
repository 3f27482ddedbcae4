"""What weights reach on stories for development that they had not seen: measured when the scorer is calibrated."""

from pathlib import Path

import msgspec

from tools.accuracy.figures import ROOT, Calibration, Part

FILE = ROOT / "eval" / "out-of-fold.json"


class Folds(msgspec.Struct, frozen=True):
    """The stories for development, out of fold."""

    part: Part
    calibration: Calibration


def load(path: Path = FILE) -> Folds:
    """The figures of the last training."""
    return msgspec.json.decode(path.read_bytes(), type=Folds)
