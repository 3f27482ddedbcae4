"""Makes the Article out of what was found: origins, agency, language, kind, id."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from verbale.ingest import dateline, dates
from verbale.ingest.clean import Sorted
from verbale.ingest.language import language
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import publishers, stands_for
from verbale.records import Article, Kind, Origin

# A paywall leaves a lead: three or four paragraphs, seldom over 150 words.
STUB_WORDS = 150
# The dateline stands in one of the first paragraphs, after a standfirst and up to four points.
OPENING_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as found, each with its origin where it has one. See `with_field`.

    `printed` is the date above the headline, which counts where nothing else says when it was published.
    """

    sorted: Sorted
    url: str | None = None
    declared_language: str | None = None
    closed: bool = False
    listing: bool = False
    credits: tuple[str, ...] = ()
    printed: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    def with_field(self, name: str, value: Any, origin: Origin) -> "Draft":
        """The draft with this field, unless it has it or the value is empty: the first origin wins."""
        if not value or name in self.fields:
            return self
        return replace(self, fields=self.fields | {name: value}, origins=self.origins | {name: origin})


def finish(draft: Draft) -> Article:
    """The article of a draft."""
    draft = _with_printed(_with_wire(draft))
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
    # Headlines of sections, a standfirst or points may stand before the paragraph with the dateline.
    openings = [found for paragraph in body[:OPENING_PARAGRAPHS] if (found := dateline.opening(paragraph))]
    lines = [found for line in draft.credits if (found := dateline.alone(line))]
    own = draft.fields.get("outlet") or ""
    outlet = outlets().named(own) or outlets().at(draft.url)
    for found in (*openings, *lines):
        if found.dateline and "dateline" not in draft.fields:
            draft = draft.with_field("dateline", found.dateline, "wire")
            draft = draft.with_field("published", found.dateline.date, "wire")
        draft = draft.with_field("agency", _in_full(found.agency, own), "wire")
    for line in draft.credits:
        name = _in_full(dateline.credited(line), own)
        if name != own:  # a paper that names itself as its source
            draft = draft.with_field("agency", name, "wire")
    if publishers().kind(own) == "agency":
        draft = draft.with_field("agency", own, "wire")
    told = dateline.told("\n".join(body), wires_only=outlet is not None)
    if told and (outlet is None or told != outlet.name):
        draft = draft.with_field("agency", told, "wire")
    return draft


def _in_full(name: str | None, own: str) -> str | None:
    """The publisher's full name where the credit is a short form of it: "(ANS)" in the Adria News Service."""
    return own if name and stands_for(name, own) else name


def _with_printed(draft: Draft) -> Draft:
    """The date above the headline counts unless the story's own dateline is of other days."""
    line = draft.fields.get("dateline")
    if draft.printed and (line is None or dates.agree(line.text, draft.printed)):
        return draft.with_field("published", draft.printed, "heuristic")
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
