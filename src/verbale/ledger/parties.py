"""The same party under several names: spellings, titles, transliterations.

A name is compared by its parts, never by a surname alone: two names are one party where all parts of the
shorter are found in the longer and nothing speaks against it, or where surname, office and country agree
while the office was held. What a person judged comes first, and can be undone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verbale.ledger.judging import Bonds
from verbale.ledger.names import letters_apart, parts_of, plain_letters, sound
from verbale.records import Event, Party, Source

# Years that a holder of an office is taken for the same person by surname, office and country: shorter than
# the usual two terms, since successors of one family share surnames.
OFFICE_YEARS = 5
# Spellings of one name differ in a letter ("Kadirov"), long ones in two; short ones in none ("Kim", "Kin").
_LETTERS = ((9, 2), (5, 1))


# Id, country, office, and of a bare surname the article.
_Node = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Naming:
    """A party as one article names it; `day` is the article's, ISO 8601 or empty."""

    id: str
    name: str
    country: str | None
    title: str | None
    article_id: str
    day: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A party over all its names."""

    id: str
    name: str
    country: str | None


def namings(event: Event, article_id: str, day: str) -> tuple[Naming, ...]:
    """All parties and speakers that an event names."""
    people: tuple[Party | Source, ...] = (
        *event.actors,
        *event.recipients,
        *event.beneficiaries,
        *event.sources,
    )
    return tuple(
        Naming(party_id(one), one.name, one.country, one.title, article_id, day)
        for one in people
        if one.name and (isinstance(one, Source) or not one.members)
    )


def party_id(party: Party | Source) -> str:
    """The id of a party; a speaker has that of the party of its name."""
    if isinstance(party, Party):
        return party.id
    return "p-" + "-".join(plain_letters(party.name).split())


def identities(named: Iterable[Naming], bonds: Bonds) -> dict[tuple[str, str], Identity]:
    """The identity of each party id in each article: a name alone may be two people in two articles."""
    nodes: dict[_Node, list[Naming]] = defaultdict(list)
    for naming in sorted(set(named), key=_order):
        nodes[_node(naming)].append(naming)
    root = {node: node for node in nodes}
    for one, other in _candidates(nodes):
        joined = bonds.joins(one[0], other[0])
        if joined is None or one[0] == other[0]:
            joined = _same(nodes[one][0], nodes[other][0])
        if joined:
            _union(root, one, other)
    _unite_within_articles(nodes, root)
    groups: dict[_Node, list[Naming]] = defaultdict(list)
    for node in sorted(nodes):
        groups[_find(root, node)].extend(nodes[node])
    return {
        (row.id, row.article_id): identity
        for rows in groups.values()
        for identity in [_identity(rows)]
        for row in rows
    }


def _order(naming: Naming) -> tuple[str, ...]:
    row = naming
    return row.day, row.article_id, row.id, row.name, row.country or "", row.title or ""


def _node(naming: Naming) -> _Node:
    """What is one without a look: the same full name, country and office; of a bare surname, each article's."""
    whole = len(parts_of(naming.name)) > 1
    return naming.id, naming.country or "", _office(naming) or "", "" if whole else naming.article_id


def _candidates(nodes: Mapping[_Node, list[Naming]]) -> Iterable[tuple[_Node, _Node]]:
    """Pairs worth a look: those that share the sound of a part of the name."""
    sounding: dict[str, set[_Node]] = defaultdict(set)
    for node, rows in nodes.items():
        for part in parts_of(rows[0].name):
            sounding[sound(part)].add(node)
    return sorted({(one, two) for near in sounding.values() for one in near for two in near if one < two})


def _unite_within_articles(nodes: Mapping[_Node, list[Naming]], root: dict[_Node, _Node]) -> None:
    """One id in one article is one party, whatever its country and title at each place."""
    first: dict[tuple[str, str], _Node] = {}
    for node in sorted(nodes):
        for row in nodes[node]:
            _union(root, first.setdefault((row.id, row.article_id), node), node)


def _same(one: Naming, other: Naming) -> bool:
    short, long = sorted((parts_of(one.name), parts_of(other.name)), key=len)
    if not short or (one.country and other.country and one.country != other.country):
        # An exact full name with the same office outweighs a country that one report has wrong.
        return (
            len(short) > 1 and short == long and _office(one) is not None and _office(one) == _office(other)
        )
    if len(short) > 1:
        return _covers(short, long) and (short[-1] == long[-1] or one.country == other.country)
    return _same_office_holder(one, other) and _alike(short[-1], long[-1])


def _covers(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Every part of the shorter name is one of the longer; an initial stands for a part, but not all are
    initials."""
    left = list(long)
    for part in short:
        found = next((other for other in left if _alike(part, other)), None)
        if found is None:
            return False
        left.remove(found)
    return sum(len(part) > 1 for part in short) > 1 or (short[0][0] == long[0][0] and short[-1] == long[-1])


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    allowed = next((letters for size, letters in _LETTERS if min(len(one), len(other)) >= size), 0)
    return bool(allowed) and one[0] == other[0] and letters_apart(one, other) <= allowed


def _same_office_holder(one: Naming, other: Naming) -> bool:
    """A surname is evidence only beside the same office of the same country at the same time."""
    office = _office(one)
    if office is None or office != _office(other) or one.country is None or one.country != other.country:
        return False
    years = [int(row.day[:4]) for row in (one, other) if row.day[:4].isdigit()]
    return len(years) == 2 and abs(years[0] - years[1]) <= OFFICE_YEARS


def _office(naming: Naming) -> str | None:
    return naming.title.lower().strip() if naming.title else None


def _identity(rows: list[Naming]) -> Identity:
    votes = Counter(country for country, _ in {(row.country, row.article_id) for row in rows if row.country})
    best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    tied = len(best) > 1 and best[0][1] == best[1][1]
    fullest = max(rows, key=lambda row: (len(parts_of(row.name)), row.name))
    return Identity(id=fullest.id, name=fullest.name, country=best[0][0] if best and not tied else None)


def _find(root: dict[_Node, _Node], node: _Node) -> _Node:
    while root[node] != node:
        node = root[node]
    return node


def _union(root: dict[_Node, _Node], one: _Node, other: _Node) -> None:
    first, second = sorted((_find(root, one), _find(root, other)))
    root[second] = first
