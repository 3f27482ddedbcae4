"""Events that the scorer alone sees: predicates without a frame, with the parties that it puts on their sides."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Span, Token

from verbale.coding.drafts import Draft
from verbale.coding.factuality import Judge, Verdict
from verbale.coding.frames import Match, Matcher
from verbale.coding.scene import Scene
from verbale.coding.scorer import Sheet
from verbale.coding.sightings import Sighting, predicates
from verbale.coding.syntax import Fillers, spread
from verbale.ontology.frames import Frame, Role
from verbale.records import EventType, Party

NAME = "scorer"
_LEAST_TYPE, _LEAST_SIDE = 0.5, 0.5  # below these nothing is proposed; how sure the whole is, weighing says
_MOST_SIDES = 3  # more parties than this meet in a sentence only where the scorer is lost
# Types whose object may be a thing that is given, asked for, sold or held back.
WITH_ITEMS = frozenset({"AID", "REQUEST", "AGREE", "REJECT", "COOPERATE", "SANCTION", "COERCE"})
# Types that are nothing without somebody who acts.
_NEEDS_ACTOR = frozenset(
    {"REQUEST", "AGREE", "REJECT", "CONSULT", "SUPPORT", "ACCUSE", "THREATEN", "CONCEDE", "COOPERATE"}
)


@dataclass(frozen=True, slots=True)
class Side:
    """The parties that most likely stand on one side of a predicate, and their head words."""

    parties: tuple[Party, ...] = ()
    tokens: Fillers = ()


class Proposer:
    """Makes drafts of what the scorer sees."""

    def __init__(self, matcher: Matcher, judge: Judge, nouns: frozenset[str]) -> None:
        self._matcher = matcher
        self._judge = judge
        self._nouns = nouns

    def proposals(
        self, span: Span, sheet: Sheet, parties: Sequence[Sighting], scene: Scene, taken: Set[int]
    ) -> Iterator[Draft]:
        """The events at predicates of a sentence other than those taken (by index of their token)."""
        found = list(self._found(span, sheet, parties, scene, taken))
        told = {draft.trigger.i for draft in found}
        for draft in found:
            # "denies the offer": the verb tells what became of the noun's event.
            if draft.trigger.dep_ != "dobj" or draft.trigger.head.i not in told:
                yield draft

    def _found(
        self, span: Span, sheet: Sheet, parties: Sequence[Sighting], scene: Scene, taken: Set[int]
    ) -> Iterator[Draft]:
        for token in predicates(span, self._nouns):
            if token.i in taken or not sheet.knows(token) or self._is_for_rules(token):
                continue
            types = sheet.types(token)
            event_type = max(types, key=lambda name: types[name])
            if types[event_type] < _LEAST_TYPE:
                continue
            verdict = self._judge.judge(token)
            if verdict.polarity == "negative" and event_type != "REJECT":
                continue  # rules know better what did not happen; "would not pay" is a refusal that did
            together = event_type == "CONSULT"
            actor = likeliest(sheet, parties, token, "actor", _LEAST_SIDE, everybody=together)
            others = [each for each in parties if each.party.id not in {party.id for party in actor.parties}]
            recipient = Side() if together else likeliest(sheet, others, token, "recipient", _LEAST_SIDE)
            if actor.parties or (recipient.parties and event_type not in _NEEDS_ACTOR):
                mode = sheet.mode(token, event_type)
                yield self._draft(token, event_type, mode, verdict, actor, recipient, scene)

    def _is_for_rules(self, token: Token) -> bool:
        """Whether rules know better what the word tells: a denial, what a noun behind it says was denied, an
        answer where nothing was asked before, words that tell of no event ("had no comment"), or a question."""
        if self._judge.denies(token) or (token.dep_ == "dobj" and self._judge.denies(token.head)):
            return True
        if _asks(token) or any(_asks(child) for child in token.children if child.dep_ == "ccomp"):
            return True  # "did not say whether it would agree"
        match = self._matcher.best(token)
        return match is not None and (match.frame.answers or match.frame.compose == "nothing")

    def _draft(
        self,
        token: Token,
        event_type: EventType,
        mode: str | None,
        verdict: Verdict,
        actor: Side,
        recipient: Side,
        scene: Scene,
    ) -> Draft:
        arguments = self._matcher.grammar.of(token)
        named = {*actor.tokens, *recipient.tokens}
        things = (
            tuple(each for each in arguments.object if each not in named) if event_type in WITH_ITEMS else ()
        )
        sides: dict[Role, Fillers] = {"ACTOR": actor.tokens, "RECIPIENT": recipient.tokens, "ITEM": things}
        match = Match(
            frame=_frame(event_type, mode),
            trigger=token,
            roles={role: tokens for role, tokens in sides.items() if tokens},
            arguments=arguments,
            consumed=(),
            rank=(0, False, 0, False),
        )
        return Draft(
            match=match,
            type=event_type,
            mode=mode,
            polarity="positive",
            verdict=verdict,
            actors=actor.parties,
            recipients=recipient.parties,
            speakers=scene.speakers.at(token),
        )


def likeliest(
    sheet: Sheet,
    parties: Sequence[Sighting],
    predicate: Token,
    side: str,
    least: float,
    *,
    everybody: bool = False,
) -> Side:
    """The likeliest party of a side with those that "and" ties to it, or everybody who is likely enough."""
    found = [
        (sheet.chance(side, predicate, each.token), each)
        for each in parties
        if sheet.knows(each.token) and each.token.i != predicate.i
    ]
    likely = sorted(
        (each for each in found if each[0] >= least), key=lambda each: (-each[0], each[1].token.i)
    )
    if not likely:
        return Side()
    tied = _tied(likely[0][1].token)
    chosen = [each for _, each in likely if everybody or each.token.i in tied]
    once = tuple({each.party.id: each for each in reversed(chosen)}.values())[::-1][:_MOST_SIDES]
    ordered = sorted(once, key=lambda each: each.token.i)
    return Side(tuple(each.party for each in ordered), tuple(each.token for each in ordered))


def _asks(token: Token) -> bool:
    """Whether a clause is a question within a sentence."""
    return any(child.dep_ == "mark" and child.lower_ == "whether" for child in token.children)


def _tied(token: Token) -> frozenset[int]:
    first = token
    while first.dep_ == "conj":
        first = first.head
    return frozenset({token.i, *(each.i for each in spread([first]))})


def _frame(event_type: EventType, mode: str | None) -> Frame:
    return Frame(
        name=NAME,
        type=event_type,
        mode=mode,
        contexts=(),
        cameo=None,
        compose=None,
        reciprocal=event_type == "CONSULT",
        weight=1.0,
        polarity="positive",
        implicit=False,
        answers=False,
        speaker=False,
        under=(),
        both=False,
        patterns=(),
    )
