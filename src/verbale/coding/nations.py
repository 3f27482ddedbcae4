"""Whose a president is when the text does not say: the country that the sentence is set in.

"Rebels in Chad rejected an appeal from President Example": the sentence speaks of one country from within,
so the president is Chad's. Foreign governments ("the Chadian foreign minister met President Example") and
meeting places ("met in Chad") say nothing of that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from verbale.coding.clusters import Cluster
from verbale.coding.ground import Ground
from verbale.coding.layers import Layer
from verbale.coding.mentions import Mention
from verbale.coding.officials import is_diplomat
from verbale.coding.topics import Topics
from verbale.ontology.parties import NATIONAL

_WITHIN = frozenset({"in", "across", "throughout", "within", "inside", "around"})
_NEAR = frozenset({"at", "near", "outside", "through", "of"})  # of towns, which are no parties
# Sectors that speak for their state abroad: their country is as likely the other side's.
_ABROAD = frozenset({"GOV", "MIL", "IGO"})
# Verbs whose place is where people meet and deal, not where they are from.
_VISITS = frozenset(
    "meet visit arrive land travel fly gather talk speak say tell sign hold attend host stop discuss negotiate"
    " address return go come leave plead ask appeal request urge seek promise pledge sign agree".split()
)


# Courts, police and parliaments act at home: any one country of their sentence is theirs.
_HOME = frozenset({"JUD", "COP", "LEG", "LAB", "EDU"})
# Whoever lives and works where the page is told from.
_PEOPLE = frozenset({"CVL", "LAB", "EDU", "BUS", "REL", "COP", "MED"})
_STRANGERS = frozenset(
    {"foreigner", "migrant", "immigrant", "expatriate", "refugee", "tourist", "delegation"}
)
# Those under arms who serve at home; plain soldiers may be anyone's.
_GUARDS = frozenset(
    {
        "border guard",
        "coast guard",
        "coastguard",
        "government forces",
        "government troops",
        "military police",
        "national guard",
        "security forces",
    }
)
_ARMED = frozenset({"MIL", "REB"})
# Nobody's citizens: their country stays open.
_STATELESS = frozenset({"NGO", "IGO"})


def guess_countries(linked: Mapping[Mention, Cluster], clusters: Iterable[Cluster], ground: Ground) -> None:
    """Give parties with a role but no country the one country that their sentence or the document is set in.

    The home of the page (see home.py) decides for offices and organs of state where sentences do not.
    """
    topics = Topics.of(linked, ground.layers)
    native = ground.home if ground.home == topics.foremost() else None
    setting = _Setting({}, {}, {}, {}, {}, topics, ground.home, native)
    owned = {(id(mention.doc), mention.head): mention for mention in linked}
    for mention, cluster in linked.items():
        sentence = _sentence(mention)
        if (country := _inner(mention, cluster, owned, ground.home)) is not None:
            setting.inner.setdefault(sentence, set()).add(country)
        if (country := _named(mention, cluster)) is not None:
            setting.named.setdefault(sentence, set()).add(country)
            if mention.hit is not None and mention.hit.entry.kind in NATIONAL:
                setting.places[id(mention.doc), mention.start] = country
    for layer in ground.layers:
        setting.add_towns(layer)
        setting.introduce(layer, linked)
    setting.add_speakers(linked, ground)
    for cluster in clusters:
        if cluster.kind not in {"person", "role"} or _is_settled(cluster):
            continue
        foreign = any(mention.backers for mention in cluster.mentions)
        if not foreign and not any(
            other.kind == "organisation" and other.entry for other in cluster.relations
        ):
            cluster.weak.extend(setting.guess(cluster) or setting.at_home(cluster))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The countries of each sentence: `inner` those that it is set in, `towns` those of
    the towns where it puts something, `named` all that it names.

    Sentences are keyed by document and number; `places` are the countries of places by document and first token,
    `spoken` those of who speaks of a mention in direct speech. `native` is the home where the page also names it most.
    """

    inner: dict[tuple[int, int], set[str]]
    towns: dict[tuple[int, int], set[str]]
    named: dict[tuple[int, int], set[str]]
    places: dict[tuple[int, int], str]
    spoken: dict[tuple[int, int], str]
    topics: Topics
    home: str | None
    native: str | None

    def add_towns(self, layer: Layer) -> None:
        """Set sentences in the countries of the towns that they put something in ("marched through Blantyre")."""
        numbers = {
            i: number for number, sent in enumerate(layer.doc.sents) for i in range(sent.start, sent.end)
        }
        for hit in layer.places:
            name = layer.doc[hit.first : hit.last].root
            within = name.dep_ == "pobj" and name.head.lower_ in _WITHIN | _NEAR
            if hit.place.kind == "country" or hit.place.country is None or not within:
                continue
            if not _visits(name.head):
                sentence = id(layer.doc), numbers[name.i]
                self.towns.setdefault(sentence, set()).add(hit.place.country)
                self.places[id(layer.doc), hit.first] = hit.place.country

    def introduce(self, layer: Layer, linked: Mapping[Mention, Cluster]) -> None:
        """Give whoever is interviewed the one country that the sentences around the talk set him in."""
        for cluster in dict.fromkeys(linked[one] for one in layer.voices.conversing() if one in linked):
            about = (one for one in cluster.mentions if one.doc is layer.doc and not layer.voices.voice(one))
            countries = set().union(*(self.inner.get(_sentence(one), set()) for one in about))
            if cluster.kind == "person" and cluster.nation() is None and len(countries) == 1:
                cluster.weak.extend(countries)

    def add_speakers(self, linked: Mapping[Mention, Cluster], ground: Ground) -> None:
        """Note whose words each role is spoken of in."""
        for mention in linked:
            voice = ground.layer(mention.doc).voices.voice(mention) if mention.role is not None else None
            nation = None if voice is None or voice not in linked else linked[voice].nation()
            if nation is not None:
                self.spoken[id(mention.doc), mention.start] = nation

    def guess(self, cluster: Cluster) -> list[str]:
        """The country of a cluster, as a list of one, or of none where the text leaves it open."""
        described = cluster.kind == "role"
        guards = bool(_GUARDS & cluster.roles)
        soldiers = cluster.sectors[:1] == ("MIL",) and not guards
        if soldiers and not any(mention.definite for mention in cluster.mentions):
            return []  # soldiers without an army may be anyone's
        roles = [mention for mention in cluster.mentions if mention.role is not None or described]
        if not roles:
            return []
        abroad = bool(_ABROAD & {*cluster.sectors[:1]})
        if abroad and cluster.presumed is not None:
            return [cluster.presumed]
        settings = [self.inner] if abroad else [self.inner, self.towns]
        settings += [self.named] if _HOME & {*cluster.sectors[:1]} else []
        for mention in roles:
            place = None if abroad else self._place_behind(mention)
            if place is not None:
                return [place]
            for countries in settings:
                found = countries.get(_sentence(mention), set())
                if len(found) == 1:
                    return list(found)
        if cluster.presumed is not None:
            return [cluster.presumed]
        return (
            self._of_speaker(cluster, roles)
            or self._domestic(cluster, roles)
            or self._on_topic(cluster, roles)
        )

    def at_home(self, cluster: Cluster) -> list[str]:
        """The page's own country, where it is also the one that the page names most, for whoever else is nobody's.

        Whoever is spoken of beside another country may be of that one, and those under arms may be anyone's.
        """
        if self.native is None or _STRANGERS & cluster.roles:
            return []
        if _ARMED & {*cluster.sectors[:1]} and not _GUARDS & cluster.roles:
            return []
        mentions = [mention for mention in cluster.mentions if mention.kind != "pronoun"]
        if not mentions or any(map(is_diplomat, mentions)):
            return []
        near = self.named.get(_sentence(mentions[0]), set())
        return [self.native] if near <= {self.native} else []

    def _of_speaker(self, cluster: Cluster, roles: list[Mention]) -> list[str]:
        """The speaker's own, where somebody speaks of "the prime minister" or "the police" and names no country.

        "The prime minister flew to Rome": what a subject does to others does not make it theirs.
        """
        if not (_ABROAD | _PEOPLE | _HOME) & {*cluster.sectors[:1]}:
            return []
        known = cluster.sectors[:1] == (
            "COP",
        )  # "police" are known without an article, "a minister" is anyone's
        for mention in roles:
            if not (known or mention.definite or (mention.plural and cluster.kind == "role")):
                continue
            nation = self.spoken.get((id(mention.doc), mention.start))
            alone = self.named.get(_sentence(mention), set()) <= {nation}
            if nation is not None and (alone or (mention.definite and mention.token.dep_ == "nsubj")):
                return [nation]
        return []

    def _domestic(self, cluster: Cluster, roles: list[Mention]) -> list[str]:
        """The page's own country, for its people in sentences that name no other ("farmers blocked the road")."""
        serves = _PEOPLE & {*cluster.sectors[:1]} or _GUARDS & cluster.roles
        if self.home is None or not serves or _STRANGERS & cluster.roles:
            return []
        near = set().union(*(self.named.get(_sentence(mention), set()) for mention in roles))
        return [self.home] if near <= {self.home} else []

    def _on_topic(self, cluster: Cluster, roles: list[Mention]) -> list[str]:
        """The country of the paragraph, on a page without a home ("Baku protested. An aide accused France")."""
        mine = (_ABROAD | _PEOPLE | _HOME) & {*cluster.sectors[:1]}
        if self.home is not None or not mine or _STRANGERS & cluster.roles or any(map(is_diplomat, roles)):
            return []
        owned = any(child.dep_ == "poss" for child in roles[0].token.children)
        found = None if owned else self.topics.before(roles[0])
        return [] if found is None else [found]

    def _place_behind(self, mention: Mention) -> str | None:
        """ "Met police in Nairobi": a place right behind is the party's, whatever the parser ties it to."""
        if mention.end >= len(mention.doc) or mention.doc[mention.end].lower_ not in _WITHIN:
            return None
        return self.places.get((id(mention.doc), mention.end + 1))


