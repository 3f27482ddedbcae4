"""Where a case went whose id is gone: the one that it was merged into."""

from verbale.errors import NotFound
from verbale.ledger import judging
from verbale.records import Case
from verbale.store.base import View


class Moved(Exception):
    """The case goes on under another id."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} is now {new}")
        self.old, self.new = old, new


def stands(view: View, case_id: str) -> Case:
    """The case. Raises Moved where it was merged into another, NotFound where there is none."""
    found = _case(view, case_id)
    if found is not None:
        return found
    for other in sorted(_merged_with(view, case_id) - {case_id}):
        if _case(view, other) is not None:
            raise Moved(case_id, other)
    raise NotFound(f"{case_id}: there is no case with this id in the store")


def _case(view: View, case_id: str) -> Case | None:
    try:
        return view.case(case_id)
    except NotFound:
        return None


def _merged_with(view: View, case_id: str) -> set[str]:
    """All ids that were merged with this one, directly or through others."""
    merges = [
        {one.subject_id, *judging.ids(one, "with")}
        for one in judging.active(view.judgements(subject="case"))
        if one.verb == "merge"
    ]
    found, known = {case_id}, 0
    while len(found) > known:
        known = len(found)
        found |= {key for merge in merges if merge & found for key in merge}
    return found
