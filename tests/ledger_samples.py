"""Reports built by hand, for tests of the ledger. States are real, officials and events invented."""

from datetime import date
from typing import Any

from verbale.ledger.cases import cases
from verbale.ledger.copies import signature
from verbale.ledger.state import ArticleFact, Report, State
from verbale.records import Case, Event, Extent, Item, Judgement, Party, Source, Span, When

NOW = date(2026, 6, 1)
FRAMES = {
    "REQUEST": "ask-for",
    "AGREE": "promise-thing",
    "AID": "give-aid",
    "REJECT": "refuse-to",
    "SANCTION": "cut-aid",
    "THREATEN": "threaten-relations",
    "SUPPORT": "sign",
}
CATEGORIES = {
    "boats": "military_equipment",
    "boat": "military_equipment",
    "rifles": "military_equipment",
    "weapons": "military_equipment",
    "gunships": "military_equipment",
    "troops": "troops",
    "tents": "humanitarian",
    "wheat": "humanitarian",
    "fuel": "trade_energy",
    "loan": "financial",
    "million": "financial",
    "help": None,
}
GENERIC = frozenset(("help", "weapons"))


def party(code: str, name: str | None = None, **changes: Any) -> Party:
    """A state by its code; a group by its codes joined with "+"; with a name, somebody who acts for it."""
    members = tuple(code.split("+")) if "+" in code else ()
    values: dict[str, Any] = {
        "name": name or code,
        "mention": name or code,
        "start": 0,
        "end": 3,
        "country": None if members or not code else code,
        "sectors": ("GOV",),
        "title": None,
        "members": members,
        "id": "p-" + (name or code).lower().replace(" ", "-"),
    }
    return Party(**values | changes)


def speaker(code: str | None, name: str = "A spokesman") -> Source:
    """Somebody who says so, for a state."""
    return Source(
        name=name,
        mention=name,
        start=0,
        end=3,
        country=code,
        title=None,
        to=None,
        via=None,
        quote="indirect",
        cue="said",
    )


def item(text: str) -> Item:
    """An item by its words: a leading number is its quantity, the last word tells its class."""
    words = text.split()
    quantity = float(words[0]) if words[0].isdigit() else None
    unit = words[1] if quantity is not None and "of" in words else None
    return Item(
        text=text,
        start=50,
        end=50 + len(text),
        category=CATEGORIES.get(words[-1], "other"),
        subcategory=None,
        granularity="generic" if words[-1] in GENERIC else "class",
        unroca=None,
        sipri=None,
        quantity=quantity,
        quantity_min=None,
        quantity_max=None,
        is_estimate=False,
        unit=unit,
    )


def article(
    key: str, published: str | None, *, outlet: str | None = None, text: str = "", **changes: Any
) -> ArticleFact:
    """An article of a day; without a text, of words of its own."""
    words = text or " ".join(f"{key}{number}" for number in range(60))
    values: dict[str, Any] = {
        "id": key,
        "published": published,
        "outlet": outlet or f"Outlet {key}",
        "agency": None,
        "title": f"Story {key}",
        "signature": signature(words),
        "added": "2026-05-01T00:00:00+00:00",
    }
    return ArticleFact(**values | changes)


def event(
    article_id: str, place: int, event_type: str, who: str, whom: str, *things: str, **changes: Any
) -> Event:
    """What an article reports at a place of its text; `who` and `whom` are codes with blanks between."""
    says = changes.pop("says", f"clause {place}")
    matter = changes.pop("matter", None)
    start = place * 100
    values: dict[str, Any] = {
        "id": f"{article_id}-{place}",
        "coder": "test",
        "article_id": article_id,
        "event_type": event_type,
        "event_mode": "assist" if event_type == "REQUEST" else None,
        "contexts": (),
        "quad": "verbal cooperation",
        "cameo": None,
        "actors": tuple(party(code) for code in who.split()),
        "recipients": tuple(party(code) for code in whom.split()),
        "beneficiaries": (),
        "items": tuple(item(text) for text in things),
        "content": None,
        "matter": Span(start=start, end=start + len(matter), text=matter) if matter else None,
        "condition": None,
        "factuality": "certain",
        "polarity": "positive",
        "sources": (),
        "when": None,
        "where": None,
        "background": False,
        "evidence": (Span(start=start, end=start + len(says), text=says),),
        "sentence": Extent(start=start, end=start + 99),
        "frame": FRAMES.get(event_type, "give-aid"),
        "confidence": 0.8,
    }
    return Event(**values | changes)


def on(day: str) -> When:
    """A day that the text states."""
    return When(text="then", span=None, start=day, end=day, basis="relative")


def state(articles: list[ArticleFact], events: list[Event], *judgements: Judgement, **changes: Any) -> State:
    """A state of these."""
    return State(
        articles={one.id: one for one in articles},
        reports=tuple(Report(event=one, article_id=one.article_id) for one in events),
        judgements=judgements,
        **changes,
    )


def told(*rows: tuple[Any, ...], judgements: tuple[Judgement, ...] = (), now: date = NOW) -> tuple[Case, ...]:
    """The cases of reports, each in an article of its own: (day, type, who, whom, *things[, changes])."""
    articles, events = [], []
    for place, (day, kind, who, whom, *rest) in enumerate(rows):
        changes = rest.pop() if rest and isinstance(rest[-1], dict) else {}
        articles.append(article(f"a{place}", day))
        events.append(event(f"a{place}", 0, kind, who, whom, *rest, **changes))
    return cases(state(articles, events, *judgements), now=now)


def judgement(number: int, verb: str, subject: str, subject_id: str, /, **detail: Any) -> Judgement:
    """A judgement."""
    return Judgement(
        number=number,
        at="2026-05-02T00:00:00+00:00",
        who="ada",
        verb=verb,  # type: ignore[arg-type]
        subject=subject,  # type: ignore[arg-type]
        subject_id=subject_id,
        detail=detail,
        reason=None,
    )
