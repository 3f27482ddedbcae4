"""How sure an event is: the share of right ones among events of its kind."""

from collections.abc import Mapping
from types import MappingProxyType

from verbale.coding.drafts import Draft

# (predicate is a noun, actor known, other side known) → share of events with the right PLOVER root among those
# that name the given parties, in the two thirds of PLV's training rows that are open to view (700 rows; events
# that stand in another's content are left out, since a row has the outer event only). Number of events:
# 418, 173, 33; 16, 36, 16. An event without any party is never kept; its share is a guess.
_SHARES: Mapping[tuple[bool, bool, bool], float] = MappingProxyType(
    {
        (False, True, True): 0.87,
        (False, True, False): 0.73,
        (False, False, True): 0.48,
        (False, False, False): 0.25,
        (True, True, True): 0.75,
        (True, True, False): 0.25,
        (True, False, True): 0.31,
        (True, False, False): 0.1,
    }
)
# Events under a modal, a negation or a doubt have the right root half as often: 14 of 39 where 30 would be.
_DOUBTED = 0.5
_LEAST, _MOST = 0.05, 0.95


def confidence(draft: Draft, *, is_content: bool = False) -> float:
    """A prior by frame and by how much of it the text fills: 0 to 1, two places.

    What is asked for or promised (`is_content`) is no less sure for being open: its operator says so.
    """
    prior = _SHARES[_is_noun(draft), *_sides(draft)] * draft.match.frame.weight
    if draft.verdict.operators and not draft.operators and not is_content:
        prior *= _DOUBTED
    return round(min(max(prior, _LEAST), _MOST), 2)


def _is_noun(draft: Draft) -> bool:
    return draft.trigger.pos_ in ("NOUN", "PROPN")


def _sides(draft: Draft) -> tuple[bool, bool]:
    """Whether the actor is known, and the other side. Talks of one party have their other side only (0.37 of 19)."""
    if draft.match.frame.reciprocal and not draft.operators:
        return len(draft.actors) + len(draft.recipients) > 1, True
    return bool(draft.actors), bool(draft.recipients)
