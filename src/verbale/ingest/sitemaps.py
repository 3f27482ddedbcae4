"""Reads sitemaps: the pages, and the further sitemaps, that they list."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from verbale.errors import SourceFormatError, SourceTooLarge
from verbale.ingest.feeds import Listed, listed

GZIP = b"\x1f\x8b"
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap lists, and the addresses of the sitemaps that an index lists."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[str, ...]


def sitemap(content: bytes, *, url: str, name: str, max_bytes: int) -> Sitemap:
    """The sitemap, packed or not, that stood at `url`; errors call it `name`.

    Raises SourceFormatError where it is none or declares entities, SourceTooLarge where it unpacks to more
    than `max_bytes`.
    """
    content = unpacked(content, source=name, max_bytes=max_bytes)
    if ENTITY.search(content):
        raise SourceFormatError(name, "this sitemap declares entities, which may be a bomb; it is not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError as error:
        raise SourceFormatError(name, f"is no sitemap: {error.msg}") from error
    kind = _name(root) if root is not None else ""
    if kind not in ("urlset", "sitemapindex"):
        raise SourceFormatError(name, "is no sitemap")
    found = listed((urljoin(url, link), stamp) for link, stamp in _links(root))
    if kind == "urlset":
        return Sitemap(pages=found, sitemaps=())
    return Sitemap(pages=(), sitemaps=tuple(page.url for page in found))


def unpacked(content: bytes, *, source: str, max_bytes: int) -> bytes:
    """The content, out of gzip where it is packed. Raises SourceTooLarge and SourceFormatError."""
    if not content.startswith(GZIP):
        return content
    try:
        plain = zlib.decompressobj(wbits=31).decompress(content, max_bytes + 1)  # 31: gzip
    except zlib.error as error:
        raise SourceFormatError(source, f"is broken gzip: {error}") from error
    if len(plain) > max_bytes:
        raise SourceTooLarge(source, f"unpacks to more than {max_bytes:,} bytes; --max-bytes sets the limit")
    return plain


def _links(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each address with the day of its last change, where one is given."""
    for entry in root:
        texts = {_name(child): child.text or "" for child in entry if isinstance(child.tag, str)}
        if texts.get("loc", "").strip():
            yield texts["loc"].strip(), texts.get("lastmod", "").strip()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
