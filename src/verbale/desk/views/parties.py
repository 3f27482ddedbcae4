"""Parties: who asks and who is asked, and of each what it asked, was asked, promised and kept."""

from collections.abc import Iterable, Sequence
from typing import get_args

from verbale.desk.views.cases import Row, row
from verbale.desk.views.filters import side_names
from verbale.errors import NotFound, UsageError
from verbale.export.names import flat
from verbale.ledger import judging
from verbale.ledger.sides import side
from verbale.records import Event, Exit, Judgement, Party, Record
from verbale.store.base import View
from verbale.store.facets import narrowed
from verbale.store.query import And, Has, Is, Not, Or, Query, parse
from verbale.store.words import folded

LISTED = 500
LATEST = 10
# The events from which names and titles are told: the latest ones say who holds an office now.
SEEN = 100
PROMISED = ("pledged", "committed", "allocated", "delivering", "delivered")
ENDED = get_args(Exit)
ANSWERED = ("acknowledged", *PROMISED, *ENDED)
_EVERYTHING = parse("")


class Side(Record, frozen=True, kw_only=True):
    """A party as a list shows it: the cases in which it asks, and in which it is asked."""

    key: str
    name: str
    asks: int
    asked: int


class Parties(Record, frozen=True, kw_only=True):
    """The parties whose name has some words, those of the most cases first; `total` counts all, `after` asks for
    the next ones."""

    total: int
    sides: tuple[Side, ...]
    after: str | None = None


class Account(Record, frozen=True, kw_only=True):
    """What came of the cases on one side of a party, with the latest ones. A case may count under several."""

    cases: int
    promised: int
    delivering: int
    delivered: int
    ended: int
    unanswered: int
    latest: tuple[Row, ...]


class Name(Record, frozen=True, kw_only=True):
    """A name under which the party acts or is spoken of, with a title, and the days of its reports."""

    id: str
    name: str
    title: str | None
    first: str | None
    last: str | None
    events: int


class PartyPage(Record, frozen=True, kw_only=True):
    """A party: a country with those who speak for it, an organisation, an armed group. `standing` are the numbers of
    the judgements that hold."""

    key: str
    name: str
    asks: Account
    asked: Account
    names: tuple[Name, ...]
    judgements: tuple[Judgement, ...]
    standing: tuple[int, ...]


def parties(view: View, words: str = "", after: str | None = None, limit: int = LISTED) -> Parties:
    """Who asks and is asked, by name where `words` are given. Raises UsageError for a cursor that is none."""
    counts = view.tally("case", _EVERYTHING, "requester", "addressee").counts
    asks, asked = (
        {one.value: one.count for one in counts.get(name, ())} for name in ("requester", "addressee")
    )
    named = side_names(view, {**asks, **asked})
    wanted = set(folded(words))
    found = [
        Side(key=key, name=flat(name), asks=asks.get(key, 0), asked=asked.get(key, 0))
        for key, name in named.items()
        if wanted <= set(folded(f"{name} {key}"))
    ]
    found.sort(key=lambda one: (-(one.asks + one.asked), one.name))
    begin = _behind(found, after)
    shown = tuple(found[begin : begin + limit])
    more = begin + limit < len(found)
    return Parties(total=len(found), sides=shown, after=shown[-1].key if more else None)


def _behind(found: Sequence[Side], after: str | None) -> int:
    if after is None:
        return 0
    place = next((number for number, one in enumerate(found) if one.key == after), None)
    if place is None:
        raise UsageError(f"{after}: is no cursor of this list")
    return place + 1


def party_page(view: View, key: str) -> PartyPage:
    """A party by the key of its side: a country's code or a party's id. Raises NotFound."""
    asks, asked = (_account(view, facet, key) for facet in ("requester", "addressee"))
    name = side_names(view, (key,))[key]
    names = tuple(_names(view, key))
    if not (asks.cases or asked.cases or names):
        raise NotFound(f"{key}: no report names this party")
    mine = {key, *(one.id for one in names)}
    said = tuple(one for one in view.judgements(subject="party") if mine & judging.named(one))
    return PartyPage(
        key=key,
        name=flat(name),
        asks=asks,
        asked=asked,
        names=names,
        judgements=said,
        standing=tuple(one.number for one in judging.active(said)),
    )


def _account(view: View, facet: str, key: str) -> Account:
    own = narrowed(_EVERYTHING, {facet: (key,)})

    def size(*more: Query) -> int:
        return view.tally("case", And((own, *more))).total

    return Account(
        cases=size(),
        promised=size(Has("stage", PROMISED)),
        delivering=size(Has("stage", ("delivering",))),
        delivered=size(Has("stage", ("delivered",))),
        ended=size(Has("stage", ENDED)),
        unanswered=size(Not(Has("stage", ANSWERED))),
        latest=tuple(row(case) for case in view.cases(own, limit=LATEST)),
    )


def _names(view: View, key: str) -> list[Name]:
    """The names and titles of a side where it lately asked or was asked, else where it took part; the latest first."""
    words = folded(key)
    if not words:
        return []
    asking = Or((Has("requester", (key,)), Has("addressee", (key,))))
    # Counted first: what is counted stands in columns, where a list of it is found at once.
    asks = view.tally("event", asking).total > 0
    events = view.events(filter=asking if asks else Is("party", words), limit=SEEN).items
    articles = {one: view.article(one) for one in dict.fromkeys(event.article_id for event in events)}
    titles: dict[tuple[str, str, str], str | None] = {}
    days: dict[tuple[str, str, str], list[str]] = {}
    for event in events:
        for party in _of(key, event):
            called = party.id, flat(party.name), (party.title or "").casefold()
            titles.setdefault(called, party.title)
            days.setdefault(called, []).append((articles[event.article_id].published or "")[:10])
    found = [
        Name(
            id=called[0],
            name=called[1],
            title=titles[called],
            first=_first(seen),
            last=max(seen) or None,
            events=len(seen),
        )
        for called, seen in days.items()
    ]
    found.sort(key=lambda name: (name.last or "", name.events, name.name), reverse=True)
    return found


def _of(key: str, event: Event) -> Iterable[Party]:
    """The parties of an event that are this party or speak for it, each once."""
    roles = (*event.actors, *event.recipients, *event.beneficiaries)
    return {party.id: party for party in roles if key in (side(party), party.id)}.values()


def _first(days: Sequence[str]) -> str | None:
    return min((day for day in days if day), default=None)
