"""`python -m tools.agreement` prints how far the two readings of the stories agree, as a Markdown table.

`python -m tools.agreement --differences STORY` lists where the two readings of one story differ.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from tools.agreement.differences import lines
from tools.agreement.figures import rows
from tools.agreement.pairs import compare
from tools.agreement.reading import read

STORIES = Path("eval") / "stories"
SETS = ("dev", "sealed")


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tools.agreement", description=__doc__)
    parser.add_argument("--differences", metavar="STORY", help="name of a story, without its ending")
    wanted = parser.parse_args(arguments).differences
    found = {
        name: [compare(story) for story in read(STORIES / name, STORIES / "first", STORIES / "second")]
        for name in SETS
    }
    if wanted is None:
        print("\n".join(table({name: rows(compared) for name, compared in found.items()})))
        return 0
    chosen = [one for compared in found.values() for one in compared if one.story.name == wanted]
    for one in chosen:
        print("\n".join(lines(one)))
    return 0 if chosen else 1


def table(sets: dict[str, list[tuple[str, str]]]) -> list[str]:
    """A Markdown table, one column a set."""
    names = [name for name, _ in next(iter(sets.values()))]
    figures = [dict(told) for told in sets.values()]
    return [
        f"| | {' | '.join(f'`{name}`' for name in sets)} |",
        "|---|" + "---|" * len(sets),
        *(f"| {name} | {' | '.join(one[name] for one in figures)} |" for name in names),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
