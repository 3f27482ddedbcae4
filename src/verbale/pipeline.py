"""Runs a source through the stages: the one file where stages meet."""

from verbale.read.reading import DEFAULT_MODEL, Reader, Reading
from verbale.records import Article


class Pipeline:
    """The stages, loaded once and used for many pages."""

    def __init__(self, *, model: str = DEFAULT_MODEL) -> None:
        self._reader = Reader(model)

    def parse(self, article: Article) -> Reading:
        """The parse of an article."""
        return self._reader.read(article)

    def parse_text(self, text: str) -> Reading:
        """The parse of a bare text without headline, date or outlet."""
        return self.parse(bare_article(text))


def bare_article(text: str) -> Article:
    """An article that is nothing but its text."""
    return Article(
        id="text",
        title="",
        text=text,
        outlet=None,
        agency=None,
        authors=(),
        published=None,
        modified=None,
        dateline=None,
        url=None,
        language="en",
        kind="article",
        related=(),
        removed=(),
        origins={},
    )
