"""`verbale events`: the events of the store that a question finds."""

from typing import Annotated

import typer

from verbale.cli.asks import (
    DEFAULT_LIMIT,
    AfterOption,
    Form,
    FormOption,
    LimitOption,
    QueryArgument,
    at_most,
    existing_store,
    layout,
    told,
)
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.terminal import orderly, write

Values = list[str] | None


def command(
    words: QueryArgument = None,
    actor: Annotated[Values, typer.Option(metavar="WHO", help="Who acts: a code, a name, an id.")] = None,
    recipient: Annotated[Values, typer.Option(metavar="WHO", help="Who is acted on.")] = None,
    event_type: Annotated[
        Values, typer.Option("--type", metavar="TYPE", help="The PLOVER type: REQUEST, AGREE, …")
    ] = None,
    source: Annotated[Values, typer.Option(metavar="WHO", help="Who says so.")] = None,
    item: Annotated[Values, typer.Option(metavar="WHAT", help="For what: words or a category.")] = None,
    form: FormOption = Form.table,
    limit: LimitOption = DEFAULT_LIMIT,
    after: AfterOption = None,
    store: StoreOption = DEFAULT,
) -> None:
    """Show the events of the stored articles, the latest first, as verbale read does for pages."""
    with orderly():
        from verbale.asking import pages, query
        from verbale.export.formats import RENDERERS

        given = {"actor": actor, "recipient": recipient, "type": event_type, "source": source, "item": item}
        wanted = query(" ".join(words or ()), {name: values or () for name, values in given.items()})
        with existing_store(store) as opened, opened.view() as view:
            found = view.events(None, wanted, at_most(limit), after)
            write(RENDERERS[form](pages(view, told(found)), layout()))
