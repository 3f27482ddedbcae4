"""Frames and scorer together: how sure each draft is, which are vetoed, filled up or added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from spacy.tokens import Token

from verbale.coding.confidence import confidence
from verbale.coding.drafts import Draft, Drafts, others_than
from verbale.coding.proposals import Proposer, likeliest
from verbale.coding.scene import Scene
from verbale.coding.scorer import Scorer, Sheet
from verbale.coding.sightings import Sighting, parties_in
from verbale.records import Party

# Thresholds, chosen on stories that the weights had not seen: there F1 moves by .006 between a veto of .25 and .4, and
# by .003 between additions from .35 and .55 on; with the higher, one more of 80 sealed sentences without an event is
# left clean.
VETO = 0.4  # drafts of frames that are right less often are dropped
ADD = 0.55  # proposals of the scorer that are right less often are not made
FILL = 0.5  # how likely a party must be to fill a side that the frame leaves open
_STATES = frozenset("state country nation government capital neighbour neighbor ally partner donor".split())
_FARTHEST = 6.0  # log odds beyond this are no surer

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence with its parties, and what the scorer says of it."""

    sheet: Sheet
    parties: tuple[Sighting, ...]

    def least(self, predicate: Token, parties: Sequence[Party], side: str) -> float | None:
        """How likely the least likely party of a side is; None where the sentence names none of them."""
        chances = [max(own) for party in parties if (own := list(self._chances(predicate, party, side)))]
        return min(chances, default=None)

    def _chances(self, predicate: Token, party: Party, side: str) -> Iterator[float]:
        for each in self.parties:
            if each.party.id == party.id and self.sheet.knows(each.token):
                yield self.sheet.chance(side, predicate, each.token)

    def left_out(self, draft: Draft) -> float | None:
        """How likely the likeliest other party belongs to a side that the draft leaves open."""
        used = {party.id for party in (*draft.actors, *draft.recipients)}
        open_sides = [
            side for side, own in (("actor", draft.actors), ("recipient", draft.recipients)) if not own
        ]
        chances = [
            self.sheet.chance(side, draft.trigger, each.token)
            for each in self.parties
            for side in open_sides
            if each.party.id not in used and self.sheet.knows(each.token)
        ]
        return max(chances, default=None)


class Weigher:
    """Weighs drafts of frames with the scorer, and adds what it alone sees."""

    def __init__(self, scorer: Scorer, proposer: Proposer) -> None:
        self._scorer = scorer
        self._proposer = proposer

    def weighed(
        self,
        drafts: Drafts,
        scene: Scene,
        *,
        seen: Mapping[int, Seen] | None = None,
        weights: Mapping[str, Mapping[str, float]] | None = None,
    ) -> Drafts:
        """The drafts that are likely enough, each with its chance, and the scorer's own, in order of the text.

        `seen` is what `look` gave, where it is known already, `weights` others than those of the package.
        """
        seen = self.look(scene, drafts) if seen is None else seen
        weights = self._scorer.weights if weights is None else weights
        found = list(_likely(drafts, seen, weights["drafts"]))
        for draft, own in self.proposals(drafts, scene, seen):
            sure = chance(signs(draft, own, is_content=False), weights["proposals"])
            if sure >= ADD:
                found.append(replace(draft, chance=sure))
        return Drafts(sorted(found, key=lambda draft: draft.trigger.i))

    def look(self, scene: Scene, drafts: Iterable[Draft]) -> dict[int, Seen]:
        """Every sentence of a document that names a party or holds a draft, by its first token."""
        needed = {draft.trigger.sent.start for draft in drafts}
        parties = {span.start: parties_in(span, scene) for span in scene.doc.sents}
        return {
            span.start: Seen(self._scorer.read(span), parties[span.start])
            for span in scene.doc.sents
            if parties[span.start] or span.start in needed
        }

    def proposals(
        self, drafts: Iterable[Draft], scene: Scene, seen: Mapping[int, Seen]
    ) -> Iterator[tuple[Draft, Seen]]:
        """What the scorer takes for events at predicates of which no draft is made."""
        taken = {token.i for draft in drafts for token in _words(draft)}
        for span in scene.doc.sents:
            own = seen.get(span.start)
            if own is not None and own.parties:
                yield from (
                    (draft, own)
                    for draft in self._proposer.proposals(span, own.sheet, own.parties, scene, taken)
                )


