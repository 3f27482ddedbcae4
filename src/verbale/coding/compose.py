"""Operators compose events: asking for, promising, refusing an event gives another event."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from verbale.coding.drafts import Draft, Drafts, others_than, same_side, without
from verbale.ontology.frames import Composition
from verbale.records import EventType, Party, Polarity

FRIENDLY: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
YIELDING: Final = frozenset({"CONCEDE", "RETREAT"})
HOSTILE: Final = frozenset({"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})

# The operators (by their names in factuality.yaml) that leave an intention a plain one.
_PLAIN_FUTURE = frozenset(
    {"modal:will", "modal:would", "modal:shall", "negation", "going", "be-to", "headline-infinitive"}
)
# Under these a promise or consent that is negated is refused; "did not promise" tells only that it was not made.
_REFUSING = frozenset({"will", "would", "wo", "can", "ca", "could"})
_WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
# What is offered or agreed to is no threat, be it soldiers: "offered to send 200 troops".
_KIND = frozenset({"offer", "agree", "consent", "volunteer"})
_CAN = frozenset({"can", "ca"})
_REQUEST_MODES = {"AID": "assist", "SUPPORT": "assist", "COOPERATE": "assist", "CONSULT": "meet"}


def compose(drafts: Drafts) -> Drafts:
    """All drafts with operators applied, innermost first, and stated intentions added as events."""
    linked = Drafts(_linked(drafts))
    linked = linked.mapped(_asked_for(linked))
    typed = linked.mapped(_applied(draft, linked) for draft in reversed(tuple(linked)))
    return typed.mapped(tuple(_intentions(typed)))


# -- content


def _linked(drafts: Drafts) -> Iterator[Draft]:
    """Each draft with the keys of the drafts that stand in its CONTENT or as its ITEM."""
    for draft in drafts:
        tokens = (*draft.fillers("CONTENT"), *(draft.fillers("ITEM") if draft.match.frame.compose else ()))
        found = (event for token in tokens if (event := _event_under(token, drafts)) is not None)
        keys = tuple(dict.fromkeys(event.key for event in found if event.key != draft.key))
        yield replace(draft, content=keys) if keys else draft


def _event_under(token: Token, drafts: Drafts, depth: int = 0) -> Draft | None:
    """The event that a clause or noun stands for, looking through verbs that only lend it a phase."""
    own = drafts.at(token)
    if own is not None:
        return own
    if depth > 3:  # "agreed to try to begin to hold talks" is as deep as natural chains go
        return None
    deeper = [
        child
        for child in token.children
        if child.dep_ in ("xcomp", "ccomp", "dobj", "conj", "nsubjpass", "attr")
    ]
    return next((event for child in deeper if (event := _event_under(child, drafts, depth + 1))), None)


def _asked_for(drafts: Drafts) -> Iterator[Draft]:
    """What is asked for is done by whoever is asked, and for whoever asks where nobody else is named."""
    for draft in drafts:
        if draft.match.frame.compose == "request" and draft.actors:
            yield from (_as_asked(content, draft) for content in drafts.contents(draft))


def _as_asked(content: Draft, request: Draft) -> Draft:
    actors = content.actors
    if request.recipients and (not actors or request.match.round or same_side(actors, request.actors)):
        actors = request.recipients
    recipients = without(content.recipients, actors)
    if content.type == "AID" and not recipients:
        recipients = without(request.beneficiaries or request.actors, actors)
    return replace(content, actors=actors, recipients=recipients)


# -- application


def _applied(draft: Draft, drafts: Drafts) -> Draft:
    """A draft after its frame's operator has taken its content."""
    content = next(iter(drafts.contents(draft)), None)
    operator = draft.match.frame.compose
    if operator == "intend" and draft.polarity == "negative":
        draft = replace(
            draft, type="REJECT", mode="change", polarity="positive"
        )  # "has no intention of paying"
        operator = "refuse"
    if operator == "intend" and content is None and is_intended(draft):
        # "would study the request" is said now
        draft = replace(draft, verdict=replace(draft.verdict, factuality="certain", future=False))
    if operator == "commit" and draft.polarity == "negative" and _is_refused(draft.trigger):
        # "would not agree to", "could not grant the request"
        return replace(draft, type="REJECT", mode="change", polarity="positive")
    if content is None or operator is None:
        return draft
    # What is not promised is told as negative by the promise itself: "did not promise to pay" is no refusal.
    polarity = content.polarity if draft.polarity == "positive" else "positive"
    event_type = result(operator, content.type, polarity, draft.type)
    if event_type == "THREATEN" and draft.trigger.lemma_ in _KIND:
        event_type = draft.type
    return replace(
        draft,
        type=event_type,
        mode=mode_by_content(event_type, content.type) or (draft.mode if event_type == draft.type else None),
        recipients=draft.recipients or _recipients(draft, content),
        items=draft.items or content.items,
        beneficiaries=draft.beneficiaries or _beneficiaries(draft, content),
    )


def _is_refused(verb: Token) -> bool:
    """Whether a modal makes a negated consent a refusal."""
    words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return bool(words & _REFUSING) and any(child.dep_ == "neg" for child in verb.children)


