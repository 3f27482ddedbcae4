"""The commands, put together. A command's own imports wait until it runs, so that `--help` is quick."""

from typing import Annotated

import typer

import verbale
from verbale.cli.account import commands as account
from verbale.cli.add import command as add
from verbale.cli.case import command as case
from verbale.cli.cases import command as cases
from verbale.cli.desk import desk
from verbale.cli.evaluate import command as evaluate
from verbale.cli.events import command as events
from verbale.cli.export import export, import_
from verbale.cli.failures import command as failures
from verbale.cli.feeds import commands as feeds
from verbale.cli.judge import commands as judge
from verbale.cli.publish import publish
from verbale.cli.read import command as read
from verbale.cli.recode import command as recode
from verbale.cli.remove import command as remove
from verbale.cli.schema import command as schema
from verbale.cli.search import command as search
from verbale.cli.watch import command as watch
from verbale.cli.work import command as work

app = typer.Typer(
    name="verbale",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read)
app.command("add")(add)
app.add_typer(feeds, name="feeds")
app.command("watch")(watch)
app.command("work")(work)
app.add_typer(account, name="account")
app.command("failures")(failures)
app.command("cases")(cases)
app.command("case")(case)
app.command("events")(events)
app.command("search")(search)
app.command("desk")(desk)
app.add_typer(judge, name="judge")
app.command("recode")(recode)
app.command("remove")(remove)
app.command("export")(export)
app.command("import")(import_)
app.command("publish")(publish)
app.command("evaluate")(evaluate)
app.command("schema")(schema)


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"verbale {verbale.__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read news and keep the minutes: who asked, promised, refused, met, attacked, and who says so."""
