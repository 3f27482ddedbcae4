"""`verbale account`: who may come to a team's desk, and what they may do there."""

import sys
from typing import Annotated, cast, get_args

import typer

from verbale.cli.stores import DEFAULT, StoreOption, open_store
from verbale.cli.takers import now
from verbale.cli.terminal import orderly, write
from verbale.errors import UsageError
from verbale.store.people import Role

commands = typer.Typer(no_args_is_help=True, help="Say who may come to a team's desk, and as what.")
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, dots, hyphens.")]


@commands.command("add")
def add(
    name: NameArgument,
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="reader, reviewer, editor or manager.")
    ] = "reader",
    store: StoreOption = DEFAULT,
) -> None:
    """Add an account. The password is asked for, or read from standard input where that is no terminal."""
    with orderly():
        from verbale.desk.access import people

        if role not in get_args(Role):
            raise UsageError(f"{role}: there are the roles {', '.join(get_args(Role))}")
        with open_store(store) as opened:
            people.add(opened, name, cast(Role, role), _password(), now=now())


@commands.command("list")
def show(store: StoreOption = DEFAULT) -> None:
    """Show the accounts with their roles."""
    with orderly(), open_store(store) as opened, opened.view() as view:
        write(f"{one.name}  {one.role}  since {one.added[:10]}\n" for one in view.accounts())


@commands.command("remove")
def remove(name: NameArgument, store: StoreOption = DEFAULT) -> None:
    """Remove an account with its sessions and tokens. What its owner judged stays."""
    with orderly():
        from verbale.desk.access import people

        with open_store(store) as opened:
            people.remove(opened, name)


@commands.command("password")
def password(name: NameArgument, store: StoreOption = DEFAULT) -> None:
    """Give an account another password; its browsers have to log in again."""
    with orderly():
        from verbale.desk.access import people

        with open_store(store) as opened:
            people.change(opened, name, password=_password())


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
