"""Questions about one word of a parse: passive or active, whose conjunct, which antecedent, what hangs on it.

Dependency labels are those of spaCy's English pipelines (ClearNLP).
"""

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Token

Fillers = tuple[Token, ...]

_PARTS = frozenset(
    {"half", "part", "most", "some", "all", "rest", "third", "quarter", "majority", "remainder", "number", "batch",
     "key", "dozen", "hundred", "thousand", "million", "lot", "last", "first", "many", "series", "load", "tonne", "ton",
     "bag", "sack", "box", "crate", "litre", "pallet", "carton", "kilo", "barrel", "truckload", "shipload", "set",
     "pair", "planeload", "lorryload", "dose", "fleet", "consignment", "shipment", "convoy"}
)  # fmt: skip
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "where"})


def is_as_told(verb: Token) -> bool:
    """Whether it recalls in "as agreed with Chad", "as promised": whoever does the one had said the other."""
    labels = [child.dep_ for child in verb.children]
    return (
        verb.tag_ in ("VBN", "VBD")
        and verb.dep_ == "advcl"
        and not {"nsubj", "nsubjpass", "aux", "auxpass", "agent"}.intersection(labels)
        and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    )


def is_passive(verb: Token) -> bool:
    """Whether a verb is a passive or a participle that modifies what it is done to."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ == "agent" for child in verb.children):
        return True
    has_aux = any(child.dep_ == "aux" and child.lemma_ in ("have", "'ve") for child in verb.children)
    if verb.dep_ in ("acl", "advcl", "amod"):
        return not has_aux and not any(child.dep_ in ("nsubj", "dobj") for child in verb.children)
    return verb.dep_ == "conj" and is_passive(verb.head) and not has_aux and not has_subject(verb)


def prepositional(child: Token) -> Iterator[tuple[str, Token, int]]:
    """(preposition, object, depth) that hang on one child, over stacked prepositions ("from inside Mali").

    Depth 1 is a phrase at the object of another: the parser often hangs the predicate's second phrase there.
    """
    if child.dep_ == "dative" and child.pos_ != "ADP":
        yield from (("to", token, 0) for token in spread([child]))
        return
    if child.dep_ == "oprd":
        yield from (("as", token, 0) for token in spread([child]))
        return
    if child.dep_ not in ("prep", "agent", "dative", "prt", "advmod") and child.pos_ not in ("ADP", "SCONJ"):
        return
    for grandchild in child.children:
        if grandchild.dep_ in ("pobj", "pcomp"):
            for token in spread([grandchild]):
                yield child.lower_, token, 0
                yield from attached(token)
        elif grandchild.dep_ == "prep":
            for inner, token, depth in prepositional(grandchild):
                yield inner, token, depth
                yield child.lower_, token, depth


def attached(token: Token) -> Iterator[tuple[str, Token, int]]:
    """Phrases at a prepositional object."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ != "of":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield from ((child.lower_, deeper, 1) for deeper in spread([grandchild]))


def stray_of(noun: Token) -> Fillers:
    """An "of" phrase soon behind a noun that the parser hung on the verb ("capture last week of the city").

    Five tokens leave room for a date between, seven for one in commas; verbs that take "of" themselves have it
    right behind them.
    """
    room = 7 if noun.i + 1 < len(noun.doc) and noun.nbor(1).text == "," else 5
    for verb in noun.ancestors:
        if not is_verbal(verb):
            continue
        for child in verb.children:
            if (
                child.lower_ == "of"
                and child.dep_ == "prep"
                and noun.i < child.i <= noun.i + room
                and verb.i < noun.i
            ):
                return tuple(spread(grand for grand in child.children if grand.dep_ == "pobj"))
        return ()
    return ()


def complements(verb: Token, objects: Fillers) -> Iterator[Token]:
    """Clauses that complete the verb, and infinitives that the parser hung on its object."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") or (child.dep_ == "advcl" and is_infinitive(child)):
            yield from spread([child])
    for token in objects:
        if token.head == verb:
            yield from infinitives_at(token)


def asked_for(verb: Token) -> Iterator[Token]:
    """The subject of an infinitive behind "for": "called for CHAD to withdraw"."""
    for child in verb.children:
        clause = child.dep_ in ("advcl", "ccomp", "xcomp") and is_infinitive(child)
        if clause and any(mark.dep_ == "mark" and mark.lower_ == "for" for mark in child.children):
            yield from (each for each in child.children if each.dep_ in ("nsubj", "nsubjpass"))


def parted(part: Token) -> Iterator[Token]:
    """What a part is part of: "half of its measures", "the last of the tents"."""
    if part.lemma_.lower() not in _PARTS:
        return
    for child in part.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (whole for whole in child.children if whole.dep_ == "pobj")


def infinitives_at(noun: Token) -> Iterator[Token]:
    """Infinitives at a noun, also behind a parenthesis: "urged the states — where he had been — to pay"."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and is_infinitive(child):
            yield child
        elif child.dep_ == "relcl":
            inner = (each for each in child.children if each.dep_ == "xcomp" and is_infinitive(each))
            yield from (each for each in inner if each.left_edge.i > 0 and each.left_edge.nbor(-1).is_punct)


