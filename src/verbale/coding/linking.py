"""Ties mentions to clusters, in the order of the text: names, appositions, possessors, descriptions, pronouns."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding.clusters import Cluster, ClusterKind, Clusters
from verbale.coding.descriptions import described, last_states
from verbale.coding.mentions import Mention
from verbale.coding.phrases import Mentions
from verbale.coding.pronouns import antecedent
from verbale.ontology.parties import Hit
from verbale.records import Article

_NATIONAL = frozenset({"state", "former_state", "place", "city"})
_GROUP_NOUNS = frozenset(
    "group movement militant fighter rebel insurgent guerrilla militia force forces side militia group".split()
)
# "officials in Kabul", "president of Chad", "spokesman for the Taliban"; an envoy *to* a state is not its own.
_BELONGING = frozenset({"of", "in", "from", "for", "at", "within"})
_PAST = ("former", "ex-", "late ", "ousted", "then-", "deposed")
_PAIRS = {"both": 2, "two": 2, "three": 3, "four": 4}


class Linker:
    """Links the mentions of one article; used once."""

    def __init__(self, clusters: Clusters, article: Article) -> None:
        self.clusters = clusters
        self._linked: dict[Mention, Cluster] = {}
        self._before: list[tuple[Mention, Cluster]] = []
        self._home = _home(clusters, article)

    def link(self, body: Mentions, title: Mentions) -> dict[Mention, Cluster]:
        """The cluster of each mention that denotes a party."""
        self._introduce([*body.all, *title.all])
        for mention in body.all:
            self._aliases(mention)
        self._walk(body)
        # A headline speaks of whom the body speaks of most: they come last, where descriptions look first.
        self._before.sort(key=lambda pair: len(pair[1].mentions))
        self._walk(title)
        for mentions in (body, title):
            self._belongings(mentions)
        self._guess_countries()
        return self._linked

    def _introduce(self, mentions: list[Mention]) -> None:
        """Make the clusters of all names, the fullest first, so that short forms find the full one."""
        named = [mention for mention in mentions if mention.name is not None]
        for mention in sorted(named, key=lambda m: -len((m.name or "").split())):
            self.clusters.add_name(mention.name or "", _named_kind(mention))

    def _aliases(self, mention: Mention) -> None:
        """ "Islamic State (IS)": the short form in brackets."""
        doc, end = mention.doc, mention.end
        for i in (end, end - 2):  # after the phrase, or within it: "Islamic State (IS) militants"
            if i > 0 and i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")":
                self._alias(mention, doc[i + 1])
        if mention.kind == "role":
            for i in range(mention.start, mention.end - 2):
                if doc[i].text == "(" and doc[i + 2].text == ")":
                    self._alias(mention, doc[i + 1])

    def _alias(self, mention: Mention, short: Token) -> None:
        if not (short.text.isupper() and 2 <= len(short.text) <= 10):
            return
        if mention.hit is not None:
            self.clusters.alias(short.text, self.clusters.of_entry(mention.hit.entry))
        elif mention.kind == "organisation" and mention.name:
            self.clusters.alias(short.text, self.clusters.add_name(mention.name, "organisation"))
        elif mention.kind == "role" and mention.cues and mention.cues[-1].entry.kind not in _NATIONAL:
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
            return self._known(mention, mention.hit)
        if mention.name is not None:
            short = self.clusters.aliased(mention.name) if mention.name.isupper() else None
            return short or self.clusters.add_name(mention.name, _named_kind(mention))
        if mention.kind == "pronoun":
            return antecedent(mention, self._before)
        return self._role(mention, mentions)

    def _known(self, mention: Mention, hit: Hit) -> Cluster:
        short = self.clusters.aliased(mention.text) if hit.form == "acronym" else None
        return short or self.clusters.of_entry(hit.entry)

    def _role(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        assert mention.role is not None
        named = self._apposition(mention, mentions)
        if named is not None:
            return named
        country = self._country(mention, mentions)
        special = self._self_or_group(mention, country, mentions)
        if special is not None:
            return special
        found = described(mention, country, self._before)
        if found is not None:
            return found
        if mention.role.kind == "state":
            return None
        return self._new_role(mention, country)

    def _self_or_group(self, mention: Mention, country: str | None, mentions: Mentions) -> Cluster | None:
        """ "The Russian side" is Russia, "Taliban fighters" the Taliban, "the Baltic states" their members."""
        role = mention.role
        assert role is not None
        cue = mention.cues[-1].entry if mention.cues else None
        if cue is not None and cue.kind == "armed_group" and role.name in _GROUP_NOUNS:
            return self.clusters.of_entry(cue)
        if cue is not None and cue.kind == "region" and role.kind in {"state", "self"}:
            return self.clusters.of_entry(cue)
        if role.name == "former soviet republic":
            return self._republics(mention, mentions)
        if role.kind == "state" and country is not None:
            return self.clusters.of_state(country)
        if role.kind == "self" and mention.owner is None and country is not None:
            state = self.clusters.of_state(country)
            # "the Kandahar government" is not the state's: a city or region only lends its country.
            national = cue is None or cue.kind in {"state", "former_state"}
            return state if national else None
        if role.kind in {"state", "self"} and mention.plural or role.name == "side" and mention.plural:
            return self._several(mention)
        return None

    def _republics(self, mention: Mention, mentions: Mentions) -> Cluster:
        """ "The former Soviet republics of Central Asia": the region's members, or all of them."""
        for _, following in _complements(mention.token, mentions):
            if following.hit is not None and following.hit.entry.kind == "region":
                return self.clusters.of_entry(following.hit.entry)
        cluster = self.clusters.add_role(_bare(mention), f"{mention.text} {mention.start}")
        cluster.kind = "group"
        return cluster

    def _several(self, mention: Mention) -> Cluster | None:
        """ "Both countries", "the two sides": the last states spoken of."""
        words = {mention.doc[i].lower_ for i in range(mention.start, mention.end)}
        count = next((number for word, number in _PAIRS.items() if word in words), 0)
        states = last_states(self._before, count) if count else ()
        if not count or len(states) < count:
            return None
        cluster = self.clusters.add_role(_bare(mention), "-".join(sorted(state.key for state in states)))
        cluster.kind, cluster.plural = "group", True
        cluster.members = tuple(sorted(state.country for state in states if state.country))
        return cluster

    def _new_role(self, mention: Mention, country: str | None) -> Cluster:
        role = mention.role
        assert role is not None
        name = _bare(mention)
        owner = country or (mention.cues[-1].entry.id if mention.cues else "") or mention.owner or ""
        cluster = self.clusters.add_role(name, f"{owner} {role.name}{' several' if mention.plural else ''}")
        cluster.plural = mention.plural
        cluster.gender = cluster.gender or role.gender
        if role.is_person and not mention.plural:
            cluster.kind = "role"
        return cluster

    def _apposition(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        """ "Dostum's spokesman, Sultan Faizy", "Zelensky, president of Ukraine", "X is the president"."""
        role = mention.role
        assert role is not None
        if mention.plural:
            return None
        wanted = "person" if role.is_person else "organisation"
        for other in _partners(mention, mentions):
            if other.kind == wanted and other.name is not None:
                return self.clusters.add_name(other.name, _named_kind(other))
            if other.hit is not None and wanted == "organisation" and other.hit.entry.kind not in _NATIONAL:
                return self.clusters.of_entry(other.hit.entry)
        return None

    def _country(self, mention: Mention, mentions: Mentions) -> str | None:
        """The country that a description names itself: by adjective, possessor or "of"."""
        countries = {hit.entry.country for hit in mention.cues if hit.entry.kind in _NATIONAL and hit.entry.country}
        if countries:
            return next(iter(countries)) if len(countries) == 1 else None
        possessor = self._possessor(mention, mentions)
        if possessor is not None and possessor.kind in {"state", "place"}:
            return possessor.country
        for preposition, other in _complements(mention.token, mentions):
            if preposition in {"of", "in"} and other.hit is not None and other.hit.entry.kind in _NATIONAL:
                return other.hit.entry.country
        return None

    def _possessor(self, mention: Mention, mentions: Mentions) -> Cluster | None:
        for i in range(mention.start, mention.end):
            token = mention.doc[i]
            if token.dep_ == "poss" and mentions.by_token.get(token.head.i) is mention:
                owner = mentions.by_token.get(token.i)
                return None if owner is None else self._linked.get(owner)
        if mention.owner is not None:
            return self.clusters.named(mention.owner)
        return None

    def _learn(self, mention: Mention, cluster: Cluster, mentions: Mentions) -> None:
        """Let the cluster know what the mention says of it."""
        if mention.kind not in {"person", "organisation", "role"} or cluster.kind in {"state", "group", "place"}:
            return
        role = mention.role
        past = (mention.title or "").lower().startswith(_PAST)
        country = next((hit.entry.country for hit in mention.cues if hit.entry.kind in _NATIONAL), None)
        owner = self._possessor(mention, mentions)
        title = None if past or role is None else self._title(mention, owner)
        if cluster.entry is None or cluster.entry.weak:
            sectors = mention.sectors if cluster.entry is None else ()
            cluster.learn(country=country, sectors=sectors, title=title)
        if role is not None:
            cluster.roles.add(role.name)
        cluster.gender = cluster.gender or mention.gender
        related = [self.clusters.of_entry(hit.entry) for hit in mention.cues if hit.entry.kind not in _NATIONAL]
        related += [owner] if owner is not None and owner is not cluster else []
        cluster.relations.extend(other for other in related if other not in cluster.relations)
        cluster.weak.extend(hit.entry.country for hit in mention.backers if _backs(hit, mention, mentions))

    def _title(self, mention: Mention, owner: Cluster | None) -> str | None:
        role = mention.role
        if role is None or role.kind not in {"office", "person"} or mention.title is None:
            return None
        if owner is not None and owner.kind == "person":
            return f"{mention.title} of {owner.name}"
        return mention.title

    def _belongings(self, mentions: Mentions) -> None:
        """Relations by "of", "in", "for": known once all mentions are linked."""
        for mention in mentions.all:
            cluster = self._linked.get(mention)
            if cluster is None or mention.role is None or cluster.kind in {"state", "group", "place"}:
                continue
            for preposition, other in _complements(mention.token, mentions):
                relation = self._linked.get(other)
                if preposition in _BELONGING and relation is not None and relation is not cluster:
                    cluster.relations.append(relation)

    def _guess_countries(self) -> None:
        """Offices and organs without any country are those of the place that the story was filed from."""
        for cluster in self.clusters:
            official = any(mention.role is not None and _official(mention) for mention in cluster.mentions)
            if self._home is not None and official and cluster.nation() is None:
                cluster.weak.append(self._home)


def _official(mention: Mention) -> bool:
    role = mention.role
    return role is not None and role.kind in {"office", "body", "people", "self"} and "GOV" in role.sectors


def _home(clusters: Clusters, article: Article) -> str | None:
    place = article.dateline.place if article.dateline else None
    hits = clusters.gazetteer.find(place) if place else ()
    return next((hit.entry.country for hit in hits if hit.entry.country), None)


def _named_kind(mention: Mention) -> ClusterKind:
    return "organisation" if mention.kind == "organisation" else "person"


def _bare(mention: Mention) -> str:
    """The mention's words without its article."""
    first = mention.doc[mention.start]
    skip = 1 if first.dep_ == "det" and mention.end - mention.start > 1 else 0
    return str(mention.doc[mention.start + skip : mention.end].text)


def _backs(hit: Hit, mention: Mention, mentions: Mentions) -> bool:
    """Whether the backer's country is also that of a place in the sentence, so that it may be the party's own."""
    sentence = mention.token.sent
    return hit.entry.country is not None and any(
        other.hit is not None and other.hit.entry.country == hit.entry.country and other.hit.entry.kind == "place"
        for i in range(sentence.start, sentence.end)
        if (other := mentions.by_token.get(i)) is not None
    )


def _partners(mention: Mention, mentions: Mentions) -> Iterator[Mention]:
    """The mentions in apposition to this one, and the subject that it is said of."""
    token = mention.token
    heads = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        heads.append(token.head)
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        heads += [child for child in token.head.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if (fronted := _after_fronted(token)) is not None:
        heads.append(fronted)
    for head in heads:
        other = mentions.by_token.get(head.i)
        if other is not None and other is not mention:
            yield other


def _after_fronted(token: Token) -> Token | None:
    """ "A general in the army, Dostum is hoping": the subject right after a phrase that opens the sentence."""
    top = token
    while top.dep_ == "conj" and top.head.i < top.i:
        top = top.head
    if top.left_edge.i != top.sent.start or top.dep_ in {"nsubj", "nsubjpass"}:
        return None
    verb = top.head
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.left_edge.i < token.i:
        return None
    return subject if subject.doc[subject.left_edge.i - 1].text == "," else None


def _complements(token: Token, mentions: Mentions) -> Iterator[tuple[str, Mention]]:
    """The mentions that prepositions tie to a noun, each with the preposition."""
    for preposition in token.rights:
        if preposition.dep_ != "prep":
            continue
        for complement in preposition.children:
            other = mentions.by_token.get(complement.i) if complement.dep_ == "pobj" else None
            if other is not None:
                yield preposition.lower_, other
