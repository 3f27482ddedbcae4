"""Renews the outputs that pages show, by running the commands that they name.

A block behind `<!-- output of: verbale read … -->` is all that the command prints; behind
`<!-- first 2 events of: … -->` it ends with the second event. They are written and never compared: the last digit
of a parser's sums may differ between processors, and with it a line.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")

_BLOCK = re.compile(
    r"<!-- (?:output|first (?P<events>\d+) events) of: verbale (?P<command>.+?) -->\n"
    r"```\n(?P<old>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_EVENT = re.compile(r" {1,2}\d+  \S")  # its number in the minutes


def renew() -> None:
    """Write today's outputs into the pages."""
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        path.write_text(_BLOCK.sub(_renewed, text), encoding="utf-8")


def _renewed(block: re.Match[str]) -> str:
    lines = _run(block["command"])
    if block["events"]:
        lines = _cut(lines, int(block["events"]))
    head = block[0][: block.start("old") - block.start()]
    return head + "".join(f"{line}\n" for line in lines) + "```"


def _cut(lines: list[str], events: int) -> list[str]:
    """The lines up to the end of so many events, and "…" where there are more."""
    starts = [number for number, line in enumerate(lines) if _EVENT.match(line)]
    if len(starts) <= events:
        return lines
    kept = lines[: starts[events]]
    while not kept[-1].startswith(" "):  # the heading of the next event's sides
        kept.pop()
    return [*kept, "…"]


def _run(command: str) -> list[str]:
    """What the command prints, line by line. The pages that it reads have to be there and readable."""
    program = [sys.executable, "-c", "from verbale.cli import main; main()", *shlex.split(command)]
    answer = subprocess.run(program, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return answer.stdout.splitlines()
