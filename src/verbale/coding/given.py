"""The event between two given parties of a sentence: for gold sets that give the actors.

Drafts whose roles are filled by the given words come first, then those that name one side, then the
predicates around them: a relation between the two is asked for, so the nearest kind is the best answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from spacy.tokens import Doc

from verbale.coding.compose import FRIENDLY, YIELDING
from verbale.coding.confidence import confidence
from verbale.coding.drafts import Draft, Drafts
from verbale.coding.evidence import words_of
from verbale.records import EventType

Range = tuple[int, int]

# How much a filled side counts, against the frame's own prior (0 to 1).
_ACTOR, _RECIPIENT, _SWAPPED = 2.0, 2.0, 1.0
# The operator's event is what the sentence reports, its content what it is about.
_CONTENT = -1.5
# How much the best draft of a type counts beside the scorer's log chance of it; its chance is never less than
# the floor. Chosen on the two thirds of PLV's training rows that are open to view: 0.5 to 1.2 are as good.
_FRAMES, _FLOOR = 0.7, 0.01
# Sets that give both sides were coded in CAMEO and converted. The conversion table of 2021 puts these codes elsewhere
# than PLOVER's codebook, whose types the record has: found guilty, sanctions, removed from office, violent repression.
_BY_CAMEO: Mapping[str | None, EventType] = MappingProxyType(
    {"116": "ACCUSE", "163": "COERCE", "172": "COERCE", "175": "ASSAULT"}
)
# Where nothing at all fires: codings of open news lean to statements and talks.
FALLBACK: EventType = "CONSULT"


@dataclass(frozen=True, slots=True)
class Pair:
    """The given words: character ranges of every place where source and target stand."""

    source: tuple[Range, ...]
    target: tuple[Range, ...]

    def first(self) -> tuple[Range | None, Range | None]:
        """Where source and target stand first; None where the text does not name one."""
        return next(iter(self.source), None), next(iter(self.target), None)


def pair(doc: Doc, source: str, target: str) -> Pair:
    """Where source and target stand in a document."""
    return Pair(tuple(_places(doc.text, source)), tuple(_places(doc.text, target)))


def event_type(drafts: Drafts, given: Pair, chances: Mapping[EventType, float]) -> EventType:
    """The type of the event from source to target; `chances` are the scorer's, none where frames decide alone."""
    contents = {key for draft in drafts for key in draft.content}
    scored = [(_score(draft, given, is_content=draft.key in contents), draft) for draft in drafts]
    if not chances:
        best = max(scored, key=lambda each: (each[0], -each[1].trigger.i), default=None)
        return FALLBACK if best is None else by_cameo(best[1], is_content=best[1].key in contents)
    by_type: dict[EventType, float] = {}
    for score, draft in scored:
        name = by_cameo(draft, is_content=draft.key in contents)
        by_type[name] = max(score, by_type.get(name, score))
    return max(chances, key=lambda name: log(chances[name] + _FLOOR) + _FRAMES * by_type.get(name, 0.0))


def by_cameo(draft: Draft, *, is_content: bool) -> EventType:
    """The type of a draft as CAMEO and its conversion table have it.

    CAMEO knows no negation: where something friendly is not done, that is a refusal ("did not give permission").
    """
    if draft.polarity == "negative" and not is_content and draft.type in FRIENDLY | YIELDING:
        return "REJECT"
    frame = draft.match.frame
    return _BY_CAMEO.get(frame.cameo, draft.type) if draft.type == frame.type else draft.type


def _score(draft: Draft, given: Pair, *, is_content: bool) -> float:
    score = confidence(draft, is_content=is_content) + _CONTENT * is_content
    actors, others = _sides(draft)
    if _touch(actors, given.source):
        score += _ACTOR
    elif _touch(others, given.source):
        score += _SWAPPED
    if _touch(others, given.target):
        score += _RECIPIENT
    elif _touch(actors, given.target):
        score += _SWAPPED
    return score + _nearness(draft, given)


def _sides(draft: Draft) -> tuple[list[Range], list[Range]]:
    """The words of the actor role, and those of all other roles with what hangs on them."""
    roles = draft.match.roles
    actors = [words_of(token) for token in roles.get("ACTOR", ())]
    actors += [(party.start, party.end) for party in draft.actors]
    others = [words_of(token) for role, tokens in roles.items() if role != "ACTOR" for token in tokens]
    others += [(party.start, party.end) for party in draft.recipients]
    return actors, others


def _nearness(draft: Draft, given: Pair) -> float:
    """Up to 1 for a predicate that stands between the two, less the farther it is from both."""
    ranges = (*given.source, *given.target)
    if not ranges:
        return 0.0
    distance = min(abs(draft.trigger.idx - edge) for each in ranges for edge in each)
    return 1 / (1 + distance / 20)  # 20 characters: about three words


def _touch(first: Iterable[Range], second: Iterable[Range]) -> bool:
    second = tuple(second)
    return any(
        start < other_end and other_start < end for start, end in first for other_start, other_end in second
    )


def _places(text: str, words: str) -> Iterable[Range]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)
