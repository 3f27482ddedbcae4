"""`verbale case`: one case from its request to what came of it."""

from typing import Annotated

import typer

from verbale.cli.asks import Form, FormOption, existing_store, layout
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.takers import now
from verbale.cli.terminal import orderly, write


def command(
    case_id: Annotated[str, typer.Argument(metavar="ID", help="The id that verbale cases shows.")],
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Show a case: its outcome and the rule behind it, then each step with who says so, in which words.

    CSV has a line for each step, jsonl the whole case in one.
    """
    with orderly():
        from dataclasses import replace

        from verbale.asking import as_of, case_file
        from verbale.export.caserows import CASE_FORMATS

        with existing_store(store) as opened, opened.view() as view:
            file = case_file(view, case_id)
        today = now().date().isoformat()
        write(CASE_FORMATS[form](replace(file, case=as_of(file.case, today)), layout()))
