"""What stands on an HTML page around the story: other stories' teasers, and furniture by its kind."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from verbale.ingest.clean import LINK_WORDS, Sorted, is_sentence, normal, related_titles
from verbale.ingest.furniture import furniture
from verbale.ingest.marks import is_breadcrumb, mark
from verbale.records import Removed

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "option"}
)
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
    }
    | {"ins", "kbd", "label", "mark", "meter", "q", "s", "samp", "small", "span", "strike", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var", "wbr"}
)
# A teaser's link holds its headline, at times its summary too; a longer one is an advertisement's text.
TEASER_WORDS = 60
# Under the heading of a list headlines may be shorter than elsewhere.
SHORTEST = 3
LISTED_KINDS = (None, "caption")
# Words of class and id names: "inArticle-relatedLinks" is in, Article, related, Links.
NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line of the page. `link`: all of it is one link. `kind`: of the furniture that holds it.

    `place` is what the elements right around it are called: paragraphs of one story share it.
    """

    text: str
    link: str | None
    kind: str | None
    place: str


def lines_of(tree: HtmlElement, url: str | None) -> list[Line]:
    """All visible lines of a page, in order; one pass over the tree."""
    walk = _Walk(url)
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    walk.flush()
    return walk.lines


def with_leftovers(found: Sorted, lines: Sequence[Line], titles: Iterable[str]) -> Sorted:
    """The sorted page and all that trafilatura left out of it."""
    own = [*map(normal, found.body), *map(normal, titles)]
    known = "\n".join(own)
    seen = {*own, *found.places, *(normal(item.text) for item in found.removed)}
    kinds: dict[str, list[str]] = {}
    result = replace(found, related=[*found.related], removed=[*found.removed], places={**found.places})
    listed = _listed(lines)
    for index, line in enumerate(lines):
        key = normal(line.text)
        if not key or key in seen or key in known:
            continue
        seen.add(key)
        titles = related_titles(line.text)
        if titles and normal(titles[0]) in seen:
            continue
        kind = _kind_of(line)
        linked = line.link and LINK_WORDS <= key.count(" ") + 1 <= TEASER_WORDS
        if (linked and _is_teaser(line, kind)) or titles or index in listed:
            for title in titles or [line.text]:
                result.relate(title, url=line.link)
        else:
            kinds.setdefault(kind or "page", []).append(line.text)
    result.removed.extend(Removed(kind=kind, text="\n".join(texts)) for kind, texts in kinds.items())
    return result


def _listed(lines: Sequence[Line]) -> set[int]:
    """The lines under a heading such as "Most read", as long as they stand in one kind of place."""
    listed: set[int] = set()
    place: str | None = None
    for index, line in enumerate(lines):
        heading = None if related_titles(line.text) else furniture().heading(line.text)
        if heading:
            place = "" if heading.kind == "related" else None
        elif place is not None and place in ("", line.place) and _is_headline(line.text):
            place = line.place
            listed.add(index)
        else:
            place = None
    return listed


def _is_headline(text: str) -> bool:
    """Whether the text can be a headline in a list, where "Video: the dog of Lima" is one too."""
    words = text.count(" ") + 1
    return (
        SHORTEST <= words <= TEASER_WORDS and not is_sentence(text) and furniture().kind(text) in LISTED_KINDS
    )


def _is_teaser(line: Line, kind: str | None) -> bool:
    return kind is None or kind == line.kind == "related"


def _kind_of(line: Line) -> str | None:
    kind = furniture().kind(line.text) or line.kind
    if kind is None and (heading := furniture().heading(line.text)):
        return heading.kind
    return kind or mark(line.text) or ("breadcrumb" if is_breadcrumb(line.text) else None)


@dataclass(frozen=True, slots=True)
class Word:
    """Words in one element; `anchor` numbers the anchor around them, 0 for none."""

    text: str
    link: str | None
    anchor: int


class _Walk:
    """State of one pass: the words of the line so far, how many of them are in a link, what holds them."""

    def __init__(self, url: str | None) -> None:
        self.lines: list[Line] = []
        self._url = url
        self._words: list[Word] = []
        self._anchors = 0
        self._hidden = 0
        self._link: str | None = None
        self._anchor = 0
        self._kinds: list[str | None] = [None]
        self._places: list[str] = [""]

    def enter(self, element: HtmlElement) -> None:
        if element.tag in UNSEEN:
            self._hidden += 1
        if element.tag not in INLINE:
            self.flush()
            self._places.append(f"{element.tag}.{element.get('class') or ''}")
        self._kinds.append(_kind(element) or self._kinds[-1])
        if element.tag == "a":
            self._anchors += 1
            self._anchor = self._anchors
        if element.tag == "a" and element.get("href"):
            self._link = _address(self._url, element.get("href", ""))
        self.say(element.text)

    def leave(self, element: HtmlElement) -> None:
        if element.tag not in INLINE:
            self.flush()
            self._places.pop()
        if element.tag in UNSEEN:
            self._hidden -= 1
        self._kinds.pop()
        if element.tag == "a":
            self._link = None
            self._anchor = 0
        self.say(element.tail)

    def say(self, text: str | None) -> None:
        if text and not self._hidden and (text.strip() or self._words):
            self._words.append(Word(text, self._link, self._anchor))

    def flush(self) -> None:
        for words in self._split():
            text = " ".join("".join(word.text for word in words).split())
            links = {word.link for word in words if any(map(str.isalnum, word.text))}
            if text:
                link = next(iter(links)) if len(links) == 1 else None
                self.lines.append(Line(text, link, self._kinds[-1], ">".join(self._places[-2:])))
        self._words = []

    def _split(self) -> list[list[Word]]:
        """The words so far as one line or, where they are a row of teasers, as one for each anchor."""
        said = [word for word in self._words if word.anchor or any(map(str.isalnum, word.text))]
        runs = [list(run) for _, run in groupby(said, key=lambda word: word.anchor)]
        sizes = [(run[0].anchor, sum(len(word.text.split()) for word in run)) for run in runs]
        teasers = sum(1 for anchor, size in sizes if anchor and size >= SHORTEST)
        others = sum(size for anchor, size in sizes if not anchor)
        return runs if teasers > 1 and others < SHORTEST else [self._words]


def _kind(element: HtmlElement) -> str | None:
    if element.tag == "nav":
        return "navigation"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = (word.lower() for word in NAME_WORD.findall(names[:500]))  # utility classes run to kilobytes
    return next((furniture().elements[word] for word in words if word in furniture().elements), None)


def _address(base: str | None, target: str) -> str | None:
    if target.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        return urljoin(base, target) if base else target
    except ValueError:  # "http://[broken"
        return None
