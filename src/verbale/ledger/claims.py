"""Claims: what each report says in the terms of a case, before reports of one move are put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from verbale.ledger import moves, sides, things
from verbale.ledger.days import last_day
from verbale.ledger.moves import HANDED_OVER, PROMISES
from verbale.ledger.sides import Roles
from verbale.ledger.state import ArticleFact
from verbale.ledger.things import Subject, subject
from verbale.ontology.ledger import LedgerTable, MoveRule
from verbale.records import Event, Move, Party, When

# What an answer that names nothing may point to, by its move. A vague promise is left vague.
_ASKED: frozenset[Move] = frozenset(("request",))
_TOLD = _ASKED | PROMISES | HANDED_OVER
_POINTS_TO: Mapping[Move, frozenset[Move]] = {
    "acknowledge": _ASKED,
    "refusal": _ASKED | PROMISES,
    "commitment": _TOLD,
    "suspension": PROMISES,
    "cancellation": PROMISES,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One event read as a move.

    `own` are the sides that the event names, `near` those of the nearest event that names both (null where it
    names both itself) and `beside` that event's parties; `aside` a reading in
    which the third side that acts answers the one that asks there; `open` are the pairs (who asks, who is asked)
    that it may be of, with the side that it leaves out taken from the article; `binds` where several that are asked are
    one case.
    `day` is the day of the move or else of the report, ISO 8601; empty where neither is known or the move
    belongs to an undated past. `speakers` are the sides that say so (empty: the article itself).
    """

    event: Event
    article: ArticleFact
    move: Move
    rule: MoveRule
    own: Roles
    near: Roles | None
    aside: Roles | None
    beside: tuple[Party, ...]
    open: frozenset[tuple[str, str]]
    binds: bool
    askers: tuple[Party, ...]
    answerers: tuple[Party, ...]
    subject: Subject
    day: str
    dated: bool
    past: bool
    due: str | None
    speakers: frozenset[str]
    conditional: bool
    term: str | None

    @property
    def place(self) -> tuple[bool, int, str]:
        """Sorts the claims of one article as they stand in it, the headline first."""
        first = self.event.evidence[0]
        return first.in_ is None, first.start, self.event.id

    @property
    def order(self) -> tuple[str, str, str, bool, int, str]:
        """Sorts claims by day, then as they were published, then as they stand in the text."""
        first = self.event.evidence[0]
        published = self.article.published or ""
        return self.day, published, self.article.id, first.in_ is None, first.start, self.event.id


def claims_of(article: ArticleFact, events: Sequence[Event], table: LedgerTable) -> tuple[Claim, ...]:
    """The claims of one article, from all of its events."""
    told = moves.contents(events)
    contained = {event.id for event in told.values()}
    found = []
    for event in events:
        content = told.get(event.id)
        rule = moves.move_of(event, content, table)
        if rule is None or (event.id in contained and event.factuality != "certain"):
            continue
        found.append(_claim(article, event, content, rule, events, table))
    ordered = sorted(found, key=lambda claim: claim.place)
    return tuple(_pointed(claim, ordered[:place], table) for place, claim in enumerate(ordered))


def _pointed(claim: Claim, before: Sequence[Claim], table: LedgerTable) -> Claim:
    """What names nothing ("declined the offer", "the other four", "weeks after Peru asked for him") is of what
    was told last before it of the same sides."""
    if claim.subject.things or (claim.answerers and not claim.own.answer):
        return claim
    wanted = _points_to(claim, table)
    told = _told(claim)
    meant = [
        one
        for one in before
        if one.move in wanted
        and one.past == claim.past
        and one.subject.things
        and not told.isdisjoint(_told(one) | {sides.dyad(*pair) for pair in one.open})
    ]
    if not meant:
        return claim
    counts = [item for item in claim.event.items if things.is_count(item, table)]
    found = meant[-1].subject.things
    if counts:
        found = tuple(replace(one, quantity=counts[0].quantity) for one in found if not one.unit)
    # a request that is told again was made some day before
    day = "" if claim.move == "request" and not claim.dated else claim.day
    return replace(claim, subject=replace(claim.subject, things=found), day=day)


def _points_to(claim: Claim, table: LedgerTable) -> frozenset[Move]:
    """The moves that may have named what a claim leaves unnamed."""
    items, matter = claim.event.items, claim.event.matter
    only_counts = bool(items) and all(things.is_count(item, table) for item in items)
    if only_counts or (claim.move in ("request", "pledge") and not items and matter is None):
        return _TOLD
    return _POINTS_TO.get(claim.move, frozenset())


