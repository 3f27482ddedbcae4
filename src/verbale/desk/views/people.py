"""The accounts of a team, as they are shown: without anything of their passwords."""

from verbale.records import Record
from verbale.store.base import View
from verbale.store.people import Account, Role


class Person(Record, frozen=True, kw_only=True):
    """An account."""

    name: str
    role: Role
    added: str


def person(account: Account) -> Person:
    """An account as it is shown."""
    return Person(name=account.name, role=account.role, added=account.added)


def people(view: View) -> tuple[Person, ...]:
    """The accounts of the team, by name."""
    return tuple(map(person, view.accounts()))
