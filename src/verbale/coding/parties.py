"""Which party each noun phrase of a document means: the cast of an article.

First the names, fullest first; then all mentions in order: appositions, possessors, descriptions and pronouns
are tied to clusters. A `records.Party` is made when asked for, with all that the document tells of its cluster.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from verbale.coding.clusters import Cluster, Clusters
from verbale.coding.ground import Ground
from verbale.coding.layers import Layer
from verbale.coding.linking import Linker
from verbale.coding.mentions import Mention
from verbale.coding.pronouns import is_addressees, is_speakers
from verbale.coding.spotting import find_mentions
from verbale.ontology.knowledge import Knowledge
from verbale.read.reading import Reading
from verbale.records import Party

_STATE_FORMS = frozenset({"capital", "seat"})


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of an article, by token and as a whole."""

    _reading: Reading
    _ground: Ground
    _clusters: Clusters
    _linked: dict[Mention, Cluster]
    _quantities: frozenset[str]

    def of(self, token: Token, speaker: Party | None = None, addressee: Party | None = None) -> Party | None:
        """The party that the noun phrase around `token` denotes there, or None for what can be none.

        `speaker` is who speaks where the token stands in a quotation: "I" is he, "we" his country or side;
        `addressee` who is spoken to there, "you".
        """
        mention = self._mention(token)
        counted = self._counted(token, mention)
        if counted is not None:
            return self.of(counted, speaker, addressee)
        if mention is None:
            return None
        cluster = self._linked.get(mention)
        if cluster is not None:
            return self._party(mention, cluster)
        if speaker is not None and is_speakers(mention):
            return self._own_side(mention, speaker)
        if addressee is not None and is_addressees(mention):
            return self._own_side(mention, addressee)
        return None

    def parties(self) -> tuple[tuple[Party, ...], ...]:
        """All clusters in order of their first mention, each as its mentions in order of the text."""
        return tuple(
            tuple(self._party(mention, cluster) for mention in cluster.mentions)
            for cluster in self._clusters
            if cluster.mentions
        )

    def _counted(self, token: Token, mention: Mention | None) -> Token | None:
        """What a noun of quantity counts: "dozens of soldiers", "a group of refugees"."""
        if token.lemma_.lower() not in self._quantities or (mention is not None and mention.cues):
            return None
        for preposition in token.rights:
            if preposition.lower_ == "of":
                counted = next((child for child in preposition.children if child.dep_ == "pobj"), None)
                return counted if counted is not None and self.of(counted) is not None else None
        return None

    def _mention(self, token: Token) -> Mention | None:
        return self.layer(token.doc).mentions.by_token.get(token.i)

    def is_craft(self, token: Token) -> bool:
        """Whether the noun phrase is a ship, plane or the like, that acts for whose it is but meets nobody."""
        mention = self._mention(token)
        return mention is not None and mention.role is not None and mention.role.kind == "craft"

    def layer(self, doc: Doc) -> Layer:
        """What is known of the body or the headline."""
        return self._ground.layer(doc)

    def _party(self, mention: Mention, cluster: Cluster) -> Party:
        start, end = _characters(mention)
        title = mention.doc is self._reading.title
        return Party(
            name=cluster.name,
            mention=(self._reading.article.title if title else self._reading.article.text)[start:end],
            start=start,
            end=end,
            country=cluster.nation(),
            sectors=_sectors(mention, cluster),
            title=cluster.title if cluster.kind == "person" else None,
            members=cluster.members,
            id=cluster.key,
            in_="title" if title else None,
        )

    def _own_side(self, mention: Mention, speaker: Party) -> Party | None:
        start, end = _characters(mention)
        title = "title" if mention.doc is self._reading.title else None
        state = self._clusters.gazetteer.state(speaker.country) if speaker.country else None
        alone = mention.kind == "pronoun" and not mention.plural
        official = _speaks_for_state(speaker)
        if mention.role is not None and state is None and not official:
            return None  # an activist's "our government" is not himself
        if alone or state is None or not (official or mention.role is not None):
            return Party(
                name=speaker.name,
                mention=mention.text,
                start=start,
                end=end,
                country=speaker.country,
                sectors=speaker.sectors,
                title=speaker.title,
                members=speaker.members,
                id=speaker.id,
                in_=title,  # type: ignore[arg-type]
            )
        return Party(
            name=state.name,
            mention=mention.text,
            start=start,
            end=end,
            country=state.country,
            sectors=("GOV",),
            title=None,
            members=(),
            id=f"p-{state.id}",
            in_=title,  # type: ignore[arg-type]
        )


def cast(reading: Reading, knowledge: Knowledge) -> Cast:
    """The cast of a reading."""
    gazetteer, roles = knowledge.gazetteer, knowledge.roles
    body = find_mentions(reading.body, gazetteer, roles)
    title = find_mentions(reading.title, gazetteer, roles)
    ground = Ground.of(reading, body, title, knowledge)
    linker = Linker(Clusters(gazetteer), ground)
    return Cast(reading, ground, linker.clusters, linker.link(), roles.quantities)


def _speaks_for_state(speaker: Party) -> bool:
    """Whether "we" in someone's mouth is his country: not for rebels, activists or firms."""
    return not speaker.sectors or bool({"GOV", "MIL", "LEG"} & set(speaker.sectors))


def _characters(mention: Mention) -> tuple[int, int]:
    span = mention.doc[mention.start : mention.end]
    if mention.kind == "modifier" and mention.hit is not None:
        return mention.hit.start, mention.hit.end
    return span.start_char, span.end_char


def _sectors(mention: Mention, cluster: Cluster) -> tuple[str, ...]:
    """A state's capital, seat or government speaks as government; else what the cluster is."""
    if cluster.kind == "state" and not cluster.sectors:
        form = None if mention.hit is None else mention.hit.form
        if form == "demonym" and not mention.definite:
            return ("CVL",)  # "Chadians fled", but "the Chadians agreed to talks"
        metonym = form in _STATE_FORMS
        return ("GOV",) if metonym or (mention.role is not None and mention.role.kind == "self") else ()
    return cluster.sectors
