"""The page of errors: the tree, and what each one means to a caller and to a shell."""

import inspect
from collections.abc import Iterator

from tools.docs.markdown import code, page, table
from verbale import errors
from verbale.cli.terminal import INTERRUPTED, PIPE_CLOSED

INTRODUCTION = """# Errors

All errors that Verbale raises on purpose come from one root, `verbale.VerbaleError`; `verbale.SourceError` and
`verbale.UsageError` can be imported from the package, all of them from `verbale.errors`. On the command line each is
one line on standard error, and an exit status."""


def build() -> dict[str, str]:
    return {
        "errors.md": page(
            INTRODUCTION,
            f"```\n{_tree()}\n```",
            table(("error", "meaning", "exit status"), _rows()),
            _others(),
        )
    }


def _tree() -> str:
    """The drawing in the module's docstring."""
    return inspect.cleandoc(errors.__doc__ or "").split("\n\n")[1]


def _rows() -> Iterator[tuple[str, str, str]]:
    for name in sorted(errors.__all__):
        error = getattr(errors, name)
        yield code(name), inspect.cleandoc(error.__doc__), str(error.exit_status)


def _others() -> str:
    return (
        "A source that cannot be read does not stop the others: its line is printed, the others are read, and "
        "the status at the end is 1. "
        f"Ctrl-C ends with status {INTERRUPTED}, a closed pipe (`| head`) silently with {PIPE_CLOSED}. "
        "A wrong option or a missing argument is status 2. Anything else is a defect and shows a traceback."
    )
