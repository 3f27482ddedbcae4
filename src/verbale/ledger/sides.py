"""The side that a party is on, and the pairs of sides (blocks) that an event belongs to.

A pair has a direction inside the ledger: who asks (or is to receive), and who is asked (or is to give).
A block has none: "AFG|RUS" holds what each asked of the other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from verbale.records import Case, Event, Party, Source

# Who has a country and does not act for it.
APART = frozenset(("REB", "CRM", "OPP", "NGO"))
# Who acts for a state.
OFFICIAL = frozenset(("GOV", "MIL", "JUD", "LEG", "COP", "SPY", "ELI"))
# What is a side without being a state: organisations, armed groups, companies that are named.
BODIES = frozenset(("IGO", "NGO", "NGM", "IMG", "MNC", "REB", "CRM", "UAF", "SEP", "OPP"))
# Who has a country and neither acts for it nor asks for it.
PRIVATE = frozenset(("REL", "CVL", "MED", "LAB", "EDU", "REF"))
# An appeal to a handful of states is an appeal to each; one to a union of twenty is to the union.
FEW = 8
# What is accepted as an offer is given by whoever made it; what was asked for, by whoever accepts.
_ACCEPTS = "accept-offer"
_ASKED_FOR = re.compile(
    r"\b(request|wish|bid|permission|appeal|demand|plea|call|invitation|responsibility|blame|resignation)s?\b"
)
# Characters: three or four sentences of a news story.
_FEW_SENTENCES = 600
# Characters: the sentence before, and this one.
_TWO_SENTENCES = 300
# The types that can be a move of a case; talks, accusations and fighting are none.
MOVING = frozenset(
    "REQUEST AGREE SUPPORT CONCEDE COOPERATE RETREAT AID REJECT SANCTION COERCE THREATEN".split()
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The sides of an event: those that ask or are to receive, and those that are asked or give."""

    ask: tuple[str, ...]
    answer: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether both are there, and are two."""
        return any(one != other for one, other in product(self.ask, self.answer))

    def meets(self, other: "Roles") -> bool:
        """Whether some side has the same role in both."""
        return not (set(self.ask).isdisjoint(other.ask) and set(self.answer).isdisjoint(other.answer))

    def first(self) -> "Roles":
        """The first pair alone."""
        pair = next((one, other) for one, other in product(self.ask, self.answer) if one != other)
        return Roles(pair[:1], pair[1:])

    def pairs(self) -> frozenset[str]:
        """The blocks of these sides."""
        return frozenset(dyad(one, other) for one, other in product(self.ask, self.answer) if one != other)


def side(party: Party) -> str:
    """The key of the side: alpha-3 code, for a group its sorted member codes joined, else the party's id."""
    if party.country is not None and not APART.intersection(party.sectors):
        return party.country
    return "+".join(sorted(party.members)) or party.id


def each(party: Party) -> tuple[str, ...]:
    """The sides that a party stands for, itself first: a group of a few states stands for each of them."""
    own = side(party)
    few = sorted(party.members) if len(party.members) <= FEW else []
    return (own, *(member for member in few if member != own))


def is_placed(party: Party) -> bool:
    """Whether a party is a side: a state or who belongs to one, a group of states, an organisation or an armed
    group. Who has no known country ("a banker", an official of some state) or speaks for nobody but himself
    (church groups, farmers) is none."""
    if party.sectors and PRIVATE.issuperset(party.sectors):
        return False
    return party.country is not None or bool(party.members) or not BODIES.isdisjoint(party.sectors)


def is_official(party: Party) -> bool:
    """Whether a party may be of any state that the story is about ("the minister"); a banker is of none."""
    return OFFICIAL.issuperset(party.sectors)


def dyad(one: str, other: str) -> str:
    """The key of a pair of sides, the same in both directions."""
    return "|".join(sorted((one, other)))


