"""Whose a president is when the text does not say: the country that the sentence is set in.

"Rebels in Chad rejected an appeal from President Example": the sentence speaks of one country from within,
so the president is Chad's. Foreign governments ("the Chadian foreign minister met President Example") and
meeting places ("met in Chad") say nothing of that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verbale.coding.clusters import Cluster
from verbale.coding.mentions import Mention
from verbale.ontology.roles import Role

NATIONAL = frozenset({"state", "former_state", "place", "city"})
_WITHIN = frozenset({"in", "across", "throughout", "within", "inside", "around"})
# Sectors that speak for their state abroad: their country is as likely the other side's.
_ABROAD = frozenset({"GOV", "MIL", "IGO"})
# Verbs whose place is where people meet and deal, not where they are from.
_VISITS = frozenset(
    "meet visit arrive land travel fly gather talk speak say tell sign hold attend host stop discuss negotiate"
    " address return go come leave plead ask appeal request urge seek promise pledge sign agree".split()
)


# Courts, police and parliaments act at home: any one country of their sentence is theirs.
_HOME = frozenset({"JUD", "COP", "LEG", "LAB", "EDU"})
# Nobody's citizens: their country stays open.
_STATELESS = frozenset({"NGO", "IGO"})


def guess_countries(linked: Mapping[Mention, Cluster], clusters: Iterable[Cluster], home: str | None) -> None:
    """Give parties with a role but no country the one country that their sentence or the document is set in.

    `home` is the country of the dateline; it decides for offices and organs of state where sentences do not.
    """
    setting = _Setting({}, {}, {})
    owned = {(id(mention.doc), mention.head): mention for mention in linked}
    for mention, cluster in linked.items():
        sentence = _sentence(mention)
        if (country := _inner(mention, cluster, owned)) is not None:
            setting.inner.setdefault(sentence, set()).add(country)
        if (country := _named(mention, cluster)) is not None:
            setting.named.setdefault(sentence, set()).add(country)
            if mention.hit is not None and mention.hit.entry.kind in NATIONAL:
                setting.places[id(mention.doc), mention.start] = country
    for cluster in clusters:
        settled = (
            cluster.nation() is not None or bool(cluster.members) or bool(_STATELESS & {*cluster.sectors})
        )
        if settled or cluster.kind not in {"person", "role"}:
            continue
        foreign = any(mention.backers for mention in cluster.mentions)
        if not foreign and not any(
            other.kind == "organisation" and other.entry for other in cluster.relations
        ):
            cluster.weak.extend(setting.guess(cluster, home))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The countries of each sentence: `inner` those that it is set in, `named` all that it names.

    Sentences are keyed by document and number; `places` are the countries of places by document and first token.
    """

    inner: dict[tuple[int, int], set[str]]
    named: dict[tuple[int, int], set[str]]
    places: dict[tuple[int, int], str]

    def guess(self, cluster: Cluster, home: str | None) -> list[str]:
        """The country of a cluster, as a list of one, or of none where the text leaves it open."""
        described = cluster.kind == "role"
        if cluster.sectors[:1] == ("MIL",) and not any(mention.definite for mention in cluster.mentions):
            return []  # soldiers without an army may be anyone's
        roles = [mention for mention in cluster.mentions if mention.role is not None or described]
        if not roles:
            return []
        domestic = bool(_HOME & {*cluster.sectors[:1]})
        for mention in roles:
            place = None if _ABROAD & {*cluster.sectors[:1]} else self._place_behind(mention)
            if place is not None:
                return [place]
            for countries in (self.inner, self.named) if domestic else (self.inner,):
                found = countries.get(_sentence(mention), set())
                if len(found) == 1:
                    return list(found)
        if not any(mention.role is not None and _official(mention.role) for mention in roles):
            return []
        everywhere = set().union(*self.inner.values()) if self.inner else set()
        if len(everywhere) == 1:
            return list(everywhere)
        return [home] if home is not None else []

    def _place_behind(self, mention: Mention) -> str | None:
        """ "Met police in Nairobi": a place right behind is the party's, whatever the parser ties it to."""
        if mention.end >= len(mention.doc) or mention.doc[mention.end].lower_ not in _WITHIN:
            return None
        return self.places.get((id(mention.doc), mention.end + 1))


def _official(role: Role) -> bool:
    """Whether a role is an office or organ of a state; soldiers may be anyone's."""
    organ = role.kind in {"office", "self", "body"} and "GOV" in role.sectors
    return organ or bool(_HOME & {*role.sectors[:1]})


def _named(mention: Mention, cluster: Cluster) -> str | None:
    if mention.hit is not None and mention.hit.entry.kind in NATIONAL:
        return cluster.country
    return mention.cues[0].entry.country if mention.cues and mention.cues[0].entry.kind in NATIONAL else None


def _inner(mention: Mention, cluster: Cluster, owned: Mapping[tuple[int, int], Mention]) -> str | None:
    """The country that a mention sets its sentence in."""
    if mention.role is not None and len(mention.cues) == 1 and mention.cues[0].entry.kind in NATIONAL:
        sectors = mention.sectors[:1] if mention.role.kind in {"body", "people"} else mention.sectors
        inner = bool(sectors) and not _ABROAD & {*sectors}
        return mention.cues[0].entry.country if inner else None
    if mention.hit is None or mention.hit.entry.kind not in NATIONAL:
        return None
    token = mention.token
    if mention.kind == "modifier":  # "Chadian elections", but "the Chad crisis" is spoken of everywhere
        return cluster.country if mention.hit.form == "adjective" else None
    if token.dep_ == "poss":
        thing = owned.get((id(mention.doc), token.head.i))
        abroad = thing is not None and bool(_ABROAD & {*thing.sectors[:1]})
        return None if abroad else cluster.country
    if token.dep_ == "pobj" and token.head.lower_ in _WITHIN:
        # All verbs above count: "pleads for boats in Lisbon" hangs the city on the boats.
        return None if any(word.lemma_ in _VISITS for word in token.head.ancestors) else cluster.country
    return None


def _sentence(mention: Mention) -> tuple[int, int]:
    return id(mention.doc), mention.sentence
