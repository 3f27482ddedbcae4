"""The score gate: floors that only rise.

`eval/floors.json` holds for each name `{"set", "file", "sha256", "floors", "ceilings"}`: the set to score
(left out: the name itself), a path relative to the checkout, the hash of what it holds, and for each guarded
metric `{"floor", "margin"}`, or `{"ceiling", "margin"}` for the few where less is better (leaks, failures).
A score beyond its bound fails. One that beats it by more than the margin is worth a higher bound.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from verbale.errors import EvaluationError
from verbale.evaluate.sets import Load, score

FLOORS = Path("eval") / "floors.json"

PLACES = 10_000  # bounds are kept to four places, finer than any margin
NOISE = 1e-9  # what floating point may add to a difference of two such figures


class Floor(msgspec.Struct, frozen=True):
    """The least a score may be. `margin` is what the score may differ by between machines."""

    floor: float
    margin: float

    def verdict(self, value: float) -> str:
        """`fails`, `better` or `holds`."""
        return _verdict(value - self.floor, self.margin)

    def moved(self, value: float, *, lower: bool) -> "Floor":
        """The floor half a margin under the value, if that is higher or `lower` allows it."""
        floor = math.floor(round((value - self.margin / 2) * PLACES, 3)) / PLACES
        return msgspec.structs.replace(self, floor=floor) if lower or floor > self.floor else self

    def __str__(self) -> str:
        return f"floor {self.floor:g}"


class Ceiling(msgspec.Struct, frozen=True):
    """The most a score may be."""

    ceiling: float
    margin: float

    def verdict(self, value: float) -> str:
        """`fails`, `better` or `holds`."""
        return _verdict(self.ceiling - value, self.margin)

    def moved(self, value: float, *, lower: bool) -> "Ceiling":
        """The ceiling half a margin over the value, if that is lower or `lower` allows it to be looser."""
        ceiling = math.ceil(round((value + self.margin / 2) * PLACES, 3)) / PLACES
        return msgspec.structs.replace(self, ceiling=ceiling) if lower or ceiling < self.ceiling else self

    def __str__(self) -> str:
        return f"ceiling {self.ceiling:g}"


class Guard(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gold file and the bounds of its scores."""

    file: str
    sha256: str
    floors: dict[str, Floor]
    ceilings: dict[str, Ceiling] = {}
    set: str | None = None

    def bounds(self) -> Mapping[str, Floor | Ceiling]:
        """All bounds by metric."""
        return self.floors | self.ceilings


class Finding(msgspec.Struct, frozen=True):
    """One guarded score and its verdict: `fails`, `better` or `holds`."""

    name: str
    metric: str
    value: float
    bound: str
    verdict: str


def load(root: Path) -> dict[str, Guard]:
    """The guards of a checkout.

    Raises EvaluationError where there are none or they are malformed.
    """
    try:
        return msgspec.json.decode((root / FLOORS).read_bytes(), type=dict[str, Guard])
    except (OSError, msgspec.DecodeError) as error:
        raise EvaluationError(f"{FLOORS}: {error}; run the gate from the root of a checkout") from error


def check(name: str, guard: Guard, scores: Mapping[str, float]) -> Iterator[Finding]:
    """What each bound says of its score; a metric that was not scored fails."""
    for metric, bound in guard.bounds().items():
        value = scores.get(metric, math.nan)
        verdict = "fails" if math.isnan(value) else bound.verdict(value)
        yield Finding(name, metric, value, str(bound), verdict)


def scores_of(name: str, guard: Guard, root: Path, load_pipeline: Load) -> Mapping[str, float] | None:
    """The scores of a guarded file, or None where it is not there.

    Raises EvaluationError where the file is not the one that the bounds were set on.
    """
    path = root / guard.file
    if not path.exists():
        return None
    found = corpus_hash(path)
    if found != guard.sha256:
        raise EvaluationError(
            f"{guard.file}: is not the corpus of {FLOORS} (sha256 {found}): set its floors anew"
        )
    return score(guard.set or name, path, load_pipeline).scores


def moved(guard: Guard, scores: Mapping[str, float], *, lower: bool) -> Guard:
    """The guard with its bounds raised to the scores; never loosened unless `lower`."""
    return msgspec.structs.replace(
        guard,
        floors={
            name: floor.moved(scores[name], lower=lower) if name in scores else floor
            for name, floor in guard.floors.items()
        },
        ceilings={
            name: ceiling.moved(scores[name], lower=lower) if name in scores else ceiling
            for name, ceiling in guard.ceilings.items()
        },
    )


def write(root: Path, guards: Mapping[str, Guard]) -> None:
    """Write the guards of a checkout, in an order that gives small diffs."""
    content = msgspec.json.format(msgspec.json.encode(dict(guards), order="deterministic"), indent=2)
    (root / FLOORS).write_bytes(content + b"\n")


def corpus_hash(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of all files of a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        total.update(file.relative_to(path).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _verdict(slack: float, margin: float) -> str:
    return "fails" if slack < -NOISE else "better" if slack > margin + NOISE else "holds"
