"""A case as a page shows it: a lane for each side asked, every step with its words and who says so."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from verbale import asking
from verbale.desk.views.cases import Row, row
from verbale.desk.views.cite import citation
from verbale.desk.views.following import Standing, standing
from verbale.desk.views.moved import stands
from verbale.desk.words import sentences, voice
from verbale.export.casefile import CaseFile
from verbale.export.caselines import headline
from verbale.export.minutes import quoted
from verbale.export.names import country
from verbale.ledger.sides import each, side
from verbale.records import Case, Judgement, Party, Record, Step
from verbale.store.base import View
from verbale.store.facets import narrowed, sides
from verbale.store.query import parse

# Cases that are offered to be merged with, or to move a step to.
NEAR = 20


class Told(Record, frozen=True, kw_only=True):
    """One report of a step: the event in words, what it stands on, who says so, where and when."""

    event: str
    sentence: str
    quote: str
    voice: str
    article: str
    title: str
    outlet: str | None
    published: str | None
    factuality: str
    polarity: str
    confidence: float
    cite: str


class Move(Record, frozen=True, kw_only=True):
    """A step with its number in the case and its reports; `makes` where the stage stands on it."""

    number: int
    step: Step
    makes: bool
    told: tuple[Told, ...]


class Lane(Record, frozen=True, kw_only=True):
    """What one side was asked and answered; without a name, what concerns none or all of them."""

    name: str
    moves: tuple[Move, ...]


class Passing(Record, frozen=True, kw_only=True):
    """A step in the course of a case: when it was, and the days of its first and last report."""

    number: int
    step: str
    when: str
    reported: str | None
    last: str | None
    makes: bool


class CasePage(Record, frozen=True, kw_only=True):
    """A case with its lanes, its course in order of time, and what people judged of it.

    `said_in` names the step whose words say a value of the case: "requester", "addressee", "items", "opened",
    "updated".
    """

    case: Case
    title: str
    standing: Standing
    lanes: tuple[Lane, ...]
    course: tuple[Passing, ...]
    said_in: dict[str, int]
    makers: tuple[int, ...]
    judgements: tuple[Judgement, ...]


def case_page(view: View, case_id: str, today: str) -> CasePage:
    """A case by its id. Raises NotFound, and Moved where it was merged into another."""
    file = asking.case_file(view, stands(view, case_id).id)
    case = asking.as_of(file.case, today)
    moves = tuple(_moves(file))
    return CasePage(
        case=case,
        title=headline(case),
        standing=standing(case, date.fromisoformat(today)),
        lanes=tuple(_lanes(case, moves)),
        course=tuple(sorted(map(_passing, moves), key=lambda one: (one.when or "9999", one.number))),
        said_in=dict(_said_in(case, moves)),
        makers=tuple(move.number for move in moves if move.makes),
        judgements=file.judgements,
    )


def near(view: View, case: Case) -> tuple[Row, ...]:
    """Other cases of the same sides, which may be one with this case or have a step of it; the latest first."""
    asks, asked = sorted(sides(case.requester)), sorted(sides(case.addressee))
    several = (
        {"requester": asks, "addressee": asked},
        {"requester": asked, "addressee": asks},
        {"requester": asks},
    )
    found: dict[str, Row] = {}
    for chosen in several:
        query = narrowed(parse(""), chosen)
        # Counted first: what is counted stands in columns, where a list of it is found at once.
        if all(chosen.values()) and len(found) < NEAR and view.tally("case", query).total:
            cases = view.cases(query, limit=NEAR + 1)
            found |= {one.id: row(one) for one in cases if one.id != case.id and one.id not in found}
    return tuple(found.values())[:NEAR]


def _passing(move: Move) -> Passing:
    days = sorted(told.published[:10] for told in move.told if told.published)
    return Passing(
        number=move.number,
        step=move.step.move,
        when=(move.step.when.start or "") if move.step.when else "",
        reported=days[0] if days else None,
        last=days[-1] if days else None,
        makes=move.makes,
    )


def _said_in(case: Case, moves: tuple[Move, ...]) -> Iterator[tuple[str, int]]:
    """The step that says each value of a case, a request before others."""
    asking_first = sorted(moves, key=lambda move: (move.step.move != "request", move.number))
    for name, parties in (("requester", case.requester), ("addressee", case.addressee)):
        own = sides(parties)
        said = (move for move in asking_first if own & sides((*move.step.actors, *move.step.recipients)))
        yield from ((name, move.number) for move in islice(said, 1))
    wanted = {item.text for item in case.items}
    said = (move for move in asking_first if wanted & {item.text for item in move.step.items})
    yield from (("items", move.number) for move in islice(said, 1))
    for name, day in (("opened", case.opened), ("updated", case.updated)):
        said = (move for move in moves if day and day[:10] in _days(move))
        yield from ((name, move.number) for move in islice(said, 1))


def _days(move: Move) -> set[str]:
    return {told.published[:10] for told in move.told if told.published}


def _moves(file: CaseFile) -> Iterator[Move]:
    said = sentences(file.events)
    for number, step in enumerate(file.case.steps, 1):
        told = tuple(
            Told(
                event=event.id,
                sentence=said[event.id],
                quote=quoted(event),
                voice=voice(event),
                article=article.id,
                title=article.title,
                outlet=article.outlet,
                published=article.published,
                factuality=event.factuality,
                polarity=event.polarity,
                confidence=event.confidence,
                cite=citation(article, event).line,
            )
            for event, article in file.reports(step)
        )
        yield Move(number=number, step=step, makes=step.id in file.case.stage_steps, told=told)


def _lanes(case: Case, moves: tuple[Move, ...]) -> Iterator[Lane]:
    """A lane for each side; a request to all of them stands before."""
    sides = {key: _name(party, key) for party in case.addressee for key in _sides(party)}
    if len(sides) < 2:
        yield Lane(name=next(iter(sides.values()), "nobody named"), moves=moves)
        return
    placed: dict[str, list[Move]] = {key: [] for key in sides}
    common: list[Move] = []
    for move in moves:
        named = {key for party in (*move.step.actors, *move.step.recipients) for key in _sides(party)}
        own = [key for key in sides if key in named]
        if len(own) == 1:
            placed[own[0]].append(move)
        else:
            common.append(move)
    if common:
        yield Lane(name="All of them", moves=tuple(common))
    yield from (Lane(name=sides[key], moves=tuple(own)) for key, own in placed.items() if own)


def _sides(party: Party) -> tuple[str, ...]:
    own = each(party)
    return own[1:] or own  # of a few states together, each


def _name(party: Party, key: str) -> str:
    return country(key) if key != side(party) or party.country == key else party.name
