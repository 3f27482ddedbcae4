"""Sorts the pieces of a page: the story's paragraphs, other stories' teasers, furniture. Nothing is lost."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from verbale.ingest.furniture import Heading, furniture
from verbale.ontology.publishers import publishers
from verbale.records import Related, Removed

# A story's paragraph has twenty words and ends like a sentence; teasers and captions are shorter or cut off.
PARAGRAPH_WORDS = 20
# A sentence of a story; shorter ones are slogans and calls ("Do not miss a story.").
SENTENCE_WORDS = 8
# One that stands alone is the story's if it is longer than teasers' sentences mostly are.
LONG_SENTENCE = 12
# A link to another story names it in at least four words; shorter ones are sections and tags.
LINK_WORDS = 4
# Sections' names have up to three words, and a menu at least five of them; a story has no such run of lines.
LABEL_WORDS = 3
MENU_LINES = 5
# Lines after a story's last sentence that make a list of them.
LIST_LINES = 3
# What stands before the headlines of a list, and between those on one line.
BULLET = re.compile(r"\A(?:\d{1,2}[.)]|[>•*·▪‣–—-]+)\s+")
BETWEEN = re.compile(r"\s+[/|•·]\s+")
# An agency's name alone under its story: "APS", "(APS)".
INITIALS = re.compile(r"\W{0,3}[A-Z]{2,6}\W{0,2}")
ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’')\]»]*\Z")
CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\W*(?:read more|continue reading|more)?\W*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or block of a page. `link` is set where the whole text is a link to another page."""

    text: str
    link: str | None = None
    heading: bool = False


@dataclass(slots=True)
class Sorted:
    """A page's pieces, sorted, in the order of the page.

    `places`: where in `related` a headline stands; `last`: the place of the one that was named last.
    """

    body: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    last: int = 0

    def drop(self, kind: str, text: str) -> None:
        self.removed.append(Removed(kind=kind, text=text))

    def relate(self, title: str, text: str = "", url: str | None = None) -> None:
        """Another story; one that is named twice is kept once."""
        title = BULLET.sub("", title)
        self.last = self.places.setdefault(normal(title), len(self.related))
        if self.last == len(self.related):
            self.related.append(Related(title=title, text=text, url=url))
        else:
            twin = self.related[self.last]
            self.related[self.last] = Related(title=twin.title, text=text or twin.text, url=url or twin.url)

    def add_to_last_related(self, text: str) -> None:
        last = self.related[self.last]
        self.related[self.last] = Related(title=last.title, text=f"{last.text}\n{text}".strip(), url=last.url)


def normal(text: str) -> str:
    """Letters and digits alone, case-blind: what two forms of one headline share."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_paragraph(text: str) -> bool:
    """Whether the text reads like a paragraph of a story."""
    return text.count(" ") + 1 >= PARAGRAPH_WORDS and is_sentence(text)


def is_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, and is not cut off."""
    return bool(ENDS_SENTENCE.search(text)) and not CUT_OFF.search(text)


def is_title(text: str) -> bool:
    """Whether the text can be a headline: four to thirty words, no full stop at its end."""
    words = text.count(" ") + 1
    if not LINK_WORDS <= words <= 30 or CUT_OFF.search(text):
        return False
    return not re.search(r"(?<!\b[A-Z])(?<!\.)\.[\"”’']?\Z|[:;,]\Z", text)


def sort_pieces(pieces: Sequence[Piece], *, titles: Iterable[str], scrape: bool) -> Sorted:
    """Sort the pieces that follow the headline. `titles`: forms of the headline, taken out where repeated.

    In a `scrape` links do not show, so that headlines at its end count as other stories'.
    """
    known = {normal(title) for title in titles} - {""}
    own = own_words([piece.text for piece in pieces])
    seen, left = 0, sum(own)
    tail = _tail(pieces) if scrape else len(pieces)
    menus = _menus(pieces) if scrape else set()
    last = max((index for index, words in enumerate(own) if words), default=len(own))
    result = Sorted()
    block: Heading | None = None
    headlines = 0
    for index, (piece, words) in enumerate(zip(pieces, own, strict=True)):
        left -= words
        heading = _heading(piece, more_to_come=left > seen)
        if normal(piece.text) in known:
            if scrape or headlines:  # of a page the first is the headline itself
                result.drop("headline", piece.text)
            headlines += 1
        elif heading and not (block and block.ends):
            result.drop(heading.kind, piece.text)
            block = heading
        elif index in menus:
            result.drop(furniture().kind(piece.text) or "navigation", piece.text)
        elif block and (block.ends or not words):
            _into_block(result, block, piece)
        elif index >= tail:
            _into_block(result, Heading("related", ends=True), piece)
        elif index > last and (kind := _after_story(piece.text, scrape=scrape)):
            result.drop(kind, piece.text)
        else:
            block = None
            seen += words
            _plain(result, piece)
    return result


