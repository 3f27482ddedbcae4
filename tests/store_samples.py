"""Ledgers made by hand, for tests of the store. States are real, officials, outlets and events invented."""

from typing import Any

from ledger_samples import NOW, event, item, on, party, speaker
from verbale.ledger.copies import signature
from verbale.ledger.decide import Intents
from verbale.ledger.state import ArticleFact
from verbale.records import Article, Case, Event, Judgement, Step, Where
from verbale.store import Store, Writer

__all__ = [
    "NOW",
    "article",
    "case",
    "event",
    "item",
    "judgement",
    "on",
    "party",
    "speaker",
    "step",
    "take",
    "where",
]
TEXT = "Norway asked Sweden for two patrol boats. Foreign Minister Astrid Holm said so in Bodø on Monday."


def article(key: str = "a1", **changes: Any) -> Article:
    """An article of an invented outlet."""
    values: dict[str, Any] = {
        "id": key,
        "title": "Oslo turns to Stockholm",
        "text": TEXT,
        "outlet": "Radio Narvik",
        "agency": None,
        "authors": (),
        "published": "2026-03-02T10:00:00+01:00",
        "modified": None,
        "dateline": None,
        "url": f"https://narvik.example/{key}",
        "language": "en",
        "kind": "article",
        "related": (),
        "removed": (),
        "origins": {"title": "h1"},
    }
    return Article(**values | changes)


def where(name: str, lat: float | None = None, lon: float | None = None) -> Where:
    """A place in Norway; without a latitude, all of it."""
    return Where(text=name, start=0, end=4, name=name, country="NOR", lat=lat, lon=lon, geonames_id=None)


def fact(page: Article) -> ArticleFact:
    """What the ledger keeps of an article."""
    return ArticleFact(
        id=page.id,
        published=page.published,
        outlet=page.outlet,
        agency=page.agency,
        title=page.title,
        signature=signature(page.text),
        added="2026-03-02T12:00:00+00:00",
    )


def take(writer: Writer, page: Article, *events: Event, source: str = "", content_hash: str = "") -> str:
    """Takes an article in with its events, as the pipeline does; the outcome."""
    outcome = writer.put_article(
        page,
        content_hash=content_hash or f"hash of {page.title} {page.text}",
        source=source or f"source of {page.id}",
        added="2026-03-02T12:00:00+00:00",
    )
    if outcome != "same":
        writer.put_events(page.id, events)
        writer.put_fact(fact(page))
    return outcome


def step(key: str, *events: str, **changes: Any) -> Step:
    """A request that some events report."""
    values: dict[str, Any] = {
        "id": key,
        "move": "request",
        "source_term": None,
        "events": events,
        "actors": (party("NOR"),),
        "recipients": (party("SWE"),),
        "items": (item("2 boats"),),
        "when": on("2026-03-02"),
        "sources": ("Radio Narvik",),
        "independent_sources": 1,
        "review": "unreviewed",
    }
    return Step(**values | changes)


def case(key: str, *steps: Step, **changes: Any) -> Case:
    """A case of Norway and Sweden."""
    values: dict[str, Any] = {
        "id": key,
        "origin": "request",
        "requester": (party("NOR", "Norway"),),
        "addressee": (party("SWE", "Sweden"),),
        "beneficiaries": (),
        "items": (item("2 boats"),),
        "stage": None,
        "provisional_stage": "requested",
        "exit": None,
        "rule": "furthest rung",
        "stage_steps": tuple(step.id for step in steps),
        "contested": False,
        "conditional": False,
        "no_response_found_as_of": None,
        "fulfilment": None,
        "reports": len(steps),
        "independent_sources": 1,
        "opened": "2026-03-02",
        "updated": "2026-03-02",
        "steps": steps,
    }
    return Case(**values | changes)


def judgement(verb: str, subject_id: str, **changes: Any) -> Judgement:
    """What somebody decided of an event."""
    values: dict[str, Any] = {
        "number": 0,
        "at": "2026-03-03T09:00:00+00:00",
        "who": "ida",
        "verb": verb,
        "subject": "event",
        "subject_id": subject_id,
        "detail": {},
        "reason": None,
    }
    return Judgement(**values | changes)


def put_cases(store: Store, *cases: Case) -> None:
    """Stores cases with their steps."""
    with store.writer() as writer:
        writer.apply(Intents(put_steps=tuple(s for c in cases for s in c.steps), put_cases=cases))
