"""Plurals that stand for several states: "EU countries", "both sides", "the two ministers"."""

from collections.abc import Mapping, Sequence

from verbale.coding.clusters import Cluster, Clusters
from verbale.coding.descriptions import Antecedent, last_states, shares_role
from verbale.coding.mentions import Mention, Mentions
from verbale.coding.relations import bare, complements
from verbale.ontology.parties import PartyEntry

_PAIRS = {"both": 2, "two": 2, "three": 3, "four": 4}


def collective(
    mention: Mention, mentions: Mentions, clusters: Clusters, before: Sequence[Antecedent]
) -> Cluster | None:
    """The states that a plural stands for, as one cluster with members; None for what is no such plural."""
    role = mention.role
    assert role is not None
    cue = mention.cues[-1].entry if mention.cues else None
    if cue is not None and cue.members and (role.kind == "state" or role.name in {"member", "ally"}):
        return None if cue.kind == "region" else _members(mention, cue, clusters)
    if role.name == "former soviet republic":
        return _republics(mention, mentions, clusters)
    if not mention.plural or cue is not None:
        return None
    count = _number(mention)
    if role.kind in {"state", "self"} or role.name == "capital":
        states = last_states(mention.token, before, count)
        found = {state.country: state for state in states if state.country}
    elif role.is_person and mention.definite:
        found = _holders(role.name, before, count)
    else:
        return None
    return _group(mention, found, clusters) if count and len(found) == count else None


def _members(mention: Mention, union: PartyEntry, clusters: Clusters) -> Cluster:
    """ "EU countries", "NATO allies": the union's members, not its organs."""
    cluster = clusters.add_role(bare(mention), f"{union.id} members")
    cluster.kind, cluster.plural, cluster.members = "group", True, union.members
    return cluster


def _republics(mention: Mention, mentions: Mentions, clusters: Clusters) -> Cluster:
    """ "The former Soviet republics of Central Asia": the region's members, or all of them."""
    for _, following in complements(mention, mentions):
        if following.hit is not None and following.hit.entry.kind == "region":
            return clusters.of_entry(following.hit.entry)
    cluster = clusters.add_role(bare(mention), f"{mention.text} {mention.start}")
    cluster.kind = "group"
    return cluster


def _number(mention: Mention) -> int:
    """How many a plural says that they are ("both sides", "the three ministers"); 0 where it does not."""
    words = {mention.doc[i].lower_ for i in range(mention.start, mention.end)}
    return next((number for word, number in _PAIRS.items() if word in words), 0)


def _holders(role: str, before: Sequence[Antecedent], count: int) -> dict[str, Cluster]:
    """Those last spoken of who hold an office, of different countries: "the two ministers"."""
    holders: dict[str, Cluster] = {}
    for _, cluster in reversed(before):
        nation = cluster.nation() if cluster.is_person and shares_role(role, cluster) else None
        if nation is not None and len(holders) < count:
            holders.setdefault(nation, cluster)
    return holders


def _group(mention: Mention, members: Mapping[str, Cluster], clusters: Clusters) -> Cluster:
    cluster = clusters.add_role(bare(mention), "-".join(sorted(each.key for each in members.values())))
    cluster.kind, cluster.plural, cluster.members = "group", True, tuple(sorted(members))
    return cluster