def _told(claim: Claim) -> frozenset[str]:
    """The blocks of the sides that a claim names, else of those told near it."""
    near = claim.aside or claim.near
    return claim.own.pairs() or (near.pairs() if near is not None else frozenset())


def _claim(
    article: ArticleFact,
    event: Event,
    content: Event | None,
    rule: MoveRule,
    events: Sequence[Event],
    table: LedgerTable,
) -> Claim:
    askers, answerers = _parts(event, content, rule)
    binds = sides.roles(event).whole
    own = sides.roles_of(askers, answerers)
    if own.whole and not binds:
        own = own.first()  # the bond would be seen only with the event's content at hand
    strange = _is_strange(own, askers, answerers, event)
    named = (
        sides.roles(event, content).whole or rule.silent
    )  # who is silent names nobody: any of those who asked
    told = None if strange or named else sides.near(event, events)
    known = told is not None and event.event_type == "REQUEST" and sides.is_recalled(event)
    speakers = frozenset(source.country for source in event.sources[:1] if source.country)
    day, dated = _day(event, article)
    return Claim(
        event=event,
        article=article,
        move=_named(rule.move, event, own, speakers, table),
        rule=rule,
        own=own,
        near=None if told is None else told.roles,
        aside=None if told is None else sides.beside(event, told),
        beside=() if told is None else told.parties,
        open=frozenset(() if strange or known else sides.open_pairs(own, sides.around(events))),
        binds=binds,
        askers=askers,
        answerers=answerers,
        subject=_subject(event, content, table),
        day=day,
        dated=dated,
        past=event.background and not dated,
        due=_due(event, content, article, table),
        speakers=speakers,
        conditional=rule.move in PROMISES and _is_conditional(event, content, table),
        term=moves.first_of(table.terms, moves.clause(event)),
    )


def _is_strange(own: Roles, askers: Sequence[Party], answerers: Sequence[Party], event: Event) -> bool:
    """Whether somebody who acts for no state answers, or asks ("church groups urge the government")."""
    acting = askers if event.event_type == "REQUEST" and not own.ask else answerers if not own.answer else ()
    return bool(acting) and not any(sides.is_official(one) for one in acting)


def _parts(
    event: Event, content: Event | None, rule: MoveRule
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who asks (or is to receive) and who is asked (or gives); the content tells who is to receive, if not
    the event."""
    if rule.asker == "actors" and event.event_type != "REQUEST":
        return event.actors, event.recipients
    askers, answerers = sides.parts(event, content)
    return askers, answerers


def _subject(event: Event, content: Event | None, table: LedgerTable) -> Subject:
    own = subject(event, table)
    if own.things or content is None:
        return own
    inner = subject(content, table)
    return Subject(inner.things, own.matter | inner.matter, own.said | inner.said)


def _named(move: Move, event: Event, own: Roles, speakers: frozenset[str], table: LedgerTable) -> Move:
    """What is handed over is a delivery, of money a disbursement; when the receiver says so, a receipt."""
    if move != "delivery":
        return move
    if speakers and speakers <= set(own.ask):
        return "receipt_confirmed"
    is_money = bool(event.items) and all(item.category in table.money for item in event.items)
    return "disbursement" if is_money else move


def _day(event: Event, article: ArticleFact) -> tuple[str, bool]:
    """The day of the move and whether the text states it; a promise's own time is when it falls due, not made,
    and "this year" is told on the day of the report."""
    published = (article.published or "")[:10]
    when = event.when if event.when is not None and event.when.basis in ("explicit", "relative") else None
    stated = when.start if when is not None else None
    if stated and not (published and last_day((when and when.end) or stated) > published):
        return stated, True
    return ("" if event.background else published), False


def _due(event: Event, content: Event | None, article: ArticleFact, table: LedgerTable) -> str | None:
    """The last day by which it was to be done, where the text states one that was still to come."""
    published = (article.published or "")[:10]
    ends = [
        last_day(one.when.end)
        for one in (event, content)
        if one is not None and one.when is not None and one.when.end and _is_deadline(one.when, event, table)
    ]
    return max((end for end in ends if published and end > published), default=None)


def _is_deadline(when: When, event: Event, table: LedgerTable) -> bool:
    """Whether a time is the last day for something: "by May 15", and not "next week"."""
    text = (when.text or "").lower()
    said = moves.clause(event)
    return any(text.startswith(f"{word} ") or f"{word} {text}" in said for word in table.deadlines)


def _is_conditional(event: Event, content: Event | None, table: LedgerTable) -> bool:
    """Whether an open condition stands with a promise: in its record, or in its words."""
    stated = any(one is not None and one.condition is not None for one in (event, content))
    return stated or moves.first_of(table.conditions, moves.clause(event)) is not None
