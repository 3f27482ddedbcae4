"""What stands over a word in the parse: its governor, and how it hangs on it.

Parses err most where prepositions and infinitives attach, so kinds are read from form (an infinitive has
its "to", a gerund its tag) rather than from the relation's label alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from verbale.coding.syntax import is_infinitive
from verbale.ontology.factuality import Part

Kind = Literal[
    "infinitive",
    "that",  # finite clause
    "ing",  # gerund
    "whether",  # open question: "whether he left"
    "wh",  # question that takes its event for granted: "why he left"
    "object",
    "subject",
    "prepositional",  # noun after a preposition
    "compound",
    "aside",  # adverbial clause
    "same",  # what holds of the governor holds of the word: apposition, predicate of a copula
]

_CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "relcl", "advcl", "pcomp", "csubj", "csubjpass", "dep"})
_NOMINAL: dict[str, Kind] = {
    "nsubj": "subject",
    "csubj": "subject",
    "dobj": "object",
    "obj": "object",
    "nsubjpass": "object",
    "csubjpass": "object",
    "oprd": "object",
    "dative": "object",
    "compound": "compound",
    "nmod": "compound",
    "attr": "same",
    "acomp": "same",
    "appos": "same",
    "aux": "same",
    "auxpass": "same",
}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_OPEN = frozenset({"whether", "if"})
_QUESTION_WORDS = frozenset({"WRB", "WP", "WDT", "WP$"})
_LINKING = frozenset({"ADP", "SCONJ", "ADV"})
_PARTICLES = frozenset({"out", "off", "up", "down", "back"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTS: dict[str, tuple[Part, ...]] = {
    "VERB": ("verbs", "adjectives"),  # "scheduled" is tagged either way
    "AUX": ("verbs",),
    "NOUN": ("nouns",),
    "PROPN": ("nouns",),
    "ADJ": ("adjectives", "verbs"),
    "ADV": ("adjectives",),
}


@dataclass(frozen=True, slots=True)
class Link:
    """How a word hangs on its governor; `preposition` is what stands between, in lower case, or ""."""

    governor: Token
    kind: Kind
    preposition: str = ""


def link(token: Token) -> Link | None:
    """The governor of a word and how it hangs on it; None at a root and where a clause stands alone."""
    if token.head == token or _is_apart(token):
        return None
    if token.dep_ in {"pobj", "pcomp"}:
        return _prepositional(token)
    clausal = is_verbal(token) or token.dep_ in {"ccomp", "xcomp"} or marker(token) != ""
    if token.dep_ in _CLAUSAL and clausal:
        return _clausal(token)
    kind = _NOMINAL.get(token.dep_)
    return Link(token.head, kind) if kind else None


def _is_apart(token: Token) -> bool:
    """Whether a clause stands by itself before a semicolon, whatever it hangs on: "two came; four will follow"."""
    return token.dep_ == "ccomp" and any(
        child.text == ";" and token.i < child.i < token.head.i for child in token.head.children
    )


def is_verbal(token: Token) -> bool:
    """Whether a word is the head of a clause: a verb, or what a copula or auxiliary makes one."""
    return token.pos_ in {"VERB", "AUX"} or bool(auxiliaries(token))


def is_finite(token: Token) -> bool:
    """Whether the verb, or its first auxiliary, has a tense."""
    return any(word.tag_ in _FINITE for word in [*auxiliaries(token), token])


def auxiliaries(token: Token) -> list[Token]:
    """The verb's auxiliaries, in order."""
    return [child for child in token.children if child.dep_ in {"aux", "auxpass"}]


def is_definite(token: Token) -> bool:
    """Whether a noun is presented as known: with "the", "this", a possessive."""
    if token.pos_ == "PROPN":
        return True
    return any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in _DEFINITE)
        for child in token.children
    )


def lemmas(token: Token) -> tuple[str, ...]:
    """What a governor is looked up by: with its particle ("call off") first, alone where it has none."""
    lemma = token.lemma_.lower()
    particles = [
        child.lower_
        for child in token.children
        if child.dep_ == "prt"
        or (child.dep_ == "prep" and child.lower_ in _PARTICLES)
        or (child.dep_ == "intj" and child.lower_ == "no")
    ]
    if particles:
        return (f"{lemma} {particles[0]}",)
    return (lemma, token.lower_) if lemma != token.lower_ else (lemma,)


def parts(token: Token) -> tuple[Part, ...]:
    """The parts of speech that a word may be listed under."""
    return _PARTS.get(token.pos_, ())


def marker(token: Token) -> str:
    """The subordinator of a clause with its fixed companion ("in case"), in lower case, or ""."""
    for child in token.children:
        if child.dep_ == "mark" or (child.dep_ == "advmod" and child.tag_ == "WRB"):
            return str(child.lower_)
    return ""


def shares_auxiliaries(token: Token, first: Token) -> bool:
    """Whether a conjunct has the tense, modals and negation of the first one ("did not sign or meet")."""
    if not is_verbal(token):
        return True
    own = any(child.dep_ in {"aux", "auxpass", "neg", "nsubj", "nsubjpass"} for child in token.children)
    contrast = any(child.dep_ == "cc" and child.lower_ == "but" for child in first.children)
    either = any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in first.children)
    # Conjuncts of a participle are often tagged as pasts: "were not sent or deployed".
    same_form = token.tag_ == first.tag_ or (either and {token.tag_, first.tag_} <= {"VBN", "VBD"})
    return not own and not contrast and same_form


