"""What the commands share: orderly ends, output that is the same everywhere, progress on a terminal."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from verbale.errors import VerbaleError

DEFAULT_WIDTH = 100  # columns, where the output is no terminal: the same bytes on every machine
INTERRUPTED = 130  # 128 + SIGINT, as shells count
PIPE_CLOSED = 141  # 128 + SIGPIPE


@contextmanager
def orderly() -> Iterator[None]:
    """Turn our errors, Ctrl-C and a closed pipe into one clear line (or none) and an exit status."""
    try:
        yield
    except VerbaleError as error:
        complain(str(error))
        raise typer.Exit(error.exit_status) from error
    except KeyboardInterrupt as error:
        complain("stopped")
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        # The reader of our output has enough (`| head`). Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from error


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(f"verbale: {' '.join(message.split())}", err=True)


def write(chunks: Iterable[str]) -> None:
    """Text on standard output as UTF-8 with plain line feeds, each chunk as soon as it is there."""
    out = sys.stdout.buffer
    for chunk in chunks:
        out.write(chunk.encode("utf-8", "replace"))
        out.flush()


def width() -> int:
    """Columns to write in."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else DEFAULT_WIDTH


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Gives what to call after each source. Shown on a terminal only, where no results go at once."""
    console = Console(stderr=True)
    if not console.is_terminal or sys.stdout.isatty():
        yield _nothing
        return
    columns = (
        TextColumn("reading"),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


class Rate(ProgressColumn):
    """Sources a second."""

    def render(self, task: Task) -> Text:
        """The rate, or nothing until one is known."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")


def _nothing() -> None:
    pass
