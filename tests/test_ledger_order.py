"""Whatever the order and the batches in which reports arrive, the same cases stand in the end."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_samples import NOW, article, event, on, speaker, state
from verbale.ledger.cases import cases
from verbale.ledger.copies import Signature
from verbale.ledger.decide import Intents, Ledger, decide
from verbale.ledger.sides import blocks, links
from verbale.ledger.state import ArticleFact, State
from verbale.records import Case, Event

Page = tuple[ArticleFact, tuple[Event, ...]]
CODES = ("LBR", "PRT", "ESP", "SEN")
THINGS = ("2 patrol boats", "patrol boats", "1 patrol boat", "tents", "fuel", "help")
TYPES = ("REQUEST", "REQUEST", "AGREE", "AGREE", "AID", "REJECT", "SANCTION", "CONSULT")


class Shelf:
    """The smallest store: keeps reports, recomputes only the blocks that an arrival touches."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.cases: dict[str, Case] = {}

    def add(self, pages: Iterable[Page]) -> Intents:
        arrived = list(pages)
        self.pages |= {fact.id: (fact, events) for fact, events in arrived}
        fresh = {key for _, events in arrived for one in events for key in blocks(one, among=events)}
        touched = self.closed(fresh)
        known = [
            (fact, events)
            for fact, events in self.pages.values()
            if any(touched & blocks(one, among=events) for one in events)
        ]
        facts, told = [fact for fact, _ in known], [one for _, events in known for one in events]
        affected = state(facts, told, blocks=touched)
        intents = decide(Ledger(cases=tuple(self.cases.values())), affected, now=NOW)
        for key in intents.drop_cases:
            del self.cases[key]
        self.cases |= {case.id: case for case in intents.put_cases}
        return intents

    def closed(self, found: set[str]) -> frozenset[str]:
        bonds = [links(one) for _, events in self.pages.values() for one in events]
        while True:
            wider = found.union(*(bond for bond in bonds if bond & found))
            if wider == found:
                return frozenset(found)
            found = wider


@st.composite
def events(draw: st.DrawFn, key: str, place: int) -> Event:
    kind = draw(st.sampled_from(TYPES))
    who = draw(st.sampled_from(CODES))
    others = draw(st.lists(st.sampled_from([code for code in CODES if code != who]), max_size=2, unique=True))
    day = draw(st.sampled_from((None, "2026-03-04", "2026-03-20", "2026-01-10")))
    return event(
        key,
        place,
        kind,
        draw(st.sampled_from((who, who, who, ""))),
        " ".join(others),
        *draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True)),
        factuality=draw(st.sampled_from(("certain", "certain", "unknown"))),
        polarity=draw(st.sampled_from(("positive", "positive", "negative"))),
        sources=tuple(speaker(code) for code in draw(st.lists(st.sampled_from(CODES), max_size=1))),
        when=on(day) if day else None,
        background=draw(st.booleans()),
    )


@st.composite
def stories(draw: st.DrawFn) -> list[Page]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        key = f"a{number}"
        day = draw(st.sampled_from((None, "2026-03-02", "2026-03-05", "2026-03-20", "2026-11-01")))
        told = tuple(draw(events(key, place)) for place in range(draw(st.integers(1, 4))))
        found.append((article(key, day, signature=Signature(0, ())), told))
    return found


def whole(pages: list[Page]) -> State:
    return state([fact for fact, _ in pages], [one for _, told in pages for one in told])


@settings(max_examples=150, deadline=None)
@given(st.data(), stories())
def test_order_and_batches_do_not_matter(data: st.DataObject, pages: list[Page]) -> None:
    expected = {case.id: case for case in cases(whole(pages), now=NOW)}
    order = data.draw(st.permutations(pages))
    cuts = data.draw(st.lists(st.integers(0, len(order)), max_size=3))
    bounds = sorted({0, len(order), *cuts})
    shelf = Shelf()
    for first, last in pairwise(bounds):
        shelf.add(order[first:last])
    assert shelf.cases == expected


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), stories())
def test_a_state_is_a_bag(random, pages) -> None:
    facts, told = [fact for fact, _ in pages], [one for _, events in pages for one in events]
    expected = cases(state(facts, told), now=NOW)
    random.shuffle(facts)
    random.shuffle(told)
    assert cases(state(facts, told), now=NOW) == expected


@settings(max_examples=60, deadline=None)
@given(stories())
def test_ids_are_unique_and_adding_again_changes_nothing(pages) -> None:
    found = cases(whole(pages), now=NOW)
    assert len({case.id for case in found}) == len(found)
    steps = {step for case in found for step in case.steps}  # several cases may share a step
    assert len({step.id for step in steps}) == len(steps)
    shelf = Shelf()
    shelf.add(pages)
    assert shelf.add(pages) == Intents()


def test_a_late_earlier_report_takes_the_case_over() -> None:
    first = (article("a1", "2026-03-02"), (event("a1", 0, "REQUEST", "LBR", "PRT", "2 patrol boats"),))
    second = (article("a2", "2026-03-03"), (event("a2", 0, "REQUEST", "LBR", "PRT", "patrol boats"),))
    late = Shelf()
    late.add([second])
    before = set(late.cases)
    intents = late.add([first])
    early = Shelf()
    early.add([first])
    early.add([second])
    assert late.cases == early.cases
    assert set(intents.drop_cases) == before
