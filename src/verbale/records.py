"""The record: what Verbale reads from a page, as frozen structures.

Field names are the public contract, described field by field in the reference (docs/reference/record.md).
All offsets count Unicode characters and are end-exclusive; they count in `Article.text`, or in
`Article.title` where `in` is `"title"`. Days are ISO 8601 dates, of reduced precision where the text is.
"""

from typing import Annotated, Literal

import msgspec

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Factuality = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
Quote = Literal["direct", "indirect", "mixed"]
Basis = Literal["explicit", "relative", "publication", "unknown"]
Kind = Literal["article", "paywall", "other_language", "not_article"]
Granularity = Literal["generic", "class", "model"]
Origin = Literal["json-ld", "meta", "h1", "wire", "heuristic", "given"]
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
Offset = Annotated[int, msgspec.Meta(ge=0)]
Field = Literal["title"]
Move = Literal[
    "request",
    "request_withdrawn",
    "offer",
    "acknowledge",
    "pledge",
    "commitment",
    "allocation",
    "delivery",
    "disbursement",
    "receipt_confirmed",
    "refusal",
    "offer_declined",
    "suspension",
    "cancellation",
    "threat_to_withhold",
    "denial",
    "outcome",
]
CaseOrigin = Literal["request", "offer"]
Stage = Literal[
    "requested",
    "offered",
    "acknowledged",
    "pledged",
    "committed",
    "allocated",
    "delivering",
    "delivered",
]
Exit = Literal[
    "refused",
    "offer_declined",
    "request_withdrawn",
    "suspended",
    "cancelled",
    "lapsed",
    "superseded",
]
Fulfilment = Literal[
    "not_yet_due", "in_progress", "fulfilled", "partly_fulfilled", "not_fulfilled", "unverifiable"
]
Review = Literal["unreviewed", "accepted", "rejected", "stale"]
Verb = Literal["accept", "reject", "fix", "merge", "split", "link", "unlink", "override", "undo"]
Subject = Literal["event", "step", "case", "party", "article"]


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of all records: immutable, built by keyword."""


class Extent(Record, frozen=True, kw_only=True):
    """A stretch of text by its offsets alone."""

    start: Offset
    end: Offset
    in_: Field | None = msgspec.field(name="in", default=None)


class Span(Extent, frozen=True, kw_only=True):
    """A stretch of text with its words: `text[start:end] == span.text`, always."""

    text: str


class Party(Record, frozen=True, kw_only=True):
    """Who acts, or is acted on. `mention` is the words at `start:end`; `name` the fullest form known."""

    name: str
    mention: str
    start: Offset
    end: Offset
    country: Country | None
    sectors: tuple[str, ...]
    title: str | None
    members: tuple[Country, ...]
    id: str
    in_: Field | None = msgspec.field(name="in", default=None)


class Source(Record, frozen=True, kw_only=True):
    """Who says so: the speaker, the hearer (`to`), the channel (`via`) and the reporting words (`cue`)."""

    name: str
    mention: str
    start: Offset
    end: Offset
    country: Country | None
    title: str | None
    to: str | None
    via: str | None
    quote: Quote
    cue: str | None
    in_: Field | None = msgspec.field(name="in", default=None)


class Item(Record, frozen=True, kw_only=True):
    """What is asked for, promised, given or refused. `quantity` is null for a range or none."""

    text: str
    start: Offset
    end: Offset
    category: str | None
    subcategory: str | None
    granularity: Granularity | None
    unroca: str | None
    sipri: str | None
    quantity: float | None
    quantity_min: float | None
    quantity_max: float | None
    is_estimate: bool
    unit: str | None
    in_: Field | None = msgspec.field(name="in", default=None)


class When(Record, frozen=True, kw_only=True):
    """A time: `start` and `end` are days (inclusive), `span` the offsets of `text`."""

    text: str | None
    span: Extent | None
    start: str | None
    end: str | None
    basis: Basis


class Where(Record, frozen=True, kw_only=True):
    """A place, resolved against GeoNames where it can be."""

    text: str
    start: Offset
    end: Offset
    name: str
    country: Country | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    in_: Field | None = msgspec.field(name="in", default=None)


class Event(Record, frozen=True, kw_only=True):
    """One statement read from one report: who did (or will do, or is asked to do) what to whom, says who.

    `content` is the id of the event that is asked for, promised or refused; `matter` its words in the text, also
    where they name no event ("to study the request"); `condition` the words that it
    depends on ("if crews are trained").
    """

    id: str
    coder: str
    article_id: str
    event_type: EventType
    event_mode: str | None
    contexts: tuple[str, ...]
    quad: Quad
    cameo: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    beneficiaries: tuple[Party, ...]
    items: tuple[Item, ...]
    content: str | None
    matter: Span | None
    condition: Span | None
    factuality: Factuality
    polarity: Polarity
    sources: tuple[Source, ...]
    when: When | None
    where: Where | None
    background: bool
    evidence: tuple[Span, ...]
    sentence: Extent
    frame: str
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    frame_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None


class Dateline(Record, frozen=True, kw_only=True):
    """The opening of a wire story: "KATHMANDU, April 25". `date` is ISO 8601 where it is full, else null."""

    text: str
    place: str | None
    date: str | None


class Related(Record, frozen=True, kw_only=True):
    """The teaser of another story on the page."""

    title: str
    text: str
    url: str | None


class Removed(Record, frozen=True, kw_only=True):
    """A piece of page furniture that was taken out."""

    kind: str
    text: str


class Article(Record, frozen=True, kw_only=True):
    """A page, cleaned: what it says, where each field came from, and what was taken out."""

    id: str
    title: str
    text: str
    outlet: str | None
    agency: str | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    dateline: Dateline | None
    url: str | None
    language: str | None
    kind: Kind
    related: tuple[Related, ...]
    removed: tuple[Removed, ...]
    origins: dict[str, Origin]


class Step(Record, frozen=True, kw_only=True):
    """One typed move, from one or more events that report the same thing.

    `source_term` is the source's own word ("commitment" for what is a pledge here); `when` the event's time or the
    day of its first report; `sources` the distinct outlets and speakers; `independent_sources` counts them once for
    all copies of one story.
    """

    id: str
    move: Move
    source_term: str | None
    events: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    items: tuple[Item, ...]
    when: When | None
    sources: tuple[str, ...]
    independent_sources: int
    review: Review


class Case(Record, frozen=True, kw_only=True):
    """A thread of steps; its stage is computed from them by the rules of the ledger, never set.

    `stage` counts reviewed steps only, `provisional_stage` the unreviewed ones too; `rule` names the rule and
    `stage_steps` the steps that made the (provisional) stage or exit.
    """

    id: str
    origin: CaseOrigin
    requester: tuple[Party, ...]
    addressee: tuple[Party, ...]
    beneficiaries: tuple[Party, ...]
    items: tuple[Item, ...]
    stage: Stage | None
    provisional_stage: Stage | None
    exit: Exit | None
    rule: str
    stage_steps: tuple[str, ...]
    contested: bool
    conditional: bool
    no_response_found_as_of: str | None
    fulfilment: Fulfilment | None
    reports: int
    independent_sources: int
    opened: str | None
    updated: str | None
    steps: tuple[Step, ...]


class Minutes(Record, frozen=True, kw_only=True):
    """One page read: the article, the events that it reports in the order of the text, and the cases they make."""

    article: Article
    events: tuple[Event, ...]
    cases: tuple[Case, ...] = ()


class Judgement(Record, frozen=True, kw_only=True):
    """What a person decided: one row, appended and never changed. `number` orders them; `at` is UTC, ISO 8601.

    `detail` holds what the verb needs: the fixed fields of `fix`, the other ids of `merge`, the stage of
    `override`, the number undone by `undo`.
    """

    number: int
    at: str
    who: str
    verb: Verb
    subject: Subject
    subject_id: str
    detail: dict[str, str | list[str]]
    reason: str | None
