"""`python -m tests.renew_pages` writes the expected article beside each golden page: read the diff first."""

from pathlib import Path

import msgspec

from verbale.ingest import Limits, read_source
from verbale.records import Article

PAGES = Path(__file__).parent / "pages"
SUFFIXES = frozenset({".html", ".txt"})


def golden_pages() -> list[Path]:
    """The golden pages, sorted."""
    return sorted(path for path in PAGES.iterdir() if path.suffix in SUFFIXES)


def expected(page: Path) -> Path:
    """Where the expected article of a page stands."""
    return page.with_suffix(".json")


def read(page: Path) -> Article:
    """The article of a golden page."""
    return next(read_source(str(page), limits=Limits()))


def main() -> None:
    for page in golden_pages():
        content = msgspec.json.format(msgspec.json.encode(read(page)), indent=1)
        expected(page).write_bytes(content + b"\n")


if __name__ == "__main__":
    main()
