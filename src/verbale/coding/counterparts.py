"""Fills parties that the text leaves to be understood from the clause before."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verbale.coding.answers import answered, distance
from verbale.coding.conditions import clauses
from verbale.coding.drafts import STATE, Draft, same_side, without
from verbale.records import Party

_ADDRESSED = frozenset({"REQUEST", "AGREE", "REJECT", "CONCEDE", "THREATEN"})
_ANSWERS = frozenset({"AGREE", "REJECT", "AID"})
# What is agreed to was asked for, unlike what is offered.
_CONSENTING = frozenset({"agree", "consent", "accept", "promise", "word", "assent"})
_ASKING = frozenset({"request", "appeal", "plea", "demand", "application", "petition"})


def fill(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts in order of the text, with open recipients taken from whom the actor was dealing with.

    "He held talks with the Chadians, pleading for fuel": the plea is to the Chadians. Idioms that leave the
    other side unsaid ("came back empty-handed") take it from the clause or sentence before.
    """
    everything = sorted(drafts, key=lambda draft: (draft.trigger.i, len(draft.operators)))
    before: list[Draft] = []
    for draft in everything:
        filled = _filled(draft, before, everything)
        before.append(filled)
        yield filled


def _filled(draft: Draft, before: list[Draft], everything: list[Draft]) -> Draft:
    if draft.match.frame.implicit and not draft.actors and draft.recipients:
        return replace(draft, actors=_latest(draft.recipients, before) or _asker_of_others(draft, before))
    draft = _by_relative(answered(draft, before, everything), everything)
    if draft.type == "AID" and not (draft.actors or draft.recipients):
        return _of_promised(draft, before)
    if draft.recipients:
        return _for_asker(draft, before)
    if draft.type == "AID":
        return replace(draft, recipients=_promised_to(draft, everything) or _askers(draft, before))
    if draft.type in _ADDRESSED and draft.actors:
        found = () if draft.content else _answered_by(draft, everything) or _talked_to(draft, before)
        found = found or _askers(draft, before) or _asked_before(draft, before)
        return replace(draft, recipients=found or _conditioned(draft, everything) or _told_by(draft))
    return draft


def _asker_of_others(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Who asks right before, or is to get something: "that letter went to Chad" goes on with his letters."""
    if draft.type != "REQUEST":
        return ()
    asking = (
        each.actors if each.type == "REQUEST" else each.recipients
        for each in reversed(before)
        if each.type in ("REQUEST", "AGREE", "AID") and distance(each, draft) <= 1
    )
    return next((found for parties in asking if (found := without(parties, draft.recipients))), ())


def _of_promised(draft: Draft, before: list[Draft]) -> Draft:
    """What arrives is from whom it was asked or who promised it: "only one boat had arrived"."""
    heads = {token.lemma_ for token in draft.fillers("ITEM")}
    for each in reversed(before):
        if each.actors and each.recipients and heads & {token.lemma_ for token in each.fillers("ITEM")}:
            asked = each.type == "REQUEST"
            giver, taker = (each.recipients, each.actors) if asked else (each.actors, each.recipients)
            if each.type in ("REQUEST", "AGREE", "AID"):
                return replace(draft, actors=giver, recipients=taker)
    return draft


def _talked_to(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Whom the actor meets in the same sentence."""
    sentence = [each for each in before if each.trigger.sent == draft.trigger.sent and each.type == "CONSULT"]
    return _latest(draft.actors, sentence)


def _askers(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Who asked the actor last: an answer that names nobody is to him ("Lisbon would study the request")."""
    if draft.fillers("RECIPIENT"):
        return ()
    return _last_askers(draft, before)


def _last_askers(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    if draft.type not in _ANSWERS or not draft.actors:
        return ()
    requests = (each for each in reversed(before) if each.type == "REQUEST")
    asked = (each for each in requests if same_side(each.recipients, draft.actors))
    return next((without(each.actors, draft.actors) for each in asked), ())


def _for_asker(draft: Draft, before: list[Draft]) -> Draft:
    """People of no known country who are helped are those of whoever asked: "would train thirty officers"."""
    if draft.type not in ("AID", "AGREE") or any(
        party.country or party.members for party in draft.recipients
    ):
        return draft
    asked = _last_askers(draft, before)
    return replace(draft, recipients=asked, beneficiaries=draft.recipients) if asked else draft


def _asked_before(draft: Draft, before: list[Draft]) -> tuple[Party, ...]:
    """Whom the same side asked last: "Maputo had asked for six", "it withdrew its request" go on with what was told."""
    taken_back = draft.type == "CONCEDE" and any(item.lemma_ in _ASKING for item in draft.fillers("ITEM"))
    if not (draft.type == "REQUEST" or taken_back) or draft.fillers("RECIPIENT"):
        return ()
    requests = (each for each in reversed(before) if each.type == "REQUEST" and each.recipients)
    return next((each.recipients for each in requests if same_side(each.actors, draft.actors)), ())


def _conditioned(draft: Draft, drafts: list[Draft]) -> tuple[Party, ...]:
    """Who is to meet the condition of a promise or threat: "will lift them if Chad frees the crew"."""
    heads = {token.i for clause in clauses(draft) for token in (clause, *clause.subtree)}
    conditions = (each for each in drafts if each.trigger.i in heads and each.trigger != draft.trigger)
    return next((others for each in conditions if (others := without(each.actors, draft.actors))), ())


def _told_by(draft: Draft) -> tuple[Party, ...]:
    """Another state that tells of a promise is whom it was made to: "Colombo said that China had agreed to wait"."""
    if draft.type != "AGREE" or draft.trigger.lemma_ not in _CONSENTING or not draft.actors[0].country:
        return ()
    others = without(draft.speakers, draft.actors)
    return tuple(
        party for party in others if party.country and (not party.sectors or party.sectors[0] in STATE)
    )


def _by_relative(draft: Draft, drafts: list[Draft]) -> Draft:
    """Things that came, from whoever had promised them: "the boats that Liberia had promised arrived"."""
    if draft.type != "AID" or draft.actors:
        return draft
    clauses_at = {
        child.i for item in draft.fillers("ITEM") for child in item.children if child.dep_ == "relcl"
    }
    promised = (each for each in drafts if each.trigger.i in clauses_at and each.type == "AGREE")
    return replace(draft, actors=next((without(each.actors, draft.recipients) for each in promised), ()))


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
