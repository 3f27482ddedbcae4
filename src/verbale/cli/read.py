"""`verbale read`: pages in, minutes out."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.terminal import complain, orderly, progress, width, write
from verbale.errors import SourceError, SourceFormatError

if TYPE_CHECKING:
    from verbale.export.layout import Layout
    from verbale.ingest.sources import Limits
    from verbale.records import Article, Minutes


class Format(StrEnum):
    """The formats of `verbale.export.formats`."""

    minutes = "minutes"
    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    article = "article"
    html = "html"


DEFAULT_MAX_BYTES = 20_000_000  # the largest news pages are some 5 MB; a feed of full texts may be more


def command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE…", help="Files, folders, web addresses, or - for standard input."),
    ],
    form: Annotated[
        Format, typer.Option("--format", "-f", help="How to print what was read.")
    ] = Format.minutes,
    explain: Annotated[
        bool,
        typer.Option(
            help="Show for each event the frame, the parties’ ids, the confidence, and that of the frame alone."
        ),
    ] = False,
    fast: Annotated[
        bool, typer.Option("--fast", help="By frames alone, without the scorer: quicker, less sure.")
    ] = False,
    cases: Annotated[
        bool, typer.Option("--cases", help="After the minutes, the cases of all pages together.")
    ] = False,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date (YYYY-MM-DD) of pages that have none.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="An installed spaCy pipeline to parse with.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes to read with.")] = 1,
    max_bytes: Annotated[int, typer.Option(min=1, help="Largest source to read.")] = DEFAULT_MAX_BYTES,
    allow_private: Annotated[bool, typer.Option(help="Fetch from private network addresses too.")] = False,
) -> None:
    """Read pages and print who asked, promised, refused, met or attacked whom, and who says so.

    A source that cannot be read gives one line on standard error and exit status 1; the others are read.
    """
    check_date(published)
    with orderly():
        from verbale.export.formats import RENDERERS
        from verbale.export.layout import Layout
        from verbale.ingest.sources import Limits

        limits = Limits(max_bytes=max_bytes, allow_private=allow_private)
        errand = Errand(limits=limits, published=published)
        names = errand.expanded(sources)
        with progress(len(names)) as advance:
            articles = errand.articles(names, advance)
            pages = _bare(articles) if form is Format.article else _coded(articles, model, workers, fast=fast)
            layout = Layout(width=width(), explain=explain)
            kept: list[Minutes] = []
            write(RENDERERS[form](_keeping(pages, kept) if cases else pages, layout))
            if cases and form is Format.minutes:
                write(_together(kept, layout))
        if errand.failed:
            raise typer.Exit(1)


def _bare(articles: "Iterator[Article]") -> "Iterator[Minutes]":
    """The articles alone: the language model is not loaded."""
    from verbale.records import Minutes

    return (Minutes(article=article, events=()) for article in articles)


def _coded(
    articles: "Iterator[Article]", model: str | None, workers: int, *, fast: bool
) -> "Iterator[Minutes]":
    from verbale.scale.local import code

    return code(articles, model=model, workers=workers, fast=fast)


def _keeping(pages: "Iterable[Minutes]", kept: "list[Minutes]") -> "Iterator[Minutes]":
    for page in pages:
        kept.append(page)
        yield page


def _together(pages: "list[Minutes]", layout: "Layout") -> Iterator[str]:
    from verbale.export.caselines import summary
    from verbale.ledger.pages import cases_of

    heading = f"Cases of {len(pages)} page{'' if len(pages) == 1 else 's'} together"
    yield "\n" + "\n".join(summary(cases_of(pages), heading, layout)) + "\n"


@dataclass(slots=True)
class Errand:
    """Reads sources one by one, and remembers those that it could not read."""

    limits: "Limits"
    published: str | None
    failed: list[SourceError] = field(default_factory=list)

    def expanded(self, sources: list[str]) -> list[str]:
        """The sources, with what folders hold in their place."""
        from verbale.ingest.sources import expand

        names: list[str] = []
        for source in sources:
            try:
                names.extend(expand([source]))
            except SourceError as error:
                self._fail(error)
        return names

    def articles(self, names: list[str], advance: Callable[[], None]) -> "Iterator[Article]":
        """The articles of the sources, in order."""
        from verbale.ingest.sources import read_source

        for name in names:
            try:
                for article in read_source(
                    name, limits=self.limits, published=self.published, stdin=sys.stdin.buffer
                ):
                    self._check_kind(name, article)
                    yield article
            except SourceError as error:
                self._fail(error)
            advance()

    def _check_kind(self, name: str, article: "Article") -> None:
        """A page that is read but not coded is said to be such: nobody takes its silence for no news."""
        from verbale.export.minutes import uncoded

        reason = uncoded(article)
        if reason is not None:
            self._fail(SourceFormatError(name, reason))

    def _fail(self, error: SourceError) -> None:
        self.failed.append(error)
        complain(str(error))


def check_date(text: str | None) -> None:
    """Raises BadParameter unless the text is a day, or none is given."""
    try:
        date.fromisoformat((text or "2000-01-01")[:10])
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is not a date like 2024-03-01", param_hint="--published"
        ) from error