def upper(token: Token) -> Token:
    """The conjunct that a verb really continues: a finite verb does not continue an infinitive."""
    head = token.head
    if not (is_verbal(token) and is_finite(token)):
        return head
    while (
        is_verbal(head)
        and not is_finite(head)
        and head.head != head
        and (is_infinitive(head) or head.tag_ == "VBG")
    ):
        head = head.head
    return head


def _clausal(token: Token) -> Link | None:
    head, dep = token.head, token.dep_
    if is_infinitive(token):
        return Link(head, "infinitive")
    if is_open(token) and dep != "advcl":
        return Link(head, "whether")
    if dep in _NOMINAL:  # a clause as subject
        return Link(head, _NOMINAL[dep])
    if dep == "relcl":
        return Link(head, "that") if marker(token) == "that" else None
    if dep == "advcl":
        follows = not any(part.is_punct for part in token.doc[head.i : token.i])
        gerund = token.tag_ == "VBG" and not marker(token) and head.i < token.i and follows
        return Link(head, "ing" if gerund else "aside")
    if dep == "acl":
        own = any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)
        return Link(head, "that") if own or marker(token) else None
    return Link(head, _complement(token))


def is_open(token: Token) -> bool:
    """Whether "whether" or "if" opens the clause."""
    return marker(token) in _OPEN


def is_inverted(token: Token) -> bool:
    """Whether an auxiliary before the subject makes a condition: "had they left, ..."."""
    first = _opening(token)
    return first is not None and first.lower_ in {"had", "should", "were"} and not marker(token)


def is_question(root: Token) -> bool:
    """Whether a sentence asks: by its mark, and by the order or a question word of its main clause."""
    if not root.sent.text.rstrip(" \n\"'”’").endswith("?"):
        return False
    first = _opening(root)
    inverted = first is not None and first.dep_ in {"aux", "auxpass"}
    copula = root.pos_ == "AUX" and first is not None and root.i < first.i
    return inverted or copula or any(child.tag_ in _QUESTION_WORDS for child in root.children)


def _opening(token: Token) -> Token | None:
    """The first auxiliary or subject of a clause."""
    opening = {"aux", "auxpass", "nsubj", "nsubjpass"}
    return next((child for child in token.children if child.dep_ in opening), None)


def has_any(token: Token) -> bool:
    """Whether "any" makes a noun depend on the negation above it."""
    return any(child.dep_ == "det" and child.lower_ == "any" for child in token.children)


def reports(noun: Token) -> Iterator[Link]:
    """Participles and relative clauses of a noun, as the governors that they are in meaning.

    "a visit *planned* for May", "the visit, which was *cancelled*".
    """
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield Link(child, "object")
        if child.dep_ == "relcl":
            pronouns = (part for part in child.children if part.tag_ in {"WDT", "WP"})
            kinds = {_NOMINAL.get(pronoun.dep_) for pronoun in pronouns} & {"subject", "object"}
            yield from (Link(child, kind) for kind in kinds if kind)


def predicates(linked: Token, link: Link, *, light: frozenset[str]) -> Iterator[Token]:
    """Words that may govern `linked` in its link: the governor, and what its copula or light verb holds.

    "it is *likely* that", "took *steps* to", "the *plan* is to".
    """
    governor, kind = link.governor, link.kind
    beside = [child for child in governor.children if child != linked]
    copula, verb = governor.lemma_ == "be", governor.pos_ in {"VERB", "AUX"}
    if copula or (verb and kind == "infinitive"):
        yield from (child for child in beside if child.dep_ in {"acomp", "attr", "oprd"})
    objects = [child for child in beside if child.dep_ == "dobj"] if verb and kind == "infinitive" else []
    yield from (*objects, governor) if governor.lemma_ in light else (governor, *objects)
    if copula and kind in {"infinitive", "that"}:
        yield from (child for child in beside if child.dep_ == "nsubj")


def _complement(token: Token) -> Kind:
    """The kind of a clause that is an object."""
    if any(child.tag_ in _QUESTION_WORDS for child in token.children):
        return "wh"
    if token.tag_ == "VBG" and not is_finite(token):
        return "ing"
    if token.tag_ == "VB" and not is_finite(token):
        return "infinitive"  # bare infinitive: "let them go"
    bare_participle = token.tag_ == "VBN" and not auxiliaries(token)  # "will see them delivered"
    return "that" if is_verbal(token) and not bare_participle else "object"


def _prepositional(token: Token) -> Link:
    preposition = token.head
    governor = preposition.head
    words = [child.lower_ for child in preposition.lefts if child.dep_ == "advmod"]  # "instead of"
    words.append(preposition.lower_)
    while governor.pos_ in _LINKING and governor.head != governor:  # "short of"
        words.insert(0, governor.lower_)
        governor = governor.head
    gerund = token.dep_ == "pcomp" and token.tag_ == "VBG"
    if words[0] in _PARTICLES and len(words) == 1:  # "ruled out sending" is one verb, however it is parsed
        return Link(governor, "ing" if gerund else "object")
    return Link(governor, "ing" if gerund else "prepositional", " ".join(words))
