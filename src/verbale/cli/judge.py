"""`verbale judge`: what a person decides, kept for good and undone by the same means."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.asks import (
    Form,
    FormOption,
    ReasonOption,
    WhoOption,
    existing_store,
    layout,
    me,
)
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.takers import now
from verbale.cli.terminal import orderly, write
from verbale.errors import UsageError

if TYPE_CHECKING:
    from verbale.records import Judgement, Verb
    from verbale.rulings import Ruling

commands = typer.Typer(
    no_args_is_help=True,
    help="Accept, reject, fix, merge, split, link and override: who decided, when and why stays for good.",
)
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Events, steps or cases.")]
One = Annotated[str, typer.Argument(metavar="ID", help="The one that stays, or is changed.")]
Others = Annotated[list[str], typer.Argument(metavar="ID…", help="The others.")]
Values = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="What it is instead.")]


@commands.command("accept")
def accept(
    ids: Ids,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Say that events, steps or cases are right as they are."""
    _judge("accept", ids, reason=reason, who=who, form=form, store=store)


@commands.command("reject")
def reject(
    ids: Ids,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Say that events, steps or cases are wrong; wants a reason."""
    _judge("reject", ids, reason=reason, who=who, form=form, store=store)


@commands.command("fix")
def fix(
    one: One,
    values: Values,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Set fields of an event (event_type, factuality, polarity …) or the move of a step, and accept it so."""
    _judge("fix", [one], values=_pairs(values), reason=reason, who=who, form=form, store=store)


@commands.command("override")
def override(
    one: One,
    values: Values,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Set stage, provisional_stage, exit or fulfilment of a case against its rule; wants a reason."""
    _judge("override", [one], values=_pairs(values), reason=reason, who=who, form=form, store=store)


@commands.command("merge")
def merge(
    one: One,
    others: Others,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Say that steps, cases or parties are one."""
    _judge("merge", [one], others=others, reason=reason, who=who, form=form, store=store)


@commands.command("split")
def split(
    one: One,
    others: Others,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Take events out of a step, steps out of a case, or say that two parties are not one."""
    _judge("split", [one], others=others, reason=reason, who=who, form=form, store=store)


@commands.command("link")
def link(
    one: One,
    others: Others,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Put steps into a case."""
    _judge("link", [one], others=others, reason=reason, who=who, form=form, store=store)


@commands.command("unlink")
def unlink(
    one: One,
    others: Others,
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Take steps out of a case; they become one of their own."""
    _judge("unlink", [one], others=others, reason=reason, who=who, form=form, store=store)


@commands.command("undo")
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number that verbale judge log shows.")],
    reason: ReasonOption = None,
    who: WhoOption = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Undo a judgement, an undo too. Both stay in the log."""
    with orderly():
        from verbale import rulings

        with existing_store(store) as opened:
            _write(rulings.undo(opened, number, who=me(who), reason=reason, now=now()), form)


@commands.command("log")
def log(
    subject_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="Of this event, step, case or party alone.")
    ] = None,
    form: FormOption = Form.table,
    store: StoreOption = DEFAULT,
) -> None:
    """Show what was decided, in order."""
    with orderly(), existing_store(store) as opened, opened.view() as view:
        _write(view.judgements(subject_id=subject_id), form)


def _judge(
    verb: "Verb",
    ids: list[str],
    *,
    others: list[str] | None = None,
    values: Mapping[str, str] | None = None,
    reason: str | None,
    who: str | None,
    form: Form,
    store: str,
) -> None:
    with orderly():
        from verbale import rulings

        def ruling(key: str) -> "Ruling":
            return rulings.Ruling(verb, key, others=tuple(others or ()), values=values, reason=reason)

        with existing_store(store) as opened:
            _write(rulings.judge(opened, map(ruling, ids), who=me(who), now=now()), form)


def _pairs(values: list[str]) -> dict[str, str]:
    """FIELD=VALUE by field. Raises UsageError; called before a store is opened."""
    with orderly():
        pairs = [value.partition("=") for value in values]
        for name, equals, value in pairs:
            if not (name and equals and value):
                raise UsageError(f"{name}{equals}{value}: write FIELD=VALUE")
        return {name: value for name, _, value in pairs}


def _write(judgements: "tuple[Judgement, ...]", form: Form) -> None:
    from verbale.export.caserows import JUDGEMENTS, render

    write(render(form, judgements, JUDGEMENTS, layout()))
