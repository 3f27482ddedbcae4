"""An article with its events marked in it: one file, no script, light and dark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from verbale.export.layout import Layout
from verbale.export.minutes import attribution, uncoded, weighed, worded
from verbale.export.names import Names, country, flat, labels
from verbale.export.phrases import Phrases, moment, things
from verbale.export.style import STYLE
from verbale.records import Event, Field, Minutes, Party, Span

HEAD = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Minutes</title>
<style>{STYLE}</style>
</head>
<body>
"""
TAIL = "</body>\n</html>\n"


def render(pages: Iterable[Minutes], layout: Layout) -> Iterator[str]:
    """One HTML document with all pages, each followed by the records of its events."""
    yield HEAD
    for number, page in enumerate(pages, start=1):
        yield _page(page, f"p{number}", layout)
    yield TAIL


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to highlight, and the event that it is evidence of."""

    start: int
    end: int
    anchor: str
    number: int
    event: Event
    hint: str
    first: bool


def _page(page: Minutes, prefix: str, layout: Layout) -> str:
    article = page.article
    phrases = Phrases(events={event.id: event for event in page.events}, names=Names())
    says = {event.id: worded(event, phrases) for event in page.events}
    anchors = {event.id: f"{prefix}e{number}" for number, event in enumerate(page.events, start=1)}
    origin = [article.agency or article.outlet or "", article.published or "the page has no date"]
    reason = uncoded(article)
    notice = f'<p class="notice">This page {escape(reason)}.</p>' if reason else ""
    return (
        f'<main><article class="story"><h1>{_marked(page, "title", anchors, says)}</h1>\n'
        f'<p class="origin">{escape(" · ".join(part for part in origin if part))}</p>\n{notice}'
        f'<div class="text">{_marked(page, None, anchors, says)}</div></article>\n'
        f'<aside aria-label="Events">\n{_cards(page, anchors, says, layout)}</aside></main>\n'
    )


def _marked(page: Minutes, where: Field | None, anchors: Mapping[str, str], says: Mapping[str, str]) -> str:
    """A text with its evidence marked; stretches that several events share carry all their numbers."""
    text = page.article.title if where else page.article.text
    marks = [
        Mark(span.start, span.end, anchors[event.id], number, event, says[event.id], first=not place)
        for number, event in enumerate(page.events, start=1)
        for place, span in enumerate(event.evidence)
        if span.in_ == where
    ]
    cuts = sorted({0, len(text), *(cut for mark in marks for cut in (mark.start, mark.end))})
    return "".join(_segment(text, start, end, marks) for start, end in pairwise(cuts))


def _segment(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """A stretch between two cuts, so that no mark begins or ends inside it."""
    words = escape(text[start:end])
    over = [mark for mark in marks if mark.start <= start and end <= mark.end]
    if not over:
        return words
    inner = min(over, key=lambda mark: mark.end - mark.start)
    hint = escape(" · ".join(mark.hint for mark in over))
    kind = inner.event.quad.replace(" ", "-")
    link = f'<a class="mark {kind}" href="#{inner.anchor}" title="{hint}">{words}</a>'
    ends = [mark for mark in over if mark.end == end]
    starts = [mark for mark in over if mark.start == start and mark.first]
    places = "".join(f'<span id="{mark.anchor}t"></span>' for mark in starts)
    return places + link + "".join(f'<sup><a href="#{mark.anchor}">{mark.number}</a></sup>' for mark in ends)


def _cards(page: Minutes, anchors: Mapping[str, str], says: Mapping[str, str], layout: Layout) -> str:
    names = Names()
    return "".join(
        f'<section id="{anchors[event.id]}" class="event {event.quad.replace(" ", "-")}">'
        f'<p class="says"><a class="number" href="#{anchors[event.id]}t">{number}</a> {escape(says[event.id])}</p>'
        f"{_voice(event, names)}{_quotes(event.evidence)}{_fields(event, anchors, layout)}</section>\n"
        for number, event in enumerate(page.events, start=1)
    )


def _voice(event: Event, names: Names) -> str:
    says = attribution(event, names)
    return f'<p class="voice">{escape(says)}</p>' if says else ""


def _quotes(evidence: Iterable[Span]) -> str:
    return "".join(f"<blockquote>{escape(flat(span.text))}</blockquote>" for span in evidence)


def _fields(event: Event, anchors: Mapping[str, str], layout: Layout) -> str:
    rows = {
        "type": event.event_type + (f" · {event.event_mode}" if event.event_mode else ""),
        "quad": event.quad,
        "contexts": ", ".join(event.contexts),
        "actors": _people(event.actors),
        "recipients": _people(event.recipients),
        "beneficiaries": labels(event.beneficiaries),
        "items": things(event.items),
        "matter": flat(event.matter.text) if event.matter else "",
        "factuality": f"{event.factuality}, {event.polarity}",
        "when": moment(event).lstrip(", "),
        "where": event.where.name if event.where else "",
        "background": "yes" if event.background else "",
    }
    if layout.explain:
        rows |= {"frame": event.frame, "confidence": weighed(event)}
        rows |= {"id": event.id}
    content = anchors.get(event.content or "")
    link = f'<dt>content</dt><dd><a href="#{content}">the event linked to it</a></dd>' if content else ""
    cells = (f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows.items() if value)
    return f"<dl>{''.join(cells)}{link}</dl>"


def _people(parties: Iterable[Party]) -> str:
    return "; ".join(f"{flat(party.name)}{_home(party)}" for party in parties)


def _home(party: Party) -> str:
    codes = party.members or ((party.country,) if party.country else ())
    homes = ", ".join(country(code) for code in codes)
    return f" ({homes})" if homes and homes != flat(party.name) else ""
