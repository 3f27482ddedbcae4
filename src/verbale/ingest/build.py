"""Makes the Article out of what was found: origins, agency, language, kind, id."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from verbale.ingest import dateline
from verbale.ingest.clean import Sorted
from verbale.ingest.language import language
from verbale.ontology.outlets import outlets
from verbale.records import Article, Kind, Origin

# A paywall leaves a lead: three or four paragraphs, seldom over 150 words.
STUB_WORDS = 150


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as found, each with its origin where it has one. See `with_field`."""

    sorted: Sorted
    url: str | None = None
    declared_language: str | None = None
    closed: bool = False
    listing: bool = False
    credits: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    def with_field(self, name: str, value: Any, origin: Origin) -> "Draft":
        """The draft with this field, unless it has it or the value is empty: the first origin wins."""
        if not value or name in self.fields:
            return self
        return replace(self, fields=self.fields | {name: value}, origins=self.origins | {name: origin})


def finish(draft: Draft) -> Article:
    """The article of a draft."""
    draft = _with_wire(draft)
    fields = draft.fields
    text = "\n\n".join(draft.sorted.body)
    code = fields.get("language") or language(text, draft.declared_language)
    return Article(
        # Where a page has no address its outlet tells it from another outlet's copy of the same words.
        id=article_id(draft.url or fields.get("outlet"), fields.get("title", ""), text),
        title=fields.get("title", ""),
        text=text,
        outlet=fields.get("outlet"),
        agency=fields.get("agency"),
        authors=tuple(fields.get("authors", ())),
        published=fields.get("published"),
        modified=fields.get("modified"),
        dateline=fields.get("dateline"),
        url=draft.url,
        language=code,
        kind=_kind(draft, text, code),
        related=tuple(draft.sorted.related),
        removed=tuple(draft.sorted.removed),
        origins=draft.origins,
    )


def article_id(place: str | None, title: str, text: str) -> str:
    """Stable on every machine: 16 hexadecimal digits of address (or outlet), headline and body."""
    return hashlib.sha256("\n".join((place or "", title, text)).encode()).hexdigest()[:16]


def _with_wire(draft: Draft) -> Draft:
    """Dateline and agency: what is credited in so many words before what somebody was told."""
    body = draft.sorted.body
    # A headline of a section or a standfirst may stand before the paragraph with the dateline.
    openings = [found for paragraph in body[:3] if (found := dateline.opening(paragraph))]
    lines = [found for line in draft.credits if (found := dateline.alone(line))]
    outlet = outlets().named(draft.fields.get("outlet") or "") or outlets().at(draft.url)
    for found in (*openings, *lines):
        if found.dateline and "dateline" not in draft.fields:
            draft = draft.with_field("dateline", found.dateline, "wire")
            draft = draft.with_field("published", found.dateline.date, "wire")
        draft = draft.with_field("agency", found.agency, "wire")
    for line in draft.credits:
        draft = draft.with_field("agency", dateline.credited(line), "wire")
    told = dateline.told("\n".join(body), wires_only=outlet is not None)
    if told and (outlet is None or told != outlet.name):
        draft = draft.with_field("agency", told, "wire")
    return draft


def _kind(draft: Draft, text: str, code: str | None) -> Kind:
    words = len(text.split())
    if words == 0:
        return "paywall" if draft.closed else "not_article"
    if code not in (None, "en"):
        return "other_language"
    walled = any(piece.kind == "paywall" for piece in draft.sorted.removed)
    if words < STUB_WORDS and (draft.closed or walled):
        return "paywall"
    return "not_article" if draft.listing else "article"
