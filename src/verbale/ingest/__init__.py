"""From a page, a scrape or a line of JSON to an `Article`: clean text, origins, nothing lost."""

from verbale.ingest.html import article_from_html
from verbale.ingest.sources import Limits, expand, read_source
from verbale.ingest.text import article_from_text

__all__ = ["Limits", "article_from_html", "article_from_text", "expand", "read_source"]
