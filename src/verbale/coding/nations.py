"""Whose a president is when the text does not say: the country that the sentence is set in.

"Rebels in Chad rejected an appeal from President Example": the sentence speaks of one country from within,
so the president is Chad's. Foreign governments ("the Chadian foreign minister met President Example") and
meeting places ("met in Chad") say nothing of that.
"""

from collections.abc import Iterable, Mapping

from verbale.coding.clusters import Cluster
from verbale.coding.mentions import Mention

NATIONAL = frozenset({"state", "former_state", "place", "city"})
_WITHIN = frozenset({"in", "across", "throughout", "within", "inside", "around"})
# Sectors that speak for their state abroad: their country is as likely the other side's.
_ABROAD = frozenset({"GOV", "MIL", "IGO"})
# Verbs whose place is where people meet, not where they are from.
_VISITS = frozenset(
    "meet visit arrive land travel fly gather talk speak say tell sign hold attend host stop discuss negotiate"
    " address return go come leave".split()
)


def guess_countries(linked: Mapping[Mention, Cluster], clusters: Iterable[Cluster], home: str | None) -> None:
    """Give parties with a role but no country the one country that their sentence or the document is set in.

    `home` is the country of the dateline; it decides for offices and organs of state where sentences do not.
    """
    by_sentence: dict[tuple[int, int], set[str]] = {}
    for mention, cluster in linked.items():
        country = _setting(mention, cluster, linked)
        if country is not None:
            by_sentence.setdefault(_sentence(mention), set()).add(country)
    everywhere = set().union(*by_sentence.values()) if by_sentence else set()
    for cluster in clusters:
        if cluster.nation() is not None or cluster.kind not in {"person", "role"} or cluster.members:
            continue
        if any(other.kind == "organisation" for other in cluster.relations):
            continue
        cluster.weak.extend(_guess(cluster, by_sentence, everywhere, home))


def _guess(
    cluster: Cluster, by_sentence: Mapping[tuple[int, int], set[str]], everywhere: set[str], home: str | None
) -> list[str]:
    roles = [mention for mention in cluster.mentions if mention.role is not None]
    if not roles:
        return []
    for mention in roles:
        countries = by_sentence.get(_sentence(mention), set())
        if len(countries) == 1:
            return list(countries)
    if len(everywhere) == 1:
        return list(everywhere)
    official = any(mention.role is not None and "GOV" in mention.role.sectors for mention in roles)
    return [home] if home is not None and official else []


def _setting(mention: Mention, cluster: Cluster, linked: Mapping[Mention, Cluster]) -> str | None:
    """The country that a mention sets its sentence in."""
    if mention.role is not None and len(mention.cues) == 1 and mention.cues[0].entry.kind in NATIONAL:
        inner = mention.sectors and not _ABROAD & set(mention.sectors[:1])
        return mention.cues[0].entry.country if inner else None
    if mention.hit is None or mention.hit.entry.kind not in NATIONAL:
        return None
    token = mention.token
    if mention.kind == "modifier":
        return cluster.country
    if token.dep_ == "poss":
        owned = next((other for other in linked if other.doc is mention.doc and other.head == token.head.i), None)
        abroad = owned is not None and bool(_ABROAD & set(owned.sectors[:1]))
        return None if abroad else cluster.country
    if token.dep_ == "pobj" and token.head.lower_ in _WITHIN and token.head.head.lemma_ not in _VISITS:
        return cluster.country
    return None


def _sentence(mention: Mention) -> tuple[int, int]:
    return id(mention.doc), mention.sentence
