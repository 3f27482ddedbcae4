"""`verbale evaluate`: scores against gold sets, and the gate."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.terminal import orderly, write
from verbale.errors import GateError, UsageError

if TYPE_CHECKING:
    from verbale.evaluate.gate import Finding
    from verbale.pipeline import Pipeline

SETS = "attribution, factuality, pages, relations, stories or time"


def command(
    set_name: Annotated[str | None, typer.Argument(metavar="SET", help=f"One of {SETS}.")] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The gold file or folder.")] = None,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write a JSON line for each input row, in order.")
    ] = None,
    gate: Annotated[bool, typer.Option("--gate", help="Check all floors of eval/floors.json.")] = False,
    raise_floors: Annotated[
        bool, typer.Option("--raise", help="With --gate: raise floors to the scores.")
    ] = False,
    lower: Annotated[
        bool,
        typer.Option("--lower", help="With --gate: set floors to the scores even where that lowers them."),
    ] = False,
) -> None:
    """Score a gold set, or check that no score fell under its floor.

    A file without gold is only predicted. The gate exits with status 1 when a score fell.
    """
    with orderly():
        if gate and set_name is None:
            _gate(raise_floors=raise_floors, lower=lower)
        elif set_name is not None and file is not None and not (gate or raise_floors or lower):
            _score(set_name, file, predictions)
        else:
            raise UsageError("give SET and FILE, or --gate (with --raise or --lower) alone")


def _score(set_name: str, file: Path, predictions: Path | None) -> None:
    import msgspec

    from verbale.evaluate.sets import score

    outcome = score(set_name, file, _pipeline)
    if predictions is not None:
        try:
            predictions.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in outcome.predictions))
        except OSError as error:
            raise UsageError(f"{predictions}: {error.strerror}") from error
    write(_table(f"{set_name}: {outcome.rows} rows", outcome.scores))


def _table(title: str, scores: Mapping[str, float]) -> list[str]:
    widest = max(map(len, scores), default=0)
    return [f"{title}\n", *(f"  {name:<{widest}}  {_figure(value)}\n" for name, value in scores.items())]


def _figure(value: float) -> str:
    """Fractions to four places; counts as they are."""
    return f"{value:8.4f}" if value <= 1 else f"{value:8g}"


def _gate(*, raise_floors: bool, lower: bool) -> None:
    from verbale.evaluate import gate

    root = Path.cwd()
    guards = gate.load(root)
    failed = 0
    for name, guard in guards.items():
        scores = gate.scores_of(name, guard, root, _pipeline)
        if scores is None:
            write([f"{name}: {guard.file} is not here: not checked\n"])
            continue
        if raise_floors or lower:
            guards[name] = gate.moved(guard, scores, lower=lower)
        findings = list(gate.check(name, guards[name], scores))
        write(_line(finding) for finding in findings)
        failed += sum(finding.verdict == "fails" for finding in findings)
    if raise_floors or lower:
        gate.write(root, guards)
    if failed:
        raise GateError(f"{failed} score(s) under the floor: mend them, or say why and use --gate --lower")


def _line(finding: "Finding") -> str:
    advice = {"fails": "FELL UNDER IT", "better": "beats it by more than its margin: raise it with --raise"}
    verdict = advice.get(finding.verdict, "holds")
    return f"{finding.name:<20} {finding.metric:<24} {finding.value:8.4f}  {finding.bound:<16} {verdict}\n"


@cache
def _pipeline() -> "Pipeline":
    """Loaded once a process, when a set needs it."""
    from verbale.pipeline import Pipeline

    return Pipeline()
