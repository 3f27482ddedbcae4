"""Attributions of speech in quotation marks: who said it, before, after or between the quoted words.

The parser errs most where quoted sentences meet the sentence that reports them, so this works on the text
between quotations and asks the parse only for the subject of the reporting verb.
"""

import itertools
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from verbale.coding.attribution import sources, speakers
from verbale.coding.attribution.model import Draft, View
from verbale.coding.attribution.speakers import Speech
from verbale.coding.attribution.verbs import cue_tokens
from verbale.coding.syntax import is_passive
from verbale.read.quotations import Quotation
from verbale.read.reading import text_of

STOPS = ".!?"
# A quotation that ends like this may be followed by its speaker ("We agree," the envoy said).
OPEN_ENDS = ",?!—–-…"
INNER_MARKS = " '’”\"\xa0"  # marks of a quotation within the quotation, that end where it ends
INVERTED = ("VBD", "VBZ")  # finite verbs, that stand first where the speaker follows
# What follows these after a quotation is another report: "Never," and added …
JOINING = ("and", "but", "or", "while", "as", "when", "then")
NEAR = 4  # tokens before a colon within which any verb leads a quotation ("he demurred:")
BARE_CUE = 4  # words: a name of two, an article or adverb, and the verb
# "Asked by reporters outside the court in the capital on Monday, the mayor said" is as far as a cue stands.
REACH = 30


def find(view: View) -> Iterator[Draft]:
    """One draft for each stretch of speech with a speaker; later pieces of it are further content."""
    for speech in _speeches(view):
        cue = view.doc[speech.cue]
        indices = set(speech.quotations)
        content = frozenset(i for i, index in enumerate(view.quoted) if index in indices)
        cues = view.lexicon.verbs.get(view.lemma(cue))
        force = cues.force("quote") if cues is not None else None
        yield Draft(
            cue=tuple(i for i in cue_tokens(cue) if i not in content) if speech.is_verb else (cue.i,),
            content=(content | speech.lead) - speech.source,
            source=speech.source,
            source_head=speech.source_head,
            cue_head=cue.i,
            force=force or "statement",
            pattern="quote",
            hearer=sources.hearer(cue, view) if speech.is_verb else None,
        )


