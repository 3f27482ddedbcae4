"""From the words in a role to parties: whose decision, which country's army, for whose benefit."""

from collections.abc import Iterable, Iterator, Mapping, Set

from spacy.tokens import Token

from verbale.coding.arguments import AGAIN
from verbale.coding.drafts import same_side, without
from verbale.coding.frames import Match
from verbale.coding.parties import Cast
from verbale.coding.sources import Speakers
from verbale.read.reading import text_of
from verbale.records import EventType, Field, Party

# Nouns that stand for whoever they belong to: "Russia's decision", "the offer of Chad".
_OWNER_LABELS = ("poss", "amod", "compound", "nmod")
_OWNER_PREPOSITIONS = frozenset({"of", "by", "from", "in"})
# What one asks of another by its name: "Chad's help", "French mediation".
_FAVOURS = frozenset(
    {"help", "assistance", "support", "aid", "backing", "permission", "consent", "approval", "advice", "mediation",
     "protection", "blessing", "cooperation", "leave", "agreement"}
)  # fmt: skip
_DETERMINERS = frozenset({"det", "poss", "nummod", "predet", "punct"})
# Types that are done to things and crowds as well as to parties: "shelled a market", "sealed off a square".
_ON_THINGS = frozenset({"ASSAULT", "COERCE", "SANCTION"})


