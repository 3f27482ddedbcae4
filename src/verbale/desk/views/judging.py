"""An event as it stands for whoever judges it: its words in context, what was read, what people fixed in it."""

from collections.abc import Iterator
from itertools import pairwise

from verbale.desk.words import sentences, voice
from verbale.export.minutes import weighed
from verbale.ledger import judging
from verbale.records import Article, Event, Judgement, Record, Review
from verbale.store.base import View

# Characters of the text before and behind the sentence.
AROUND = 320


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of text: `part` is "around", "sentence" or "evidence"."""

    text: str
    part: str


class Standing(Record, frozen=True, kw_only=True):
    """An event: as it was read, and with what people fixed; its report, its context, its review, its history."""

    event: Event
    read: Event
    sentence: str
    voice: str
    weighed: str
    review: Review
    context: tuple[Piece, ...]
    article: str
    title: str
    outlet: str | None
    published: str | None
    cases: tuple[str, ...]
    judgements: tuple[Judgement, ...]


def standing(view: View, event_id: str) -> Standing:
    """An event by its id. Raises NotFound."""
    read = view.event(event_id)
    said = view.judgements("event", event_id)
    event = judging.fixed_event(read, judging.fixes(judging.active(said)))
    article = view.article(read.article_id)
    others = {one.id: one for one in view.events(article.id)}
    return Standing(
        event=event,
        read=read,
        sentence=sentences({**others, event.id: event})[event.id],
        voice=voice(event),
        weighed=weighed(read),
        review=view.review(event_id),
        context=tuple(_context(article, read)),
        article=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        cases=tuple(case.id for case in view.cases_of(event_id)),
        judgements=said,
    )


def _context(article: Article, event: Event) -> Iterator[Piece]:
    """The event's sentence with what stands before and behind it; the words that the event stands on are marked."""
    own = event.sentence
    text = article.title if own.in_ else article.text
    start, end = max(own.start - AROUND, 0), min(own.end + AROUND, len(text))
    start = start if start == 0 else text.find(" ", start, own.start) + 1 or own.start
    end = end if end == len(text) else max(text.rfind(" ", own.end, end), own.end)
    marks = [span for span in event.evidence if span.in_ == own.in_]
    cuts = {start, own.start, own.end, end, *(cut for span in marks for cut in (span.start, span.end))}
    places = sorted(cut for cut in cuts if start <= cut <= end)
    for one, other in pairwise(places):
        marked = any(span.start <= one and other <= span.end for span in marks)
        inside = own.start <= one and other <= own.end
        yield Piece(text=text[one:other], part="evidence" if marked else "sentence" if inside else "around")