def parts(event: Event, content: Event | None = None) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who asks or is to receive, and who is asked or gives, by the type of the event alone.

    Whom a promise is for may stand in what is promised: `content` is the event promised, asked for or
    refused.
    """
    actors = _speaking(event) if _is_one_side(event) else event.actors
    if event.event_type == "REQUEST" or accepts(event):
        return actors, event.recipients
    if event.event_type == "COERCE":
        return (), actors  # whom a closed bridge hits is not who had asked for it
    if is_mutual(event):
        return actors, actors
    return receivers(event) or (receivers(content) if content is not None else ()), actors


def accepts(event: Event) -> bool:
    """Whether the actors take what somebody offered them ("Haiti has accepted the American ship")."""
    said = event.matter.text if event.matter is not None else event.evidence[0].text
    taking = event.event_type in ("AGREE", "SUPPORT") and _ACCEPTS in event.frame
    return taking and not _ASKED_FOR.search(said.lower())


def is_mutual(event: Event) -> bool:
    """Whether several sides do it together ("signed a loan agreement"): who gives stands elsewhere."""
    return not receivers(event) and len({side(party) for party in event.actors}) > 1


def _is_one_side(event: Event) -> bool:
    """Whether both roles were given to one side: nobody asks or promises himself, so that one of them is
    wrong."""
    others = event.recipients or event.beneficiaries
    return bool(others) and {side(party) for party in event.actors} == {side(party) for party in others}


def _speaking(event: Event) -> tuple[Party, ...]:
    """The speaker as the actor of what he says ("Portugal says it is studying the request")."""
    others = {side(party) for party in event.actors}
    return (
        tuple(as_party(one) for one in event.sources[:1] if one.country not in (None, *others))
        or event.actors
    )


def as_party(source: Source) -> Party:
    """A speaker as a party."""
    return Party(
        name=source.name,
        mention=source.mention,
        start=source.start,
        end=source.end,
        country=source.country,
        sectors=(),
        title=source.title,
        members=(),
        id="p-" + "-".join(source.name.lower().split()),
        in_=source.in_,
    )


def receivers(event: Event) -> tuple[Party, ...]:
    """Who is to get something."""
    return event.recipients or event.beneficiaries


def roles(event: Event, content: Event | None = None) -> Roles:
    """The sides that an event names, by itself or in its content."""
    return roles_of(*parts(event, content))


def roles_of(askers: Iterable[Party], answerers: Iterable[Party]) -> Roles:
    """The sides of those who ask and of those who are asked."""
    return Roles(
        ask=tuple(dict.fromkeys(side(party) for party in askers if is_placed(party))),
        answer=tuple(dict.fromkeys(key for party in answerers if is_placed(party) for key in each(party))),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is told near an event that leaves a side out: a pair of sides, and the parties that name them."""

    roles: Roles
    parties: tuple[Party, ...]


def near(event: Event, among: Iterable[Event]) -> Told | None:
    """The pair of sides that is told nearest to an event of an article, or null.

    What leaves a side out ("Moscow refused") is read with what stands before it, else after it: with a request or
    an answer that leaves out the other side ("its request for safe conduct … Lima would consider it"), or with an
    event that names both sides, first one that has the side that it names in the same role.
    """
    others = [other for other in among if other.id != event.id and other.event_type in MOVING]
    half = _partner(event, others)
    if half is not None:
        request, answer = (half, event) if half.event_type == "REQUEST" else (event, half)
        return Told(
            Roles(roles(request).ask[:1], roles(answer).answer[:1]), (*request.actors, *answer.actors)
        )
    whole = _whole(event, others)
    if whole is None:
        return None
    return Told(roles(whole).first(), (*whole.actors, *whole.recipients, *whole.beneficiaries))


def _whole(event: Event, others: Iterable[Event]) -> Event | None:
    own = roles(event)
    named = [other for other in others if other.polarity == "positive" and roles(other).whole]
    sharing = [other for other in named if own.meets(roles(other))]
    return min(sharing or named, key=lambda other: _apart(event, other), default=None)


def _partner(event: Event, others: Sequence[Event]) -> Event | None:
    """The request that an answer to nobody answers, or the answer to a request to nobody."""
    if event.event_type != "REQUEST":
        return _asked_before(event, others)
    if not _is_half(event):
        return None
    if is_recalled(event):
        return _recalled_for(event, others)
    everyone = (*others, event)
    answers = [other for other in others if _asked_before(other, everyone) == event]
    return min(answers, key=lambda other: _apart(event, other), default=None)


def is_recalled(request: Event) -> bool:
    """Whether a request names nothing that is asked for: "all that Haiti asked for", "after Lima asked for him"."""
    return not request.items and request.content is None and request.matter is None


def _recalled_for(request: Event, others: Iterable[Event]) -> Event | None:
    """What is told right before a request that names nothing: that is what was asked for."""
    told = [
        other
        for other in others
        if other.event_type != "REQUEST"
        and other.factuality == "certain"
        and set(roles(other).answer) - set(roles(request).ask)
        and _place(other)[0] == _place(request)[0]
        and 0 < _place(request)[1] - _place(other)[1] <= _TWO_SENTENCES
    ]
    return min(told, key=lambda other: _apart(request, other), default=None)


