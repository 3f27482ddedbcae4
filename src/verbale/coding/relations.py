"""How the parse ties a mention to others: appositions, "of" and "in", possessors, predicates."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding.mentions import Mention, Mentions
from verbale.ontology.parties import NATIONAL, Hit

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Has worked in the ministry", "heads the customs service".
_WORKS = frozenset({"work", "serve", "spend", "sit"})
_HEADS = frozenset({"head", "lead", "run", "chair", "direct", "join", "advise"})
_INSIDE = frozenset({"in", "at", "for", "with", "on"})
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
    others += _behind_place(token, mentions)
    for other in others:
        found = mentions.by_token.get(other.i)
        if found is not None and found is not mention:
            yield found


def _behind_place(token: Token, mentions: Mentions) -> Iterator[Token]:
    """ "A Chadian envoy in Geneva, Kofi Example": the parser takes the name for the town's."""
    for preposition in token.rights:
        for place in preposition.children if preposition.dep_ == "prep" else ():
            for name in place.children:
                found = mentions.by_token.get(name.i)
                if (
                    name.dep_ == "appos"
                    and found is not None
                    and found.kind == "person"
                    and found.role is None
                ):
                    yield name


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


def serves(mention: Mention, mentions: Mentions) -> Iterator[Mention]:
    """For whom the subject of a sentence is said to work: "has worked in the Iraqi water ministry's office"."""
    verb = mention.token.head
    if mention.token.dep_ not in _SUBJECTS or _negated(verb):
        return
    objects = [child for child in verb.children if child.dep_ == "dobj" and verb.lemma_ in _HEADS]
    for child in verb.children:
        if verb.lemma_ in _WORKS and child.dep_ == "prep" and child.lower_ in _INSIDE:
            objects += [grand for grand in child.children if grand.dep_ == "pobj"]
    for token in objects:
        owners = [child for child in token.children if child.dep_ == "poss"]
        for found in (mentions.by_token.get(each.i) for each in (token, *owners)):
            if found is not None and found.role is not None and found.role.kind == "body":
                yield found


def countries_before(mention: Mention) -> tuple[str, ...]:
    """The countries named in front of a noun, each once, in order."""
    found = [hit.entry.country for hit in mention.cues if hit.entry.kind in NATIONAL and hit.entry.country]
    return tuple(dict.fromkeys(found))


def countries_behind(mention: Mention, mentions: Mentions, prepositions: set[str]) -> tuple[str, ...]:
    """The countries behind a noun: "ministers from Chad and Niger"."""
    found: list[str] = []
    for preposition, other in complements(mention, mentions):
        if preposition not in prepositions:
            continue
        for token in (other.token, *other.token.conjuncts):
            place = mentions.by_token.get(token.i)
            entry = None if place is None or place.hit is None else place.hit.entry
            if entry is not None and entry.kind in NATIONAL and entry.country is not None:
                found.append(entry.country)
    return tuple(dict.fromkeys(found))


def bare(mention: Mention) -> str:
    """The mention's words without its article or possessive pronoun."""
    first = mention.doc[mention.start]
    owned = first.dep_ == "poss" and first.pos_ == "PRON"
    skip = 1 if (first.dep_ == "det" or owned) and mention.end - mention.start > 1 else 0
    return str(mention.doc[mention.start + skip : mention.end].text)


def backs(hit: Hit, mention: Mention, mentions: Mentions) -> bool:
    """Whether a region of the backer's country stands in the sentence: then that may be the party's own."""
    sentence = mention.token.sent
    near = (mentions.by_token.get(i) for i in range(sentence.start, sentence.end))
    regions = {
        other.hit.entry.country
        for other in near
        if other is not None and other.hit is not None and other.hit.entry.kind == "place"
    }
    return hit.entry.country is not None and hit.entry.country in regions


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
