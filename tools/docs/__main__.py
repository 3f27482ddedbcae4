"""`python -m tools.docs` writes the generated pages and renews the outputs that others show.

`--check` fails when a generated page differs from its sources.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.docs import commands, errors, frames, operators, outputs, record

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
NOTICE = "<!-- Made by `make docs` from the sources; edits here are lost. -->\n"

# Each builder returns {path under docs/reference: Markdown}.
BUILDERS: tuple[Callable[[], Mapping[str, str]], ...] = (
    commands.build,
    errors.build,
    frames.build,
    operators.build,
    record.build,
)


def pages() -> dict[Path, str]:
    """All generated pages by path."""
    return {REFERENCE / name: NOTICE + text for build in BUILDERS for name, text in build().items()}


def main(arguments: list[str]) -> int:
    made = pages()
    if "--check" not in arguments:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        outputs.renew()
        return 0
    stale = [path for path, text in made.items() if not _equal(path, text)]
    stray = [path for path in generated() if path not in made]
    for path in stale:
        print(f"docs/reference/{path.relative_to(REFERENCE)} differs from its sources: run `make docs`")
    for path in stray:
        print(f"docs/reference/{path.relative_to(REFERENCE)} is made by nothing any more: remove it")
    return 1 if stale or stray else 0


def generated() -> list[Path]:
    """The pages on disk that say that they are generated."""
    return [path for path in sorted(REFERENCE.rglob("*.md")) if path.read_text("utf-8").startswith(NOTICE)]


def _equal(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
