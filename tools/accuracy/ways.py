"""What frames only, the scorer only, and both together make of a text that is parsed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verbale.coding import given
from verbale.coding.assemble import Coder
from verbale.coding.drafts import Drafts
from verbale.coding.merge import merge
from verbale.coding.scene import Scene
from verbale.coding.scorer import Scorer
from verbale.ontology.knowledge import Knowledge
from verbale.read.reading import DEFAULT_MODEL, Reader, Reading
from verbale.records import Article, Event, EventType

FRAMES, SCORER, BOTH = "frames only", "scorer only", "both"
WAYS = (FRAMES, SCORER, BOTH)


@dataclass(frozen=True, slots=True)
class Read:
    """A parsed article with its scenes."""

    article: Article
    reading: Reading
    scenes: tuple[Scene, Scene]


class Ways:
    """A coder that can do without its frames or without its scorer, whose weights lie in a folder or the package."""

    def __init__(self, weights: Path | None = None) -> None:
        self._scorer = Scorer.load(weights)
        self._reader = Reader(DEFAULT_MODEL)
        self._coder = Coder(Knowledge.load(), self._scorer)

    def read(self, article: Article) -> Read:
        """An article, parsed, with parties, speakers, times and places."""
        reading = self._reader.read(article)
        return Read(article, reading, self._coder.scenes(reading))

    def events(self, read: Read) -> Mapping[str, tuple[Event, ...]]:
        """The events of an article by each of the ways."""
        return {
            way: merge(*(self._events(way, scene, read.article) for scene in read.scenes)) for way in WAYS
        }

    def types(self, read: Read, source: str, target: str) -> Mapping[str, EventType]:
        """The type between two given sides by each of the ways; of sides not in the text the scorer says nothing."""
        pair = given.pair(read.reading.body, source, target)
        drafts, nothing = self._coder.candidates(read.scenes[0]), Drafts([])
        named = pair.source or pair.target
        chances = self._scorer.pair(read.reading.body.text, *pair.first()) if named else {}
        return {
            FRAMES: given.event_type(drafts, pair, {}),
            SCORER: given.event_type(nothing, pair, chances),
            BOTH: given.event_type(drafts, pair, chances),
        }

    def _events(self, way: str, scene: Scene, article: Article) -> tuple[Event, ...]:
        if way == BOTH:
            drafts = self._coder.weighed(scene)
        elif way == SCORER:
            drafts = self._coder.weighed(scene, Drafts([]))
        else:
            drafts = self._coder.drafts(scene)
        return self._coder.publish(drafts, scene, article)