def stands_alone(view: View, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own and not part of one."""
    return not quotation.short and _before(view, quotation) in ("", *STOPS, *"”\"'’)")


def _speeches(view: View) -> list[Speech]:
    speeches: list[Speech] = []
    last: Speech | None = None
    end_of_last = 0
    for index, quotation in enumerate(view.quotations):
        if quotation.short and not _led(view, quotation):
            continue
        if last is not None and _new_paragraphs(view, end_of_last, quotation):
            last = None
        speech = _speech(view, index, last)
        if speech is None:
            continue
        if speech is not last:
            speeches.append(speech)
        speech.quotations.append(index)
        last, end_of_last = speech, quotation.end
    return speeches


def _led(view: View, quotation: Quotation) -> bool:
    """Whether a reporting verb stands right before a quotation: then even one word is speech."""
    before = _tokens_before(view, quotation)
    return bool(before) and _quotes(view, before[-1])


def _new_paragraphs(view: View, end: int, quotation: Quotation) -> bool:
    """Whether narration in other paragraphs stands between the end of the last speech and a quotation."""
    between = text_of(view.doc)[end : quotation.start]
    return "\n" in between and bool(between[between.index("\n") :].strip())


def _speech(view: View, index: int, last: Speech | None) -> Speech | None:
    """The speech that a quotation belongs to: a new one, the last one, or none (it is part of a clause)."""
    quotation = view.quotations[index]
    if last is not None and (quotation.continues or _joined(view, last, quotation)):
        return last
    before = _tokens_before(view, quotation)
    opener = _before(view, quotation)
    leads = bool(before) and (opener in ",:" or _quotes(view, before[-1]))
    if leads:
        if last is not None and opener == "," and last.cue == _last_cue(view, before):
            return last
        found = _cue_after(view, index, before) or _cue_before(view, before, colon=opener == ":")
        if found is not None:
            return found
    if opener and not leads and opener not in STOPS + "”\"'’)]-–—;":
        return None
    following = _cue_after(view, index, before)
    if following is not None:
        return following
    signed = speakers.signature(view, quotation)
    if signed is not None or (leads and opener == ","):
        return signed
    if last is not None:
        return None if _reported_since(view, last, quotation) else last
    return _cue_above(view, quotation) if not opener else None


def _joined(view: View, last: Speech, quotation: Quotation) -> bool:
    """Whether a quotation is the second of two: they chanted “no war” and “bread now”."""
    between = text_of(view.doc)[view.quotations[last.quotations[-1]].end : quotation.start]
    return between.strip(" ,") in ("and", "or")


def _before(view: View, quotation: Quotation) -> str:
    """The last character before a quotation in its paragraph; empty at the start of a paragraph."""
    text = text_of(view.doc)
    line = text.rfind("\n", 0, quotation.start) + 1
    return text[line : quotation.start].rstrip()[-1:]


def _tokens_before(view: View, quotation: Quotation) -> list[Token]:
    """The tokens of the clause before a quotation, back to a stop, another quotation or the paragraph."""
    index = next((token.i for token in view.doc if token.idx + len(token) > quotation.start), 0)
    found: list[Token] = []
    while index > 0 and len(found) < REACH:
        index -= 1
        token = view.doc[index]
        if "\n" in token.text or token.text in STOPS or view.in_speech(token):
            break
        if not token.is_space:
            found.append(token)
    return found[::-1]


def _tokens_after(view: View, quotation: Quotation) -> list[Token]:
    """The tokens of the clause after a quotation, up to a stop, another quotation or the paragraph's end."""
    found: list[Token] = []
    span = view.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    if span is None:
        return found
    for token in view.doc[span.end : span.end + REACH]:
        if "\n" in token.text or token.text in STOPS or view.in_speech(token):
            break
        if not token.is_space:
            found.append(token)
    return found


def _last_cue(view: View, clause: Sequence[Token]) -> int | None:
    return next((token.i for token in reversed(clause) if _quotes(view, token)), None)


def _quotes(view: View, token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and sources.reports(token, view)


def _mistaken(view: View, token: Token) -> bool:
    """Whether a word tagged as a noun may be a reporting verb: it follows a noun or number, and ends there."""
    return (
        token.pos_ == "NOUN"
        and sources.reports(token, view)
        and token.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON", "NUM")
        and (token.i + 1 == len(view.doc) or token.nbor(1).pos_ in ("PUNCT", "ADP", "SPACE"))
    )


def _cue_after(view: View, index: int, before: Sequence[Token]) -> Speech | None:
    """ "We agree," the envoy said; "We agree," said the envoy; with that, "we agree," the envoy said."""
    quotation = view.quotations[index]
    clause = _tokens_after(view, quotation)
    inner = text_of(view.doc)[quotation.inner_start : quotation.inner_end].rstrip(INNER_MARKS)
    ending = inner[-1:] or ","
    if not clause or (ending == "." and clause[0].text != "," and not _bare_report(clause, view)):
        return None
    while clause and clause[0].is_punct:
        clause.pop(0)
    if not clause or clause[0].lower_ in JOINING:
        return None
    cues = [token for token in clause if _quotes(view, token)]
    cues = [token for token in cues if token.dep_ not in ("relcl", "acl")] or cues
    if not cues and ((len(clause) <= BARE_CUE and ending == ",") or clause[0].tag_ in INVERTED):
        verbs = [token for token in clause if token.pos_ == "VERB" and token.is_lower]
        cues = verbs[:1]  # "No," smiled the guard
    if not cues:
        cues = [token for token in clause[1:] if _mistaken(view, token)]  # "Go home," the letter read
    if ending not in OPEN_ENDS and not any(token in cues for token in clause[:BARE_CUE]):
        return None
    if clause[0].lower_ == "according":
        return speakers.according(clause[0])
    if not cues or (ending in "?!" and _says_more(cues[0], clause)):
        return None
    speech = speakers.speech_by(view, cues[0], clause)
    if before and before[-1].text == "," and not any(_quotes(view, token) for token in before):
        speech.lead = frozenset(token.i for token in before)
    return speech


def _bare_report(clause: Sequence[Token], view: View) -> bool:
    """Whether a clause is a speaker and a verb of speech and nothing else: "We agree." Kari Moe said."""
    ends = clause[-1].i + 1 < len(clause[-1].doc) and clause[-1].nbor(1).text in STOPS
    names = all(token.pos_ in ("PROPN", "PRON", "DET", "NOUN") for token in clause[:-1])
    return ends and 1 < len(clause) <= BARE_CUE and names and _quotes(view, clause[-1])


def _cue_before(view: View, clause: Sequence[Token], *, colon: bool) -> Speech | None:
    """The envoy said: "We agree"; in Oslo, he told reporters, "We agree"; he was brief: "No"."""
    cues = [token for token in clause if _quotes(view, token) and not is_passive(token)]
    if clause and clause[0].lower_ == "according":
        return speakers.according(clause[0])
    if colon:
        name = speakers.behind_dash(clause)
        if name and not any(token.pos_ in ("VERB", "AUX") for token in name):
            return speakers.colon(clause, view)
        last = [token for token in clause[-NEAR:] if token.pos_ == "VERB" and token.tag_ != "VBN"]
        cues = (last if last and not cues else cues)[-1:]
    else:
        cues = [token for token in cues if token.dep_ not in ("relcl", "acl") or token.tag_ == "VBG"] or cues
        cues = [token for token in cues[-1:] if not _says_more(token, clause)]
    if cues:
        return speakers.speech_by(view, cues[0], clause)
    written = any(token.dep_ == "dobj" and view.lemma(token) in view.lexicon.channels for token in clause)
    return speakers.colon(clause, view) if colon or written else None


def _reported_since(view: View, last: Speech, quotation: Quotation) -> bool:
    """Whether another report, without marks, stands between a quotation and the last speech."""
    end = view.quotations[last.quotations[-1]].end
    between = view.doc.char_span(end, quotation.start, alignment_mode="contract")
    return any(
        _quotes(view, token)
        and token.i != last.cue
        and token.tag_ != "VBG"
        and not is_passive(token)
        and any(child.dep_ == "ccomp" for child in token.children)
        for token in between or ()
    )


def _cue_above(view: View, quotation: Quotation) -> Speech | None:
    """A paragraph that is a quotation, after one that ends in a colon."""
    text = text_of(view.doc)[: quotation.start].rstrip()
    if not text.endswith(":"):
        return None
    above = Quotation(len(text), len(text), len(text), len(text), short=True, continues=False)
    return _cue_before(view, _tokens_before(view, above), colon=True)


def _says_more(cue: Token, clause: Sequence[Token]) -> bool:
    """Whether the cue has a clause of its own after it, outside the quotation."""
    later = [token for token in clause if token.i > cue.i]
    to_next_verb = itertools.takewhile(lambda token: token.pos_ != "VERB", later)
    return any(token.dep_ == "ccomp" and token.head == cue and token.tag_ != "VBG" for token in later) or any(
        token.lower_ == "that" and token.dep_ == "mark" for token in to_next_verb
    )
