"""Who speaks a quotation: by the parse where it holds, else by place, by a colon, a dash or "according to"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from verbale.coding.attribution import sources
from verbale.coding.attribution.model import View
from verbale.coding.syntax import antecedent
from verbale.read.quotations import Quotation
from verbale.read.reading import text_of

NAMES = ("PROPN", "NOUN", "PRON")
# A dash and a name of one to four words make a signature.
SIGNATURE = re.compile(r"\s*\n\s*([-–—])\s?((?:[A-Z][\w.'’]*[ \t]?){1,4})")
DASHES = ("-", "–", "—")


@dataclass(slots=True)
class Speech:
    """Quotations of one speaker as they are collected; `cue` None for a colon."""

    cue: int
    is_verb: bool
    source: frozenset[int]
    source_head: int | None
    quotations: list[int] = field(default_factory=list)
    lead: frozenset[int] = frozenset()  # unquoted words of the speaker before the quotation


def speech_by(view: View, cue: Token, clause: Sequence[Token]) -> Speech:
    """The speech with this cue; its source by the parse where that is outside quotations, else by place."""
    head = sources.speaker(cue, view)
    if head is None or view.in_speech(head):
        head = _neighbour(cue, clause)
    if head is None:
        return Speech(cue.i, True, frozenset(), None)
    near = {i for i in sources.source_tokens(head) if not view.in_speech(view.doc[i])} or {head.i}
    return Speech(cue.i, True, frozenset(near - {cue.i}), antecedent(head).i)


def colon(clause: Sequence[Token], view: View) -> Speech | None:
    """A sentence without a verb of speech before a colon: its subject speaks, or the name behind a dash."""
    clause = behind_dash(clause) or clause
    verbs = [token for token in clause if token.pos_ in ("VERB", "AUX") and "aux" not in token.dep_]
    mark = clause[-1]
    inside = {token.i for token in clause}
    main = next((verb for verb in verbs if verb.head == verb or verb.head.i not in inside), None)
    head = sources.subject(main, view) if main is not None else last_name(clause)
    if head is None:
        return None
    return Speech(mark.i, False, sources.source_tokens(head), antecedent(head).i)


def behind_dash(clause: Sequence[Token]) -> Sequence[Token]:
    """What stands between a dash and a colon and names somebody: "No deal in sight - Kari Moe:"."""
    dash = max((at for at, token in enumerate(clause) if token.text in DASHES), default=-1)
    return clause[dash + 1 :] if dash >= 0 and last_name(clause[dash:]) is not None else ()


def signature(view: View, quotation: Quotation) -> Speech | None:
    """A name behind a dash on the line under a quotation."""
    found = SIGNATURE.match(text_of(view.doc), quotation.end)
    if found is None:
        return None
    dash = view.doc.char_span(*found.span(1), alignment_mode="expand")
    name = view.doc.char_span(*found.span(2), alignment_mode="expand")
    head = last_name([token for token in name or () if token.pos_ == "PROPN"])
    if dash is None or name is None or head is None or dash.start == head.i:
        return None
    return Speech(dash.start, False, frozenset(range(name.start, name.end)) - {dash.start}, head.i)


def according(word: Token) -> Speech | None:
    """ "We agree," according to the transcript."""
    head = sources.according_to(word)
    if head is None:
        return None
    return Speech(word.i, False, frozenset(sources.phrase(head)), head.i)


def _neighbour(cue: Token, clause: Sequence[Token]) -> Token | None:
    """The noun that stands where a speaker would: right after the cue ("said Kari Moe"), or before it."""
    after = [token for token in clause if token.i > cue.i]
    before = [token for token in clause if token.i < cue.i and token.pos_ in NAMES]
    if before:
        return last_name(before)
    run = []
    for token in after:
        if token.pos_ in NAMES or token.is_title:
            run.append(token)
        elif run or token.pos_ not in ("DET", "ADJ", "NUM", "VERB"):
            break
    return run[-1] if run else None


def last_name(tokens: Sequence[Token]) -> Token | None:
    names = [token for token in tokens if token.pos_ in NAMES]
    return names[-1] if names else None
