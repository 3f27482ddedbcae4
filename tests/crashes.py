"""`python tests/crashes.py --pages 300 --kills 20`: kills `verbale add` at random moments, and runs it again.

Each time that it ends, the store must equal that of a run that nobody disturbed.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import COMMAND
from servers import story
from stores import holdings
from verbale.store.base import Store


@dataclass(frozen=True)
class Trial:
    """What came of the kills: `stores` were filled meanwhile, `different` names the parts that ever differed."""

    kills: int
    stores: int
    different: tuple[str, ...]


def write_pages(folder: Path, count: int) -> None:
    """Pages of our own, a JSONL of as many more as a tenth of them, and one file that cannot be read."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.html").write_text(story(number), encoding="utf-8")
    (folder / "broken.html").write_bytes(b"%PDF-1.7\n")
    lines = (f'{{"id": "{n}", "text": "Peru asked Oman for {n + 2} boats."}}\n' for n in range(count // 10))
    (folder / "rows.jsonl").write_text("".join(lines))


def add(folder: Path, store: str) -> None:
    """Runs the command to its end."""
    with start("add", str(folder), "--store", store) as process:
        process.communicate()


def start(*arguments: str) -> "subprocess.Popen[str]":
    """A command at work."""
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def articles(url: str) -> int:
    """How many articles a store holds."""
    with Store.open(url) as store, store.view() as view:
        return view.count().articles


def trial(folder: Path, *, pages: int, kills: int, seed: int) -> Trial:
    """Adds pages while killing; `folder` is empty. The first kill comes while the command is still starting."""
    dice = random.Random(seed)
    write_pages(folder / "pages", pages)
    begun = time.monotonic()
    add(folder / "pages", f"sqlite:///{folder}/whole.db")
    whole = time.monotonic() - begun
    expected = holdings(f"sqlite:///{folder}/whole.db")
    # So many pages a kill on average that the kills are spread over the whole.
    share = 2 * len(expected["articles"]) // (kills + 1)
    done = stores = 0
    different: set[str] = set()
    while done < kills:
        stores += 1
        store = f"sqlite:///{folder}/killed-{stores}.db"
        while done < kills:
            with start("add", str(folder / "pages"), "--store", store) as process:
                if done == 0:
                    time.sleep(dice.uniform(0, whole / 2))
                else:
                    _wait(process, store, articles(store) + dice.randint(1, share))
                time.sleep(dice.uniform(0, 0.05))  # the same page is not always just done
                ended = process.poll() is not None
                process.kill()
            if ended:
                break
            done += 1
        add(folder / "pages", store)
        different |= _different(expected, holdings(store))
    return Trial(done, stores, tuple(sorted(different)))


def _wait(process: "subprocess.Popen[str]", url: str, wanted: int) -> None:
    """Until the store holds so many articles, or the command ends."""
    with Store.open(url) as store:
        while process.poll() is None:
            with store.view() as view:
                if view.count().articles >= wanted:
                    return
            time.sleep(0.01)


def _different(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {name for name in one if one[name] != other[name]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = trial(Path(folder), pages=options.pages, kills=options.kills, seed=options.seed)
    sys.stdout.write(f"{found}\n")
    sys.exit(bool(found.different))


if __name__ == "__main__":
    main()
