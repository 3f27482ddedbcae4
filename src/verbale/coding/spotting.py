"""Finds the mentions of a document: known names, role nouns and capitalised names in their noun phrases."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from verbale.coding.grouping import base_phrases, locate
from verbale.coding.mentions import Mention, Mentions
from verbale.coding.phrases import Phrase
from verbale.ontology.parties import Gazetteer, Hit
from verbale.ontology.roles import RoleHit, Roles
from verbale.read.reading import text_of

_LINKS = frozenset({"of", "for"})


def find_mentions(doc: Doc, gazetteer: Gazetteer, roles: Roles) -> Mentions:
    """The mentions of a parsed document."""
    words = list(doc)
    hits = locate(words, gazetteer.find(text_of(doc)))
    covered = {i for _, start, end in hits for i in range(start, end)}
    role_hits = [
        (role, start, end)
        for role, start, end in locate(words, roles.find(text_of(doc)))
        if end - 1 not in covered
        and words[end - 1].pos_ in {"NOUN", "PROPN", "ADJ"}
        and not _given_name(words, role, end, roles)
        and not _abstract(words, role, end)
    ]
    sentences = [number for number, sent in enumerate(doc.sents) for _ in range(sent.start, sent.end)]
    bodies = _bodies(words, roles, [*hits, *role_hits])
    phrases = base_phrases(words, [*((start, end) for _, start, end in [*hits, *role_hits]), *bodies])
    home = {i: number for number, tokens in enumerate(phrases) for i in tokens}
    inner_hits: dict[int, list[tuple[Hit, int, int]]] = {}
    inner_roles: dict[int, list[tuple[RoleHit, int, int]]] = {}
    for hit in hits:
        inner_hits.setdefault(home[hit[1]], []).append(hit)
    for role_hit in role_hits:
        inner_roles.setdefault(home[role_hit[1]], []).append(role_hit)
    found: list[Mention] = []
    by_token: dict[int, Mention] = {}
    for number, tokens in enumerate(phrases):
        known, called = inner_hits.get(number, []), inner_roles.get(number, [])
        body = next((body for body in bodies if body[0] in tokens), None)
        phrase = Phrase(doc, words, tokens, known, called, roles, sentences[tokens[0]], body)
        for mention, own in phrase.mentions():
            found.append(mention)
            by_token.update(dict.fromkeys(own, mention))
    found.sort(key=lambda mention: (mention.start, mention.end))
    return Mentions(tuple(found), by_token)


def _bodies(
    words: list[Token], roles: Roles, known: Sequence[tuple[Hit | RoleHit, int, int]]
) -> list[tuple[int, int]]:
    """Names like "Department of Fisheries", "Movement for the Defence of Example": their tokens.

    What stands after "of" must not be a known party: the Bank of Chad is a bank, and Chad its country.
    """
    named = {start for _, start, _ in known}
    inside = {i for _, start, end in known for i in range(start, end - 1)}
    found = []
    for i, word in enumerate(words[:-2]):
        if word.text not in roles.organisation_words or i in inside or words[i + 1].lower_ not in _LINKS:
            continue
        end = i + 3 if words[i + 2].lower_ == "the" else i + 2
        if end in named:
            continue
        while end < len(words) and words[end].pos_ == "PROPN" and words[end].text[:1].isupper():
            end += 1
        if words[end - 1].pos_ == "PROPN" and end > i + 2:
            found.append((i, end))
    return found


def _given_name(words: list[Token], role: RoleHit, end: int, roles: Roles) -> bool:
    """ "Sultan Example": a capital title that is a given name too, with a name behind."""
    if role.role.name not in roles.given_names or end >= len(words):
        return False
    return words[end].pos_ == "PROPN" and words[end].is_title and words[end - 1].text[:1].isupper()


def _abstract(words: list[Token], role: RoleHit, end: int) -> bool:
    """ "Opposition to the plan" is nobody."""
    noun = words[end - 1]
    if role.role.is_person and not role.plural and noun.pos_ == "ADJ":
        return True  # "a major group", "general elections"
    bare = not role.plural and not any(True for _ in noun.lefts)
    if bare and (noun.dep_ == "oprd" or role.role.name == "force"):
        return True  # "was taken hostage", "was elected president"; "by force"
    after = words[end].lower_ if end < len(words) else ""
    return role.role.name in {"opposition", "resistance"} and after in {"to", "against"}
