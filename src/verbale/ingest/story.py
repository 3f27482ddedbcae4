"""The pieces of a page's story: what trafilatura finds, mended by what the page's own elements say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from verbale.ingest.clean import Piece, is_paragraph, normal
from verbale.ingest.leftovers import Line

# Elements of trafilatura's tree that hold paragraphs and not words.
HOLDERS = frozenset({"list", "quote", "body", "div", "section", "main"})
PARAGRAPH_SEPARATOR = "\u2029"  # stands in no page and is legal in a tree
# A place is the story's when as many of its paragraphs stand there: one alone may be chance.
MIN_PARAGRAPHS = 2
# Furniture inside a story is its smaller part; a larger one means that its element is misnamed.
LARGEST_FURNITURE = 0.3


def story(tree: HtmlElement, url: str | None, lines: Sequence[Line]) -> list[Piece]:
    """The story's pieces, in order."""
    document = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_tables=False, with_metadata=False, deduplicate=False
    )
    body = document.body if isinstance(document, Document) else None
    links = {normal(line.text): line.link for line in lines if line.link}
    pieces = _with_lost(list(_pieces(body, links)), lines)
    return _without_furniture(pieces, lines)


def _pieces(body: HtmlElement | None, links: Mapping[str, str]) -> Iterator[Piece]:
    """The blocks of trafilatura's tree as pieces, in order; breaks part a block."""
    for element in [] if body is None else body:
        if element.tag in HOLDERS and any(child.tag in ("p", "item", "head", *HOLDERS) for child in element):
            yield from _pieces(element, links)
            continue
        for line in _lines(element):
            yield Piece(line, link=links.get(normal(line)), heading=element.tag == "head")


def _lines(element: HtmlElement) -> Iterator[str]:
    for line_break in element.iter("lb"):
        line_break.text = PARAGRAPH_SEPARATOR
    raw = "".join(element.itertext()).split(PARAGRAPH_SEPARATOR)
    return (line for part in raw if (line := " ".join(part.split())))


def _with_lost(pieces: list[Piece], lines: Sequence[Line]) -> list[Piece]:
    """Puts paragraphs back that stand between the story's own, in the same kind of place, and were lost.

    Advertisements that part a story into several containers make trafilatura lose some of them.
    """
    index = {normal(piece.text): number for number, piece in enumerate(pieces)}
    found = [index.get(normal(line.text)) for line in lines]
    places = Counter(line.place for line, number in zip(lines, found, strict=True) if number is not None)
    last = max((at for at, number in enumerate(found) if number is not None), default=0)
    lost: dict[int, list[Piece]] = {}
    current = None
    for line, number in zip(lines[:last], found[:last], strict=True):
        current = number if number is not None else current
        own = places[line.place] >= MIN_PARAGRAPHS and line.kind is None and line.link is None
        if number is None and current is not None and own and is_paragraph(line.text):
            lost.setdefault(current, []).append(Piece(line.text))
    known = set(_grams(" ".join(index)))
    return [
        piece
        for number, kept in enumerate(pieces)
        for piece in (kept, *(new for new in lost.get(number, ()) if not _is_known(new.text, known)))
    ]


def _is_known(text: str, known: set[tuple[str, ...]]) -> bool:
    """Whether half of the text is there already: breaks and spaces may fall elsewhere in the two readings."""
    grams = _grams(normal(text))
    return sum(gram in known for gram in grams) * 2 >= len(grams)


def _grams(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return list(zip(words, words[1:], words[2:], strict=False))


def _without_furniture(pieces: list[Piece], lines: Sequence[Line]) -> list[Piece]:
    """Takes pieces out that stand in an element named as furniture."""
    named = {normal(line.text): line for line in lines if line.kind}
    for line in lines:  # also said elsewhere on the page: then it is the story's too
        if line.kind is None:
            named.pop(normal(line.text), None)
    words = Counter[str]()
    for piece in pieces:
        if (key := normal(piece.text)) in named:
            words[named[key].kind or ""] += piece.text.count(" ") + 1
    total = sum(piece.text.count(" ") + 1 for piece in pieces)
    kinds = {kind for kind, number in words.items() if number <= total * LARGEST_FURNITURE}
    out = {key for key, line in named.items() if line.kind in kinds}
    return [piece for piece in pieces if normal(piece.text) not in out]
