"""Pages as a ledger takes them: what it keeps of an article, and the cases of pages without a store."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from verbale.ledger.cases import cases
from verbale.ledger.copies import signature
from verbale.ledger.state import ArticleFact, Report, State
from verbale.records import Article, Case, Event, Minutes


def page_cases(article: Article, events: Iterable[Event]) -> tuple[Case, ...]:
    """The cases of one article by itself, as of the day it was published, in the order of their first events."""
    page = Minutes(article=article, events=tuple(events))
    places = {event.id: place for place, event in enumerate(page.events)}
    return tuple(
        sorted(
            cases_of([page]),
            key=lambda case: min(places[key] for step in case.steps for key in step.events),
        )
    )


def cases_of(pages: Iterable[Minutes]) -> tuple[Case, ...]:
    """The cases of some pages as one ledger, as of the day when the last was published, the oldest first.

    Where no page has a date, silence has none either.
    """
    read = {page.article.id: page for page in pages}
    days = [page.article.published[:10] for page in read.values() if page.article.published]
    state = State(
        articles={key: fact(page.article) for key, page in read.items()},
        reports=tuple(
            Report(event=event, article_id=key) for key, page in read.items() for event in page.events
        ),
        judgements=(),
    )
    found = cases(state, now=date.fromisoformat(max(days)) if days else date.min)
    if not days:
        found = tuple(replace(case, no_response_found_as_of=None) for case in found)
    return tuple(sorted(found, key=lambda case: (case.opened or "", case.id)))


def fact(article: Article, *, added: str = "") -> ArticleFact:
    """What a ledger keeps of an article; `added` is when a store took it in."""
    return ArticleFact(
        id=article.id,
        published=article.published,
        outlet=article.outlet,
        agency=article.agency,
        title=article.title,
        signature=signature(article.text),
        added=added,
    )
