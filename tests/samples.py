"""Records built by hand, for tests of what comes after the coder. All events and officials are invented."""

from typing import Any

from verbale.records import Article, Event, Extent, Item, Minutes, Party, Source, Span, When, Where

TEXT = (
    "Norway’s envoy, Mara Ilves, asked Chad on Monday for tents for Mali. "
    "“Chad refused us,” she told Radio Lund.\n"
    "Last year Chad attacked =SUM(A1) & <b>camps</b> in Mali."
)

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
}


def party(name: str, country: str | None = None, **changes: Any) -> Party:
    """A party whose mention is its name, at the start of the text."""
    values: dict[str, Any] = {
        "name": name,
        "mention": name,
        "start": 0,
        "end": len(name),
        "country": country,
        "sectors": ("GOV",),
        "title": None,
        "members": (),
        "id": f"party-{name}",
    }
    return Party(**values | changes)


NORWAY = party("Norway", "NOR")
CHAD = party("Chad", "TCD")
MALI = party("Mali", "MLI")
ILVES = party("Mara Ilves", "NOR", title="envoy")


def item(text: str, quantity: float | None = None) -> Item:
    """An item without a class."""
    return Item(
        text=text,
        start=0,
        end=len(text),
        category=None,
        subcategory=None,
        granularity=None,
        unroca=None,
        sipri=None,
        quantity=quantity,
        quantity_min=None,
        quantity_max=None,
        is_estimate=False,
        unit=None,
    )


def source(name: str, **changes: Any) -> Source:
    """Someone who is quoted indirectly."""
    values: dict[str, Any] = {
        "name": name,
        "mention": name,
        "start": 0,
        "end": len(name),
        "country": None,
        "title": None,
        "to": None,
        "via": None,
        "quote": "indirect",
        "cue": "said",
    }
    return Source(**values | changes)


def when(text: str | None, start: str | None, end: str | None, basis: Any = "explicit") -> When:
    """A time without its place in the text."""
    return When(text=text, span=None, start=start, end=end, basis=basis)


def where(name: str, country: str | None) -> Where:
    """A place without coordinates."""
    return Where(
        text=name, start=0, end=len(name), name=name, country=country, lat=None, lon=None, geonames_id=None
    )


def evidence(words: str, text: str = TEXT) -> Span:
    """The first place of the words in the text."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def event(event_type: str, words: str = "asked Chad", **changes: Any) -> Event:
    """A certain event that Norway does to Chad, standing on the words."""
    quad = next((name for name, types in QUADS.items() if event_type in types), "material conflict")
    span = changes.pop("span", None) or evidence(words)
    values: dict[str, Any] = {
        "id": f"{event_type}-{span.start}",
        "coder": "test",
        "article_id": "a1",
        "event_type": event_type,
        "event_mode": None,
        "contexts": (),
        "quad": quad,
        "cameo": None,
        "actors": (NORWAY,),
        "recipients": (CHAD,),
        "beneficiaries": (),
        "items": (),
        "content": None,
        "matter": None,
        "condition": None,
        "factuality": "certain",
        "polarity": "positive",
        "sources": (),
        "when": None,
        "where": None,
        "background": False,
        "evidence": (span,),
        "sentence": Extent(start=span.start, end=span.end, in_=span.in_),
        "frame": "ask.for",
        "confidence": 0.8,
    }
    return Event(**values | changes)


def article(**changes: Any) -> Article:
    """A page about a request for tents."""
    values: dict[str, Any] = {
        "id": "a1",
        "title": "Norway asks Chad for tents",
        "text": TEXT,
        "outlet": "Lund Post",
        "agency": None,
        "authors": (),
        "published": None,
        "modified": None,
        "dateline": None,
        "url": None,
        "language": "en",
        "kind": "article",
        "related": (),
        "removed": (),
        "origins": {},
    }
    return Article(**values | changes)


def page(*events: Event, **changes: Any) -> Minutes:
    """The article with events."""
    return Minutes(article=article(**changes), events=events)


def requested() -> tuple[Event, Event, Event]:
    """A request with what is asked for, and a refusal that somebody tells the radio."""
    aid = event(
        "AID",
        "tents for Mali",
        actors=(CHAD,),
        recipients=(),
        beneficiaries=(MALI,),
        items=(item("tents"),),
        factuality="unknown",
    )
    request = event("REQUEST", actors=(ILVES,), event_mode="assist", content=aid.id)
    told = source("Mara Ilves", title="envoy", to="Radio Lund", via="telephone", quote="direct", cue="told")
    refusal = event("REJECT", "Chad refused us", actors=(CHAD,), recipients=(NORWAY,), sources=(told,))
    return request, aid, refusal