def _named(mention: Mention, cluster: Cluster) -> str | None:
    if mention.hit is not None and mention.hit.entry.kind in NATIONAL:
        return cluster.country
    return mention.cues[0].entry.country if mention.cues and mention.cues[0].entry.kind in NATIONAL else None


def _inner(
    mention: Mention, cluster: Cluster, owned: Mapping[tuple[int, int], Mention], home: str | None
) -> str | None:
    """The country that a mention sets its sentence in."""
    if mention.role is not None and len(mention.cues) == 1 and mention.cues[0].entry.kind in NATIONAL:
        if mention.role.kind == "craft":
            return None  # "a Chadian ship" is at home on the sea
        sectors = mention.sectors[:1] if mention.role.kind in {"body", "people"} else mention.sectors
        inner = bool(sectors) and not _ABROAD & {*sectors}
        country = mention.cues[0].entry.country
        return (
            country if inner and home in {None, country} else None
        )  # "the French school" is far from France
    if mention.hit is None or mention.hit.entry.kind not in NATIONAL:
        return None
    token = mention.token
    if mention.kind == "modifier":
        return None  # "the Chad crisis", "a Chadian offer" are spoken of everywhere
    if token.dep_ == "poss":
        thing = owned.get((id(mention.doc), token.head.i))
        abroad = thing is not None and bool(_ABROAD & {*thing.sectors[:1]})
        return None if abroad else cluster.country
    if token.dep_ == "pobj" and token.head.lower_ in _WITHIN:
        return None if _visits(token.head) else cluster.country
    return None


def _visits(preposition: Token) -> bool:
    """Whether a place is where people meet.

    All verbs above count: "pleads for boats in Lisbon" hangs the city on the boats.
    """
    return any(word.lemma_ in _VISITS for word in preposition.ancestors)


def _is_settled(cluster: Cluster) -> bool:
    """Whether the text tells the country, or none is to be looked for."""
    known = cluster.nation(guess=False) is not None or cluster.members or cluster.weak
    return bool(known) or bool(_STATELESS & {*cluster.sectors})


def _sentence(mention: Mention) -> tuple[int, int]:
    return id(mention.doc), mention.sentence
