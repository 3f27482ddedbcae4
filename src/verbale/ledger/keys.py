"""Ids of steps and cases: from the first report of each, so that all orders of arrival end in the same
ids."""

from hashlib import sha256


def step_id(event_id: str, requester: str, answerer: str) -> str:
    """The id of the step whose first report is that event, in the docket of a requester and whom it asked (of
    several bound together, the first)."""
    return "s-" + _short(event_id, requester, answerer)


def case_id(event_id: str, requester: str, addressee: str, thing: str) -> str:
    """The id of the case that this event opens; what is not known yet of side and thing is empty."""
    return "c-" + _short(event_id, requester, addressee, thing)


def _short(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
