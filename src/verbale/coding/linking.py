"""Ties mentions to clusters, in order: names, appositions, possessors, descriptions, pronouns."""

from verbale.coding.clusters import Cluster, ClusterKind, Clusters
from verbale.coding.collectives import collective
from verbale.coding.descriptions import described, last_of, other_state
from verbale.coding.ground import Ground
from verbale.coding.mentions import Mention, Mentions
from verbale.coding.nations import guess_countries
from verbale.coding.officials import is_official, presumed
from verbale.coding.pronouns import antecedent, is_addressees, is_speakers
from verbale.coding.relations import (
    backs,
    bare,
    complements,
    countries_before,
    countries_behind,
    partners,
    possessor,
    serves,
)
from verbale.ontology.parties import NATIONAL, Hit
from verbale.read.reading import text_of

_GROUP_NOUNS = frozenset(
    "group movement militant fighter rebel insurgent guerrilla militia force forces side".split()
)
# "Officials in Kabul", "president of Chad", "spokesman for the rebels"; an envoy *to* a state is not its own.
_BELONGING = frozenset({"of", "in", "from", "for", "at", "within"})
# What states are called besides: "an old ally, Chad".
_STATE_NOUNS = frozenset(
    "ally partner neighbor neighbour rival foe enemy adversary superpower backer donor country nation sponsor host"
    " arch-rival creditor republic kingdom island nation".split()
)
# Whoever is somebody's neighbour or ally is another.
_RELATIONAL = frozenset(
    "ally partner neighbor neighbour rival foe enemy adversary opponent counterpart backer donor creditor sponsor"
    " arch-rival host guest".split()
)
_NO_TITLES = frozenset(
    "friend critic opponent supporter counterpart colleague successor predecessor source insider candidate man woman"
    " person suspect defendant resident citizen national relative victim witness partner member guest".split()
)
_SERVANTS = frozenset(
    "spokesman spokeswoman spokesperson chief head deputy secretary director coordinator representative aide"
    " counterpart adviser advisor".split()
)
_PAST = frozenset({"former", "ex", "late", "ousted", "deposed", "onetime", "erstwhile"})


