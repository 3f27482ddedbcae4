"""`verbale search`: full text and fields over events, articles and cases."""

from enum import StrEnum
from typing import Annotated

import typer

from verbale.cli.asks import (
    DEFAULT_LIMIT,
    AfterOption,
    Form,
    FormOption,
    LimitOption,
    at_most,
    existing_store,
    layout,
    told,
)
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.terminal import orderly, write


class What(StrEnum):
    """What is searched; the kinds of `verbale.store.rows`."""

    event = "event"
    article = "article"
    case = "case"


def command(
    words: Annotated[
        list[str],
        typer.Argument(metavar="QUERY", help="Words, fields and AND, OR, NOT: 'gunships AND addressee:RUS'."),
    ],
    kind: Annotated[What, typer.Option("--in", help="What to find.")] = What.event,
    form: FormOption = Form.table,
    limit: LimitOption = DEFAULT_LIMIT,
    after: AfterOption = None,
    store: StoreOption = DEFAULT,
) -> None:
    """Search the store; each hit stands in its context, the match between » and «.

    gunships "border guards"        both words; a phrase
    gunship* OR artillery           the beginning of a word; either
    requester:AFG addressee:RUS     fields: actor recipient party source type item stage outlet review …
    after:2015-10 before:2015-11    by day, month or year
    """
    with orderly():
        from verbale.export.caserows import render
        from verbale.export.hits import HITS

        with existing_store(store) as opened, opened.view() as view:
            found = view.search(" ".join(words), at_most(limit), after, kind=kind.value)
            hits = told(found)
            write(render(form, hits, HITS, layout()))
