"""Reads RSS and Atom feeds: the pages that they list."""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree

from verbale.errors import SourceFormatError
from verbale.ingest.encoding import decode

XML = "{http://www.w3.org/XML/1998/namespace}"
# Entities that a feed declares by itself can grow to any size when they are written out; no feed needs them.
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
# What is kept of a feed, RSS and Atom, by the names without their namespaces.
ROOTS = frozenset({"rss", "RDF", "feed"})
ENTRIES = frozenset({"item", "entry"})
LEAVES = frozenset("title link guid id updated published modified pubDate date language".split())
ATTRIBUTES = frozenset({"href", "rel", "type", "version", "isPermaLink", f"{XML}base", f"{XML}lang"})
# The newest stand first; feeds hold ten to a hundred entries, with a dozen parts each before their text.
MOST_ENTRIES = 5000
MOST_LEAVES = 100
LONGEST_TITLE = 200
LONGEST = 2000  # characters of an address; longer ones are traps or data


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a feed or a sitemap lists.

    `mark` changes when the feed says that the page did; equal marks need no second look.
    """

    url: str
    mark: str


@dataclass(frozen=True, slots=True)
class FeedPages:
    """The pages of a feed in its order, each once, its title, and the language that it declares."""

    pages: tuple[Listed, ...]
    title: str | None
    language: str | None


def feed_pages(content: bytes, *, url: str, charset: str | None = None) -> FeedPages:
    """The pages that a feed lists, which stood at `url`; entries without a Web address are left out.

    Raises SourceFormatError where it is no feed, or declares entities.
    """
    text, _ = decode(content, source=url, header=charset)
    if ENTITY.search(text):
        raise SourceFormatError(url, "this feed declares entities, which may be a bomb; it is not read")
    parsed = feedparser.parse(
        io.BytesIO(_slim(text, url)),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,  # nothing of its text is shown
    )
    if not parsed.get("version"):  # an empty feed has no such field at all
        raise SourceFormatError(url, "is no feed")
    entries = ((str(entry.get("link") or ""), _changed(entry)) for entry in parsed.entries)
    return FeedPages(
        pages=listed(((urljoin(url, link), stamp) for link, stamp in entries if link)),
        title=" ".join(str(parsed.feed.get("title") or "").split())[:LONGEST_TITLE] or None,
        language=str(parsed.feed.get("language") or "")[:20] or None,
    )


def _slim(text: str, url: str) -> bytes:
    """The feed with nothing in it but what says which pages it lists.

    feedparser takes minutes over a few megabytes that are made for that; lxml takes a second, and stops at 256
    elements in one another.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    content = FORBIDDEN.sub("", DECLARATION.sub("", text)).encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError as error:
        raise SourceFormatError(url, f"is no feed: {error.msg}") from error
    if root is None or _name(root) not in ROOTS:
        raise SourceFormatError(url, "is no feed")
    feed = _with_leaves(root)
    channel = next((_with_leaves(child) for child in root if _name(child) == "channel"), None)
    if channel is not None:
        feed.append(channel)
    listing = channel if channel is not None and _name(root) == "rss" else feed
    found = (element for element in root.iter() if _name(element) in ENTRIES)
    listing.extend([_with_leaves(entry) for entry in islice(found, MOST_ENTRIES)])
    return etree.tostring(feed)


def _with_leaves(element: etree._Element) -> etree._Element:
    """A copy of an element with those of its children that matter."""
    copy = _bare(element)
    copy.extend([_leaf(child) for child in islice(element, MOST_LEAVES) if _name(child) in LEAVES])
    return copy


def _leaf(element: etree._Element) -> etree._Element:
    copy = _bare(element)
    copy.text = element.text
    return copy


def _bare(element: etree._Element) -> etree._Element:
    # One by one: lxml needs minutes to list the attributes of an element that has a hundred thousand.
    values = ((name, element.get(name)) for name in ATTRIBUTES)
    return etree.Element(element.tag, {name: value for name, value in values if value is not None})


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _changed(entry: Mapping[str, Any]) -> str:
    """When the feed says that a page changed, in its own words."""
    # Not by `get`: for an entry without "updated" feedparser answers with "published", and a warning.
    return next((str(entry[name]) for name in ("updated", "published") if name in entry), "")


def listed(links: Iterable[tuple[str, str]]) -> tuple[Listed, ...]:
    """The pages at these addresses with what is said of their change, each once: the first counts."""
    found: dict[str, Listed] = {}
    for link, stamp in links:
        address = link.strip().split("#")[0]
        if is_page_address(address):
            found.setdefault(
                address,
                Listed(
                    address, fingerprint(address.encode("utf-8", "replace"), stamp.encode("utf-8", "replace"))
                ),
            )
    return tuple(found.values())


def is_page_address(address: str) -> bool:
    """Whether an address is one of the Web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(address) <= LONGEST


def fingerprint(*contents: bytes) -> str:
    """A fingerprint of some contents: 32 hexadecimal digits."""
    return hashlib.sha256(b"\x00".join(contents)).hexdigest()[:32]
