"""Two readings of one story: the visible text of its page, and the second reading as events to compare.

A fragment or a country that a reader leaves open is not scored, on either side. So a party of the second
reading takes the fragments and countries of the parties of the first one that it may be.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verbale.errors import EvaluationError
from verbale.evaluate.goldstory import SUFFIX, GoldEvent, GoldStory, PartyPattern, load, stories
from verbale.records import Event, Extent, Item, Party, Source, Span, When, Where

_UNSEEN = re.compile(r"<(script|style)[^>]*>.*?</\1>|<!--.*?-->|<[^>]+>", re.IGNORECASE | re.DOTALL)
_GAP = re.compile(r"\s+(?=[.,;:!?)”’])")  # left by a tag before punctuation


@dataclass(frozen=True, slots=True)
class Story:
    """A page's visible text and what each of two readers found in it."""

    name: str
    text: str
    first: GoldStory
    second: GoldStory

    def swapped(self) -> "Story":
        """The same with the readers changed over."""
        return Story(self.name, self.text, self.second, self.first)


def read(pages: Path, first: Path, second: Path) -> tuple[Story, ...]:
    """The stories of a folder of pages that both readers have read."""
    found = []
    for page, _ in stories(pages):
        name = page.name.removesuffix(page.suffix)
        readings = [load(folder / f"{name}{SUFFIX}") for folder in (first, second)]
        found.append(Story(name, visible(page), *readings))
    return tuple(found)


def visible(page: Path) -> str:
    """What a reader sees of a page: tags dropped, entities decoded, white space collapsed."""
    raw = page.read_text(encoding="utf-8")
    return tight(raw if page.suffix == ".txt" else html.unescape(_UNSEEN.sub(" ", raw)))


def tight(words: str) -> str:
    """White space collapsed, none before punctuation."""
    return _GAP.sub("", " ".join(words.split()))


def spans(text: str, anchors: Iterable[str]) -> tuple[Span, ...]:
    """Where the anchors stand.

    Raises EvaluationError where one is not in the text.
    """
    found = []
    for words in map(tight, anchors):
        start = text.find(words)
        if start < 0:
            raise EvaluationError(f"not in the text: {words!r}")
        found.append(Span(start=start, end=start + len(words), text=words))
    return tuple(found)


def events(story: Story) -> tuple[Event, ...]:
    """The second reading as a coder would have handed it in: one type, one factuality, the first of each."""
    known = tuple(_patterns(story.first))
    told = tuple({name for event in story.first.events for name in event.sources or ()})
    things = tuple({words for event in story.first.events for words, _ in event.items})
    places = tuple(event.where for event in story.first.events if event.where is not None)
    return tuple(
        Event(
            id=str(gold.n),
            coder="second reader",
            article_id=story.name,
            event_type=gold.types[0],
            event_mode=gold.modes[0] if gold.modes else None,
            contexts=(),
            quad="verbal cooperation",
            cameo=None,
            actors=_parties(gold.actors, known),
            recipients=_parties(gold.recipients, known),
            beneficiaries=_parties(gold.beneficiaries, known),
            items=tuple(_item(words, quantity, things) for words, quantity in gold.items),
            content=str(gold.content_of) if gold.content_of else None,
            matter=None,
            condition=None,
            factuality=gold.factuality[0] if gold.factuality else "certain",
            polarity=gold.polarity or "positive",
            sources=tuple(_source(name, told, quoted=bool(gold.direct)) for name in gold.sources or ()),
            when=_when(gold),
            where=_where(gold.where, places),
            background=bool(gold.background),
            evidence=spans(story.text, (gold.anchor, *gold.also)),
            sentence=Extent(start=0, end=0),
            frame="",
            confidence=1,
        )
        for gold in story.second.events
    )


def same_name(one: str | None, other: str | None) -> bool:
    """Whether a fragment holds the other ("A/B" is either), or one of them is open."""
    if one is None or other is None:
        return True
    pairs = ((a.casefold(), b.casefold()) for a in one.split("/") for b in other.split("/"))
    return any(a in b or b in a for a, b in pairs)


def _patterns(gold: GoldStory) -> Iterator[PartyPattern]:
    for event in gold.events:
        for reading in event.readings():
            for role in (reading.actors, reading.recipients, reading.beneficiaries):
                yield from role or ()


def _alike(pattern: PartyPattern, known: Iterable[PartyPattern]) -> list[PartyPattern]:
    code, fragment = pattern
    return [one for one in known if (not code or one[0] in (code, None)) and same_name(one[1], fragment)]


def _parties(patterns: Sequence[PartyPattern] | None, known: Iterable[PartyPattern]) -> tuple[Party, ...]:
    """A role left open is one party that may be anybody."""
    told = ((None, None),) if patterns is None else patterns
    return tuple(_party(pattern, _alike(pattern, known)) for pattern in told)


def _party(pattern: PartyPattern, alike: Iterable[PartyPattern]) -> Party:
    code, fragment = pattern
    codes = () if code else tuple(sorted({one for one, _ in alike if one}))
    name = _named(fragment, (name for _, name in alike if name))
    return Party(
        name=name, mention=name, start=0, end=0, country=code, sectors=(), title=None, members=codes, id=name
    )


def _named(own: str | None, others: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys((own or "", *(name for name in others if same_name(own, name)))))


def _source(fragment: str, known: Iterable[str], *, quoted: bool) -> Source:
    name = _named(fragment, known)
    return Source(
        name=name,
        mention=name,
        start=0,
        end=0,
        country=None,
        title=None,
        to=None,
        via=None,
        quote="direct" if quoted else "indirect",
        cue=None,
    )


def _item(words: str, quantity: float | None, known: Iterable[str]) -> Item:
    return Item(
        text=_named(words, known),
        start=0,
        end=0,
        category=None,
        subcategory=None,
        granularity=None,
        unroca=None,
        sipri=None,
        quantity=quantity,
        quantity_min=None,
        quantity_max=None,
        is_estimate=False,
        unit=None,
    )


def _when(gold: GoldEvent) -> When | None:
    if gold.when is None:
        return None
    return When(text=None, span=None, start=gold.when[0], end=gold.when[1], basis="explicit")


def _where(pattern: PartyPattern | None, known: Sequence[PartyPattern]) -> Where | None:
    if pattern is None:
        return None
    fragment, code = pattern
    alike = [(name, land) for name, land in known if same_name(name, fragment) and code in (land, None)]
    land = code or next((land for _, land in alike if land), None)
    name = _named(fragment, (name for name, _ in alike if name))
    return Where(text=name, start=0, end=0, name=name, country=land, lat=None, lon=None, geonames_id=None)