def own_words(texts: Sequence[str]) -> list[int]:
    """How many words each text has if it reads like the story's own, else none.

    A short sentence does where another follows or goes before: a teaser's has a headline on both sides.
    """
    counts = [text.count(" ") + 1 for text in texts]
    sentences = [
        is_sentence(text) and count >= SENTENCE_WORDS for text, count in zip(texts, counts, strict=True)
    ]
    return [
        count if is_paragraph(text) or (said and _in_company(index, texts, sentences)) else 0
        for index, (text, count, said) in enumerate(zip(texts, counts, sentences, strict=True))
    ]


def _in_company(index: int, texts: Sequence[str], sentences: Sequence[bool]) -> bool:
    """Whether a sentence stands beside another, or is a long one under no headline."""
    if any((*sentences[max(index - 1, 0) : index], *sentences[index + 1 : index + 2])):
        return True
    return texts[index].count(" ") + 1 >= LONG_SENTENCE and not (index and is_title(texts[index - 1]))


def _heading(piece: Piece, *, more_to_come: bool) -> Heading | None:
    """The block that the piece opens; with more of the story after it than before it does not end it."""
    heading = None if related_titles(piece.text) else furniture().heading(piece.text)
    return Heading(heading.kind, ends=heading.ends and not more_to_come) if heading else None


def _plain(result: Sorted, piece: Piece) -> None:
    """A piece outside any block."""
    titles = related_titles(piece.text)
    kind = kind_of(piece.text)
    if titles:
        for title in titles:
            result.relate(title, url=piece.link)
    elif kind:
        result.drop(kind, piece.text)
    elif piece.link and piece.text.count(" ") + 1 >= LINK_WORDS:
        result.relate(piece.text, url=piece.link)
    else:
        result.body.append(piece.text)


def _into_block(result: Sorted, block: Heading, piece: Piece) -> None:
    kind = kind_of(piece.text)
    titles = related_titles(piece.text)
    if kind:
        result.drop(kind, piece.text)
    elif block.kind != "related":
        result.drop(block.kind, piece.text)
    elif titles or piece.link or is_title(piece.text):
        for title in titles or [piece.text]:
            result.relate(title, url=piece.link)
    elif result.related and (CUT_OFF.search(piece.text) or _says(piece.text)):
        result.add_to_last_related(piece.text)
    else:
        result.drop(block.kind, piece.text)


def kind_of(line: str) -> str | None:
    """What kind of furniture the line is, a credit to a publisher among them; None for words of a story."""
    kind = furniture().kind(line)
    return "credit" if kind is None and publishers().credited(line) else kind


def related_titles(line: str) -> list[str]:
    """The headlines in a line with a label: "Also in this issue: Talks stall in Lima / Envoy flies to Quito"."""
    title = furniture().related_title(line)
    parts = BETWEEN.split(title) if title else []
    whole = len(parts) == 1 or any(part.count(" ") + 1 < LINK_WORDS for part in parts)
    return [title] if title and whole else parts


def _after_story(line: str, *, scrape: bool) -> str | None:
    """What a line after a story's last paragraph is, if it is none of the story's: a name, a short call.

    A sentence that lost its full stop is longer.
    """
    if related_titles(line):
        return None
    if kind := kind_of(line):
        return kind
    if publishers().kind(line.strip(" .()[]–—-")) or INITIALS.fullmatch(line):
        return "credit"
    is_call = line.count(" ") + 1 < SENTENCE_WORDS and not ENDS_SENTENCE.search(line)
    return "page" if scrape and is_call else None


def _tail(pieces: Sequence[Piece]) -> int:
    """Where the lines after a scrape's last sentence begin, if they are a list and no last line cut short.

    One headline alone may be a line without its full stop; with a teaser, or two more lines, it is a list.
    """
    return min(_after(pieces, _is_teaser), _after(pieces, lambda text: not _says(text)))


def _after(pieces: Sequence[Piece], listed: Callable[[str], bool]) -> int:
    """Where the run of listed or furniture lines at the end begins, if it is long enough for a list."""
    end = len(pieces)
    while end and (listed(pieces[end - 1].text) or furniture().kind(pieces[end - 1].text)):
        end -= 1
    left = [piece.text for piece in pieces[end:] if not furniture().kind(piece.text)]
    is_list = sum(map(_is_teaser, left)) >= 2 or len(left) >= LIST_LINES
    return end if end and is_list else len(pieces)


def _is_teaser(text: str) -> bool:
    return is_title(text) or bool(CUT_OFF.search(text))


def _says(text: str) -> bool:
    """Whether the text is a sentence, if a short one, and no furniture."""
    return is_sentence(text) and text.count(" ") + 1 >= LINK_WORDS and not furniture().kind(text)


def _menus(pieces: Sequence[Piece]) -> set[int]:
    """The pieces in runs of short labels: menus, which no prose looks like."""
    found: set[int] = set()
    run: list[int] = []
    for index, piece in enumerate((*pieces, Piece("."))):
        if piece.text.count(" ") + 1 <= LABEL_WORDS and not ENDS_SENTENCE.search(piece.text):
            run.append(index)
            continue
        found.update(run if len(run) >= MENU_LINES else ())
        run = []
    return found
