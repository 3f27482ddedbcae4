"""Whom a pronoun means: number and gender must agree, subjects of late come first."""

from collections.abc import Sequence

from spacy.tokens import Token

from verbale.coding.clusters import Cluster
from verbale.coding.mentions import Mention

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_RELATIVE = frozenset({"who", "whom", "which", "whose", "that"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
_SECOND = frozenset({"you", "your"})
_SHARING = frozenset({"advcl", "xcomp", "conj"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "whose"})
_ASIDE = frozenset({"relcl", "acl"})
_BACK = 3  # sentences: further back a pronoun hardly reaches
_DECAY = 0.55  # what a sentence's distance leaves of a candidate's weight
_SUBJECT, _OBJECT, _OTHER = 3.0, 1.3, 1.0  # subjects are taken up by pronouns most of the time
_EMBEDDED = 0.5  # "the independence that Kosovo declared" is not about Kosovo
_PARALLEL = 0.6  # a subject pronoun prefers a subject, an object pronoun an object
_OFTEN = 0.15  # a mention more in the document, up to ten: the protagonist wins over the passer-by

_NEAR = 2.4  # "asked Chad to open its border": the nearest fitting party of the sentence owns

Antecedent = tuple[Mention, Cluster]


def is_speakers(mention: Mention) -> bool:
    """Whether the speaker speaks of himself or of his side: "I", "we", "our country"."""
    return _opens_with(mention, _FIRST)


def is_addressees(mention: Mention) -> bool:
    """Whether the speaker speaks of whom he speaks to: "you", "your government"."""
    return _opens_with(mention, _SECOND)


def _opens_with(mention: Mention, words: frozenset[str]) -> bool:
    first = mention.doc[mention.start]
    own = first.lower_ in words and first.pos_ in {"PRON", "DET"}  # not "US authorities"
    return own and (mention.kind == "pronoun" or mention.role is not None)


def antecedent(mention: Mention, before: Sequence[Antecedent]) -> Cluster | None:
    """The cluster that a pronoun stands for, out of earlier mentions in order; None where nothing fits."""
    token = mention.token
    if token.lower_ in _FIRST | _SECOND or _is_empty(token):
        return None
    if token.lower_ in _RELATIVE:
        return _relative(token, before)
    best: tuple[float, Cluster] | None = None
    beside: set[str] = set()  # whoever stands beside the pronoun in its clause is another
    near = _NEAR if token.lower_ in {"its", "their"} else 0.0
    for other, cluster in reversed(before):
        distance = mention.sentence - other.sentence
        if distance > _BACK:
            break
        if _same_clause(token, other.token):
            beside.add(cluster.key)
        if cluster.key in beside or not _agrees(mention, other, cluster):
            continue
        score = _weight(token, other) * _DECAY**distance + _OFTEN * min(10, len(cluster.mentions))
        if distance == 0 and other.token.dep_ in _SUBJECTS:
            score += 0.5  # "Dostum said that he": the subject of the clause above
        if distance == 0 and not _parted(token, other.token):
            score, near = score + near, 0.0
        if best is None or score > best[0]:
            best = (score, cluster)
    return None if best is None else best[1]


def _relative(token: Token, before: Sequence[Antecedent]) -> Cluster | None:
    """ "who", "which": what the relative clause hangs on."""
    clause = token
    while clause.dep_ != "relcl" and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ != "relcl":
        return None
    for other, cluster in reversed(before):
        if other.start <= clause.head.i < other.end:
            return cluster
    return None


def _is_empty(token: Token) -> bool:
    """ "It is clear that ...", "it rains": stands for nothing."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    return verb.lemma_ == "be" and any(
        child.dep_ in {"ccomp", "xcomp", "csubj", "advcl"} and child.i > verb.i for child in verb.children
    )


def _agrees(mention: Mention, other: Mention, cluster: Cluster) -> bool:
    word = mention.token.lower_
    if mention.gender is not None:
        return cluster.is_person and cluster.gender in {None, mention.gender} and not other.plural
    if mention.plural:
        return other.plural or cluster.plural or cluster.kind in {"organisation", "group", "state"}
    if word in {"it", "its", "itself"}:
        return not cluster.is_person and not other.plural and not (cluster.kind == "role" and cluster.plural)
    return False


def _same_clause(pronoun: Token, other: Token) -> bool:
    """ "He met him": two arguments of one verb are two parties, unless the pronoun is a possessive."""
    if pronoun.lower_ in _POSSESSIVE or pronoun.lower_.endswith(("self", "selves")):
        return other.head.i == pronoun.head.i and other.i > pronoun.i
    verb = _governor(pronoun)
    if verb.i == _governor(other).i:
        return True
    while verb.dep_ in _SHARING and not any(child.dep_ in _SUBJECTS for child in verb.children):
        verb = verb.head  # "Ann thanked Bob, telling him": Ann is the subject of telling, too
    return other.dep_ in _SUBJECTS and other.head.i == verb.i


def _governor(token: Token) -> Token:
    while token.dep_ in {"conj", "appos"} or token.head.pos_ == "ADP":
        if token.head.i == token.i:
            break
        token = token.head
    return token.head


def _parted(owned: Token, other: Token) -> bool:
    """Whether a possessive stands in a clause with a subject of its own, that the other is no part of.

    "Asked Chad to open its border" is of Chad, "asked Chad for envoys to train its guards" need not be.
    """
    clause = next((word for word in owned.ancestors if word.pos_ in {"VERB", "AUX"}), owned)
    subjects = [child for child in clause.children if child.dep_ in _SUBJECTS]
    return bool(subjects) and not any(word.i == clause.i for word in other.ancestors)


def _weight(pronoun: Token, other: Mention) -> float:
    place = other.token.dep_
    if place == "conj":
        place = other.token.head.dep_
    weight = _SUBJECT if place in _SUBJECTS else _OBJECT if place in _OBJECTS else _OTHER
    if place in _SUBJECTS and other.token.head.dep_ in _ASIDE:
        weight *= _EMBEDDED
    same = (pronoun.dep_ in _SUBJECTS) == (place in _SUBJECTS)
    weight += _PARALLEL if same else 0.0
    if pronoun.lower_ in {"they", "them", "their"} and not other.plural:
        weight -= 1.0  # a single organisation is "they" only where no plural is at hand
    if other.kind == "modifier":
        weight -= 0.8  # "the Russian attack ... it" seldom means Russia
    return weight
