"""The minutes of a page: one plain sentence an event, who says so, and the words that it stands on."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from verbale.export.caselines import section
from verbale.export.layout import Layout
from verbale.export.names import Names, flat, homes
from verbale.export.phrases import Phrases, tidy
from verbale.records import Article, Event, Minutes, Source

BODY = 5  # columns before a sentence: two, the number, two
QUOTE = 8  # columns before who says so and the quoted words
LONGEST_QUOTE = 300  # characters; a clause beyond this is cut, since the offsets lead to all of it
UNCODED = {
    "paywall": "is behind a paywall: not coded",
    "not_article": "is not an article: not coded",
}


def render(pages: Iterable[Minutes], layout: Layout) -> Iterator[str]:
    """The minutes of each page, a blank line between two."""
    for number, page in enumerate(pages):
        lines = [*_head(page.article, layout), *_body(page, layout)]
        yield ("\n" if number else "") + "\n".join(lines) + "\n"


def uncoded(article: Article) -> str | None:
    """Why the page was not coded, as the end of a sentence, or None where it was."""
    if article.kind == "other_language":
        return f"is in another language ({article.language or 'unknown'}): not coded"
    return UNCODED.get(article.kind)


def attribution(event: Event, names: Names) -> str:
    """Who says so, outermost first: "says Mara Ilves to Radio Lund by telephone, word for word"; or empty."""
    parts = [_voice(source, names, inner=bool(depth)) for depth, source in enumerate(event.sources)]
    if not parts:
        return ""
    manner = {"direct": ", word for word", "mixed": ", partly word for word", "indirect": ""}
    return tidy("says " + ", who cites ".join(parts) + manner[event.sources[-1].quote])


def order(events: Iterable[Event], phrases: Phrases) -> tuple[Event, ...]:
    """The events that get a line of their own: those that another's sentence holds do not."""
    events = tuple(events)
    held = {folded.id for event in events if (folded := phrases.folded(event)) is not None}
    return tuple(event for event in events if event.id not in held)


def worded(event: Event, phrases: Phrases) -> str:
    """The event's sentence with its full stop, and a note where the source does not claim that it happened."""
    doubt = " (not claimed to have happened)" if event.factuality == "unknown" else ""
    return f"{phrases.sentence(event)}{doubt}."


def quoted(event: Event) -> str:
    """The words that the event stands on, its spans joined by dots."""
    words = " … ".join(flat(span.text) for span in event.evidence)
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{words.strip('“”')}”"


def _head(article: Article, layout: Layout) -> Iterator[str]:
    yield from textwrap.wrap(flat(article.title) or "(no headline)", layout.width)
    origin = article.agency or article.outlet
    parts = [f"from {origin}"] if origin else []
    parts.append(article.published[:10] if article.published else "the page has no date")
    left_out = _left_out(article)
    if left_out:
        parts.append(left_out)
    yield from textwrap.wrap(" · ".join(parts), layout.width)
    yield ""


def _left_out(article: Article) -> str:
    teasers = _count(len(article.related), "other story’s teaser", "other stories’ teasers")
    pieces = _count(len(article.removed), "piece of page furniture", "pieces of page furniture")
    counts = [count for count in (teasers, pieces) if count]
    return f"{' and '.join(counts)} left out" if counts else ""


def _count(number: int, one: str, many: str) -> str:
    return "" if number == 0 else f"{number} {one if number == 1 else many}"


def _body(page: Minutes, layout: Layout) -> Iterator[str]:
    reason = uncoded(page.article)
    if reason is not None:
        yield f"This page {reason}."
        return
    phrases = Phrases(events={event.id: event for event in page.events}, names=Names())
    events = order(page.events, phrases)
    if not events:
        yield "No events found."
    numbers: dict[str, int] = {}
    for heading, group in _groups(events):
        yield from textwrap.wrap(heading, layout.width, subsequent_indent="    ")
        for event in group:
            numbers[event.id] = len(numbers) + 1
            yield from _entry(numbers[event.id], event, phrases, layout)
    yield from section(page.cases, _with_held(numbers, phrases), layout)


def _with_held(numbers: Mapping[str, int], phrases: Phrases) -> dict[str, int]:
    """The line of each event; one that another's sentence holds stands on that line."""
    found = dict(numbers)
    for key, number in numbers.items():
        held = phrases.folded(phrases.events[key])
        while held is not None and held.id not in found:
            found[held.id] = number
            held = phrases.folded(held)
    return found


def _groups(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
    """Events by who acts towards whom, in the order of the first of each; background last."""
    groups: dict[str, list[Event]] = {}
    events = tuple(events)
    for event in (event for event in events if not event.background):
        groups.setdefault(_heading(event), []).append(event)
    yield from groups.items()
    background = [event for event in events if event.background]
    if background:
        yield "Background", background


def _heading(event: Event) -> str:
    actors, recipients = homes(event.actors), homes(event.recipients)
    if len(event.actors) > 1 and not recipients:
        actors, recipients = actors[:1], actors[1:]
    sides = [", ".join(side) for side in (actors, recipients) if side]
    return " → ".join(sides) if actors else f"? → {sides[0]}" if sides else "?"


def _entry(number: int, event: Event, phrases: Phrases, layout: Layout) -> Iterator[str]:
    yield from textwrap.wrap(
        f"{number:>3}  {worded(event, phrases)}", layout.width, subsequent_indent=" " * BODY
    )
    says = attribution(event, phrases.names)
    evidence = f"{says}: {quoted(event)}" if says else quoted(event)
    yield from _indented(evidence, layout)
    if layout.explain:
        for line in explanation(event):
            yield from _indented(line, layout)
        folded = phrases.folded(event)
        if folded is not None:
            yield from _indented(f"asks for, promises or refuses: {folded.event_type} {folded.id}", layout)


def weighed(event: Event) -> str:
    """The confidence, and that of the frame alone."""
    alone = (
        "the scorer alone" if event.frame_confidence is None else f"frame alone {event.frame_confidence:.2f}"
    )
    return f"{event.confidence:.2f} ({alone})"


def explanation(event: Event) -> Iterator[str]:
    """How the event was found: by frame, scorer or both, and how sure each and both together are."""
    mode = f" {event.event_mode}" if event.event_mode else ""
    yield (
        f"[{event.event_type}{mode} · {event.factuality} · {event.polarity} · frame {event.frame} · "
        f"confidence {weighed(event)} · {event.id}]"
    )
    roles = {"actor": event.actors, "recipient": event.recipients, "beneficiary": event.beneficiaries}
    for role, parties in roles.items():
        for party in parties:
            home = ", ".join(party.members) or party.country or "no country"
            sectors = " ".join(party.sectors)
            yield f"[{role}: {party.name} ← “{flat(party.mention)}” · {home} · {sectors or '–'} · {party.id}]"


def _indented(text: str, layout: Layout) -> list[str]:
    indent = " " * QUOTE
    return textwrap.wrap(text, layout.width, initial_indent=indent, subsequent_indent=indent)


def _voice(source: Source, names: Names, *, inner: bool) -> str:
    hearer = f"{' speaking' if inner else ''} to {flat(source.to)}" if source.to else ""
    channel = f" by {flat(source.via)}" if source.via else ""
    return names.introduced(source.name, source.title) + hearer + channel
