"""How the parse ties a mention to others: appositions, "of" and "in", possessors, predicates."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding.mentions import Mention, Mentions

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Words behind a noun that tie it to a place or a lord, and the preposition that they amount to.
_POSTPOSED = {
    "loyal": "of",
    "base": "in",
    "operate": "in",
    "live": "in",
    "close": "of",
    "belong": "of",
    "hold": "in",
}


def partners(mention: Mention, mentions: Mentions) -> Iterator[Mention]:
    """The mentions in apposition to this one, and the subject that it is said of ("X is the president")."""
    token = mention.token
    others = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        others.append(token.head)
    if token.dep_ == "attr" and token.head.lemma_ == "be" and not _negated(token.head):
        others += [child for child in token.head.children if child.dep_ in _SUBJECTS]
    if (fronted := _after_fronted(token)) is not None:
        others.append(fronted)
    for other in others:
        found = mentions.by_token.get(other.i)
        if found is not None and found is not mention:
            yield found


def complements(mention: Mention, mentions: Mentions) -> Iterator[tuple[str, Mention]]:
    """The mentions that prepositions tie to a noun phrase, each with the preposition."""
    last = mention.doc[mention.end - 1]
    for token in (mention.token, last) if last.i != mention.head else (last,):
        yield from _behind(token, mention.end, mentions)


def _behind(token: Token, end: int, mentions: Mentions) -> Iterator[tuple[str, Mention]]:
    for child in token.rights:
        if child.i < end:
            continue
        if child.dep_ == "prep":
            yield from _objects(child, child.lower_, mentions)
        elif child.dep_ in {"amod", "acl", "relcl"} and child.lemma_ in _POSTPOSED:
            for inner in child.rights:
                if inner.dep_ == "prep":
                    yield from _objects(inner, _POSTPOSED[child.lemma_], mentions)


def possessor(mention: Mention, mentions: Mentions) -> Mention | None:
    """Whose it is: "Chad's minister", "his spokesman"."""
    for i in range(mention.start, mention.end):
        token = mention.doc[i]
        if token.dep_ == "poss" and mentions.by_token.get(token.head.i) is mention:
            return mentions.by_token.get(token.i)
    return None


def _objects(preposition: Token, name: str, mentions: Mentions) -> Iterator[tuple[str, Mention]]:
    for child in preposition.children:
        found = mentions.by_token.get(child.i) if child.dep_ == "pobj" else None
        if found is not None:
            yield name, found


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _after_fronted(token: Token) -> Token | None:
    """ "A general in the army, Example hopes": the subject right after a phrase that opens the sentence."""
    top = token
    while top.dep_ == "conj" and top.head.i < top.i:
        top = top.head
    if top.left_edge.i != top.sent.start or top.dep_ in _SUBJECTS:
        return None
    subject = next((child for child in top.head.children if child.dep_ in _SUBJECTS), None)
    if subject is None or subject.left_edge.i <= token.i:
        return None
    return subject if subject.doc[subject.left_edge.i - 1].text == "," else None
