"""Reads an HTML page: the story by trafilatura, its fields and what stood around it by our own rules."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from verbale.ingest import text
from verbale.ingest.build import Draft, finish
from verbale.ingest.clean import Piece, Sorted, normal, own_words, sort_pieces
from verbale.ingest.fields import Titles, authors_of, dates_of, outlet_of, titles_of
from verbale.ingest.leftovers import Line, lines_of, with_leftovers
from verbale.ingest.marks import mark, split_marks, starts_story, with_marks
from verbale.ingest.metadata import Metadata, metadata
from verbale.ingest.story import story
from verbale.records import Article

# A page has a story of at least a sentence; where trafilatura finds less, the page's lines are read instead.
FEW_WORDS = 25
# Furniture that names who wrote the story.
CREDITS = frozenset({"credit", "byline", "dateline"})
# The parser compares every attribute of a tag with all others: tens of thousands of them take minutes.
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}>")
MAX_ATTRIBUTES = 2000


def article_from_html(html: str, *, url: str | None = None, published: str | None = None) -> Article:
    """The article on a page that stood at `url`. `published` is what the caller knows of its date."""
    tree = parse(html)
    if tree is None:
        return text.article_from_text("", url=url, published=published)
    head = metadata(tree, url)
    address = url or head.canonical
    lines = lines_of(tree, address)
    texts = [line.text for line in lines]
    titles = titles_of(head, tree, texts)
    forms = [title for title, _ in titles]
    pieces = story(tree, address, lines)
    found = _sorted(pieces, forms)
    if sum(own_words(found.body)) < FEW_WORDS:
        pieces = [Piece(line.text, link=line.link) for line in lines if line.kind is None]
        found = max(found, _sorted(pieces, forms), key=lambda one: sum(own_words(one.body)))
    marks = _marks(lines, forms, found.body)
    draft = Draft(
        sorted=with_leftovers(found, lines, forms),
        url=address,
        declared_language=head.language,
        closed=head.story.get("isAccessibleForFree") in (False, "False", "false"),
        listing=_is_listing(head, pieces, found),
        credits=(*(item.text for item in found.removed if item.kind in CREDITS), *marks),
    )
    return finish(with_marks(_with_fields(draft, head, tree, titles, texts, published), marks))


def parse(html: str) -> HtmlElement | None:
    """The tree of a page, or None where there is no element in it."""
    # lxml refuses text with a declared encoding and bytes that XML forbids.
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", re.sub(r"^\s*<\?xml[^>]*\?>", "", html))
    if not clean.strip():
        return None
    clean = LONG_TAG.sub(lambda tag: "" if tag[0].count("=") > MAX_ATTRIBUTES else tag[0], clean)
    try:
        return document_fromstring(clean, parser=_parser())
    except (etree.ParserError, ValueError):
        return None


def _parser() -> HTMLParser:
    # Comments part the text of a paragraph, which trafilatura then loses.
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def link_texts(html: str) -> list[str]:
    """The texts of all links of a page."""
    tree = parse(html)
    return [] if tree is None else [str(link.text_content()) for link in tree.iter("a")]


def _sorted(pieces: list[Piece], titles: list[str]) -> Sorted:
    """The pieces sorted, bylines and dates before the story's first paragraph apart."""
    kept, removed = split_marks(pieces)
    found = sort_pieces(kept, titles=titles, scrape=False)
    return replace(found, removed=[*removed, *found.removed])


def _is_listing(head: Metadata, pieces: list[Piece], found: Sorted) -> bool:
    """An index page: it does not call itself an article, and holds links rather than paragraphs."""
    if head.story or (head.first("og:type") or "").startswith("article"):
        return False
    links = sum(piece.link is not None for piece in pieces)
    return links > sum(words > 0 for words in own_words(found.body))


def _marks(lines: Sequence[Line], titles: Sequence[str], body: Sequence[str]) -> list[str]:
    """Bylines, dates and datelines between headline and story: elsewhere they are of other stories."""
    forms = set(map(normal, titles))
    own = {normal(text) for text in body if starts_story(text)}
    keys = [normal(line.text) for line in lines]
    end = next((index for index, key in enumerate(keys) if key in own), 0)
    start = max((index for index, key in enumerate(keys[:end]) if key in forms), default=end)
    return [line.text for line in lines[start:end] if mark(line.text)]


def _with_fields(
    draft: Draft,
    head: Metadata,
    tree: HtmlElement,
    titles: Titles,
    lines: Sequence[str],
    published: str | None,
) -> Draft:
    draft = draft.with_field("published", published, "given")
    if titles:
        draft = draft.with_field("title", *titles[0])
    outlet = outlet_of(head, draft.url, titles, tree, lines)
    for name, value, origin in (*dates_of(head, tree), *outlet, *authors_of(head, tree)):
        draft = draft.with_field(name, value, origin)
    return draft