def result(operator: Composition, content: EventType, polarity: Polarity, default: EventType) -> EventType:
    """The type of an operator over an event. PLOVER's codebook, and CAMEO's for what ends an event."""
    friendly = content in FRIENDLY or content in YIELDING
    positive = polarity == "positive"
    match operator:
        case "commit" | "intend":
            if content in HOSTILE:
                return "THREATEN" if positive else "AGREE"
            return default if positive or not friendly else "REJECT"
        case "end":
            if content in HOSTILE:
                return "RETREAT"
            return "SANCTION" if friendly else default
        case "threaten":
            return "AGREE" if content in HOSTILE and not positive else default  # "promised not to attack"
        case "request" | "refuse" | "deny" | "condemn" | "nothing":
            return default


def mode_by_content(event_type: EventType, content: EventType) -> str | None:
    """PLOVER's modes of REQUEST and REJECT, by what is asked for or refused."""
    if event_type not in ("REQUEST", "REJECT"):
        return None
    if content in YIELDING or content in HOSTILE:
        return "yield"
    return _REQUEST_MODES.get(content, "change")


def _recipients(draft: Draft, content: Draft) -> tuple[Party, ...]:
    """Whom a promise or refusal is for: whoever its content is for, unless that is the actor."""
    if draft.match.frame.compose in ("request", "condemn"):  # those who are to do it, or did it
        return others_than(content.actors, draft.actors)
    if draft.match.frame.reciprocal and not draft.actors:
        return content.actors  # "it was agreed that Chad would pay": sure is only that Chad did
    if content.type == "REQUEST":
        # A promise to press somebody is not made to him; an answer to a request is to whoever asked.
        return () if same_side(content.actors, draft.actors) else others_than(content.actors, draft.actors)
    if (
        draft.match.frame.compose == "threaten"
    ):  # whoever is to do it is no target: "warned that nurses would strike"
        return others_than(content.recipients or content.beneficiaries, draft.actors)
    return others_than(content.recipients or content.beneficiaries or content.actors, draft.actors)


def _beneficiaries(draft: Draft, content: Draft) -> tuple[Party, ...]:
    """For whom it is asked or promised: whom the content names, or whom what is asked is to go to."""
    if content.beneficiaries or draft.match.frame.compose != "request":
        return content.beneficiaries
    return without(content.recipients, (*draft.actors, *draft.recipients))


# -- intentions


def _intentions(drafts: Drafts) -> Iterator[Draft]:
    """For "will" and "would": the stated intention as an event whose content is what is intended."""
    contents = {key for draft in drafts for key in draft.content}
    for draft in drafts:
        if not draft.actors or not draft.deliberate or draft.key in contents or not is_intended(draft):
            continue
        event_type = _intended(draft)
        if event_type is None:
            continue
        yield replace(
            draft,
            type=event_type,
            mode=mode_by_content(event_type, draft.type),
            polarity="positive",
            content=(draft.key,),
            operators=(*draft.operators, "intend" if event_type != "REJECT" else "not-intend"),
        )


def _intended(draft: Draft) -> EventType | None:
    """The type of a stated intention; None for what is said as it is ("would ask", "will refuse")."""
    if draft.type == "ACCUSE" and "legal" in draft.match.frame.contexts:
        return "THREATEN" if draft.verdict.polarity == "positive" else None  # "we will sue"
    if draft.type in ("REQUEST", "ACCUSE", "REJECT", "AGREE", "THREATEN"):
        return None
    return result("commit", draft.type, draft.verdict.polarity, "AGREE")


def is_intended(draft: Draft) -> bool:
    """Whether the predicate stands under "will", "would", "is to", or a headline's infinitive."""
    unable = {"modal:can"} if draft.type == "AID" and draft.verdict.polarity == "negative" else set()
    if not (_PLAIN_FUTURE | unable).issuperset(draft.verdict.operators):
        return False  # hoped, feared, predicted: nobody's own word
    verbs = [
        token for token in (draft.trigger, *draft.match.arguments.lenders) if token.pos_ in ("VERB", "AUX")
    ]
    return any(_is_willed(verb) for verb in verbs)


def _is_willed(verb: Token) -> bool:
    while verb.dep_ == "conj" and not any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        verb = verb.head
    auxiliaries = [child for child in verb.children if child.dep_ == "aux"]
    if any(child.lower_ in _WILL for child in auxiliaries):
        return not any(
            child.lower_ in ("have", "'ve") for child in auxiliaries
        )  # "would have sent" was not sent
    if any(child.lower_ in _CAN for child in auxiliaries):
        return any(
            child.dep_ == "neg" for child in verb.children
        )  # "cannot send": with "could" it may just have failed
    infinitive = any(child.lower_ == "to" for child in auxiliaries)
    if infinitive and verb.dep_ == "ROOT":
        return True  # headline: "Chad to send troops to Niger"
    return infinitive and verb.dep_ == "xcomp" and verb.head.lemma_ in ("be", "go", "set", "due")
