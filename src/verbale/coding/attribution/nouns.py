"""Attributions by other words than verbs: nouns ("the claim that"), adjectives ("sure that"), "according to",
adverbs ("reportedly") and the colon of headlines ("Minister: no talks before spring")."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from verbale.coding.attribution import sources
from verbale.coding.attribution.model import Draft, View
from verbale.coding.attribution.verbs import subtree
from verbale.coding.syntax import antecedent
from verbale.ontology.reporting import Cues, Force

ACCORDING = "accord"
COPULAS = ("be", "remain", "become", "seem", "feel", "sound", "look", "appear", "get", "grow")
# A headline's speaker is a name or an office, not a sentence.
COLON_WORDS = 6
NO_SPEAKER = ("VERB", "AUX", "NUM", "X", "ADP", "ADV")
SAID_WORDS = 3  # fewer are a label or a score ("Weather: cloudy")


def find(view: View) -> Iterator[Draft]:
    """Drafts of all kinds, in no particular order."""
    for token in view.doc:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from _noun(token, view)
        elif token.pos_ == "ADJ" or token.tag_ == "VBN":
            yield from _adjective(token, view)
        elif token.pos_ == "ADV":
            yield from _adverb(token, view)
        if token.lower_ == "according":
            yield from _according(token)
    for line in _lines(view.doc):
        yield from _colon(line, view)


def _draft(
    cue: Token, head: Token | None, content: set[int], force: Force, pattern: str, *more: Token
) -> Draft:
    source = sources.source_tokens(head)
    cues = {cue.i, *(token.i for token in more)}
    return Draft(
        cue=tuple(sorted(cues - source)),
        content=frozenset(content) - source - cues,
        source=source,
        source_head=None if head is None else antecedent(head).i,
        cue_head=cue.i,
        force=force,
        pattern=pattern,
    )


def _noun(noun: Token, view: View) -> Iterator[Draft]:
    cues = view.lexicon.nouns.get(view.lemma(noun))
    if cues is None:
        return
    for content, pattern in _noun_contents(noun, cues):
        yield _draft(noun, _noun_source(noun, view), content, cues.patterns[pattern], pattern)
        return


def _noun_contents(noun: Token, cues: Cues) -> Iterator[tuple[set[int], str]]:
    """ "the claim that …", "a promise to …", "criticism of …"; "the fear is that …"."""
    for child in noun.children:
        infinitive = any(inner.tag_ == "TO" for inner in child.children)
        that = any(inner.dep_ == "mark" or inner.lower_ == "that" for inner in child.children)
        if child.i < noun.i or child.dep_ not in ("acl", "ccomp", "relcl", "prep", "appos", "xcomp"):
            continue
        pattern = child.lower_ if child.dep_ == "prep" else "infinitive" if infinitive else "clause"
        if not cues.force(pattern) or (pattern == "clause" and not that):
            continue
        yield (subtree(child) - {child.i} if child.dep_ == "prep" else subtree(child)), pattern
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        for child in noun.head.children:
            if child.dep_ == "ccomp" and cues.force("clause"):
                yield subtree(child), "clause"


def _noun_source(noun: Token, view: View) -> Token | None:
    """The possessor, or the subject of a verb that lends it ("made the claim", "said in a statement")."""
    own = sources.possessor(noun)
    if own is not None:
        return own
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else None
    if verb is None or verb.pos_ != "VERB":
        return None
    said_in = view.lemma(noun) in view.lexicon.channels and sources.reports(verb, view)
    if said_in or verb.lemma_ in view.lexicon.makers:
        return sources.speaker(verb, view)
    return None


def _adjective(word: Token, view: View) -> Iterator[Draft]:
    cues = view.lexicon.adjectives.get(word.lower_)
    if cues is None or word.dep_ not in ("acomp", "ROOT", "conj", "ccomp", "relcl", "advcl", "oprd"):
        return
    for child in word.children:
        if child.i < word.i or child.dep_ not in ("ccomp", "xcomp", "prep"):
            continue
        infinitive = any(inner.tag_ == "TO" for inner in child.children)
        pattern = child.lower_ if child.dep_ == "prep" else "infinitive" if infinitive else "clause"
        force = cues.force(pattern)
        if force is not None:
            content = subtree(child) - ({child.i} if child.dep_ == "prep" else set())
            head = sources.subject(word.head if word.dep_ == "acomp" else word, view)
            yield _draft(word, head, content, force, pattern)
            return


def _adverb(word: Token, view: View) -> Iterator[Draft]:
    """ "The road was reportedly closed": nobody is named."""
    if word.lower_ in view.lexicon.adverbs and word.head != word and word.head.pos_ in ("VERB", "AUX"):
        yield _draft(word, None, subtree(word.head) - {word.i}, "statement", "adverb")


def _according(word: Token) -> Iterator[Draft]:
    """ "According to the ministry, …": the clause that it hangs on."""
    head = sources.according_to(word)
    if head is None:
        return
    to = word.nbor(1)
    own = subtree(word) | subtree(to)
    clause = word.head
    while clause.head != clause and (
        (clause.pos_ not in ("VERB", "AUX") and not _is_complete(clause))
        or (clause.dep_ == "conj" and _is_complete(clause))
    ):
        clause = clause.head
    yield _draft(word, head, subtree(clause) - own, "statement", "according", to)


def _is_complete(token: Token) -> bool:
    return any(child.dep_ in sources.SUBJECTS for child in token.children)


def _lines(doc: Doc) -> Iterator[list[Token]]:
    """The words of each line: a headline is a line, and the parser cuts it at its colon."""
    line: list[Token] = []
    for token in doc:
        if "\n" in token.text:
            yield line
            line = []
        elif not token.is_space:
            line.append(token)
    yield line


def _colon(line: list[Token], view: View) -> Iterator[Draft]:
    """ "Minister: no talks before spring": a line of who speaks, a colon, and what he says."""
    place = next((at for at, token in enumerate(line[: COLON_WORDS + 1]) if token.text == ":"), 0)
    head, said = line[:place], line[place + 1 :]
    names = [word for word in head if word.pos_ in ("PROPN", "NOUN")]
    if (
        not names
        or len(said) < SAID_WORDS
        or len(names[-1]) == 1
        or any(word.pos_ in NO_SPEAKER for word in head)
    ):
        return
    if view.lemma(names[-1]) not in view.lexicon.labels:
        draft = _draft(line[place], names[-1], set(), "statement", "colon")
        # The parser hangs what is said on the speaker; the colon knows better.
        yield replace(
            draft,
            source=frozenset(word.i for word in head),
            content=frozenset(word.i for word in said),
        )
