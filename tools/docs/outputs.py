"""Renews the outputs that pages show, by running the commands that they name.

A block behind `<!-- output of: verbale read … -->` is all that the command prints, behind
`<!-- lines 1-9 of: … -->` some of it, cut where the page was told to. They are written and never compared: the
last digit of a parser's sums may differ between processors, and with it a line.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")

_BLOCK = re.compile(
    r"<!-- (?:output|lines (?P<first>\d+)-(?P<last>\d+)) of: verbale (?P<command>.+?) -->\n"
    r"```\n(?P<old>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def renew() -> None:
    """Write today's outputs into the pages."""
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        path.write_text(_BLOCK.sub(_renewed, text), encoding="utf-8")


def _renewed(block: re.Match[str]) -> str:
    lines = _run(block["command"])
    if block["first"]:
        first, last = int(block["first"]), int(block["last"])
        lines = [
            *(["…"] if first > 1 else []),
            *lines[first - 1 : last],
            *(["…"] if last < len(lines) else []),
        ]
    head = block[0][: block.start("old") - block.start()]
    return head + "".join(f"{line}\n" for line in lines) + "```"


def _run(command: str) -> list[str]:
    """What the command prints, line by line. The pages that it reads have to be there and readable."""
    program = [sys.executable, "-c", "from verbale.cli import main; main()", *shlex.split(command)]
    answer = subprocess.run(program, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return answer.stdout.splitlines()
