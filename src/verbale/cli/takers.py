"""What the commands share that take pages in: options, a coder that loads when it is needed, progress."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from verbale.cli.terminal import complain, write

if TYPE_CHECKING:
    from verbale.ingest.entries import Intake
    from verbale.pipeline import Pipeline
    from verbale.records import Article, Minutes
    from verbale.store.base import Store
    from verbale.taking import Done, Taker

# Pages of one host are asked for no faster than a hurried reader opens them.
DEFAULT_DELAY = 1.0
WORDS = {"new": "new", "version": "changed", "same": "known already", "failed": "failed"}

ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to parse with.")
]
MaxBytesOption = Annotated[
    int, typer.Option("--max-bytes", min=1, help="Largest page, feed or record to read.")
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private network addresses too.")
]
DelayOption = Annotated[
    float, typer.Option("--delay", min=0, help="Least seconds between two requests to one host.")
]


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def new_taker(store: "Store", model: str | None) -> "Taker":
    """Takes pages into a store; the language model is loaded with the first page that is new."""
    from verbale.taking import Taker

    @cache
    def load() -> "Pipeline":
        from verbale.pipeline import Pipeline

        return Pipeline() if model is None else Pipeline(model=model)

    def minutes(article: "Article") -> "Minutes":
        return load().minutes(article)

    return Taker(store, minutes, now)


def run(command: str, sources: Sequence[str], taker: "Taker", intake: "Intake") -> Counter[str]:
    """Takes in all sources, says what failed and at the end what was done, and keeps the run in the store."""
    from verbale.taking import expanded, put_run, take_all

    counts: Counter[str] = Counter()
    started = taker.stamp()

    def end() -> None:
        put_run(taker.store, command, started, taker.stamp(), counts)
        write([summary(counts), "\n"])

    try:
        names, failed = expanded(sources, taker)
        _tell(failed, counts)
        with _progress() as advance:
            for done in take_all(names, taker, intake):
                _tell([done], counts)
                advance(done.share)
    except KeyboardInterrupt:  # what was done stays, and is said
        end()
        raise
    end()
    return counts


def summary(counts: Counter[str]) -> str:
    """ "3 new, 1 changed, 12 known already, 0 failed"."""
    return ", ".join(f"{counts[verdict]:,} {word}" for verdict, word in WORDS.items())


def _tell(dones: "Iterable[Done]", counts: Counter[str]) -> None:
    for done in dones:
        counts[done.verdict] += 1
        if done.error is not None:
            complain(str(done.error))


@contextmanager
def _progress() -> Iterator[Callable[[float], None]]:
    """Gives what to call after each record with the share that is done. Shown on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _nothing
        return
    columns = (
        TextColumn("{task.fields[records]:,} records"),
        TextColumn("{task.fields[rate]:.1f}/s"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0, records=0, rate=0.0)
        records = 0

        def advance(share: float) -> None:
            nonlocal records
            records += 1
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(task, completed=share, records=records, rate=records / elapsed if elapsed else 0.0)

        yield advance


def _nothing(share: float) -> None:
    del share
