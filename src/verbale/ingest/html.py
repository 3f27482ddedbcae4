"""Reads an HTML page: the story by trafilatura, its fields and what stood around it by our own rules."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from verbale.ingest import authors, text
from verbale.ingest.build import Draft, finish
from verbale.ingest.clean import Piece, Sorted, is_paragraph, sort_pieces
from verbale.ingest.fields import Titles, authors_of, dates_of, outlet_of, titles_of
from verbale.ingest.leftovers import lines_of, with_leftovers
from verbale.ingest.marks import split_marks
from verbale.ingest.metadata import Metadata, metadata
from verbale.ingest.story import story
from verbale.records import Article


def article_from_html(html: str, *, url: str | None = None, published: str | None = None) -> Article:
    """The article on a page that stood at `url`. `published` is what the caller knows of its date."""
    tree = parse(html)
    if tree is None:
        return text.article_from_text("", url=url, published=published)
    head = metadata(tree, url)
    address = url or head.canonical
    titles = titles_of(head, tree)
    lines = lines_of(tree, address)
    pieces = story(tree, address, lines)
    found = _sorted(pieces, [title for title, _ in titles])
    listing = _is_listing(head, pieces, found)
    found = with_leftovers(found, lines, [title for title, _ in titles])
    draft = Draft(
        sorted=found,
        url=address,
        declared_language=head.language,
        closed=head.story.get("isAccessibleForFree") in (False, "False", "false"),
        listing=listing,
        credits=tuple(
            piece.text for piece in found.removed if piece.kind in ("credit", "byline", "dateline")
        ),
    )
    return finish(_with_fields(draft, head, tree, titles, published))


def parse(html: str) -> HtmlElement | None:
    """The tree of a page, or None where there is no element in it."""
    # lxml refuses text with a declared encoding and bytes that XML forbids.
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", re.sub(r"^\s*<\?xml[^>]*\?>", "", html))
    if not clean.strip():
        return None
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
    return Sorted(found.body, found.related, [*removed, *found.removed])


def _is_listing(head: Metadata, pieces: list[Piece], found: Sorted) -> bool:
    """An index page: it does not call itself an article, and holds links rather than paragraphs."""
    if head.story or (head.first("og:type") or "").startswith("article"):
        return False
    links = sum(piece.link is not None for piece in pieces)
    return links > sum(map(is_paragraph, found.body))


def _with_fields(
    draft: Draft, head: Metadata, tree: HtmlElement, titles: Titles, published: str | None
) -> Draft:
    draft = draft.with_field("published", published, "given")
    if titles:
        draft = draft.with_field("title", *titles[0])
    for name, value, origin in (
        *dates_of(head, tree),
        *outlet_of(head, draft.url, titles, tree),
        *authors_of(head, tree),
    ):
        draft = draft.with_field(name, value, origin)
    for removed in draft.sorted.removed:
        if removed.kind == "byline" and (found := authors.byline(removed.text)):
            draft = draft.with_field("authors", found.authors, "heuristic")
            draft = draft.with_field("agency", found.agency, "wire")
    return draft
