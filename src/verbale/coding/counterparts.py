"""Fills parties that the text leaves to be understood from the clause before."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verbale.coding.drafts import Draft, same_side, without
from verbale.records import Party

_ADDRESSED = frozenset({"REQUEST", "AGREE", "REJECT"})


def fill(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts in order of the text, with open recipients taken from whom the actor was dealing with.

    "He held talks with the Chadians, pleading for fuel": the plea is to the Chadians. Idioms that leave the
    other side unsaid ("came back empty-handed") take it from the clause or sentence before.
    """
    before: list[Draft] = []
    for draft in drafts:
        filled = _filled(draft, before)
        before.append(filled)
        yield filled


def _filled(draft: Draft, before: list[Draft]) -> Draft:
    if draft.match.frame.implicit and not draft.actors and draft.recipients:
        return replace(draft, actors=_latest(draft.recipients, before))
    if draft.type in _ADDRESSED and draft.actors and not draft.recipients and not draft.content:
        same_sentence = [
            each for each in before if each.trigger.sent == draft.trigger.sent and each.type == "CONSULT"
        ]
        return replace(draft, recipients=_latest(draft.actors, same_sentence))
    return draft


def _latest(side: tuple[Party, ...], before: list[Draft]) -> tuple[Party, ...]:
    """Whom a side was dealing with in the latest draft that has it."""
    for draft in reversed(before):
        everyone = (*draft.actors, *draft.recipients)
        if same_side(side, everyone) and (others := without(everyone, side)):
            return others
    return ()
