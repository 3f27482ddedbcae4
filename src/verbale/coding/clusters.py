"""Clusters: what is known of one party through a whole document, gathered mention by mention."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from verbale.coding.mentions import Mention
from verbale.ontology.parties import Gazetteer, PartyEntry, PartyKind
from verbale.ontology.roles import Gender

ClusterKind = Literal["state", "place", "group", "organisation", "person", "role"]
_CLUSTER_KINDS: dict[PartyKind, ClusterKind] = {
    "state": "state",
    "former_state": "state",
    "region": "group",
    "place": "place",
    "city": "place",
    "organisation": "organisation",
    "institution": "organisation",
    "armed_group": "organisation",
}
_DEPTH = 4  # "the spokesman of the minister of the president of Chad": further links are circles


@dataclass(slots=True, eq=False)
class Cluster:
    """One party while a document is read; `relations` are parties whose country is its own as well.

    `weak` are countries that single words hint at, `presumed` the one that the page makes plain.
    """

    key: str
    kind: ClusterKind
    name: str
    entry: PartyEntry | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    title: str | None = None
    members: tuple[str, ...] = ()
    gender: Gender | None = None
    plural: bool = False
    human: bool = False
    office: bool = False
    roles: set[str] = field(default_factory=set)
    relations: list["Cluster"] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    presumed: str | None = None
    mentions: list[Mention] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether it is a single human being."""
        return self.kind == "person" or (self.kind == "role" and not self.plural and self.human)

    def last(self) -> int:
        """Where the last mention so far begins, as a token index; -1 before the first."""
        return self.mentions[-1].start if self.mentions else -1

    def nation(self, depth: int = _DEPTH, *, guess: bool = True) -> str | None:
        """The country (alpha-3), from the text, else from those it belongs to, else, for a `guess`, what is likely."""
        if self.country is not None or self.members or self.kind in {"state", "group", "place"}:
            return self.country
        if depth:
            for other in self.relations:
                if other.kind == "organisation" and other.entry is not None and other.entry.country is None:
                    return None  # "the UN envoy to Chad" is no Chadian
                if (country := other.nation(depth - 1, guess=guess)) is not None:
                    return country
        if self.entry is not None and self.entry.country is not None:
            return self.entry.country
        return next(iter((*self.weak, self.presumed)), None) if guess else None

    def learn(
        self,
        *,
        country: str | None = None,
        sectors: tuple[str, ...] = (),
        title: str | None = None,
        office: bool = False,
    ) -> None:
        """Take up what a mention says, unless it was said before; an office goes before other titles."""
        self.country = self.country or country
        self.sectors = tuple(dict.fromkeys([*self.sectors, *sectors])) if sectors else self.sectors
        if title is not None and (self.title is None or (office and not self.office)):
            self.title, self.office = title, office


@dataclass(slots=True)
class Clusters:
    """All clusters of a document, found by key, by name or by role."""

    gazetteer: Gazetteer
    by_key: dict[str, Cluster] = field(default_factory=dict)
    _names: dict[str, list[Cluster]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Cluster]:
        return iter(self.by_key.values())

    def of_entry(self, entry: PartyEntry) -> Cluster:
        """The cluster of a known party."""
        key = f"p-{entry.id}"
        if key not in self.by_key:
            kind = _CLUSTER_KINDS[entry.kind]
            country = None if entry.weak else entry.country
            self.by_key[key] = Cluster(
                key,
                kind,
                entry.name,
                entry,
                country,
                entry.sectors,
                members=entry.members if entry.kind == "region" else (),  # a union acts as itself
            )
        return self.by_key[key]

    def of_state(self, country: str) -> Cluster | None:
        """The cluster of the state with this alpha-3 code."""
        entry = self.gazetteer.state(country)
        return None if entry is None else self.of_entry(entry)

    def add_name(self, name: str, kind: ClusterKind) -> Cluster:
        """The cluster of a person or an organisation by name; longer names first, then short ones find them."""
        found = self.named(name, kind)
        if found is not None:
            if (
                found.name.isupper()
                and not name.isupper()
                and len(name_words(found.name)) == len(name_words(name))
            ):
                found.name = name  # "ADA OKAFOR:" above "Ada Okafor"
            return found
        cluster = Cluster(self._free(f"p-{slug(name)}"), kind, name)
        self.by_key[cluster.key] = cluster
        for word in name_words(name):
            self._names.setdefault(word, []).append(cluster)
        return cluster

    def named(self, name: str, kind: ClusterKind | None = None) -> Cluster | None:
        """The cluster whose name is `name` or ends in it, or else holds all its words."""
        words = name_words(name)
        if not words:
            return None
        candidates = [
            cluster
            for cluster in self._names.get(words[-1], ())
            if (kind is None or cluster.kind == kind) and _contains(name_words(cluster.name), words)
        ]
        same = [cluster for cluster in candidates if name_words(cluster.name) == words]
        ends = [cluster for cluster in candidates if name_words(cluster.name)[-1] == words[-1]]
        # Of two Clintons the one spoken of last; max keeps the first of equals, so that runs agree.
        return max(same or ends or candidates, key=Cluster.last, default=None)

    def add_role(self, name: str, key: str, *, fresh: bool = False) -> Cluster:
        """The cluster of a description that finds nobody; a `fresh` one is not that of an earlier description."""
        key = self._free(f"p-{slug(key)}") if fresh else f"p-{slug(key)}"
        if key not in self.by_key:
            self.by_key[key] = Cluster(key, "role", name)
        return self.by_key[key]

    def alias(self, short: str, cluster: Cluster) -> None:
        """Let a short form ("IS") find the cluster through the document."""
        self._names.setdefault(short.lower(), []).insert(0, cluster)

    def aliased(self, short: str) -> Cluster | None:
        """The cluster that was introduced with this short form."""
        return next(iter(self._names.get(short.lower(), ())), None)

    def _free(self, key: str) -> str:
        taken = sum(
            1 for other in self.by_key if other == key or re.fullmatch(re.escape(key) + r"-\d+", other)
        )
        return f"{key}-{taken + 1}" if taken else key


def slug(name: str) -> str:
    """A stable key of ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "x"


def name_words(name: str) -> list[str]:
    """The words of a name for comparison: plain letters, small, without possessive endings."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return [word for word in re.findall(r"[a-z0-9]+", plain.lower()) if len(word) > 1]


def _contains(words: list[str], part: list[str]) -> bool:
    """Whether `part` stands in `words` in this order, gaps allowed."""
    rest = iter(words)
    return all(word in rest for word in part)
