"""What the page says around its figures, read from `eval/accuracy.yaml`."""

from pathlib import Path

import msgspec

from tools.accuracy.figures import ROOT

FILE = ROOT / "eval" / "accuracy.yaml"


class Named(msgspec.Struct, frozen=True):
    """A set: what it is called, and what of it was read while developing."""

    name: str
    seen: str


class System(msgspec.Struct, frozen=True):
    """Another system's figures in percent, and where they are from."""

    name: str
    source: str
    figures: tuple[float | None, ...]


class Peers(msgspec.Struct, frozen=True):
    """Other systems, and the rows that their figures are on."""

    rows: str
    metrics: tuple[str, ...]
    systems: tuple[System, ...]


class Section(msgspec.Struct, frozen=True):
    """One question: its sets, its metrics in percent, others that are plain numbers, and others' figures."""

    title: str
    about: str
    unit: str
    command: str
    metrics: dict[str, str]
    sets: dict[str, Named]
    numbers: dict[str, str] = {}
    ablation: bool = False
    peers: Peers | None = None


class Kind(msgspec.Struct, frozen=True):
    """A cause of errors, with an example of our own."""

    why: str
    example: str


class Area(msgspec.Struct, frozen=True):
    """The causes of one area, by the names that they are counted under."""

    title: str
    counted: str
    kinds: dict[str, Kind]


class Words(msgspec.Struct, frozen=True):
    """The whole file."""

    sections: tuple[Section, ...]
    causes: dict[str, Area]


def load(path: Path = FILE) -> Words:
    """The words of the page."""
    return msgspec.yaml.decode(path.read_bytes(), type=Words)