def signs(draft: Draft, seen: Seen, *, is_content: bool) -> Signs:
    """What speaks for and against a draft: log odds of its frame, type and sides, and what is not known."""
    sheet, trigger = seen.sheet, draft.trigger
    found = {
        "frame": _odds(confidence(draft, is_content=is_content)),
        "content": float(is_content),
        "operator": float(bool(draft.operators)),
        "reciprocal": float(draft.match.frame.reciprocal),
    }
    if not sheet.knows(trigger):
        return found
    types = sheet.types(trigger)
    actor = seen.least(trigger, draft.actors, "actor")
    recipient = seen.least(trigger, draft.recipients, "recipient")
    left_out = seen.left_out(draft)
    return found | {
        "read": 1.0,
        "type": _odds(types[draft.type]),
        "any type": _odds(max(types.values())),
        "actor": 0.0 if actor is None else _odds(actor),
        "no actor": float(actor is None),
        "recipient": 0.0 if recipient is None else _odds(recipient),
        "no recipient": float(recipient is None),
        "left out": -_FARTHEST if left_out is None else _odds(left_out),
    }


def _likely(drafts: Drafts, seen: Mapping[int, Seen], weights: Mapping[str, float]) -> Iterator[Draft]:
    """The drafts that are not vetoed; what a likely one asks for or promises stays with it."""
    contents = {key for draft in drafts for key in draft.content}
    places = {draft.key: seen[draft.trigger.sent.start] for draft in drafts}
    found = {draft.key: signs(draft, places[draft.key], is_content=draft.key in contents) for draft in drafts}
    chances = {key: chance(own, weights) for key, own in found.items()}
    held = {key for draft in drafts if chances[draft.key] >= VETO for key in draft.content}
    for draft in drafts:
        if chances[draft.key] >= VETO or draft.key in held or _is_for_rules(draft, found[draft.key]):
            yield replace(filled(draft, places[draft.key]), chance=chances[draft.key])


def _is_for_rules(draft: Draft, own: Signs) -> bool:
    """Whether a veto would rest on too little: what did not happen, told by what it denies, and what somebody did
    whom only other sentences name ("both have arrived")."""
    return draft.polarity == "negative" or bool(draft.actors and own.get("no actor"))


def _words(draft: Draft) -> Iterator[Token]:
    """The words that a draft is made of: its predicate, what belongs to it, and the light verb that lends to it.

    A denial is told by what it denies: "denied that it had sold arms" is one event.
    """
    yield from (draft.trigger, *draft.match.consumed, *draft.match.arguments.lenders)
    if draft.polarity == "negative" and draft.trigger.dep_ in ("ccomp", "xcomp"):
        yield draft.trigger.head


def filled(draft: Draft, seen: Seen) -> Draft:
    """A draft with a side that its frame leaves open given to the party that the scorer is sure of.

    Where states are asked that nobody names ("three more states"), the side is not open.
    """
    if draft.polarity == "negative" or not seen.sheet.knows(draft.trigger):
        return draft  # what did not happen had nobody on its other side
    if draft.match.frame.reciprocal and not draft.operators:
        if len(draft.actors) > 1:
            return draft
        found = likeliest(seen.sheet, seen.parties, draft.trigger, "actor", FILL, everybody=True)
        return replace(draft, actors=(*draft.actors, *others_than(found.parties, draft.actors)))
    actors, recipients = draft.actors, draft.recipients
    if not actors:
        found = likeliest(seen.sheet, seen.parties, draft.trigger, "actor", FILL)
        actors = others_than(found.parties, recipients)
    if not recipients and not _names_states(draft):
        found = likeliest(seen.sheet, seen.parties, draft.trigger, "recipient", FILL)
        recipients = others_than(found.parties, actors)
    return replace(draft, actors=actors, recipients=recipients)


def _names_states(draft: Draft) -> bool:
    return any(token.lemma_.lower() in _STATES for token in draft.fillers("RECIPIENT"))


def chance(found: Signs, weights: Mapping[str, float]) -> float:
    """How likely a draft with these signs is right; the constant's name is ""."""
    total = weights[""] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-total))


def _odds(chance: float) -> float:
    return max(-_FARTHEST, min(_FARTHEST, log((chance + 1e-6) / (1 - chance + 1e-6))))
