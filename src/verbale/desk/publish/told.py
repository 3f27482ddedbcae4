"""What a site tells of a filtered ledger: its cases, and its events each in a sentence with the words it stands on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from verbale.asking import as_of, every
from verbale.desk.views.filters import Filter
from verbale.desk.words import sentences, voice
from verbale.errors import NotFound
from verbale.export.minutes import quoted
from verbale.records import Article, Case, Event, Minutes
from verbale.store.base import View
from verbale.store.charted import NONE, PLACE, WHEN, charted_facets, moment
from verbale.store.facets import case_facets

UNTIMED = "untimed"
WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a list shows it. `time` and `place` are what charts count it under; `cases` are those of the site."""

    event: Event
    article: Article
    sentence: str
    quote: str
    voice: str
    time: str
    place: str
    cases: tuple[str, ...]

    @property
    def url(self) -> str | None:
        """The page that it was read from, where it is one of the Web."""
        return self.article.url if self.article.url and self.article.url.startswith(WEB) else None


@dataclass(frozen=True, slots=True)
class Told:
    """All that a site shows, in the order of the ledger: the latest first."""

    cases: tuple[Case, ...]
    lines: tuple[Line, ...]
    articles: Mapping[str, Article]

    def by_time(self) -> dict[str, list[Line]]:
        """The events by their own time, in order; those without one last."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self.lines, key=lambda line: (line.time == NONE, line.time, line.event.id)):
            found.setdefault(line.time, []).append(line)
        return found

    def by_place(self) -> dict[str, list[Line]]:
        """The events by place."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.place, []).append(line)
        return found

    def by_pair(self) -> dict[tuple[str, str], list[Case]]:
        """The cases by who asks whom."""
        found: dict[tuple[str, str], list[Case]] = {}
        for case in self.cases:
            values = case_facets(case)
            for one in values["requester"]:
                for other in values["addressee"]:
                    found.setdefault((one, other), []).append(case)
        return found

    def by_day(self) -> dict[str, list[Article]]:
        """The reports by their day; those without one under ""."""
        found: dict[str, list[Article]] = {}
        for article in sorted(self.articles.values(), key=lambda a: (a.published or "", a.id)):
            found.setdefault((article.published or "")[:10], []).append(article)
        return found

    def minutes(self) -> Iterator[Minutes]:
        """The events by article, for files."""
        by_article: dict[str, list[Event]] = {}
        for line in self.lines:
            by_article.setdefault(line.article.id, []).append(line.event)
        for key, events in by_article.items():
            yield Minutes(article=self.articles[key], events=tuple(events))


def told(view: View, asked: Filter, today: str) -> Told:
    """What a filter finds: its cases with all their events, and its events. Raises QueryError and UsageError."""
    query = asked.query()
    cases = tuple(as_of(case, today) for case in every(partial(view.cases, query)))
    wanted = {event.id: event for event in every(partial(view.events, None, query))}
    of_cases = {key for case in cases for step in case.steps for key in step.events}
    wanted |= {event.id: event for event in _there(view, of_cases - wanted.keys())}
    placed: dict[str, list[str]] = {}
    for case in cases:
        for key in {key for step in case.steps for key in step.events}:
            placed.setdefault(key, []).append(case.id)
    articles = {key: view.article(key) for key in dict.fromkeys(e.article_id for e in wanted.values())}
    lines = [line for key in articles for line in _lines(view, articles[key], wanted, placed)]
    return Told(cases, tuple(lines), articles)


def month(time: str) -> str:
    """The file of events that a time's events stand in, by its first month."""
    span = moment(time)
    return span.first[:7] if span else UNTIMED


def anchor(kind: str, *values: str) -> str:
    """A name for a place in a page: of letters, digits and a few marks, whatever the values hold."""
    return kind + "-".join(quote(value, safe="").replace("%", "_") for value in values)


def _lines(
    view: View, article: Article, wanted: Mapping[str, Event], placed: Mapping[str, list[str]]
) -> Iterator[Line]:
    """The wanted events of an article; the others are read too, for what they leave out."""
    events = {event.id: event for event in view.events(article.id)}
    events |= {key: event for key, event in wanted.items() if event.article_id == article.id}
    said = sentences(events)
    for key, event in events.items():
        if key in wanted:
            counted = charted_facets(event, article)
            yield Line(
                event=event,
                article=article,
                sentence=said[key],
                quote=quoted(event),
                voice=voice(event),
                time=min(counted[WHEN]),
                place=min(counted[PLACE]),
                cases=tuple(placed.get(key, ())),
            )


def _there(view: View, ids: Iterable[str]) -> Iterator[Event]:
    for key in sorted(ids):
        try:
            yield view.event(key)
        except NotFound:  # erased since the case was settled
            continue
