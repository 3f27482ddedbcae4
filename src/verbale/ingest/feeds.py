"""Reads RSS and Atom feeds: the pages that they list."""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from verbale.errors import SourceFormatError
from verbale.ingest.encoding import decode

# Entities that a feed declares by itself can grow to any size when they are written out; no feed needs them.
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
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
        io.BytesIO(DECLARATION.sub("", text).encode("utf-8", "replace")),
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
