"""Who speaks, to whom and by what means: the source, the hearer and the channel of a cue."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding.attribution.model import View
from verbale.coding.syntax import antecedent, is_passive

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# Clauses that borrow the subject of the verb above them.
BORROWING = ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis", "prep", "pcomp", "acomp", "attr", "oprd")
# What hangs on a noun without being part of its name or description.
CLAUSES = ("relcl", "acl", "advcl", "ccomp", "parataxis", "punct")
CHANNEL_PREPOSITIONS = ("in", "by", "on", "via", "through", "over", "during", "at", "to", "with", "from")
HEARER_PREPOSITIONS = ("to", "with")
# A subject is never more than a few borrowings away; the bound keeps broken trees from looping.
MAX_CLIMB = 8


def subject(verb: Token, view: View) -> Token | None:
    """The subject's head, borrowed from the clauses above where the verb has none of its own."""
    for _ in range(MAX_CLIMB):
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        if own:
            return own[-1]
        if verb.dep_ == "acl" and _by_statement(verb, view):
            verb = verb.head.head  # "she put out a statement saying"
            continue
        if verb.dep_ in ("acl", "relcl"):
            return verb.head if verb.tag_ in ("VBG", "VBN", "VBD", "VBZ", "VBP") else possessor(verb.head)
        level = _reporting(verb, view)
        if level != verb:
            verb = level
            continue
        if verb.dep_ not in BORROWING or verb.head == verb:
            return None
        if verb.dep_ == "xcomp":
            objects = [child for child in verb.head.children if child.dep_ in ("dobj", "dative")]
            if objects:
                return objects[0]
        if verb.head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("prep", "pcomp"):
            return possessor(verb.head)
        verb = verb.head
    return None


def _by_statement(verb: Token, view: View) -> bool:
    """Whether a participle hangs on somebody's means of speaking: a statement, a letter, a text."""
    noun = verb.head
    return verb.tag_ == "VBG" and noun.dep_ == "dobj" and view.lemma(noun) in view.lexicon.channels


def _reporting(verb: Token, view: View) -> Token:
    """The verb itself, or the verb whose subject reports where the parser hung this one too deep.

    "She said the road was shut, adding …"; "he said he was ill and asked …": the outer speaker adds and asks.
    """
    clause = verb.head
    if verb.dep_ == "conj" and clause.dep_ in ("relcl", "ccomp", "advcl"):
        level = next((over for over in clause.ancestors if _form(over) == _form(verb)), None)
        if _form(clause) != _form(verb) and level is not None and level.pos_ in ("VERB", "AUX"):
            return level  # "mindful of a war that killed thousands, and has said": who is mindful has said
    if clause.dep_ != "ccomp" or clause.i < clause.head.i or not reports(verb, view):
        return verb
    participle = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).is_punct
    joined = verb.dep_ == "conj" and verb.tag_ == clause.head.tag_
    return clause.head if participle or joined else verb


def _form(verb: Token) -> str:
    """The form of the finite verb of a clause: its first auxiliary's or its own."""
    return next((child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass")), verb.tag_)


def reports(verb: Token, view: View) -> bool:
    """Whether the verb is one that reports speech."""
    cues = view.lexicon.verbs.get(view.lemma(verb))
    return cues is not None and cues.force("quote") is not None


def agent(verb: Token) -> Token | None:
    """Who acts in a passive: the noun after "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def speaker(verb: Token, view: View) -> Token | None:
    """The head of the phrase that names the source of a verb; None where nobody is named."""
    return agent(verb) if is_passive(verb) else subject(verb, view)


def neighbour(verb: Token) -> Token | None:
    """The noun before a verb, over adverbs, auxiliaries and commas: for where the parse has no subject."""
    for index in range(verb.i - 1, max(verb.sent.start, verb.i - MAX_CLIMB) - 1, -1):
        token = verb.doc[index]
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            return token
        if token.pos_ not in ("ADV", "AUX", "PUNCT", "PART"):
            return None
    return None


def according_to(word: Token) -> Token | None:
    """Whom "according" names."""
    following = word.nbor(1) if word.i + 1 < len(word.doc) else word
    to = next((child for child in word.children if child.lower_ == "to"), following)
    return next((child for child in to.children if child.dep_ == "pobj"), None) if to.lower_ == "to" else None


def possessor(noun: Token) -> Token | None:
    """Whose noun it is: "the minister's claim", "a claim by the minister"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def source_tokens(named: Token | None) -> frozenset[int]:
    """The phrase of a source and, of a relative clause, its pronoun too ("the envoy who said")."""
    return frozenset() if named is None else frozenset(phrase(antecedent(named))) | {named.i}


def phrase(head: Token) -> Iterator[int]:
    """The tokens of a noun phrase without its clauses."""
    yield head.i
    for child in head.children:
        if child.dep_ not in CLAUSES and child.pos_ != "SPACE":
            yield from phrase(child)


def hearer(verb: Token, view: View) -> Token | None:
    """Who is told: the object of a telling verb, or "to reporters", "with the daily"."""
    force = view.lexicon.verbs.get(view.lemma(verb))
    if force is not None and force.force("hearer"):
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and child.i > verb.i:
                return child
    for preposition in _prepositions(verb):
        if preposition.lower_ in HEARER_PREPOSITIONS:
            for noun in preposition.children:
                if noun.dep_ == "pobj" and (view.lemma(noun) in view.lexicon.hearers or noun.pos_ == "PROPN"):
                    return noun
    return None


def channel(verb: Token, view: View) -> tuple[int, int] | None:
    """The words for the means ("telephone", "news conference") as characters."""
    for preposition in _prepositions(verb):
        if preposition.lower_ not in CHANNEL_PREPOSITIONS:
            continue
        for noun in preposition.children:
            if noun.dep_ == "pobj" and view.lemma(noun) in view.lexicon.channels:
                first = noun
                for child in noun.children:
                    if child.dep_ in ("compound", "amod") and child.i == first.i - 1:
                        first = child
                return first.idx, noun.idx + len(noun)
    return None


def _prepositions(verb: Token) -> Iterator[Token]:
    """The prepositions of a verb, and those of the nouns right behind them ("in an interview with")."""
    for child in verb.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ != "NOUN":
            yield child
            for noun in child.children:
                yield from (inner for inner in noun.children if inner.dep_ == "prep")
        elif child.dep_ in ("dobj", "dative"):
            yield from (inner for inner in child.children if inner.dep_ == "prep")
