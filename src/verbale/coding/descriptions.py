"""Whom a description means that names nobody: "the militants", "the country", "both sides"."""

from collections.abc import Container, Sequence

from spacy.tokens import Token

from verbale.coding.clusters import Cluster
from verbale.coding.mentions import Mention

Antecedent = tuple[Mention, Cluster]
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEAR = 2
_ARMIES = frozenset({"army", "military", "forces", "force", "troops"})
# Nouns that any organisation may be called by.
_GENERAL = frozenset(
    "group organization organisation movement body bloc alliance agency company firm".split()
)


def other_state(mention: Mention, owner: str | None, before: Sequence[Antecedent]) -> Cluster | None:
    """The state that "its neighbour", "its partner" means: one spoken of of late that is not the owner's.

    Subjects go before others of their sentence; nothing further back than two sentences is meant.
    """
    best: tuple[float, Cluster] | None = None
    for other, cluster in reversed(before):
        distance = mention.sentence - other.sentence
        if distance > _NEAR:
            break
        if cluster.kind != "state" or cluster.country == owner or _is_subject_of(other.token, mention.token):
            continue
        weight = (2.0 if other.token.dep_ in _SUBJECTS else 1.0) * 0.8**distance
        if best is None or weight > best[0]:
            best = weight, cluster
    return None if best is None else best[1]


def last_of(countries: Container[str], before: Sequence[Antecedent]) -> str | None:
    """The last country of these that was spoken of, by whatever of its ("the island", after "a Cuban envoy")."""
    nations = (cluster.nation() for _, cluster in reversed(before))
    return next((nation for nation in nations if nation is not None and nation in countries), None)


def described(mention: Mention, country: str | None, before: Sequence[Antecedent]) -> Cluster | None:
    """The earlier cluster that a description takes up, or None where it introduces a party.

    `country` is the country that the mention itself names; `before` the earlier mentions in order.
    """
    role = mention.role
    if role is None or not (mention.definite or mention.plural or _headline(mention)):
        return None
    if role.kind == "state" and country is None and not mention.plural:
        return state_in_focus(mention.token, before) if mention.definite else None
    if role.kind == "self" and country is None and mention.definite:
        return state_in_focus(mention.token, before)
    if not mention.definite and not _headline(mention):
        return None
    fitting = (cluster for other, cluster in reversed(before) if _fits(mention, country, other, cluster))
    first = next(fitting, None)
    if first is None or first.kind != "role" or not role.is_person or mention.plural:
        return first
    # "Kofi Example met the Malian president. The president ...": whoever has a name goes before who has none.
    return next((cluster for cluster in fitting if cluster.kind == "person"), first)


def state_in_focus(token: Token, before: Sequence[Antecedent]) -> Cluster | None:
    """The state last spoken of, the subject of the same clause aside: "Russia will help the country"."""
    for other, cluster in reversed(before):
        if cluster.kind == "state" and not _is_subject_of(other.token, token):
            return cluster
        if cluster.kind == "state" and other.doc[other.end - 1].i > token.i:
            continue
    return None


def last_states(token: Token, before: Sequence[Antecedent], count: int) -> tuple[Cluster, ...]:
    """The `count` states that were spoken of most so far, of equals the last; fewer where there are fewer.

    The subject of the token's clause is none of them: "Singapore has appealed to both capitals".
    """
    acting = {cluster.key for other, cluster in before if _is_subject_of(other.token, token)}
    states = (
        cluster for _, cluster in reversed(before) if cluster.kind == "state" and cluster.key not in acting
    )
    return tuple(sorted(dict.fromkeys(states), key=lambda state: -len(state.mentions)))[:count]


def _headline(mention: Mention) -> bool:
    """Headlines drop their articles: "President visits Chad"."""
    opens = mention.doc[mention.start].is_sent_start is True
    return opens and mention.role is not None and mention.role.kind == "office"


def _is_subject_of(subject: Token, token: Token) -> bool:
    """Whether `subject` is the subject of a verb that governs `token`."""
    return subject.dep_ in _SUBJECTS and any(parent.i == subject.head.i for parent in token.ancestors)


def _fits(mention: Mention, country: str | None, other: Mention, cluster: Cluster) -> bool:
    role = mention.role
    assert role is not None
    nation = cluster.nation()
    if country is not None and nation is not None and country != nation:
        return False
    if role.kind == "head":
        return cluster.kind == "person"
    if role.is_person and not mention.plural:
        same_country = country is None or nation == country
        return cluster.is_person and same_country and shares_role(role.name, cluster)
    if "REB" in role.sectors:
        return "REB" in cluster.sectors and not (cluster.is_person or (cluster.kind == "state"))
    if role.name.rpartition(" ")[2] in _ARMIES and country is None:
        armed = cluster.sectors[:1] == ("MIL",) and not cluster.is_person
        return armed and nation is not None  # "the army", after "Chadian forces"
    if role.kind == "body" or role.is_person or role.kind == "people":
        if cluster.kind == "organisation" and role.kind == "body":
            return _body_of(role.name, mention, other, cluster)
        return role.name in cluster.roles and cluster.plural == mention.plural and not cluster.is_person
    return False


def shares_role(role: str, cluster: Cluster) -> bool:
    """ "the minister" takes up the foreign minister, "the foreign minister" no other."""
    return any(known == role or known.endswith(" " + role) for known in cluster.roles)


def _body_of(role: str, mention: Mention, other: Mention, cluster: Cluster) -> bool:
    """ "the party", "the agency": an organisation with that noun in its name, or "the group" for any."""
    last = role.rpartition(" ")[2]
    if last in cluster.name.lower():
        return True
    entry = cluster.entry
    if last not in _GENERAL or other.kind == "modifier" or mention.end - mention.start > 3:
        return False  # "the civil rights movement" is none spoken of before
    if entry is None:
        return True
    wanted = {"company": "BUS", "firm": "BUS", "bloc": "IGO"}.get(last)
    return wanted in entry.sectors if wanted else "BUS" not in entry.sectors
