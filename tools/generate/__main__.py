"""`python -m tools.generate` writes the tables; `--check` fails when one differs from its sources."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.generate import (
    countries,
    factuality,
    frames,
    ingest,
    items,
    ledger,
    minutes,
    parties,
    places,
    reporting,
    shapes,
    time,
    towns,
)

DATA = Path(__file__).parents[2] / "src" / "verbale" / "data"

# Each builder returns {file name: bytes}; a table has one builder.
BUILDERS: tuple[Callable[[], dict[str, bytes]], ...] = (
    countries.build,
    factuality.build,
    frames.build,
    ingest.build,
    items.build,
    ledger.build,
    minutes.build,
    parties.build,
    places.build,
    reporting.build,
    shapes.build,
    time.build,
    towns.build,
)


def main(arguments: list[str]) -> int:
    tables = {name: content for build in BUILDERS for name, content in build().items()}
    if "--check" not in arguments:
        DATA.mkdir(exist_ok=True)
        for name, content in tables.items():
            (DATA / name).write_bytes(content)
        return 0
    stale = [name for name, content in tables.items() if not _equal(DATA / name, content)]
    stray = [path.name for path in DATA.glob("*.*") if path.name not in tables]
    for name in stale:
        print(f"src/verbale/data/{name} differs from its sources: run `make tables`")
    for name in stray:
        print(f"src/verbale/data/{name} has no generator: remove it or write one")
    return 1 if stale or stray else 0


def _equal(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
