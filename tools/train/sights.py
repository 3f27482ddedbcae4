"""Reads text for training as it is read at work: the same parse, parties, drafts and predicates."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from tools.train.examples import Place
from verbale.coding.assemble import Coder
from verbale.coding.drafts import Draft
from verbale.coding.given import by_cameo
from verbale.coding.scene import Scene
from verbale.coding.sightings import Sighting, parties_in, predicates
from verbale.ontology.knowledge import Knowledge
from verbale.pipeline import bare_article
from verbale.read.reading import DEFAULT_MODEL, Reader
from verbale.records import Article


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all that coding sees in it."""

    span: Span
    scene: Scene
    parties: tuple[Sighting, ...]
    drafts: tuple[Draft, ...]
    predicates: tuple[Token, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return str(self.span.text)

    def place(self, token: Token) -> Place:
        """The characters of a word in the sentence."""
        start = token.idx - self.span.start_char
        return start, start + len(token)

    def places(self) -> tuple[Place, ...]:
        """The characters of its parties' head words."""
        return tuple(self.place(each.token) for each in self.parties)

    def by_cameo(self, token: Token) -> dict[str, str]:
        """Types of events at a predicate that the table for CAMEO calls otherwise."""
        contents = {key for draft in self.drafts for key in draft.content}
        own = {
            draft.type: by_cameo(draft, is_content=draft.key in contents)
            for draft in self.drafts
            if draft.trigger.i == token.i
        }
        return {name: other for name, other in own.items() if other != name}

    def at(self, start: int, end: int) -> list[Token]:
        """The words that overlap characters of the document."""
        return [token for token in self.span if token.idx < end and start < token.idx + len(token)]


class Eyes:
    """Looks at articles and bare sentences."""

    def __init__(self) -> None:
        knowledge = Knowledge.load()
        self._reader = Reader(DEFAULT_MODEL)
        self._coder = Coder(knowledge)
        self._nouns = knowledge.frames.nouns()

    def article(self, article: Article) -> Iterator[Sentence]:
        """The sentences of body and headline."""
        for scene in self._coder.scenes(self._reader.read(article)):
            drafts = tuple(self._coder.candidates(scene))
            for span in scene.doc.sents:
                if str(span.text).strip():
                    own = tuple(each for each in drafts if span.start <= each.trigger.i < span.end)
                    found = tuple(predicates(span, self._nouns))
                    yield Sentence(span, scene, parties_in(span, scene), own, found)

    def text(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a bare text."""
        return tuple(self.article(bare_article(text)))
