"""Which role may do what: the one table. Every route names its act; one that names none is open to nobody."""

from collections.abc import Mapping
from typing import Literal, get_args

from verbale.store.people import Role, Scope

Act = Literal["enter", "read", "follow", "add", "judge", "edit", "watch", "adjudicate", "manage"]
ROLES: tuple[Role, ...] = get_args(Role)
SCOPES: Mapping[Scope, Role] = {
    "read": "reader",
    "review": "reviewer",
    "edit": "editor",
    "manage": "manager",
}
# The least role that may do it; each role may do what those before it may. Null: anybody, also from outside.
LEAST: Mapping[Act, Role | None] = {
    "enter": None,  # the door itself: logging in, style sheets
    "read": "reader",  # look, search, export
    "follow": "reader",  # a watch list and tokens of one's own, one's own password
    "add": "reviewer",  # put pages into the queue
    "judge": "reviewer",  # accept, fix, reject, undo; second readings
    "edit": "editor",  # merge, split, link, override, restore
    "watch": "editor",  # which feeds are followed
    "adjudicate": "editor",  # open rounds of second readings, settle what readers differ on
    "manage": "manager",  # accounts, erasing
}


def may(role: Role | None, act: Act) -> bool:
    """Whether a role may do this; null is nobody we know."""
    least = LEAST[act]
    return least is None or (role is not None and ROLES.index(role) >= ROLES.index(least))


def lesser(one: Role, other: Role) -> Role:
    """The role that may do less."""
    return min(one, other, key=ROLES.index)
