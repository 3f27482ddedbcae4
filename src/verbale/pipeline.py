"""Runs a source through the stages: the one file where stages meet."""

from verbale.coding.assemble import Coder
from verbale.coding.scorer import Scorer
from verbale.ingest.dateline import opening
from verbale.ledger.pages import page_cases
from verbale.ontology.knowledge import Knowledge
from verbale.read.reading import DEFAULT_MODEL, Reader, Reading
from verbale.records import Article, Event, EventType, Minutes


class Pipeline:
    """The stages, loaded once and used for many pages; a `fast` one codes by frames alone."""

    def __init__(self, *, model: str = DEFAULT_MODEL, fast: bool = False) -> None:
        self._reader = Reader(model)
        self._coder = Coder(Knowledge.load(), None if fast else Scorer.load())

    def parse(self, article: Article) -> Reading:
        """The parse of an article."""
        return self._reader.read(article)

    def parse_text(self, text: str) -> Reading:
        """The parse of a bare text without headline, date or outlet; a dateline in front of it is seen."""
        return self.parse(bare_article(text))

    def code(self, article: Article) -> tuple[Event, ...]:
        """The events of an article, in the order of the text."""
        return self._coder.code(self.parse(article))

    def code_text(self, text: str) -> tuple[Event, ...]:
        """The events of a bare text."""
        return self.code(bare_article(text))

    def relation(self, sentence: str, source: str, target: str) -> tuple[EventType, tuple[Event, ...]]:
        """The type of the event from source to target, both given, and all events of the sentence."""
        reading = self.parse_text(sentence)
        return self._coder.relation(reading, source, target), self._coder.code(reading)

    def minutes(self, article: Article) -> Minutes:
        """An article with its events and the cases that they make; a page that is no article has none."""
        events = self.code(article) if article.kind == "article" else ()
        return Minutes(article=article, events=events, cases=page_cases(article, events))


def bare_article(text: str) -> Article:
    """An article that is nothing but its text, and the dateline that it may begin with."""
    found = opening(text)
    return Article(
        id="text",
        title="",
        text=text,
        outlet=None,
        agency=None,
        authors=(),
        published=None,
        modified=None,
        dateline=found.dateline if found else None,
        url=None,
        language="en",
        kind="article",
        related=(),
        removed=(),
        origins={},
    )
