"""Makes records of drafts."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version

from msgspec.structs import replace

from verbale.coding import when, where
from verbale.coding.background import in_history, is_background
from verbale.coding.compose import is_intended
from verbale.coding.conditions import condition
from verbale.coding.confidence import confidence
from verbale.coding.declared import saying
from verbale.coding.drafts import Draft, Drafts, Key, same_side
from verbale.coding.evidence import clause, matter, sentence_of
from verbale.coding.proposals import NAME as SCORER
from verbale.coding.scene import Scene
from verbale.ontology.places import Places
from verbale.ontology.types import QUADS
from verbale.records import Article, Event, EventType, Factuality, Party, When

# Contexts by the category of an event's items; PLOVER's names.
_CONTEXTS = {
    "military_equipment": "military",
    "ammunition": "military",
    "training": "military",
    "troops": "military",
    "intelligence": "intelligence",
    "financial": "economic",
    "humanitarian": "humanitarian",
    "legal": "legal",
    "trade_energy": "economic",
    "asylum_migration": "refugees",
    "ceasefire_withdrawal": "military",
}


class Publisher:
    """Builds events from the drafts of one document."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._coder = f"verbale {version('verbale')}"

    def events(self, drafts: Drafts, scene: Scene, article: Article) -> tuple[Event, ...]:
        """One event a draft, content linked by id."""
        acts = {draft.trigger.i: draft.type for draft in drafts}
        ids = {draft.key: _identity(draft, scene, article) for draft in drafts}
        contents = {draft.content[0] for draft in drafts if draft.content}
        events: list[Event] = []
        for draft in drafts:
            event = self._event(draft, scene, article, acts, ids, contents)
            if draft.match.frame.implicit and _follows_history(event, events):
                event = replace(event, background=True)  # what came of a past visit is past with it
            events.append(event)
        return tuple(events)

    def _event(
        self,
        draft: Draft,
        scene: Scene,
        article: Article,
        acts: dict[int, EventType],
        ids: dict[Key, str],
        contents: set[Key],
    ) -> Event:
        time = _time(draft, scene)
        content = next((ids[key] for key in draft.content if key in ids), None)
        is_content = draft.key in contents
        prior = confidence(draft, is_content=is_content)
        return Event(
            id=ids[draft.key],
            coder=self._coder,
            article_id=article.id,
            event_type=draft.type,
            event_mode=draft.mode,
            contexts=_contexts(draft),
            quad=QUADS[draft.type],
            cameo=draft.match.frame.cameo if draft.type == draft.match.frame.type else None,
            actors=draft.actors,
            recipients=draft.recipients,
            beneficiaries=draft.beneficiaries,
            items=draft.items,
            content=content,
            matter=matter(draft, scene.field),
            condition=condition(draft, scene.field),
            factuality=_factuality(draft, is_content=is_content),
            polarity=draft.polarity,
            sources=scene.speakers.sources(draft, acts),
            when=time,
            where=where.attach(draft.trigger, scene.places, self._places, in_title=scene.field == "title"),
            background=is_background(time, published=scene.published, future=draft.verdict.future)
            or (time is None and in_history(draft.trigger)),
            evidence=(clause(draft, scene.field),),
            sentence=sentence_of(draft.trigger, scene.field),
            frame=" < ".join((draft.match.frame.name, *draft.operators)),
            confidence=prior if draft.chance is None else round(draft.chance, 2),
            frame_confidence=None if draft.match.frame.name == SCORER else prior,
        )


def _follows_history(event: Event, before: list[Event]) -> bool:
    """Whether the latest event between the same sides is told as background."""
    sides = (*event.actors, *event.recipients)
    return next(
        (
            each.background
            for each in reversed(before)
            if each.recipients and same_side(each.recipients, sides)
        ),
        False,
    )


def _factuality(draft: Draft, *, is_content: bool) -> Factuality:
    """A composed event is certain as a statement: the intention is declared, its content is open."""
    if draft.operators or (draft.type == "AGREE" and is_intended(draft)):
        return "certain"
    if is_content and draft.verdict.future and draft.verdict.factuality == "certain":
        return "unknown"
    return draft.verdict.factuality


def _contexts(draft: Draft) -> tuple[str, ...]:
    named = list(draft.match.frame.contexts)
    named += [_CONTEXTS[item.category] for item in draft.items if item.category in _CONTEXTS]
    return tuple(dict.fromkeys(named))


def _time(draft: Draft, scene: Scene) -> When | None:
    """The time of the event, or of the thing that acts in it ("the 1979-89 war that killed …")."""
    own = when.attach(draft.trigger, scene.times, in_=scene.field) or saying(draft, scene)
    if own is not None or draft.deliberate:
        return own
    things = draft.fillers("ACTOR") or draft.match.arguments.subject
    times = (when.attach(thing, scene.times, in_=scene.field) for thing in things)
    return next((time for time in times if time is not None), None)


def _identity(draft: Draft, scene: Scene, article: Article) -> str:
    """Sixteen hex digits from article, type, trigger and parties: the same on every run and machine."""
    parts = [article.id, scene.field or "text", draft.type, *draft.operators]
    parts += [f"{draft.trigger.idx}", *_offsets(draft.actors), ">", *_offsets(draft.recipients)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _offsets(parties: Iterable[Party]) -> list[str]:
    return [f"{party.start}:{party.end}" for party in parties]
