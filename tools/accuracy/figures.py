"""The figures as they are kept in `eval/accuracy.json`, between measuring and the page."""

from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
FILE = ROOT / "eval" / "accuracy.json"


class Figure(msgspec.Struct, frozen=True):
    """A figure, and the interval in which 95% of the resamples lie."""

    value: float
    low: float
    high: float


class Bin(msgspec.Struct, frozen=True):
    """Events of like confidence: their number, mean confidence, and the share that is right."""

    events: int
    confidence: float
    right: float


class Calibration(msgspec.Struct, frozen=True):
    """Whether confidence is the share that is right. `chance_error` is what a perfect one would show on so many."""

    events: int
    error: Figure
    chance_error: float
    sure: int  # events at 0.9 or more
    sure_right: Figure | None  # None where there are none
    bins: tuple[Bin, ...]


class Part(msgspec.Struct, frozen=True):
    """A part of a set: how many units are resampled, and the figures of each way by metric."""

    units: int
    ways: dict[str, dict[str, Figure]]


class Cause(msgspec.Struct, frozen=True):
    """How often something goes wrong in one way."""

    name: str
    count: int


class Report(msgspec.Struct, frozen=True):
    """All that was measured. `weights` is the hash of the scorer's weights."""

    day: str
    weights: str
    parts: dict[str, Part]
    calibration: dict[str, Calibration]
    causes: dict[str, tuple[Cause, ...]]


def load(path: Path = FILE) -> Report:
    """The figures of the last run."""
    return msgspec.json.decode(path.read_bytes(), type=Report)


def write(record: msgspec.Struct, path: Path = FILE) -> None:
    """Keep figures to four places, in an order that gives small diffs."""
    plain = _rounded(msgspec.to_builtins(record))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(plain, order="deterministic"), indent=1) + b"\n")


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value
