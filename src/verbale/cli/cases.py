"""`verbale cases`: the cases of the store that a question finds."""

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
from verbale.cli.takers import now
from verbale.cli.terminal import orderly, write

Values = list[str] | None


def command(
    words: QueryArgument = None,
    requester: Annotated[Values, typer.Option(metavar="WHO", help="Who asks: a code, a name, an id.")] = None,
    addressee: Annotated[Values, typer.Option(metavar="WHO", help="Who is asked.")] = None,
    stage: Annotated[Values, typer.Option(metavar="STAGE", help="How far it went, or how it ended.")] = None,
    item: Annotated[Values, typer.Option(metavar="WHAT", help="For what: words or a category.")] = None,
    form: FormOption = Form.table,
    limit: LimitOption = DEFAULT_LIMIT,
    after: AfterOption = None,
    store: StoreOption = DEFAULT,
) -> None:
    """Show who asked whom for what and what came of it, the latest first.

    An option given twice means either; different options must all hold.
    """
    with orderly():
        from verbale.asking import as_of, query
        from verbale.export.caserows import CASES, render

        fields = {"requester": requester, "addressee": addressee, "stage": stage, "item": item}
        wanted = query(" ".join(words or ()), {name: values or () for name, values in fields.items()})
        today = now().date().isoformat()
        with existing_store(store) as opened, opened.view() as view:
            found = (as_of(case, today) for case in told(view.cases(wanted, at_most(limit), after)))
            write(render(form, found, CASES, layout()))
