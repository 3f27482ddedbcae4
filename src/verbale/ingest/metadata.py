"""What a page says of itself in its head: JSON-LD, meta elements, language, address."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

ARTICLE = re.compile(r"(?:.*Article|.*Posting|Report|Review|LiveBlogPosting|NewsMediaObject)$")
# JSON-LD nests a handful of levels; a deeper page is broken or hostile.
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's head. `story` is the JSON-LD node of the article, `types` the types of all nodes."""

    story: Mapping[str, Any]
    types: frozenset[str]
    meta: Mapping[str, str]
    language: str | None
    canonical: str | None

    def first(self, *names: str) -> str | None:
        """The first of these meta elements that the page has."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def text(self, key: str) -> str | None:
        """A text of the JSON-LD article."""
        value = self.story.get(key)
        value = value[0] if isinstance(value, list) and value else value
        return plain(value) if isinstance(value, str) and value.strip() else None


def metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """The metadata of a page that stands at this address."""
    meta = _meta(tree)
    links = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    canonical = next(links, None) or meta.get("og:url")
    nodes = list(_nodes(tree))
    return Metadata(
        story=_story(nodes, {address for address in (url, canonical) if address}),
        types=frozenset(kind for node in nodes for kind in _types(node)),
        meta=meta,
        language=_language(tree, meta),
        canonical=canonical if canonical and canonical.startswith("http") else None,
    )


def plain(text: str) -> str:
    """Text without entities, tags and double spaces: JSON-LD often carries what the page shows."""
    unescaped = html.unescape(html.unescape(text)) if "&" in text else text
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", " ", unescaped).split())


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower().strip(), plain(content))
    return found


def _language(tree: HtmlElement, meta: Mapping[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    value = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or meta.get("og:locale", "")
    )
    match = re.match(r"[a-zA-Z]{2,3}\b|[a-zA-Z]{2}(?=[_-])", value.strip())
    return match.group().lower() if match else None


def _nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """All JSON-LD nodes, those of the top first."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        content = re.sub(
            r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$", "", script.text or ""
        )
        try:
            yield from _flat(json.loads(content.strip().rstrip(";"), strict=False), 0)
        except (
            ValueError,
            RecursionError,
        ):  # pages carry JSON-LD that no parser reads; there are other places
            continue


def _flat(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        # Not into itemListElement or hasPart: those are other stories.
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(key), depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [str(item).rsplit("/", 1)[-1] for item in kinds if isinstance(item, str)]


def _story(nodes: list[Mapping[str, Any]], addresses: set[str]) -> Mapping[str, Any]:
    """The article among the nodes: one with this page's address first, else the first."""
    stories = [
        node
        for node in nodes
        if any(ARTICLE.match(kind) for kind in _types(node)) and (node.get("headline") or node.get("name"))
    ]
    here = [node for node in stories if addresses & set(_addresses(node))]
    return next(iter(here or stories), {})


def _addresses(node: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value
