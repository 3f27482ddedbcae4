"""Steps: typed moves, each from all reports of it."""

from verbale.ledger.state import State
from verbale.records import Step


def steps(state: State) -> tuple[Step, ...]:
    """The steps of a state, in order of time."""
    del state
    return ()
