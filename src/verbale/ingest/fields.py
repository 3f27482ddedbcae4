"""Title, dates, authors and outlet of an HTML page, each from the best place that has it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from verbale.ingest import authors, dates
from verbale.ingest.clean import LINK_WORDS, is_title, normal
from verbale.ingest.furniture import furniture
from verbale.ingest.marks import site_after
from verbale.ingest.masthead import copyright_holder, masthead, publisher_in
from verbale.ingest.metadata import Metadata, plain
from verbale.ontology.outlets import outlets
from verbale.ontology.publishers import is_name
from verbale.records import Origin

Titles = list[tuple[str, Origin]]
Found = Iterator[tuple[str, Any, Origin]]

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "publish-date", "publishdate", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date",
    "pubdate", "dc.date.issued", "dcterms.created", "dc.date.created", "cxenseparse:recs:publishtime",
    "article.published", "article:published", "published_time", "published-date", "original-publish-date",
    "displaydate", "dc.date", "dc.terms.created",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "article.updated", "article:modified",
)  # fmt: skip
AUTHOR = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")
# A headline has more words than "Press Release 021/2031" or "News in brief".
TITLE_WORDS = 5
# No news page is older than the Web.
EARLIEST = date(1991, 1, 1)


def titles_of(head: Metadata, tree: HtmlElement, lines: Sequence[str]) -> Titles:
    """Forms of the headline, best first: JSON-LD, h1, og:title and title without the site's name.

    `lines`: the page's visible lines; the title element often is one of them and the site's name.
    """
    site = _site(head)
    found: Titles = []
    headline = head.text("headline")
    h1 = [text for element in tree.iter("h1") if (text := " ".join(element.text_content().split()))]
    if headline and not headline.endswith(("…", "...")):
        found.append((without_site(headline, site), "json-ld"))
    social = head.first("og:title", "twitter:title", "dc.title")
    # A page with several h1 has its site's name in one; the headline is the one that the head repeats.
    known = normal(f"{social or ''} {headline or ''} {_title_element(tree)}")
    found += [(text, "h1") for text in h1 if normal(text) and normal(text) in known]
    found += [(without_site(social, site), "meta")] if social else []
    found += [(text, "h1") for text in h1[:1]]
    title = _title_element(tree)
    found += [(text, "heuristic") for text in _headings(tree, title, site)] if not (found or h1) else []
    shown = (line for line in lines if line.count(" ") + 1 >= LINK_WORDS)
    found += [(line, "heuristic") for line in shown if site_after(line, title)]
    found += [(without_site(title, site), "meta")] if title else []
    return [(title, origin) for title, origin in found if title.strip()]


def _headings(tree: HtmlElement, title: str, site: str | None) -> list[str]:
    """The first heading of the page, where the title element is too short to be its headline, or holds it."""
    texts = (" ".join(element.text_content().split()) for element in tree.iter("h2", "h3"))
    headings = [text for text in texts if is_title(text) and not furniture().heading(text)][:1]
    short = without_site(title, site).count(" ") + 1 < TITLE_WORDS
    return [text for text in headings if short or normal(text) in normal(title)]


def without_site(title: str, site: str | None) -> str:
    """The title without the publisher at its end or beginning."""
    match = re.fullmatch(r"(?P<title>.{8,})\s+(?:\||-|–|—|::|·|•|»|/)\s+(?P<site>[^|]{2,60})", title)
    while match and _is_site(match["site"], site):
        title = match["title"]
        match = re.fullmatch(match.re, title)
    return title.strip()


def dates_of(head: Metadata, tree: HtmlElement) -> Found:
    """When the page says it was published and modified."""
    for name, key, metas in (
        ("published", "datePublished", PUBLISHED),
        ("modified", "dateModified", MODIFIED),
    ):
        yield name, _iso(head.text(key)), "json-ld"
        yield name, next((value for meta in metas if (value := _iso(head.meta.get(meta)))), None), "meta"
    # Not extensive: without a mark-up that says so, a date in the text is as often that of an event.
    guess = find_date(tree, original_date=True, extensive_search=False, min_date=EARLIEST.isoformat())
    yield "published", guess, "heuristic"


def outlet_of(
    head: Metadata, url: str | None, titles: Titles, tree: HtmlElement, lines: Sequence[str]
) -> Found:
    """Who published the page."""
    known = outlets().at(url)
    yield "outlet", known.name if known else None, "heuristic"
    # A site's name is the outlet's; a publisher in JSON-LD is as often the company.
    yield "outlet", _known_form(head.first("og:site_name", "application-name")), "meta"
    for value in _people(head.story.get("publisher")):
        yield "outlet", _known_form(plain(value)), "json-ld"
    yield "outlet", _known_form(head.first("publisher", "dc.publisher")), "meta"
    headline = next((title for title, origin in titles if origin != "meta"), "")
    title = _title_element(tree)
    yield "outlet", _known_form(site_after(headline, title)), "heuristic"
    best = normal(titles[0][0]) if titles else ""
    above = lines[: next((at for at, line in enumerate(lines) if normal(line) == best), 0)]
    found = masthead(above, lines)
    yield "outlet", _known_form(found[1]) if found else None, "heuristic"
    yield "outlet", _known_form(_site_in(title, lines)), "heuristic"
    yield "outlet", copyright_holder(lines), "heuristic"


def _site_in(title: str, lines: Sequence[str]) -> str | None:
    """The name at the end of the title element, where its words or the page's own lines tell it as a publisher's."""
    last = re.split(r"\s+[-–—|·•»]\s+", title)[-1]
    name = last.split(",")[0]
    shown = is_name(name) and " " in name and sum(line.startswith(name) for line in lines) > 1
    return publisher_in(last) or (name if shown else None)


def _known_form(name: str | None) -> str | None:
    outlet = outlets().named(name or "")
    return outlet.name if outlet else name


def authors_of(head: Metadata, tree: HtmlElement) -> Found:
    """Who wrote the story; an agency among the authors is its agency."""
    listed = [plain(value) for value in _people(head.story.get("author"))]
    meta = [value for name in AUTHOR if (value := head.meta.get(name)) and not value.startswith("http")]
    shown = [" ".join(" ".join(element.itertext()).split()) for element in _bylines(tree)]
    places: tuple[tuple[list[str], Origin], ...] = ((listed, "json-ld"), (meta, "meta"), (shown, "heuristic"))
    for values, origin in places:
        site = normal(_site(head) or "")
        # Joined, so that "AFP" and "Lima" tell of each other: a town where an agency is named, and no person.
        found = [name for name in authors.names("; ".join(values)) if normal(name) != site]
        yield "authors", tuple(dict.fromkeys(found)), origin
        yield "agency", next((wire for value in values if (wire := authors.agency_of(value))), None), "wire"


def _iso(value: str | None) -> str | None:
    found = dates.iso(value) if value else None
    return found if found and int(found[:4]) >= EARLIEST.year else None


def _people(value: Any) -> Iterator[str]:
    """Names out of JSON-LD's many shapes: a string, a node, a list of either."""
    if isinstance(value, str) and not value.startswith("http"):
        yield value
    elif isinstance(value, dict):
        yield from _people(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from _people(item)


def _bylines(tree: HtmlElement) -> list[HtmlElement]:
    """Elements that call themselves byline, before any that call themselves author."""
    found: list[HtmlElement] = []
    for path in (
        "//*[@itemprop='author']//*[@itemprop='name'] | //a[@rel='author'] | //*[@itemprop='author']",
        "//*[contains(@class, 'byline') or contains(@class, 'Byline')]",
        "//*[contains(@class, 'author-name') or contains(@class, 'author__name') or @class='author']",
    ):
        found += [element for element in tree.xpath(path) if len(element.text_content()) < 150]
        if found:
            return found
    return found


def _site(head: Metadata) -> str | None:
    return head.first("og:site_name", "application-name") or next(_people(head.story.get("publisher")), None)


def _is_site(tail: str, site: str | None) -> bool:
    key = normal(tail)
    if outlets().named(tail) or (site and (key in normal(site) or normal(site) in key)):
        return True
    return (
        dates.full(tail) is not None
        or re.fullmatch(r"\d\d\.\d\d\.\d{4}|\w+\.(?:com|org|net)", tail) is not None
    )


def _title_element(tree: HtmlElement) -> str:
    return next((" ".join(element.text_content().split()) for element in tree.iter("title")), "")
