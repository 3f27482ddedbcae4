"""Who is spoken of where: names, role nouns and pronouns of a document, each with its place in the parse.

A mention is a base noun phrase ("the Foreign Ministry spokeswoman") with what it says about its party;
which party that is, coding/parties.py decides for the whole document.
"""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from verbale.ontology.parties import Hit
from verbale.ontology.roles import Gender, Role

MentionKind = Literal["entry", "person", "organisation", "role", "pronoun", "modifier"]


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One noun phrase that may denote a party; `start` and `end` are token indices, end-exclusive,
    `sentence` the number of its sentence.

    `hit` is the known party that the mention names; `cues` are known parties in front of it ("Russian"),
    `backers` those that only back it ("Iran-backed"); `owner` is an unknown name in front of a role noun
    ("the Assad regime"); `title` the office before a name.
    """

    doc: Doc
    kind: MentionKind
    head: int
    start: int
    end: int
    sentence: int
    hit: Hit | None = None
    name: str | None = None
    role: Role | None = None
    title: str | None = None
    owner: str | None = None
    cues: tuple[Hit, ...] = ()
    backers: tuple[Hit, ...] = ()
    sectors: tuple[str, ...] = ()
    gender: Gender | None = None
    plural: bool = False
    definite: bool = False

    @property
    def text(self) -> str:
        """The words of the mention."""
        return str(self.doc[self.start : self.end].text)

    @property
    def token(self) -> Token:
        """The token that ties the mention into its sentence."""
        return self.doc[self.head]


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a document in order, and the mention that each token belongs to."""

    all: tuple[Mention, ...]
    by_token: dict[int, Mention]
