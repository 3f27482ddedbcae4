"""`python tests/bench_ledger.py --articles 10000`: affairs of our own over two years, added to a store.

Prints how fast, in how much memory, and whether the stage of every case is that of the slow reference.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crashes import start
from reference_ledger import stage
from verbale.records import Case, Event
from verbale.store.base import Store

STATES = (
    "Albania Angola Armenia Austria Bahrain Benin Bhutan Botswana Brunei Bulgaria Cambodia Canada Chile Croatia Cuba"
    " Cyprus Denmark Ecuador Egypt Estonia Fiji Finland Gabon Ghana Greece Honduras Hungary Iceland Ireland Jamaica"
    " Japan Kenya Kuwait Laos Latvia Lesotho Liberia Malawi Malaysia Malta Mauritius Mongolia Namibia Nepal Norway Oman"
    " Panama Paraguay Peru Poland Portugal Qatar Romania Rwanda Samoa Senegal Serbia Slovakia Slovenia Spain Suriname"
    " Sweden Tanzania Thailand Togo Tonga Tunisia Uganda Uruguay Vanuatu Vietnam Zambia"
).split()
THINGS = ("tents", "generators", "ambulances", "helicopters", "rifles", "blankets", "trucks", "boats")
OUTLETS = ("Harbour News", "The Ledger", "Morning Wire", "Valley Post", "Coast Gazette")
FIRST = date(2024, 1, 1)
DAYS = 700
LIMIT_BYTES = 1.5e9  # what the store may need beside the language model, whatever the number of articles
# What may follow a request, a report each; the numbers are those asked for and handed over.
COURSES = (
    ("study", "pledge", "half", "rest"),
    ("pledge", "half"),
    ("refuse",),
    ("study", "refuse", "pledge"),
    ("pledge", "deliver"),
    ("study",),
    (),
    ("pledge", "again", "suspend"),
)


@dataclass(frozen=True)
class Affair:
    """Who asks whom for what, from which day on."""

    asker: str
    giver: str
    thing: str
    number: int
    day: date

    def says(self, move: str) -> str:
        """The sentence that a report tells it by."""
        half = self.number // 2
        return {
            "ask": f"{self.asker} asked {self.giver} for {self.number} {self.thing}.",
            "again": f"{self.asker} has asked {self.giver} for {self.number} {self.thing}.",
            "study": f"{self.giver} promised {self.asker} to study the request for {self.thing}.",
            "pledge": f"{self.giver} promised {self.asker} {self.number} {self.thing}.",
            "half": f"{self.giver} delivered {half} {self.thing} to {self.asker}.",
            "rest": f"{self.giver} delivered {self.number - half} {self.thing} to {self.asker}.",
            "deliver": f"{self.giver} delivered {self.number} {self.thing} to {self.asker}.",
            "refuse": f"{self.giver} refused to give {self.asker} {self.thing}.",
            "suspend": f"{self.giver} suspended its deliveries of {self.thing} to {self.asker}.",
        }[move]


@dataclass(frozen=True)
class Found:
    """What the bench found; `different` tells the cases whose stage is not the reference's."""

    articles: int
    cases: int
    seconds: float
    peak: int
    different: tuple[str, ...]


def affairs(dice: random.Random) -> Iterator[tuple[Affair, tuple[str, ...]]]:
    """Affairs without end, each with what follows the request."""
    while True:
        asker, giver = dice.sample(STATES, 2)
        day = FIRST + timedelta(days=dice.randrange(DAYS))
        affair = Affair(asker, giver, dice.choice(THINGS), 2 * dice.randint(2, 30), day)
        yield affair, dice.choice(COURSES)


def reports(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Rows for a JSON Lines file: each affair's reports, told by one or two outlets."""
    dice = random.Random(seed)
    made = 0
    for affair, course in affairs(dice):
        for place, move in enumerate(("ask", *course)):
            day = affair.day + timedelta(days=9 * place)
            for outlet in dice.sample(OUTLETS, dice.choice((1, 1, 2))):
                if made == count:
                    return
                made += 1
                yield {
                    "id": str(made),
                    "title": f"{affair.asker} and {affair.giver}, report {made}",
                    "text": f"{affair.says(move)} The {outlet} heard it in the harbour, page {made}.",
                    "published": day.isoformat(),
                    "outlet": outlet,
                }


def bench(folder: Path, *, count: int, seed: int) -> Found:
    """Adds so many reports in a process of its own and looks at every case."""
    rows, url = folder / "rows.jsonl", f"sqlite:///{folder}/bench.db"
    rows.write_text("".join(json.dumps(row) + "\n" for row in reports(count, seed)), encoding="utf-8")
    begun = time.monotonic()
    process = start("add", str(rows), "--store", url)
    process.communicate()
    seconds = time.monotonic() - begun
    with Store.open(url) as store, store.view() as view:
        state = view.state()
        events = {report.event.id: report.event for report in state.reports}
        published = {key: fact.published for key, fact in state.articles.items()}
        cases = view.cases().items
        today = datetime.now(UTC).date().isoformat()
        different = [
            f"{case.id} {case.provisional_stage} {case.exit}: "
            + "; ".join(
                f"{step.move} “{events[key].evidence[0].text}”" for step in case.steps for key in step.events
            )
            for case in cases
            if not _is_same(case, events, published, today)
        ]
        return Found(view.count().articles, len(cases), seconds, _peak(), tuple(different))


def _is_same(
    case: Case, events: Mapping[str, Event], published: Mapping[str, str | None], today: str
) -> bool:
    rung, exits = stage(case, events, published, today)
    if exits is None:
        return case.exit is None and case.provisional_stage == rung
    return case.exit is not None and case.exit in exits.split("|")


def _peak() -> int:
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return used * (1 if sys.platform == "darwin" else 1024)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = bench(Path(folder), count=options.articles, seed=options.seed)
    rate = found.articles / found.seconds
    sys.stdout.write(
        f"articles {found.articles:,}\ncases {found.cases:,}\nseconds {found.seconds:.0f} ({rate:.0f} a second)\n"
        f"peak memory {found.peak / 1e6:.0f} MB (at most {LIMIT_BYTES / 1e6:.0f})\n"
        f"stages other than the reference's {len(found.different)}\n"
    )
    sys.stdout.write("".join(f"  {case}\n" for case in found.different))
    sys.exit(bool(found.different) or found.peak > LIMIT_BYTES)


if __name__ == "__main__":
    main()
