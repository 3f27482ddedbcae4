"""How templates say things: cases, events and parties in the words of the minutes."""

from collections.abc import Mapping
from typing import get_args

from litestar import Litestar
from litestar.plugins.jinja import JinjaTemplateEngine

from verbale.export import caselines
from verbale.export.minutes import attribution, quoted
from verbale.export.names import Names, country, labels
from verbale.export.phrases import Phrases
from verbale.ontology.types import EVENT_TYPES, MODES
from verbale.records import Event, Exit, Factuality, Move, Polarity, Stage, Step, When
from verbale.store.answers import CONTEXT

_MOVES = {
    "request_withdrawn": "withdraws the request",
    "offer_declined": "declines the offer",
    "threat_to_withhold": "threatens to withhold",
    "receipt_confirmed": "confirms receipt",
}


def teach(app: Litestar) -> None:
    """Gives the templates their words."""
    engine = app.template_engine
    assert isinstance(engine, JinjaTemplateEngine)
    engine.engine.globals.update(vocabulary(), pages=frozenset(route.path for route in app.routes))
    engine.engine.trim_blocks = engine.engine.lstrip_blocks = True


def vocabulary() -> dict[str, object]:
    """The words of templates, by name."""
    return {
        "headline": caselines.headline,
        "outcome": caselines.outcome,
        "flags": caselines.flags,
        "is_reviewed": caselines.is_reviewed,
        "reviewed": caselines.reviewed,
        "who_are": caselines.who,
        "labels": labels,
        "country": country,
        "plain": plain,
        "move": move,
        "moved": moved,
        "day": day,
        "when": when,
        "quoted": quoted,
        "voice": voice,
        "begun": begun,
        "broken": broken,
        "types": EVENT_TYPES,
        "modes": sorted({mode for modes in MODES.values() for mode in modes}),
        "factualities": get_args(Factuality),
        "polarities": get_args(Polarity),
        "stages": get_args(Stage),
        "exits": get_args(Exit),
        "moves": get_args(Move),
    }


def plain(word: str | None) -> str:
    """A word of the record as people write it: "military_equipment" is military equipment."""
    return (word or "").replace("_", " ")


def move(step: Step) -> str:
    """What a step does, as a heading."""
    return moved(step.move)


def moved(name: str) -> str:
    """A move as people say it."""
    return _MOVES.get(name, plain(name))


def day(text: str | None) -> str:
    """A day, or what of one is known."""
    return (text or "")[:10]


def begun(text: str) -> str:
    """Context before a match: a word that it was cut through is left out."""
    return text if len(text) < CONTEXT else "… " + text.partition(" ")[2]


def broken(text: str) -> str:
    """Context after a match, or the beginning of a text, likewise."""
    return text if len(text) < CONTEXT else text.rpartition(" ")[0] + " …"


def when(time: When | None) -> str:
    """When something was, with the precision that the text has."""
    if time is None or time.start is None:
        return "undated"
    return (
        day(time.start)
        if time.start == time.end or time.end is None
        else f"{day(time.start)} – {day(time.end)}"
    )


def sentences(events: Mapping[str, Event]) -> dict[str, str]:
    """The events of a page, each in one plain sentence, by id."""
    phrases = Phrases(events, Names())
    return {key: phrases.sentence(event) + "." for key, event in events.items()}


def voice(event: Event) -> str:
    """Who says so; empty where it is the report itself."""
    return attribution(event, Names())
