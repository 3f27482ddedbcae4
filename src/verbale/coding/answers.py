"""Whom an answer answers, where only what stands before says it: "Oslo refused", "the request was rejected"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from verbale.coding.drafts import Draft, same_side, without
from verbale.records import EventType, Party

_ANSWERS: frozenset[EventType] = frozenset({"AGREE", "REJECT"})
_ASKED: tuple[EventType, ...] = ("REQUEST", "AGREE")
# What a noun or pronoun that is answered stands for.
_STANDS_FOR: dict[str, tuple[EventType, ...]] = {
    **dict.fromkeys(("request", "appeal", "plea", "demand", "call", "petition", "application", "letter"), ("REQUEST",)),
    **dict.fromkeys(("offer", "proposal", "invitation"), ("AGREE",)),
    **dict.fromkeys(("charge", "accusation", "allegation", "criticism", "complaint"), ("ACCUSE",)),
    **dict.fromkeys(("it", "them", "they", "this", "that", "these", "both", "condition", "terms"), _ASKED),
}  # fmt: skip
_REPLIES = frozenset({"answer", "reply", "response"})
_DEFINITE = frozenset({"the", "this", "that", "these", "both"})
# "Accused him of theft. He rejected the charge": how many sentences back such a noun is sure to reach.
_NEAR = 3
# Answers to what some unnamed states were asked stand one by one behind it, in two or three paragraphs.
_ONE_BY_ONE = 8


def answered(draft: Draft, before: Sequence[Draft], drafts: Sequence[Draft]) -> Draft:
    """An answer with its open sides filled: whoever was asked answers, to whoever asked.

    What was asked for is what is granted or refused, so an answer that names nothing takes the items too.
    """
    if draft.type not in _ANSWERS or (draft.actors and draft.recipients):
        return draft
    if not draft.actors and any(token.lemma_ not in _REPLIES for token in draft.fillers("ACTOR")):
        return draft  # somebody unknown: "prices declined"
    found = _in_item(draft, drafts) or next(_asked(draft, before), None)
    if found is None:
        return draft
    actors = draft.actors or found.recipients
    if not actors:
        return draft
    return replace(
        draft,
        actors=actors,
        recipients=draft.recipients or without(found.actors, actors) or _of_denied(found, actors),
        items=draft.items or (found.items if not draft.content else ()),
    )


def is_own_answer(draft: Draft) -> bool:
    """Whether an answer says whose it is, so that it is one whatever was asked: "our answer is no"."""
    replies = (token for token in draft.fillers("ACTOR") if token.lemma_ in _REPLIES)
    return any(child.dep_ == "poss" for token in replies for child in token.children)


def _in_item(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The request or offer in what is answered: "the request that Chad made", "the boats that Chad had offered"."""
    items = draft.fillers("ITEM")
    inside = (
        each
        for each in drafts
        if each.key != draft.key and each.type in _ASKED and _is_in(each.trigger, items)
    )
    return next((each for each in inside if not same_side(each.actors, draft.actors)), None)


def _is_in(trigger: Token, items: tuple[Token, ...]) -> bool:
    return trigger in items or (trigger.dep_ == "relcl" and trigger.head in items)


def _asked(draft: Draft, before: Sequence[Draft]) -> Iterator[Draft]:
    """What the draft may answer, likeliest first."""
    kinds, definite = _kinds(draft)
    asked = [
        each
        for each in reversed(before)
        if each.type in kinds and each.actors and not each.match.frame.answers
    ]
    if not draft.actors:
        sides = (each for each in asked if each.recipients)
        yield from (
            each for each in sides if not draft.recipients or same_side(each.actors, draft.recipients)
        )
        return
    yield from (
        each
        for each in asked
        if same_side(each.recipients, draft.actors) and without(each.actors, draft.actors)
    )
    if (
        draft.match.frame.answers
    ):  # those who were asked need not all be known: "asked three more states to …"
        near = (each for each in asked if not each.recipients and distance(each, draft) < _ONE_BY_ONE)
        yield from (each for each in near if each.type == "REQUEST" and without(each.actors, draft.actors))
    if draft.match.frame.name == "deny-it":  # what he is said to have done
        yield from (
            each for each in reversed(before) if same_side(each.actors, draft.actors) and each.recipients
        )
    if definite:
        near = (each for each in asked if distance(each, draft) < _NEAR)
        yield from (each for each in near if without(each.actors, draft.actors))


def _kinds(draft: Draft) -> tuple[tuple[EventType, ...], bool]:
    """The types of what the draft answers, and whether its words point at it ("the request")."""
    for item in draft.fillers("ITEM"):
        kinds = _STANDS_FOR.get(item.lemma_.lower()) or _STANDS_FOR.get(item.lower_)
        if kinds is not None:
            return kinds, item.pos_ != "PRON" and any(child.lower_ in _DEFINITE for child in item.children)
    if draft.match.frame.answers:
        return (("ACCUSE", *_ASKED) if draft.match.frame.name == "deny-it" else _ASKED), False
    return (("REQUEST",) if not draft.fillers("RECIPIENT") and draft.actors else ()), False


def _of_denied(found: Draft, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The other side of a deed that its doer denies."""
    return without(found.recipients, actors) if same_side(found.actors, actors) else ()


def distance(first: Draft, second: Draft) -> int:
    """How many sentences lie from one to the other."""
    between = second.trigger.doc[first.trigger.i : second.trigger.i + 1]
    return sum(1 for token in between if token.is_sent_start)