def spread(tokens: Iterable[Token]) -> Iterator[Token]:
    """Each token and its conjuncts."""
    for token in tokens:
        yield token
        stack = [child for child in token.children if child.dep_ == "conj"]
        while stack:
            conjunct = stack.pop(0)
            yield conjunct
            stack += [child for child in conjunct.children if child.dep_ == "conj"]


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for, else the token."""
    clause = token.head
    if token.lower_ in RELATIVE_PRONOUNS and clause.dep_ == "relcl":
        return clause.head
    if token.lower_ in RELATIVE_PRONOUNS and clause.dep_ == "conj" and clause.head.dep_ == "relcl":
        return clause.head.head
    return token


def shared_object(verb: Token) -> Token | None:
    """The object that a verb shares: its relative clause's head, or a conjunct's ("back and help Chad")."""
    if verb.dep_ == "relcl" and has_subject(verb):
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        if subjects and subjects[0].lower_ not in RELATIVE_PRONOUNS:
            return verb.head
    conjuncts = [
        child
        for child in verb.children
        if child.dep_ == "conj" and is_verbal(child) and child.tag_ == verb.tag_
    ]
    for conjunct in conjuncts[:1]:
        if not has_subject(conjunct) and conjunct.i - verb.i <= 3:
            return next((child for child in conjunct.children if child.dep_ == "dobj"), None)
    return None


def governing_verb(token: Token) -> Token:
    """The nearest verb above ("for the first time since being ousted" hangs on a noun)."""
    return next((each for each in token.ancestors if is_verbal(each)), token.head)


def is_verbal(token: Token) -> bool:
    """Whether a word is a verb or auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def is_small_clause(token: Token) -> bool:
    """Whether a clause has no verb of its own or a bare one: "let traders pass", "held Chad responsible"."""
    if any(child.dep_ in ("aux", "mark", "cop") for child in token.children):
        return False
    return token.tag_ == "VB" or token.pos_ in ("ADJ", "NOUN")


def is_infinitive(token: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def is_by(token: Token) -> bool:
    """Whether a word is the "by" of an agent that the parser took for any other preposition."""
    return token.dep_ == "prep" and token.lower_ == "by"


def is_misread_subject(token: Token) -> bool:
    """Whether the parser took a name in front of a verb for an adverbial or its part: "Sweden suspended aid"."""
    return token.dep_ in ("npadvmod", "compound") and token.pos_ == "PROPN"


def headline_sides(word: Token) -> tuple[Token, Token] | None:
    """Subject and object of a headline's verb that the parser took for a plural: "Sudan attacks Chad".

    The signs are a name right before it and another behind it, without a verb or a comma.
    """
    before = [child for child in word.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
    if word.tag_ != "NNS" or not before:
        return None
    behind = (
        [child for child in word.rights if child.dep_ in ("appos", "dobj")] if word.dep_ == "ROOT" else []
    )
    if word.dep_ == "nsubj" and word.head.dep_ == "ROOT":
        behind = [word.head]
    for name in behind:
        if name.pos_ == "PROPN" and not any(between.is_punct for between in word.doc[word.i : name.i]):
            return before[-1], name
    return None


def is_name(token: Token) -> bool:
    """Whether a modifier may name a party: "Russian", "Taliban", "U.S.-led"."""
    return token.text[:1].isupper() or any(child.text[:1].isupper() for child in token.children)


def has_finite(verb: Token) -> bool:
    """Whether the verb itself, not an auxiliary, has a tense."""
    return verb.tag_ in ("VBZ", "VBP", "VBD", "MD")


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def asked_about(token: Token) -> Fillers:
    """What the sentence before asks about: "Asked about Chad, he shrugged. Two letters have gone unanswered."."""
    start = token.sent.start
    before = token.doc[start - 1].sent if start else ()
    links = (word for word in before if word.lower_ == "about" and word.head.lower_ == "asked")
    return tuple(child for link in links for child in link.children if child.dep_ == "pobj")


def objects_of(token: Token, prepositions: Collection[str]) -> Iterator[Token]:
    """What stands after these prepositions at a word."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")


def whole_of(token: Token) -> Token:
    """ "The debt" of "any of the debt": a pronoun's thing is what it takes a part of."""
    if token.pos_ not in ("PRON", "DET"):
        return token
    return next(objects_of(token, ("of",)), token)