class Casting:
    """Fills the roles of matches with the parties of one reading."""

    def __init__(
        self,
        cast: Cast,
        speakers: Speakers,
        triggers: Mapping[int, EventType],
        towns: Set[int],
        field: Field | None,
    ) -> None:
        self._cast = cast
        self._field = field
        # Token index of a predicate → its type: owners of predicates are actors of their own events.
        self._triggers = triggers
        # Token indices of the names of cities: "the Mumbai attacks" were not made by Mumbai.
        self._towns = towns
        # Token index in the body → who speaks there, for "we" and "I" inside quotations, and to whom.
        self._speakers, self._addressed = speakers.quoted(), speakers.addressed()

    def acts_itself(self, match: Match) -> bool:
        """Whether a party itself fills the ACTOR role, not a thing of its ("his links will help")."""
        return any(self._of(token) is not None for token in self._agents(match))

    def actors(self, match: Match) -> tuple[Party, ...]:
        """The parties in the ACTOR role; of things given or come that name nobody, whose they are.

        Forces and envoys that are moved ("two Algerian warships were ordered to") are the actor's own.
        """
        agents = self._agents(match)
        if not agents and (match.frame.type == "MOBILIZE" or match.frame.mode == "withdraw"):
            return self.parties(match.fillers("ITEM"))
        if agents or match.frame.type != "AID" or match.frame.implicit:
            return self.parties(agents)
        things = (item for item in match.fillers("ITEM") if self._of(item) is None)
        owners = self.parties(owner for item in things for owner in _owners(item))
        return without(owners, self.parties(match.fillers("RECIPIENT")))

    def _agents(self, match: Match) -> tuple[Token, ...]:
        meets = match.frame.type == "CONSULT"  # "a Cuban plane has landed at Lomé" is no visit
        return tuple(
            token
            for token in match.fillers("ACTOR")
            if not self._is_scene(token) and not (meets and self._cast.is_craft(token))
        )

    def _is_scene(self, token: Token) -> bool:
        """Whether a city in front of a noun of violence tells where it was: "the Mumbai attacks"."""
        return (
            token.i in self._towns
            and token.dep_ in ("compound", "nmod", "amod")
            and self._triggers.get(token.head.i) == "ASSAULT"
        )

    def recipients(self, match: Match) -> tuple[Party, ...]:
        """The parties in the RECIPIENT role; where it is empty, whose the thing in the ITEM role is."""
        actors = self.actors(match)
        fillers = (behind for token in match.fillers("RECIPIENT") for behind in _behind_front(token))
        named = [token for token in fillers if not self._is_own(token, actors)]
        named = named or [token for token in match.fillers("ACTOR") if self._is_scene(token)]
        own = self.parties(named)
        if match.frame.type in _ON_THINGS:
            own = own or distinct(thing for token in named for thing in self._thing(token))
        if match.frame.compose == "request":  # "sought Chad's help"
            favours = [item for item in match.fillers("ITEM") if item.lemma_ in _FAVOURS]
            return own or self.parties(owner for item in favours for owner in _owners(item))
        if own or match.frame.compose == "condemn" or match.frame.answers:
            return own
        if match.trigger.lemma_ == "accept":  # "accepted the American ship"
            return without(
                self.parties(owner for item in match.fillers("ITEM") for owner in _owners(item)), actors
            )
        if match.frame.type in ("AID", "AGREE"):  # what is given is often the giver's: "American wheat"
            return self.parties(owner for item in match.fillers("ITEM") for owner in _possessors(item))
        if match.frame.type in ("MOBILIZE", "COOPERATE"):
            return ()  # what is called up is the actor's own; what is handed over is no other side
        return self.parties(item for item in match.fillers("ITEM") if not self._is_theirs(item, actors))

    def _thing(self, token: Token) -> Iterator[Party]:
        """A place or group that is no party in itself but is what the deed is done to: "an army camp"."""
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self._triggers:
            return
        first = min(
            (child.left_edge.i for child in token.lefts if child.dep_ not in _DETERMINERS), default=token.i
        )
        name, start = token.doc[first : token.i + 1], token.left_edge
        end = token.idx + len(token)
        yield Party(
            name=name.text,
            mention=text_of(token.doc)[start.idx : end],
            start=start.idx,
            end=end,
            country=None,
            sectors=(),
            title=None,
            members=(),
            id=f"t-{'-'.join(name.text.lower().split())}",
            in_=self._field,
        )

    def _is_own(self, token: Token, actors: tuple[Party, ...]) -> bool:
        """Whether a force is the actor's own ("helping its air force")."""
        owned = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in token.children)
        party = self._of(token) if owned and token.pos_ == "NOUN" else None
        return party is not None and "MIL" in party.sectors and same_side((party,), actors)

    def _is_theirs(self, item: Token, actors: tuple[Party, ...]) -> bool:
        """Whether a thing or person is said to be the actor's own ("recalled its ambassador")."""
        owners = (child for child in item.children if child.dep_ == "poss" and child.pos_ == "PRON")
        return any((owner := self._of(each)) and same_side((owner,), actors) for each in owners)

    def is_event(self, token: Token) -> bool:
        """Whether a noun is the predicate of an event."""
        return token.i in self._triggers

    def is_party(self, token: Token) -> bool:
        """Whether a noun phrase denotes a party."""
        return self._of(token) is not None

    def beneficiaries(self, match: Match) -> tuple[Party, ...]:
        """The parties behind a "for" that names no item: "weapons for the Afghan army"."""
        named = self.parties(match.fillers("BENEFICIARY"))
        used = {token.i for role in ("RECIPIENT", "ITEM", "ACTOR") for token in match.fillers(role)}
        behind = match.arguments.prepositions
        candidates = [token for name in ("for", f"for{AGAIN}") for token in behind.get(name, ())]
        candidates += [token for item in match.fillers("ITEM") for token in _behind_for(item)]
        loose = [
            party
            for token in candidates
            if (party := self._of(token)) and token.i not in used | _inside(match, token)
        ]
        return distinct([*named, *loose])

    def parties(self, tokens: Iterable[Token]) -> tuple[Party, ...]:
        """The parties that head tokens denote, each once."""
        return distinct(party for token in tokens for party in self.at(token))

    def at(self, token: Token) -> Iterator[Party]:
        """The party of a noun phrase, or of whoever it belongs to."""
        own = self._of(token)
        if own is not None:
            yield self._named(token, own)
            return
        if token.dep_ == "conj" and token.i in self._triggers:
            return  # "gaining ground in Mali and the Taliban's capture of": an event beside a place
        owners = [
            child for child in token.children if child.dep_ in _OWNER_LABELS and not self._is_scene(child)
        ]
        owners += [
            grand
            for host in (token, *(child for child in token.children if child.dep_ == "acl"))
            for child in host.children
            if child.lower_ in _OWNER_PREPOSITIONS
            for grand in child.children
        ]
        found = next((party for owner in owners if (party := self._of(owner)) is not None), None)
        if found is not None:
            yield found

    def _named(self, token: Token, own: Party) -> Party:
        """The name in apposition to a description of no known country: "an old ally — Russia"."""
        if own.country or own.members:
            return own
        named = (self._of(child) for child in token.children if child.dep_ == "appos")
        return next((party for party in named if party is not None and (party.country or party.members)), own)

    def _of(self, token: Token) -> Party | None:
        return self._cast.of(token, self._speakers.get(token.i), self._addressed.get(token.i))


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, in order."""
    return tuple({party.id: party for party in parties}.values())


def _behind_front(token: Token) -> Iterator[Token]:
    """What something is in front of: "sat down in front of the embassy"."""
    inner = [
        grand
        for child in token.children
        if token.lower_ == "front" and child.lower_ == "of"
        for grand in child.children
        if grand.dep_ == "pobj"
    ]
    yield from inner or [token]


def _behind_for(item: Token) -> Iterator[Token]:
    for child in item.children:
        if child.dep_ == "prep" and child.lower_ == "for":
            yield from (grand for grand in child.children if grand.dep_ == "pobj")


def _owners(item: Token) -> Iterator[Token]:
    """Who a thing is from: "Kuwaiti tents", "tents from Kuwait"."""
    for child in item.children:
        if child.dep_ in _OWNER_LABELS:
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("from", "by"):
            yield from (grand for grand in child.children if grand.dep_ == "pobj")


def _possessors(item: Token) -> Iterator[Token]:
    return (child for child in item.children if child.dep_ == "poss")


def _inside(match: Match, token: Token) -> set[int]:
    """The token itself where it stands among the words that the match names as its predicate."""
    return {token.i} if token in match.consumed or token == match.trigger else set()
