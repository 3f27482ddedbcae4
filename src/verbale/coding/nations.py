"""Whose a president is when the text does not say: the country that the sentence is set in.

"Rebels in Chad rejected an appeal from President Example": the sentence speaks of one country from within,
so the president is Chad's. Foreign governments ("the Chadian foreign minister met President Example") and
meeting places ("met in Chad") say nothing of that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


# Courts, police and parliaments act at home: any one country of their sentence is theirs.
_HOME = frozenset({"JUD", "COP", "LEG", "LAB", "EDU"})
# Nobody's citizens: their country stays open.
_STATELESS = frozenset({"NGO", "IGO"})


def guess_countries(linked: Mapping[Mention, Cluster], clusters: Iterable[Cluster], home: str | None) -> None:
    """Give parties with a role but no country the one country that their sentence or the document is set in.

    `home` is the country of the dateline; it decides for offices and organs of state where sentences do not.
    """
    setting = _Setting({}, {})
    for mention, cluster in linked.items():
        sentence = _sentence(mention)
        if (country := _inner(mention, cluster, linked)) is not None:
            setting.inner.setdefault(sentence, set()).add(country)
        if (country := cluster.nation()) is not None:
            setting.named.setdefault(sentence, set()).add(country)
    for cluster in clusters:
        settled = cluster.nation() is not None or bool(cluster.members) or bool(_STATELESS & {*cluster.sectors})
        if settled or cluster.kind not in {"person", "role"}:
            continue
        if not any(other.kind == "organisation" for other in cluster.relations):
            cluster.weak.extend(setting.guess(cluster, home))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The countries of each sentence: `inner` those that it is set in, `named` all that it names."""

    inner: dict[tuple[int, int], set[str]]
    named: dict[tuple[int, int], set[str]]

    def guess(self, cluster: Cluster, home: str | None) -> list[str]:
        """The country of a cluster, as a list of one, or of none where the text leaves it open."""
        roles = [mention for mention in cluster.mentions if mention.role is not None]
        if not roles:
            return []
        domestic = bool(_HOME & {*cluster.sectors[:1]})
        for mention in roles:
            for countries in (self.inner, self.named) if domestic else (self.inner,):
                found = countries.get(_sentence(mention), set())
                if len(found) == 1:
                    return list(found)
        everywhere = set().union(*self.inner.values()) if self.inner else set()
        if len(everywhere) == 1:
            return list(everywhere)
        official = any(mention.role is not None and "GOV" in mention.role.sectors for mention in roles)
        return [home] if home is not None and official else []


def _inner(mention: Mention, cluster: Cluster, linked: Mapping[Mention, Cluster]) -> str | None:
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
