"""A filtered ledger written out, and taken in again as it was.

What is written are the articles that report anything that a filter finds, whole, with all cases that rest on them:
in the store that takes them in, the same filter finds the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from msgspec.json import encode
from msgspec.structs import replace

from verbale.asking import every
from verbale.errors import NotFound, SourceError, SourceFormatError
from verbale.export.native import (
    VERSION,
    ArticleLine,
    CaseLine,
    Head,
    Held,
    JudgementLine,
    Line,
    read,
    written,
)
from verbale.ledger.carry import FROM
from verbale.ledger.decide import Intents
from verbale.records import Case, Judgement
from verbale.store.base import Store, View, Writer
from verbale.store.query import Query
from verbale.taking import put_minutes, settle, stamp

_NUMBERS = ("number", FROM)


def exported(view: View, query: Query, *, filter: str, now: datetime) -> Iterator[bytes]:
    """The lines of what a query finds; `filter` is its text, for whoever opens the file."""
    yield written(Head(version=VERSION, filter=filter, exported=stamp(now)))
    cases: dict[str, Case] = {}
    named: set[str] = set()
    for article_id in _articles(view, query):
        line = _article(view, article_id)
        for event in line.events:
            named.add(event.id)
            named.update(party.id for party in (*event.actors, *event.recipients, *event.beneficiaries))
            cases |= {case.id: case for case in view.cases_of(event.id)}
        yield written(line)
    for _, case in sorted(cases.items()):
        named.update((case.id, *(step.id for step in case.steps)))
        yield written(CaseLine(case=case))
    for judgement in view.judgements():
        if judgement.subject_id in named:
            yield written(JudgementLine(judgement=judgement))


def imported(store: Store, lines: Iterable[bytes], *, source: str, now: datetime) -> Counter[str]:
    """Takes a written ledger in, all of it or nothing; the counts of articles by outcome, cases and judgements.

    An article that the store holds already is left as it is. Into an empty store cases come as they were
    written; else they are settled with what the store knows. Raises SourceFormatError with the line that is wrong.
    """
    counts: Counter[str] = Counter(dict.fromkeys(("new", "same", "cases", "judgements"), 0))
    with store.writer() as writer:
        taking = _Taking(writer, now, counts, is_empty=writer.count().articles == 0)
        for number, line in _numbered(lines, source):
            try:
                taking.take(line)
            except SourceError as error:
                raise SourceFormatError(source, f"line {number}: {error.reason}") from error
        taking.finish()
    return counts


class _Taking:
    """What was taken in so far, of one file in one transaction."""

    def __init__(self, writer: Writer, now: datetime, counts: Counter[str], *, is_empty: bool) -> None:
        self._writer = writer
        self._now = now
        self._counts = counts
        self._is_empty = is_empty
        self._cases: list[Case] = []
        self._fresh: list[str] = []
        self._numbers: dict[str, str] = {}
        self._said = {_apart(one): one.number for one in writer.judgements()}

    def take(self, line: Line) -> None:
        """One line. Raises SourceError where it does not fit."""
        match line:
            case ArticleLine():
                self._article(line)
            case CaseLine(case=case):
                self._cases.append(case)
            case JudgementLine(judgement=judgement):
                self._judgement(judgement)
            case Head():
                raise SourceError("", "a second head: two ledgers in one file")

    def finish(self) -> None:
        """The cases, once all that they stand on is there."""
        if self._is_empty:
            steps = {step.id: step for case in self._cases for step in case.steps}
            self._writer.apply(Intents(put_steps=tuple(steps.values()), put_cases=tuple(self._cases)))
        elif self._fresh:
            settle(self._writer, self._fresh, now=self._now)
        self._counts["cases"] = len(self._cases)

    def _article(self, line: ArticleLine) -> None:
        article = line.article
        if not line.held:
            raise SourceError("", f"article {article.id} names no source")
        if any(event.article_id != article.id for event in line.events):
            raise SourceError("", f"article {article.id} holds an event of another article")
        if _holds(self._writer, article.id):
            self._counts["same"] += 1
            return
        for held in line.held:
            self._writer.put_article(
                article, content_hash=held.content_hash, source=held.source, added=held.added
            )
        if not _holds(self._writer, article.id):  # it was erased here
            self._counts["same"] += 1
            return
        put_minutes(self._writer, article, line.events, added=line.held[0].added)
        self._fresh.append(article.id)
        self._counts["new"] += 1

    def _judgement(self, judgement: Judgement) -> None:
        """Numbers are the store's own: what an undo undoes has another number here."""
        here = replace(
            judgement,
            detail={
                key: self._numbers.get(value, value) if key in _NUMBERS and isinstance(value, str) else value
                for key, value in judgement.detail.items()
            },
        )
        number = self._said.get(_apart(here))
        if number is None:
            number = self._writer.append(here).number
            self._counts["judgements"] += 1
        self._numbers[str(judgement.number)] = str(number)


def _articles(view: View, query: Query) -> list[str]:
    """The articles that report what the query finds, the latest report first."""
    found: dict[str, None] = {}
    for event in every(partial(view.events, None, query)):
        found[event.article_id] = None
    for case in every(partial(view.cases, query)):
        found.update(dict.fromkeys(_reporting(view, case)))
    for article in every(partial(view.articles, query)):
        found[article.id] = None
    return list(found)


def _reporting(view: View, case: Case) -> Iterator[str]:
    for key in (key for step in case.steps for key in step.events):
        try:
            yield view.event(key).article_id
        except NotFound:  # erased since the case was settled
            continue


def _article(view: View, article_id: str) -> ArticleLine:
    latest = {version.source: version for version in view.versions(article_id)}
    held = tuple(
        Held(source=version.source, content_hash=version.content_hash, added=version.added)
        for version in latest.values()
        if version.article_id == article_id
    )
    return ArticleLine(article=view.article(article_id), events=view.events(article_id).items, held=held)


def _numbered(lines: Iterable[bytes], source: str) -> Iterator[tuple[int, Line]]:
    """The lines after the head, by their number in the file."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            line = read(text)
        except ValueError as error:
            raise SourceFormatError(source, f"line {number}: {error}") from error
        if number > 1:
            yield number, line
        elif not isinstance(line, Head):
            raise SourceFormatError(source, "line 1: no ledger of Verbale; its first line is its head")
        elif line.version != VERSION:
            raise SourceFormatError(
                source, f"version {line.version} of the format; this Verbale reads {VERSION}"
            )


def _apart(judgement: Judgement) -> bytes:
    """A judgement apart from its number, to be compared."""
    return encode(replace(judgement, number=0))


def _holds(view: View, article_id: str) -> bool:
    try:
        view.article(article_id)
    except NotFound:
        return False
    return any(version.article_id == article_id for version in view.versions(article_id))