class Linker:
    """Links the mentions of one article; used once."""

    def __init__(self, clusters: Clusters, ground: Ground) -> None:
        self.clusters = clusters
        self._ground = ground
        self._linked: dict[Mention, Cluster] = {}
        self._before: list[tuple[Mention, Cluster]] = []

    def link(self) -> dict[Mention, Cluster]:
        """The cluster of each mention that denotes a party."""
        body, title = (layer.mentions for layer in self._ground.layers)
        self._introduce([*body.all, *title.all])
        self._walk(body)
        # A headline speaks of whom the body speaks of most: they come last, where descriptions look first.
        self._before.sort(key=lambda pair: len(pair[1].mentions))
        self._walk(title)
        for mentions in (body, title):
            self._belongings(mentions)
        guess_countries(self._linked, self.clusters, self._ground)
        return self._linked

    def _introduce(self, mentions: list[Mention]) -> None:
        """Make the clusters of all names, the fullest first, so that short forms find the full one."""
        named = [mention for mention in mentions if mention.name is not None]
        for mention in sorted(named, key=lambda m: -len((m.name or "").split())):
            if len((mention.name or "").split()) > 1:
                self.clusters.add_name(mention.name or "", _named_kind(mention))
        brackets = {(id(doc), t.i) for doc in {m.doc for m in mentions} for t in doc if t.text == "("}
        for mention in mentions:
            inside = range(mention.start, mention.end + 1)
            for i in (i for i in inside if (id(mention.doc), i) in brackets):
                self._alias(mention, i + 1)
        for mention in named:
            if self.clusters.aliased(mention.name or "") is None:
                self.clusters.add_name(mention.name or "", _named_kind(mention))

    def _alias(self, mention: Mention, i: int) -> None:
        """ "Islamic State (IS)", "Islamic State (IS) militants": the short form in brackets, at token `i`."""
        if i + 1 >= len(mention.doc) or mention.doc[i + 1].text != ")":
            return
        short = mention.doc[i]
        if not (short.text.isupper() and 2 <= len(short.text) <= 10):
            return
        if mention.hit is not None and mention.hit.entry.kind not in NATIONAL:  # not "MOSCOW (AP)"
            self.clusters.alias(short.text, self.clusters.of_entry(mention.hit.entry))
        elif mention.kind == "organisation" and mention.name:
            self.clusters.alias(short.text, self.clusters.add_name(mention.name, "organisation"))
        elif mention.kind == "role" and mention.cues and mention.cues[-1].entry.kind not in NATIONAL:
            self.clusters.alias(short.text, self.clusters.of_entry(mention.cues[-1].entry))

    def _walk(self, mentions: Mentions) -> None:
        for mention in mentions.all:
            cluster = self._cluster(mention, mentions)
            if cluster is None:
                continue
            self._linked[mention] = cluster
            cluster.mentions.append(mention)
            self._learn(mention, cluster, mentions)
            self._before.append((mention, cluster))

    def _cluster(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        if mention.hit is not None:
            return self._known(mention, mention.hit, mentions)
        if mention.name is not None:
            short = self.clusters.aliased(mention.name) if mention.name.isupper() else None
            return short or self.clusters.add_name(mention.name, _named_kind(mention))
        if mention.kind == "pronoun":
            return antecedent(mention, self._spoken_of(mention, mentions))
        return self._role(mention, mentions)

    def _known(self, mention: Mention, hit: Hit, mentions: Mentions) -> Cluster:
        words = text_of(mention.doc)[hit.start : hit.end]
        short = self.clusters.aliased(words) if hit.form == "acronym" else None
        if short is not None:
            return short
        if hit.entry.kind in NATIONAL and mention.end - mention.start == 1:
            person = self.clusters.named(mention.text, "person")
            if person is not None and person.name.endswith(" " + mention.text):
                return person  # "Jordan" after "Adam Jordan"
        if hit.form in {"demonym", "name"} and (people := self._people(mention, hit, mentions)) is not None:
            return people
        return self.clusters.of_entry(hit.entry)

    def _people(self, mention: Mention, hit: Hit, mentions: Mentions) -> Cluster | None:
        """ "Ethnic Albanians" are not Albania, "Iraqi Kurds" are of Iraq."""
        ethnic = any(mention.doc[i].lower_ == "ethnic" for i in range(mention.start, mention.end - 1))
        cues = countries_before(mention)
        stateless = hit.entry.kind in {"place", "organisation"} and hit.entry.country is None and bool(cues)
        if hit.form == "demonym" and not cues:  # "the Albanians of southern Serbia"
            cues = countries_behind(mention, mentions, {"of", "in"})
            ethnic = ethnic or any(country != hit.entry.country for country in cues)
        if not ethnic and not stateless:
            return None
        cluster = self.clusters.add_role(bare(mention), f"{cues[0] if cues else 'ethnic'} {hit.entry.id}")
        branch = hit.entry.kind == "organisation"  # "the Kenya Red Cross"
        cluster.plural = not branch
        cluster.learn(country=cues[0] if cues else None, sectors=hit.entry.sectors if branch else ("CVL",))
        return cluster

    def _spoken_of(self, mention: Mention, mentions: Mentions) -> list[tuple[Mention, Cluster]]:
        """Whom a pronoun may mean: in direct speech not the speaker, who is "I"."""
        voice = self._ground.layer(mention.doc).voices.voice(mention)
        speaker = None if voice is None else self._linked.get(voice)
        return [pair for pair in self._before if speaker is None or pair[1] is not speaker]

    def _role(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        assert mention.role is not None
        named = self._apposition(mention, mentions)
        if named is not None:
            return named
        if mention.role.kind in {"state", "self"} and (is_speakers(mention) or is_addressees(mention)):
            return None  # "our country": whose, the speaker tells
        country = self._country(mention, mentions)
        kind = self.clusters.gazetteer.called(mention.role.name)
        if kind is not None and country is None and not mention.cues and not mention.plural:
            return self._of_kind(mention, kind, mentions)
        if mention.role.name in _RELATIONAL and not mention.plural and not mention.cues:
            return self._relational(mention, mentions)
        found = collective(mention, mentions, self.clusters, self._before)
        found = found or self._self_or_group(mention, country, mentions)
        found = found or self._governed(mention, country, mentions)
        found = found or described(mention, country, self._before)
        if found is None and (mention.role.kind != "state" or mention.plural):
            return self._new_role(mention, country, mentions)
        return found

    def _governed(self, mention: Mention, country: str | None, mentions: Mentions) -> Cluster | None:
        """ "His country", "the government": that of its possessor, of who speaks, or of where the page is from."""
        role = mention.role
        assert role is not None
        if country is not None or role.kind not in {"state", "self"}:
            return None
        owner = self._possessor(mention, mentions)
        if owner is not None and owner.kind in {"person", "role"}:
            nation = owner.nation()
            state = None if nation is None else self.clusters.of_state(nation)
            return state or self._theirs(mention, owner)
        if role.kind != "self" or role.name == "side" or not mention.definite or mention.plural:
            return None
        if possessor(mention, mentions) is not None:
            return None  # somebody's, but nobody knows whose
        speaker = self._ground.layer(mention.doc).voices.speaker(mention)
        known = None if speaker is None else self._linked.get(speaker)
        nation = known.nation() if speaker and known and is_official(speaker) else None
        nation = nation or self._ground.home
        return None if nation is None else self.clusters.of_state(nation)

    def _of_kind(self, mention: Mention, kind: frozenset[str], mentions: Mentions) -> Cluster | None:
        """ "The island", "the kingdom": the last state of that kind; "the island of Mbanié" is none."""
        if not mention.definite or any(complements(mention, mentions)):
            return None
        last = last_of(kind, self._before)
        return None if last is None else self.clusters.of_state(last)

    def _relational(self, mention: Mention, mentions: Mentions) -> Cluster:
        """ "Its neighbour", "the kingdom's old ally": another state than the owner, a new party where none is near."""
        owner = self._possessor(mention, mentions)
        nation = None if owner is None else owner.nation()
        other = None if nation is None else other_state(mention, nation, self._before)
        others = [country for country in self._ground.countries if country != nation]
        if nation is not None and other is None and len(others) == 1:
            other = self.clusters.of_state(others[0])  # a page on two states
        return other or self._new_role(mention, None, mentions)

    def _theirs(self, mention: Mention, owner: Cluster) -> Cluster:
        """The government or country of somebody whose country is open still."""
        cluster = self.clusters.add_role(bare(mention), f"{owner.key} {bare(mention)}")
        cluster.relations.append(owner)
        return cluster

    def _self_or_group(self, mention: Mention, country: str | None, mentions: Mentions) -> Cluster | None:
        """ "The Russian side" is Russia, "Taliban fighters" the Taliban, "the Baltic states" the three."""
        role = mention.role
        assert role is not None
        cue = mention.cues[-1].entry if mention.cues else None
        if cue is not None and cue.kind == "armed_group" and role.name in _GROUP_NOUNS:
            return self.clusters.of_entry(cue)
        if cue is not None and cue.kind == "region" and role.kind in {"state", "self"}:
            return self.clusters.of_entry(cue)
        if role.kind == "state" and country is not None:
            return self.clusters.of_state(country)
        if role.kind == "self" and mention.owner is None and country is not None:
            state = self.clusters.of_state(country)
            # "the Kandahar government" is not the state's: a city or region only lends its country.
            national = cue is None or cue.kind in {"state", "former_state"}
            return state if national else None
        return None

    def _new_role(self, mention: Mention, country: str | None, mentions: Mentions) -> Cluster:
        role = mention.role
        assert role is not None
        several = countries_before(mention)
        if mention.plural and not several:
            several = countries_behind(mention, mentions, {"of", "from"})
        owner = country or "-".join(several) or (mention.cues[-1].entry.id if mention.cues else mention.owner)
        cluster = self.clusters.add_role(
            bare(mention),
            f"{owner or ''} {role.name}{' several' if mention.plural else ''}",
            fresh=not owner and not mention.definite,  # "people" here are not the "people" there
        )
        cluster.plural, cluster.human = mention.plural, role.is_person
        cluster.gender = cluster.gender or role.gender
        cluster.members = several if len(several) > 1 else ()
        return cluster

    def _apposition(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        """ "Dostum's spokesman, Sultan Faizy", "Zelensky, president of Ukraine", "X is the president"."""
        role = mention.role
        assert role is not None
        if mention.plural:
            return None
        wanted = "person" if role.is_person else "organisation"
        for preposition, other in complements(mention, mentions):
            # "the foreign minister of Chad Idriss Example": the name follows without a comma
            if preposition == "of" and other.kind == wanted == "person" and other.cues and other.role is None:
                return self.clusters.add_name(other.name or "", "person")
        for other in partners(mention, mentions):
            if other.kind == wanted and other.name is not None:
                return self.clusters.add_name(other.name, _named_kind(other))
            if other.hit is None:
                continue
            national = other.hit.entry.kind in NATIONAL
            if national == (role.name in _STATE_NOUNS) and (national or wanted == "organisation"):
                return self.clusters.of_entry(other.hit.entry)
        return None

    def _country(self, mention: Mention, mentions: Mentions) -> str | None:
        """The country that a description names itself: by adjective, possessor or "of"."""
        countries = countries_before(mention)
        if countries:
            return countries[0] if len(countries) == 1 else None
        assert mention.role is not None
        if mention.role.name in _RELATIONAL:
            return None
        owner = self._possessor(mention, mentions)
        if owner is not None and owner.kind in {"state", "place"}:
            return owner.country
        behind = countries_behind(mention, mentions, {"of", "in", "from"})
        return behind[0] if behind and (len(behind) == 1 or not mention.plural) else None

    def _possessor(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        owner = possessor(mention, mentions)
        voices = self._ground.layer(mention.doc).voices
        if owner is not None and is_speakers(owner):  # "our parliament", "my colleague"
            owner = voices.voice(mention)
        elif owner is not None and is_addressees(owner):
            owner = voices.addressee(mention)
        if owner is not None:
            return self._linked.get(owner)
        return self.clusters.named(mention.owner) if mention.owner is not None else None

    def _learn(self, mention: Mention, cluster: Cluster, mentions: Mentions) -> None:
        """Let the cluster know what the mention says of it."""
        if mention.kind not in {"person", "organisation", "role"} or cluster.kind in {
            "state",
            "group",
            "place",
        }:
            return
        role = mention.role
        past = role is not None and any(
            mention.doc[i].lower_ in _PAST for i in range(mention.start, mention.end - 1)
        )
        countries = countries_before(mention)
        country = countries[0] if len(countries) == 1 else None
        owner = self._possessor(mention, mentions)
        title = None if past or role is None else self._title(mention, owner)
        if owner is not None and role is not None and owner is not cluster:
            cluster.learn(sectors=_inherited(mention, owner))
        if cluster.entry is None or cluster.entry.weak:
            sectors = mention.sectors if cluster.entry is None else ()
            sectors = ("ELI", *sectors) if past and sectors else sectors
            office = role is not None and role.kind == "office"
            cluster.learn(country=country, sectors=sectors, title=title, office=office)
        if role is not None:
            cluster.roles.add(role.name)
        cluster.gender = cluster.gender or mention.gender
        if cluster.presumed is None and cluster.entry is None:
            ground = self._ground
            cluster.presumed = presumed(mention, ground.layer(mention.doc).voices, ground.home)
        related = [
            self.clusters.of_entry(hit.entry) for hit in mention.cues if hit.entry.kind not in NATIONAL
        ]
        own = role is None or role.name not in _RELATIONAL
        related += [owner] if own and owner is not None and owner is not cluster else []
        cluster.relations.extend(other for other in related if other not in cluster.relations)
        cluster.weak.extend(
            hit.entry.country or "" for hit in mention.backers if backs(hit, mention, mentions)
        )

    def _title(self, mention: Mention, owner: Cluster | None) -> str | None:
        role = mention.role
        if role is None or role.kind not in {"office", "person"} or role.name in _STATE_NOUNS | _NO_TITLES:
            return None
        if owner is not None and owner.kind == "person":
            return f"{mention.title} of {owner.name}"
        return mention.title

    def _belongings(self, mentions: Mentions) -> None:
        """Relations by "of", "in", "for": known once all mentions are linked."""
        for mention in mentions.all:
            cluster = self._linked.get(mention)
            if cluster is None or cluster.kind in {"state", "group", "place"} or mention.kind == "pronoun":
                continue
            if cluster.kind == "person":
                served = (self._linked.get(other) for other in serves(mention, mentions))
                cluster.relations.extend(other for other in served if other is not None)
            for preposition, other in complements(mention, mentions):
                relation = self._linked.get(other)
                if preposition in _BELONGING and relation is not None and relation is not cluster:
                    cluster.relations.append(relation)


def _inherited(mention: Mention, owner: Cluster) -> tuple[str, ...]:
    """The sectors that come with the master: a spokesman is what he speaks for."""
    assert mention.role is not None
    if mention.role.name in _SERVANTS:
        return ("GOV",) if owner.kind == "state" else owner.sectors
    serves = owner.kind == "organisation" and "GOV" in mention.role.sectors
    return owner.sectors if serves else ()  # "the union's officials" serve no government


def _named_kind(mention: Mention) -> ClusterKind:
    return "organisation" if mention.kind == "organisation" else "person"