def _asked_before(answer: Event, among: Iterable[Event]) -> Event | None:
    """The request to nobody that stands nearer to an answer to nobody than any event that names both sides."""
    if answer.event_type == "REQUEST" or not _is_half(answer):
        return None
    others = [other for other in among if other.id != answer.id]
    requests = [
        other
        for other in others
        if other.event_type == "REQUEST" and _is_half(other) and roles(other).ask != roles(answer).answer
    ]
    found = min(
        requests, key=lambda other: (not _nouns(other) & _nouns(answer), _apart(answer, other)), default=None
    )
    if found is None or not (_nouns(found) & _nouns(answer) or _follows(answer, found)):
        return None
    whole = _whole(answer, others)
    return found if whole is None or _is_nearer(answer, found, whole) else None


def _follows(answer: Event, request: Event) -> bool:
    """Whether an answer stands behind a request in the text, no more than a few sentences on."""
    place, before = _place(answer), _place(request)
    return place[0] and before[0] and 0 < place[1] - before[1] <= _FEW_SENTENCES


def _is_half(event: Event) -> bool:
    """Whether it names one side alone: who asks in a request, who acts in an answer."""
    named = roles(event)
    return not named.whole and (
        (bool(named.ask) and not named.answer)
        if event.event_type == "REQUEST"
        else (bool(named.answer) and not named.ask)
    )


def _is_nearer(event: Event, half: Event, whole: Event) -> bool:
    return bool(_nouns(event) & _nouns(half)) or _apart(event, half) < _apart(event, whole)


def _nouns(event: Event) -> frozenset[str]:
    """The last words of an event's items."""
    return frozenset(item.text.split()[-1].lower() for item in event.items)


def _apart(event: Event, other: Event) -> tuple[bool, int, str]:
    """Sorts others by how near they stand, those before an event first."""
    place, there = _place(event), _place(other)
    return place < there, abs(place[1] - there[1]), other.id


def beside(event: Event, told: Told) -> Roles | None:
    """The sides of an event that names one, and not one of the pair that is told near it.

    Who acts is taken to act for the one that asks in the story ("Fiji will provide the ship"). Null where
    the event names no actor, or one of the pair.
    """
    own, pair = roles(event).answer[:1], told.roles
    if event.event_type == "REQUEST" or not own or own[0] in (*pair.ask, *pair.answer):
        return None
    return Roles(pair.ask, own)


def around(events: Iterable[Event]) -> tuple[str, ...]:
    """The sides that an article names, the most named first, a handful at most: one of them may be the side
    that an event leaves out."""
    named = Counter(
        side(party)
        for event in events
        for party in (*event.actors, *event.recipients, *event.beneficiaries)
        if is_placed(party) and (party.country is not None or event.event_type in MOVING)
    )
    ranked = sorted(named, key=lambda key: (-named[key], key))
    return tuple(ranked[:FEW])


def open_pairs(named: Roles, around: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Who may have asked whom, where an event names one of them or neither; `around` may fill the gap."""
    pairs = product(named.ask or around, named.answer or around)
    return () if named.whole else tuple((one, other) for one, other in pairs if one != other)


def links(event: Event) -> frozenset[str]:
    """The blocks that an event binds together: several asked at once, or answering together, are one case.

    Empty where it binds none. Several requesters are bound to nobody: each has a case of its own.
    """
    named = roles(event)
    if event.event_type not in MOVING or len(named.answer) < 2:
        return frozenset()
    return named.pairs()


def blocks(event: Event, *, among: Sequence[Event] = ()) -> frozenset[str]:
    """The keys of the blocks that an event belongs to: pairs of sides, "AFG|RUS".

    `among` are all events of the article, in any order. An event that leaves a side out belongs to the pair
    of the nearest other that names both, and to those that it may be of with another side of the article; one
    that no pair can be found for, to the one side and nobody, "|AFG". Events that are no move of any
    case belong to none.
    """
    if event.event_type not in MOVING:
        return frozenset()
    content = next((other for other in among if other.id == event.content), None)
    named = roles(event, content)
    if named.whole:
        return named.pairs()
    told = near(event, among)
    left = frozenset(dyad(*pair) for pair in open_pairs(named, around(among)))
    if told is not None:
        other = beside(event, told)
        return left | told.roles.pairs() | (other.pairs() if other is not None else frozenset())
    return left | frozenset(dyad("", key) for key in (*named.ask, *named.answer))


def case_blocks(case: Case) -> frozenset[str]:
    """The blocks that a case stands in; a case always names a party of its requester and of each side
    asked."""
    asked = {key for party in case.addressee for key in each(party)} or {""}
    return Roles(tuple({side(party) for party in case.requester} or {""}), tuple(asked)).pairs()


def _place(event: Event) -> tuple[bool, int, str]:
    first = event.evidence[0]
    return first.in_ is None, first.start, event.id  # the headline stands before the text
