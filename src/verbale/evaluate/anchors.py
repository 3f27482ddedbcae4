"""Finds gold anchors in an article: exact words once white space is collapsed."""

from collections.abc import Iterable
from dataclasses import dataclass

from verbale.records import Article, Event, Field


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text, or of the title."""

    start: int
    end: int
    in_: Field | None

    def touches(self, event: Event) -> bool:
        """Whether any evidence of the event overlaps the stretch."""
        return any(
            span.in_ == self.in_ and span.start < self.end and self.start < span.end
            for span in event.evidence
        )


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A text with its white space collapsed, and where each of its characters came from."""

    text: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Collapsed":
        """The text with each run of white space as one space."""
        kept = [
            (index, " " if char.isspace() else char)
            for index, char in enumerate(text)
            if not char.isspace() or (index > 0 and not text[index - 1].isspace())
        ]
        return cls(text="".join(char for _, char in kept), origins=tuple(index for index, _ in kept))

    def find(self, words: str) -> tuple[int, int] | None:
        """The first place of the words, as offsets of the text that was collapsed."""
        wanted = " ".join(words.split())
        at = self.text.find(wanted)
        if at < 0 or not wanted:
            return None
        return self.origins[at], self.origins[at + len(wanted) - 1] + 1


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for anchors in one article, text first and then title."""

    body: Collapsed
    title: Collapsed

    @classmethod
    def of(cls, article: Article) -> "Finder":
        """A finder for the article."""
        return cls(body=Collapsed.of(article.text), title=Collapsed.of(article.title))

    def places(self, anchors: Iterable[str]) -> tuple[Place, ...]:
        """Where the anchors stand: each at most once in the text and once in the title."""
        found = []
        for anchor in anchors:
            for text, in_ in ((self.body, None), (self.title, "title")):
                span = text.find(anchor)
                if span is not None:
                    found.append(Place(*span, in_="title" if in_ else None))
        return tuple(found)
