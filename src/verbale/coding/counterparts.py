"""Fills parties that the text leaves to be understood from the clause before."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verbale.coding.drafts import Draft, same_side, without
from verbale.records import Party

_ADDRESSED = frozenset({"REQUEST", "AGREE", "REJECT"})
_ANSWERS = frozenset({"AGREE", "REJECT", "AID"})


def fill(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts in order of the text, with open recipients taken from whom the actor was dealing with.

    "He held talks with the Chadians, pleading for fuel": the plea is to the Chadians. Idioms that leave the
    other side unsaid ("came back empty-handed") take it from the clause or sentence before.
    """
    everything = list(drafts)
    before: list[Draft] = []
    for draft in everything:
        filled = _filled(draft, before, everything)
        before.append(filled)
        yield filled


def _filled(draft: Draft, before: list[Draft], everything: list[Draft]) -> Draft:
    if draft.match.frame.implicit and not draft.actors and draft.recipients:
        return replace(draft, actors=_latest(draft.recipients, before))
    if draft.recipients:
        return draft
    if draft.type == "AID":
        return replace(draft, recipients=_promised_to(draft, everything) or _askers(draft, before))
    if draft.type in _ADDRESSED and draft.actors:
        found = () if draft.content else _answered_by(draft, everything) or _talked_to(draft, before)
        return replace(draft, recipients=found or _askers(draft, before) or _asked_before(draft, before))
    return draft


def _talked_to(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Whom the actor meets in the same sentence."""
    sentence = [each for each in before if each.trigger.sent == draft.trigger.sent and each.type == "CONSULT"]
    return _latest(draft.actors, sentence)


def _askers(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Who asked the actor last: an answer that names nobody is to him ("Lisbon would study the request")."""
    if draft.type not in _ANSWERS or not draft.actors or draft.fillers("RECIPIENT"):
        return ()
    requests = (each for each in reversed(before) if each.type == "REQUEST")
    asked = (each for each in requests if same_side(each.recipients, draft.actors))
    return next((without(each.actors, draft.actors) for each in asked), ())


def _asked_before(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Whom the same side asked last: "Maputo had asked for six" goes on with the request told before."""
    if draft.type != "REQUEST" or draft.fillers("RECIPIENT"):
        return ()
    requests = (each for each in reversed(before) if each.type == "REQUEST" and each.recipients)
    return next((each.recipients for each in requests if same_side(each.actors, draft.actors)), ())


def _promised_to(draft: Draft, drafts: list[Draft]) -> tuple[Party, ...]:
    """To whom the things given had been promised: "delivered the boats that it pledged to Liberia"."""
    clauses = {child.i for item in draft.fillers("ITEM") for child in item.children if child.dep_ == "relcl"}
    promised = (each for each in drafts if each.trigger.i in clauses and each.type == "AGREE")
    return next((without(each.recipients, draft.actors) for each in promised), ())


def _answered_by(draft: Draft, drafts: list[Draft]) -> tuple[Party, ...]:
    """Who accepts or rejects what was asked for or offered: "Kenya rejected Somalia's request"."""
    answers = (
        each for each in drafts if each.type in ("REJECT", "AGREE") and draft.trigger in each.fillers("ITEM")
    )
    return next((without(each.actors, draft.actors) for each in answers), ())


def _latest(side: tuple[Party, ...], before: list[Draft]) -> tuple[Party, ...]:
    """Whom a side was dealing with in the latest draft that has it."""
    for draft in reversed(before):
        everyone = (*draft.actors, *draft.recipients)
        if same_side(side, everyone) and (others := without(everyone, side)):
            return others
    return ()
