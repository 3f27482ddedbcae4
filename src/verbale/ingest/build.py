"""Makes the Article out of what was found: origins, agency, language, kind, id."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
MOST_OPENINGS = 2


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
        authors=_persons(fields),
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


def _persons(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors but for the outlet itself: "By Ana Example, The Volta Post"."""
    outlet = fields.get("outlet") or ""
    return tuple(name for name in fields.get("authors", ()) if not stands_for(name, outlet))


def article_id(place: str | None, title: str, text: str) -> str:
    """Stable on every machine: 16 hexadecimal digits of address (or outlet), headline and body."""
    return hashlib.sha256("\n".join((place or "", title, text)).encode()).hexdigest()[:16]


def _with_wire(draft: Draft) -> Draft:
    """Dateline, day and agency: what is credited in so many words before what somebody was told."""
    body = draft.sorted.body
    openings = _openings(body) + [found for line in draft.credits if (found := dateline.alone(line))]
    for found in openings:
        draft = draft.with_field("dateline", found.dateline, "wire")
        draft = draft.with_field("published", found.dateline and found.dateline.date, "wire")
    for name in _credited(draft, [found.agency for found in openings]):
        if "outlet" not in draft.fields and publishers().kind(name) == "office":  # it signs its own release
            draft = draft.with_field("outlet", name, "wire")
        else:
            draft = draft.with_field("agency", name, "wire")
    outlet = outlets().named(draft.fields.get("outlet") or "") or outlets().at(draft.url)
    told = dateline.told("\n".join(body), wires_only=outlet is not None)
    if told and (outlet is None or told != outlet.name):
        draft = draft.with_field("agency", told, "wire")
    return draft


def _openings(body: Sequence[str]) -> list[dateline.Opening]:
    """The datelines of a story; speakers of a talk and items of a digest open like them, one after the other."""
    # Headlines of sections, a standfirst or points may stand before the paragraph with the dateline.
    found = [opening for paragraph in body[:OPENING_PARAGRAPHS] if (opening := dateline.opening(paragraph))]
    return found if len({opening.dateline for opening in found}) <= MOST_OPENINGS else []


def _credited(draft: Draft, in_datelines: Sequence[str | None]) -> Iterator[str]:
    """The agencies that the page credits, the surest first, each by the fullest name that the page has."""
    own = draft.fields.get("outlet") or ""
    lines = [name for line in draft.credits if (name := dateline.credited(line))]
    in_full = [own, *lines]
    for name in filter(None, in_datelines):
        yield _full(name, in_full)
    for name in lines:
        signed = publishers().kind(own) == "office" == publishers().kind(name)
        if not stands_for(name, own) and not signed:  # a paper names itself as its source, an office signs
            yield _full(name, in_full)
    if publishers().kind(own) == "agency":
        yield own
    closing = dateline.closing(draft.sorted.body[-1]) if draft.sorted.body else None
    if closing:
        yield _full(closing, in_full)


def _full(name: str, names: Iterable[str]) -> str:
    """The first of the names that this one is a short form of: "(ANS)" in the Adria News Service."""
    return next((full for full in names if full != name and stands_for(name, full)), name)


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
