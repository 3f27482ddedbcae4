"""The page of the command line: commands, arguments and options, from their signatures."""

import inspect
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from tools.docs.markdown import code, codes, page, table
from verbale.cli.app import app, common

INTRODUCTION = """# The command line

`verbale COMMAND --help` prints the same on a terminal."""


def build() -> dict[str, str]:
    parts = [_command(name, callback) for name, callback in commands()]
    return {
        "cli.md": page(
            INTRODUCTION, *parts, "## verbale", inspect.cleandoc(common.__doc__ or ""), _options(common)
        )
    }


def commands() -> Iterator[tuple[str, Any]]:
    """All commands with their functions, those of a group under both names: "feeds add"."""
    for each in app.registered_commands:
        yield str(each.name), each.callback
    for group in app.registered_groups:
        inner = group.typer_instance
        for each in inner.registered_commands if inner else ():
            yield f"{group.name} {each.name}", each.callback


def _command(name: str, callback: Any) -> str:
    text = inspect.cleandoc(callback.__doc__ or "")
    usage = " ".join(("verbale", name, *_usage(callback), "[OPTIONS]"))
    return page(f"## verbale {name}", f"```\n{usage}\n```", text, _options(callback))


def _usage(callback: Any) -> Iterator[str]:
    for name, _, info, default in _parameters(callback):
        if isinstance(info, ArgumentInfo):
            metavar = info.metavar or name.upper()
            yield metavar if default is inspect.Parameter.empty else f"[{metavar}]"


def _options(callback: Any) -> str:
    rows = []
    for name, kind, info, default in _parameters(callback):
        if isinstance(info, ArgumentInfo):
            names = info.metavar or name.upper()
        else:
            metavar = (
                f" {info.metavar or kind.__name__.upper()}"
                if kind not in (bool,) and not _values(kind)
                else ""
            )
            names = ", ".join(_names(name, kind, info)) + metavar
        rows.append((code(names), " ".join((info.help or "", _values(kind))).strip(), _default(default)))
    return table(("argument or option", "meaning", "default"), rows)


def _parameters(callback: Any) -> Iterator[tuple[str, Any, ArgumentInfo | OptionInfo, Any]]:
    hints = get_type_hints(callback, include_extras=True)
    for name, parameter in inspect.signature(callback).parameters.items():
        kind, info = get_args(hints[name])[:2]
        options = [each for each in get_args(kind) if each is not type(None)]
        yield name, options[0] if options else kind, info, parameter.default


def _names(name: str, kind: Any, info: OptionInfo) -> tuple[str, ...]:
    # Inside Annotated, what Typer calls the default is the first of the declared names.
    given = tuple(each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str))
    long = f"--{name.replace('_', '-')}"
    if any(each.startswith("--") for each in given):
        return given
    return (long, f"--no-{long[2:]}") if kind is bool else (long, *given)


def _values(kind: Any) -> str:
    if not (inspect.isclass(kind) and issubclass(kind, StrEnum)):
        return ""
    return f"One of {codes(kind)}."


def _default(default: Any) -> str:
    if default is inspect.Parameter.empty:
        return "required"
    return "" if default is None or default is False else code(str(default))
