"""Gold stories: their format, read from disk (shared/gold/stories.md describes it)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from verbale.errors import EvaluationError
from verbale.evaluate.goldcases import GoldCase
from verbale.records import EventType, Factuality, Polarity

SUFFIX = ".gold.json"
PAGES = (".txt", ".html", ".htm")

PartyPattern = tuple[str | None, str | None]  # alpha-3 code and name fragment; None is not scored


class GoldReading(msgspec.Struct, frozen=True, kw_only=True):
    """One way to read an event. None means that a field is not scored."""

    types: tuple[EventType, ...]
    modes: tuple[str, ...] | None = None
    actors: tuple[PartyPattern, ...] | None = None
    recipients: tuple[PartyPattern, ...] | None = None
    beneficiaries: tuple[PartyPattern, ...] = ()
    items: tuple[tuple[str, float | None], ...] = ()
    factuality: tuple[Factuality, ...] | None = None
    polarity: Polarity | None = None
    sources: tuple[str, ...] | None = None
    direct: bool | None = None
    when: tuple[str, str] | None = None
    where: PartyPattern | None = None
    background: bool | None = None


class GoldEvent(GoldReading, frozen=True, kw_only=True):
    """An event with its place in the text and its other readings."""

    n: int
    core: bool
    content_of: int | None = None
    anchor: str
    also: tuple[str, ...] = ()
    alt: tuple[dict[str, Any], ...] = ()
    never: tuple[dict[str, Any], ...] = ()
    tags: tuple[str, ...] = ()

    def readings(self) -> tuple[GoldReading, ...]:
        """The event's own reading, then each other one with the keys that it overrides."""
        own = {name: getattr(self, name) for name in GoldReading.__struct_fields__}
        return (self, *(msgspec.convert(own | _plain(alt), GoldReading) for alt in self.alt))


class Expect(msgspec.Struct, frozen=True, kw_only=True):
    """What the article must say. `published` None: the page gives no date, and none may be invented."""

    title: str | None = None
    agency: str | None = None
    outlet: str | None = None
    published: str | None = None
    not_in_text: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class GoldStory(msgspec.Struct, frozen=True, kw_only=True):
    """What a careful analyst reads in one page."""

    story: str
    published: str | None = None
    expect: Expect | None = None
    events: tuple[GoldEvent, ...] = ()
    none: tuple[str, ...] = ()
    cases: tuple[GoldCase, ...] = ()


def load(path: Path) -> GoldStory:
    """The gold of one story.

    Raises EvaluationError where the file does not have the format.
    """
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=GoldStory)
    except (OSError, msgspec.DecodeError) as error:
        raise EvaluationError(f"{path}: {error}") from error
    for event in gold.events:
        try:
            event.readings()
        except (msgspec.ValidationError, EvaluationError) as error:
            raise EvaluationError(f"{path}: another reading of event {event.n}: {error}") from error
    return gold


def stories(folder: Path) -> tuple[tuple[Path, GoldStory | None], ...]:
    """The pages of a folder in order of name, each with its gold where there is some.

    Raises EvaluationError where the folder holds no page.
    """
    if folder.is_file():
        return ((folder, _gold_beside(folder)),)
    pages = sorted(path for path in folder.glob("*") if path.suffix in PAGES)
    if not pages:
        raise EvaluationError(f"{folder}: no page (.txt, .html) in this folder")
    return tuple((page, _gold_beside(page)) for page in pages)


def has_pages(folder: Path) -> bool:
    """Whether a folder holds pages itself."""
    return any(path.suffix in PAGES for path in folder.glob("*"))


def _gold_beside(page: Path) -> GoldStory | None:
    path = page.with_name(page.name.removesuffix(page.suffix) + SUFFIX)
    return load(path) if path.is_file() else None


def _plain(alt: Mapping[str, Any]) -> dict[str, Any]:
    known = set(GoldReading.__struct_fields__)
    unknown = set(alt) - known
    if unknown:
        raise EvaluationError(
            f"an alternative reading overrides unknown fields: {', '.join(sorted(unknown))}"
        )
    return dict(alt)
