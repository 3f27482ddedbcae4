"""What is done by saying so has the time of the saying: "said on Monday that it would send tents"."""

from spacy.tokens import Token

from verbale.coding import when
from verbale.coding.drafts import Draft
from verbale.coding.scene import Scene
from verbale.records import When

# Promises, refusals, threats and offers are made by words.
_BY_WORDS = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE"})
_SAYING = frozenset(
    {"say", "announce", "declare", "state", "tell", "confirm", "add", "insist", "write", "reply", "repeat"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLIMB = 4  # "said it was ready and willing to host"


def saying(draft: Draft, scene: Scene) -> When | None:
    """The time of the verb by which the draft's own actor says it; None where nobody does."""
    if draft.type not in _BY_WORDS or not draft.actors:
        return None
    verb = _verb(draft.trigger)
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None) if verb else None
    speaker = scene.cast.of(subject) if subject is not None else None
    if verb is None or speaker is None:
        return None
    own = any(
        actor.id == speaker.id or (actor.country is not None and actor.country == speaker.country)
        for actor in draft.actors
    )
    return when.attach(verb, scene.times, in_=scene.field) if own else None


def _verb(trigger: Token) -> Token | None:
    node = trigger
    for _ in range(_CLIMB):
        if node.dep_ == "ccomp":
            return node.head if node.head.lemma_.lower() in _SAYING else None
        if node.dep_ not in ("xcomp", "conj", "acomp", "attr", "dobj") or node.head == node:
            return None
        node = node.head
    return None
