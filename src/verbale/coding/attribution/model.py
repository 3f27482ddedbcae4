"""What an attribution is, and the view of a document that its finders share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from verbale.ontology.reporting import Force, Reporting
from verbale.read.quotations import Quotation
from verbale.read.quotations import find as find_quotations
from verbale.records import Quote

TURN = "turn"  # the pattern of turns of a conversation

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: spans are (start, end) in characters of the document, heads are token indices.

    `source` is empty where nobody is named ("reportedly"), `cue` where a paragraph goes on with the
    quotation of the one before. `force` tells what the source does: make a statement (or think it), do an
    act by speaking, or take a stance to a thing without claiming anything of it. `within_quote` where the
    cue itself is part of quoted words ("He promised me that …," the envoy said).
    `pattern` names the construction that gave it, as in `resources/reporting.yaml`.
    """

    source: Spans
    cue: Spans
    content: Spans
    quote: Quote
    source_head: int | None
    cue_head: int | None
    hearer: tuple[int, int] | None = None
    channel: tuple[int, int] | None = None
    force: Force = "statement"
    within_quote: bool = False
    pattern: str = ""

    @property
    def is_turn(self) -> bool:
        """Whether it is a turn of a conversation and no report."""
        return self.pattern == TURN

    @property
    def performative(self) -> bool:
        """Whether the speaker does something by speaking (accuse, urge, promise): the event's own actor."""
        return self.force == "act"


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in token indices, before quotations and overlaps are settled."""

    cue: tuple[int, ...]
    content: frozenset[int]
    source: frozenset[int]
    source_head: int | None
    cue_head: int | None
    force: Force
    pattern: str
    hearer: Token | None = None

    def without(self, tokens: Iterable[int]) -> "Draft":
        """The same with these tokens taken out of the content."""
        return replace(self, content=self.content.difference(tokens))


@dataclass(frozen=True, slots=True)
class View:
    """A document with its quotations; `quoted[i]` is the index of token i's quotation, -1 outside."""

    doc: Doc
    lexicon: Reporting
    quotations: tuple[Quotation, ...]
    quoted: tuple[int, ...]

    def lemma(self, token: Token) -> str:
        """The lemma as the lexicon spells it: lower case, known slips of the lemmatiser set right."""
        lemma = token.lemma_.lower()
        return self.lexicon.aliases.get(lemma, lemma)

    def in_speech(self, token: Token) -> bool:
        """Whether the token stands in a quotation that is more than a word or a name in marks."""
        index = self.quoted[token.i]
        return index >= 0 and not self.quotations[index].short


def view(doc: Doc, lexicon: Reporting) -> View:
    """The view of a document."""
    quotations = find_quotations(doc.text)
    quoted = [-1] * len(doc)
    for index, quotation in enumerate(quotations):
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is not None:
            for token in span:
                quoted[token.i] = index
    return View(doc, lexicon, quotations, tuple(quoted))


def spans(doc: Doc, tokens: Iterable[int], *, trim: bool = True) -> Spans:
    """Runs of neighbouring tokens as character spans, punctuation and white space at their ends left out.

    With `trim` off only white space is left out.
    """
    runs: list[list[int]] = []
    for index in sorted(tokens):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found = []
    for run in runs:
        while run and _edge(doc[run[0]], trim):
            run.pop(0)
        while run and _edge(doc[run[-1]], trim):
            run.pop()
        if run:
            last = doc[run[-1]]
            found.append((doc[run[0]].idx, last.idx + len(last)))
    return tuple(found)


def _edge(token: Token, trim: bool) -> bool:
    return token.is_space or (trim and token.is_punct and not token.is_quote and token.text not in "()%")
