"""A report as a page shows it: its text with the events marked in place, and each event's record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verbale.desk.views.cite import citation
from verbale.desk.views.judging import standing_event
from verbale.desk.words import sentences, voice
from verbale.export.minutes import weighed
from verbale.records import Article, Event, Field, Record, Review, Span
from verbale.store.base import View


class Stretch(Record, frozen=True, kw_only=True):
    """A stretch of the text, with the numbers of the events that stand on it, the narrowest first; `begins` are
    those whose first words begin here, `ends` those whose words end here."""

    text: str
    events: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    quad: str = ""


class Entry(Record, frozen=True, kw_only=True):
    """An event of the report: its number, in words, who says so, how it was reviewed, its cases."""

    number: int
    event: Event
    sentence: str
    voice: str
    weighed: str
    review: Review
    cases: tuple[str, ...]
    content: int | None
    cite: str


class ReportPage(Record, frozen=True, kw_only=True):
    """A report: title and paragraphs in stretches, and its events in the order of the text."""

    article: Article
    title: tuple[Stretch, ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    quad: str
    span: Span
    first: bool


def report_page(view: View, article_id: str) -> ReportPage:
    """A report by its article's id. Raises NotFound."""
    article = view.article(article_id)
    events = tuple(standing_event(view, event) for event in view.events(article_id))
    numbers = {event.id: number for number, event in enumerate(events, 1)}
    said = sentences({event.id: event for event in events})
    return ReportPage(
        article=article,
        title=tuple(_stretches(article.title, events, "title")),
        paragraphs=tuple(_paragraphs(_stretches(article.text, events, None))),
        entries=tuple(
            Entry(
                number=number,
                event=event,
                sentence=said[event.id],
                voice=voice(event),
                weighed=weighed(event),
                review=view.review(event.id),
                cases=tuple(case.id for case in view.cases_of(event.id)),
                content=numbers.get(event.content or ""),
                cite=citation(article, event).line,
            )
            for number, event in enumerate(events, 1)
        ),
    )


def _stretches(text: str, events: Sequence[Event], where: Field | None) -> Iterator[Stretch]:
    marks = [
        _Mark(number, event.quad.replace(" ", "-"), span, first=span == _first(event))
        for number, event in enumerate(events, 1)
        for span in event.evidence
        if span.in_ == where
    ]
    cuts = sorted({0, len(text), *(cut for mark in marks for cut in (mark.span.start, mark.span.end))})
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        over.sort(key=lambda mark: (mark.span.end - mark.span.start, mark.number))
        yield Stretch(
            text=text[start:end],
            events=tuple(dict.fromkeys(mark.number for mark in over)),
            begins=tuple(
                dict.fromkeys(mark.number for mark in over if mark.first and mark.span.start == start)
            ),
            ends=tuple(dict.fromkeys(mark.number for mark in over if mark.span.end == end)),
            quad=over[0].quad if over else "",
        )


def _paragraphs(stretches: Iterator[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """The stretches by paragraph: a line of the text is one."""
    own: list[Stretch] = []
    for stretch in stretches:
        first, *others = stretch.text.split("\n")
        own.append(_cut(stretch, first, first=True, last=not others))
        for place, line in enumerate(others, 1):
            if any(each.text.strip() for each in own):
                yield tuple(own)
            own = [_cut(stretch, line, first=False, last=place == len(others))]
    if any(each.text.strip() for each in own):
        yield tuple(own)


def _cut(stretch: Stretch, text: str, *, first: bool, last: bool) -> Stretch:
    return Stretch(
        text=text,
        events=stretch.events,
        begins=stretch.begins if first else (),
        ends=stretch.ends if last else (),
        quad=stretch.quad,
    )


def _first(event: Event) -> Span:
    """The words of an event that are read first: those of the text before those of the title."""
    return min(event.evidence, key=lambda span: (span.in_ is not None, span.start))
