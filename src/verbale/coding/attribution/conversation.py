"""Turns of a conversation as attributions: each is one stretch of direct speech."""

from collections.abc import Iterator

from spacy.tokens import Doc

from verbale.coding.attribution.model import TURN, Attribution
from verbale.read import turns
from verbale.read.reading import text_of


def find(doc: Doc) -> tuple[Attribution, ...]:
    """Who says what in the turns of a document, or is asked there: `hearer` is who is "you"."""
    return tuple(_attributions(doc))


def labels(doc: Doc) -> frozenset[int]:
    """The token indices of the labels of turns ("Mr OKAFOR:"), that are no part of any sentence."""
    spans = (turn.label for turn in turns.find(text_of(doc)) if turn.label)
    return frozenset(
        token.i for span in spans for token in doc.char_span(*span, alignment_mode="contract") or ()
    )


def is_unsigned(attribution: Attribution) -> bool:
    """Whether it is a question of nobody in particular, told of for the sake of whom it is put to."""
    return attribution.is_turn and not attribution.source


def _attributions(doc: Doc) -> Iterator[Attribution]:
    for turn in turns.find(text_of(doc)):
        named = doc.char_span(*turn.speaker, alignment_mode="expand") if turn.speaker else None
        if named is None and turn.addressee is None:
            continue
        yield Attribution(
            source=(turn.speaker,) if turn.speaker and named is not None else (),
            cue=(),
            content=((turn.start, turn.end),),
            quote="direct",
            source_head=None if named is None else named[-1].i,
            cue_head=None,
            hearer=turn.addressee,
            pattern=TURN,
        )
