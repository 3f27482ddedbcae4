"""`verbale schema`: the JSON Schema of what is printed."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from verbale.cli.terminal import orderly, write


class Name(StrEnum):
    """The records that have a schema."""

    event = "event"
    article = "article"
    case = "case"


def command(
    name: Annotated[Name, typer.Argument(help="Which record.")] = Name.event,
) -> None:
    """Print the JSON Schema of an event, an article or a case, as the commands print them as JSON."""
    from verbale.export.schema import schema

    with orderly():
        write([json.dumps(schema(name), indent=2, ensure_ascii=False), "\n"])
