"""Steps: typed moves, each from all reports of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verbale.ledger import copies, sides, things
from verbale.ledger.days import days_between
from verbale.ledger.judging import Judged
from verbale.ledger.lanes import Docket, Entry
from verbale.ledger.moves import HANDED_OVER
from verbale.ledger.things import Subject, Thing
from verbale.ontology.ledger import LedgerTable
from verbale.records import Item, Move, Party, Review, Step, When

# What nobody does ("the measures that have frozen its funds") stops nothing of its own.
_STOPS: frozenset[Move] = frozenset(("suspension", "cancellation"))


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step with what the rules need of it.

    `answer` are the sides that answer or are asked, `third` marks one that was not asked; `sure` that it is
    claimed as certain; `speakers` the sides that say so, `voiced` that an article says so in its own voice;
    `ids` the ids that each of its reports alone would have given the step and its case.
    """

    step: Step
    entries: tuple[Entry, ...]
    docket: Docket
    answer: frozenset[str]
    third: bool
    subject: Subject
    day: str
    last: str
    past: bool
    sure: bool
    conditional: bool
    due: str | None
    speakers: frozenset[str]
    voiced: bool

    @property
    def order(self) -> tuple[str, str, str, bool, int, str]:
        """Sorts steps as their first reports are sorted, those of a known day before the others of the
        step."""
        orders = [entry.claim.order for entry in self.entries]
        return min((order for order in orders if order[0]), default=orders[0])

    @property
    def reported(self) -> str:
        """The last day on which it was reported; empty where none is known."""
        return max((entry.claim.article.published or "")[:10] for entry in self.entries)

    @property
    def requester(self) -> str:
        """The side that asks or is to receive."""
        return self.docket.requester

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the step has, or may have had while some of its reports were missing."""
        return _ids(self.entries, self.docket)

    @property
    def articles(self) -> frozenset[str]:
        """The articles that report it."""
        return frozenset(entry.claim.article.id for entry in self.entries)

    @property
    def move(self) -> Move:
        """The move that the step makes."""
        return self.step.move

    @property
    def is_loose(self) -> bool:
        """Whether no report of it says that it is of this requester and side."""
        return all(entry.loose for entry in self.entries)

    @property
    def is_deed(self) -> bool:
        """Whether it is told as a deed of another kind (a withdrawal, a closure), which answers only what names
        it."""
        return all(entry.claim.rule.deed for entry in self.entries)

    @property
    def is_silence(self) -> bool:
        """Whether it tells that no answer came."""
        return all(entry.claim.rule.silent for entry in self.entries)

    @property
    def is_answer_only(self) -> bool:
        """Whether it makes no case by itself; a refusal of nothing that is named answers something."""
        if (
            self.move == "request"
            and not self.subject.things
            and not any(entry.claim.own.answer for entry in self.entries)
        ):
            return True  # to nobody for nothing: "asked for it", or only talk ("asked not to be named")
        if not (self.subject.things or self.subject.matter) and not any(
            entry.claim.own.whole for entry in self.entries
        ):
            return True  # something was done for somebody
        if all(
            entry.aside
            or entry.loose
            or entry.claim.rule.answers
            or sides.is_mutual(entry.claim.event)
            or (self.move in _STOPS and not entry.claim.answerers)
            for entry in self.entries
        ):
            return True
        return self.move == "refusal" and not self.past and not (self.subject.things or self.subject.matter)


def steps_of(
    docket: Docket, entries: Iterable[Entry], judged: Judged, table: LedgerTable
) -> tuple[StepFact, ...]:
    """The steps of a docket, in order: reports of the same move are one."""
    heaps: list[list[Entry]] = []
    for entry in sorted(entries, key=lambda entry: entry.claim.order):
        fitting = [heap for heap in heaps if _belongs(entry, heap, docket, judged, table)]
        if fitting:
            fitting[-1].append(entry)
        else:
            heaps.append([entry])
    heaps = _merged(heaps, docket, judged)
    return tuple(sorted((_fact(docket, heap, judged) for heap in heaps), key=lambda fact: fact.order))


def _belongs(entry: Entry, heap: Sequence[Entry], docket: Docket, judged: Judged, table: LedgerTable) -> bool:
    first = heap[0]
    claim, other = entry.claim, first.claim
    return (
        _move(entry, docket, judged) == _move(first, docket, judged)
        and entry.third == first.third
        and bool(entry.answer & first.answer)
        and judged.apart(claim.event.id) == judged.apart(other.event.id)
        and (judged.review(claim.event.id) == "rejected") == (judged.review(other.event.id) == "rejected")
        and (claim.move != "denial" or claim.speakers == other.speakers)
        and _same_subject(entry, heap)
        and (not entry.loose or _shares(entry, heap, table))
        and any(_same_time(entry, one, table) for one in heap)
    )


def _same_subject(entry: Entry, heap: Sequence[Entry]) -> bool:
    mine = entry.claim.subject
    theirs = [thing for one in heap for thing in one.claim.subject.things]
    if mine.things and theirs:
        pairs = [(one, other) for one in mine.things for other in theirs if things.same(one, other)]
        counted = entry.claim.move in HANDED_OVER
        return bool(pairs) and not (counted and any(counts_differ(*pair) for pair in pairs))
    if entry.claim.past != heap[0].claim.past:
        return False  # nothing ties an undated past to the present
    if mine.things or theirs or entry.claim.event.event_mode == heap[0].claim.event.event_mode:
        matter = frozenset[str]().union(*(one.claim.subject.matter for one in heap))
        return bool(mine.things or theirs) or not (mine.matter and matter) or bool(mine.matter & matter)
    return False


def _shares(entry: Entry, heap: Sequence[Entry], table: LedgerTable) -> bool:
    """Whether an entry names a thing or a word of what the heap is about."""
    mine = entry.claim.subject
    return any(
        any(things.same(one, other) for one in mine.things for other in known.claim.subject.things)
        or any(thing.keys and thing.keys <= known.claim.subject.said for thing in mine.things)
        or bool(things.overlap(mine.matter, known.claim.subject.matter, table))
        for known in heap
    )


def counts_differ(one: Thing, other: Thing) -> bool:
    """Whether two words give different numbers of a thing: 1 and 2, "one boat" and "boats", "boat" and
    "boats"."""
    if one.quantity is not None and other.quantity is not None:
        return one.unit == other.unit and one.quantity != other.quantity
    if one.quantity is None and other.quantity is None:
        return one.head == other.head and one.plural != other.plural
    counted, open_ = (one, other) if one.quantity is not None else (other, one)
    return counted.unit is None and (counted.quantity == 1) == open_.plural


def _same_time(entry: Entry, other: Entry, table: LedgerTable) -> bool:
    one, two = entry.claim, other.claim
    if not one.day or not two.day:
        return True
    both = one.dated and two.dated
    return days_between(one.day, two.day) <= (table.days.dated_step if both else table.days.same_step)


def _merged(heaps: list[list[Entry]], docket: Docket, judged: Judged) -> list[list[Entry]]:
    """The heaps after people put steps together."""
    for one, others in judged.step_merges:
        wanted = {one, *others}
        chosen = [heap for heap in heaps if wanted & _ids(heap, docket)]
        if len(chosen) > 1:
            rest = [heap for heap in heaps if heap not in chosen]
            joined = sorted((entry for heap in chosen for entry in heap), key=lambda entry: entry.claim.order)
            heaps = [*rest, joined]
    return heaps


def _ids(heap: Sequence[Entry], docket: Docket) -> frozenset[str]:
    return frozenset(key for entry in heap for key in docket.step_ids(entry.claim.event.id))


def _move(entry: Entry, docket: Docket, judged: Judged) -> Move:
    event_id = entry.claim.event.id
    given = (judged.fixed_move(event_id, key) for key in docket.step_ids(event_id))
    return next((move for move in given if move), None) or entry.claim.move


def _fact(docket: Docket, heap: Sequence[Entry], judged: Judged) -> StepFact:
    claims = [entry.claim for entry in heap]
    days = sorted(claim.day for claim in claims if claim.day)
    found = {thing.text.lower(): thing for claim in claims for thing in claim.subject.things}
    return StepFact(
        step=_step(docket, heap, judged),
        entries=tuple(heap),
        docket=docket,
        answer=frozenset[str]().union(*(entry.answer for entry in heap)),
        third=heap[0].third,
        subject=Subject(
            things=tuple(found[key] for key in sorted(found)),
            matter=frozenset[str]().union(*(claim.subject.matter for claim in claims)),
            said=frozenset[str]().union(*(claim.subject.said for claim in claims)),
        ),
        day=days[0] if days else "",
        last=days[-1] if days else "",
        past=all(claim.past for claim in claims),
        sure=any(claim.event.factuality == "certain" for claim in claims),
        conditional=any(claim.conditional for claim in claims),
        due=max((claim.due for claim in claims if claim.due), default=None),
        speakers=frozenset[str]().union(*(claim.speakers for claim in claims)),
        voiced=any(not claim.event.sources for claim in claims),
    )


def _step(docket: Docket, heap: Sequence[Entry], judged: Judged) -> Step:
    claims = [entry.claim for entry in heap]
    own = docket.step_ids(claims[0].event.id)[0]
    articles = {claim.article.id: claim.article for claim in claims}
    return Step(
        id=own,
        move=_move(heap[0], docket, judged),
        source_term=next((claim.term for claim in claims if claim.term), None),
        events=tuple(dict.fromkeys(claim.event.id for claim in claims)),
        actors=distinct_parties(party for claim in claims for party in claim.event.actors),
        recipients=distinct_parties(party for claim in claims for party in claim.event.recipients),
        items=distinct_items(item for claim in claims for item in claim.event.items),
        when=_when(heap),
        sources=tuple(
            sorted(
                {article.outlet or article.agency or article.id for article in articles.values()}
                | {source.name for claim in claims for source in claim.event.sources}
            )
        ),
        independent_sources=copies.independent(articles.values()),
        review=_review(heap, own, docket, judged),
    )


def _review(heap: Sequence[Entry], own: str, docket: Docket, judged: Judged) -> Review:
    said = [judged.review(one) for one in (own, *sorted(_ids(heap, docket) - {own}))]
    by_step = next((one for one in said if one is not None), None)
    if by_step is not None:
        return by_step
    by_event = [judged.review(entry.claim.event.id) for entry in heap]
    if "accepted" in by_event:
        return "accepted"
    return "rejected" if all(one == "rejected" for one in by_event) else "unreviewed"


def _when(heap: Sequence[Entry]) -> When | None:
    dated = next((entry.claim.event.when for entry in heap if entry.claim.dated), None)
    if dated is not None:
        return without_span(dated)
    day = next((entry.claim.day for entry in heap if entry.claim.day), None)
    return When(text=None, span=None, start=day, end=day, basis="publication") if day else None


def without_span(when: When) -> When:
    """A time without its place in one of the texts: a step has several."""
    return When(text=when.text, span=None, start=when.start, end=when.end, basis=when.basis)


def distinct_parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties, each id once, in order."""
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.id, party)
    return tuple(found.values())


def distinct_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items, each wording once, in order."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.text.lower(), item)
    return tuple(found.values())
