"""The same query finds the same in every kind of store: random small ledgers, random queries."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store_samples import article, case, event, item, judgement, on, party, speaker, step, take
from verbale.ledger.decide import Intents
from verbale.records import Article, Event, Judgement
from verbale.store import Store, View, Writer
from verbale.store.charted import CHARTED
from verbale.store.facets import narrowed
from verbale.store.query import parse
from verbale.store.rows import Kind

CODES = ("NOR", "SWE", "FIN", "KAZ+KGZ")
WORDS = "norway sweden asked for patrol boats rifles and buses in bodø".split()
TYPES = ("REQUEST", "AGREE", "AID", "REJECT", "ASSAULT")
DAYS = ("2015", "2015-10", "2015-10-31", "2015-11-01", "2016-02", None)
STAGES = ("requested", "pledged", "delivered", None)
LEDGERS = 4
KINDS: tuple[Kind, ...] = get_args(Kind)
Change = Callable[[Writer], object]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def pairs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[list[View]]]:
    """For each ledger its view in memory and its view in a database."""
    folder: Path = tmp_path_factory.mktemp("agreement")
    with ExitStack() as stack:
        found = []
        for seed in range(LEDGERS):
            urls = ["memory:", f"sqlite:///{folder / str(seed)}.db"]
            if request.param == "postgresql":
                fresh: Callable[[], str] = request.getfixturevalue("postgresql")
                urls[1] = fresh()
            stores = [stack.enter_context(Store.open(url)) for url in urls]
            for store in stores:
                _fill(store, random.Random(seed))
            found.append([stack.enter_context(store.view()) for store in stores])
        yield found


def _fill(store: Store, dice: random.Random) -> None:
    """A ledger: pages of which some change, events of which some are judged and coded again, cases.

    Counted after each change, as a desk does: what was counted before is gone on with.
    """

    def write(change: Change) -> None:
        with store.writer() as writer:
            change(writer)
        with store.view() as view:
            for kind in KINDS:
                view.facets(kind, "requester:NOR stage:pledged")

    events: list[str] = []
    for number in range(12):
        key = f"a{number}"
        told = [_event(key, place, dice) for place in range(dice.randrange(4))]
        page = article(
            key,
            title=_text(dice, 4),
            text=_text(dice, 120),
            published=dice.choice(DAYS),
            outlet=dice.choice(("Radio Narvik", "Narvik Post", None)),
            agency=dice.choice(("Norsk Wire", None)),
        )
        source = f"source {dice.randrange(9)}"
        write(_taken(page, told, source))
        events += [one.id for one in told]
    for number in range(6):
        write(_case(f"c{number}", dice.sample(events, min(3, len(events))), dice))
    for key in dice.sample(events, len(events) // 2):
        write(_said(judgement(dice.choice(("accept", "reject", "fix")), key)))
    write(_said(judgement("undo", "any", detail={"number": "1"})))
    write(lambda writer: writer.put_events("a11", [_event("a11", 8, dice)]))
    write(_case("c0", dice.sample(events, min(2, len(events))), dice))


def _taken(page: Article, told: Sequence[Event], source: str) -> Change:
    return lambda writer: take(writer, page, *told, source=source)


def _said(judgement: Judgement) -> Change:
    return lambda writer: writer.append(judgement)


def _event(key: str, place: int, dice: random.Random) -> Event:
    return event(
        key,
        place,
        dice.choice(TYPES),
        dice.choice(CODES),
        dice.choice(CODES),
        *dice.sample(("2 boats", "rifles", "troops"), dice.randrange(3)),
        beneficiaries=(party("ISL", "Jón Jónsson"),) if dice.random() < 0.2 else (),
        when=on(day) if (day := dice.choice(DAYS)) else None,
        confidence=dice.choice((0.2, 0.5, 0.8)),
        sources=(speaker("NOR", "Astrid Holm"),) if dice.random() < 0.3 else (),
        says=_text(dice, 5),
    )


def _case(key: str, events: list[str], dice: random.Random) -> Change:
    steps = tuple(
        step(f"{key}-{one}", one, review=dice.choice(("accepted", "unreviewed", "stale"))) for one in events
    )
    put = case(
        key,
        *steps,
        requester=(party(dice.choice(CODES)),),
        items=(item(dice.choice(("2 boats", "loan"))),),
        stage=dice.choice(STAGES),
        provisional_stage=dice.choice(STAGES),
        exit=dice.choice(("refused", None)),
        opened=dice.choice(DAYS),
        updated=dice.choice(DAYS),
    )
    return lambda writer: writer.apply(Intents(put_steps=steps, put_cases=(put,)))


def _text(dice: random.Random, number: int) -> str:
    return " ".join(dice.choices(WORDS, k=number))


TERMS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda word: f"{word[:3]}*"),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(lambda two: f'"{two[0]} {two[1]}"'),
    st.tuples(
        st.sampled_from("requester addressee actor recipient beneficiary party".split()),
        st.sampled_from(
            ["NOR", "SWE", "FIN", "KAZ", "ISL", "Jonsson", '"jon jonsson"', '"kaz kgz"', '"swe fin"']
        ),
    ).map(":".join),
    st.sampled_from(TYPES).map("type:{}".format),
    st.sampled_from(["requested", "pledged", "delivered", "refused"]).map("stage:{}".format),
    st.sampled_from(["boats", "rifle", "military_equipment", "troops", "financial"]).map("item:{}".format),
    st.sampled_from(["Narvik", '"Radio Narvik"', '"Narvik Radio"']).map("outlet:{}".format),
    st.sampled_from(["unreviewed", "accepted", "rejected", "stale"]).map("review:{}".format),
    st.sampled_from(["source:Holm", "source:NOR", "agency:wire", "case:c1", "article:a3", "event:a3-0"]),
    st.tuples(st.sampled_from(("after", "before")), st.sampled_from([day for day in DAYS if day])).map(
        ":".join
    ),
    st.tuples(st.sampled_from((">=", ">", "<=", "<")), st.sampled_from(("0.2", "0.5", "0.8"))).map(
        lambda two: f"confidence:{two[0]}{two[1]}"
    ),
)
QUERIES = st.recursive(
    TERMS,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(lambda two: f"({two[0]} {two[1]})"),
        st.tuples(parts, parts).map(lambda two: f"({two[0]} OR {two[1]})"),
        parts.map(lambda part: f"-{part}"),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(ledger=st.integers(0, LEDGERS - 1), query=QUERIES, kind=st.sampled_from(KINDS))
def test_all_stores_find_the_same(pairs: list[list[View]], ledger: int, query: str, kind: str) -> None:
    reference, database = pairs[ledger]
    assert database.search(query, kind=kind) == reference.search(query, kind=kind)


def test_each_field_finds_the_same(pairs: list[list[View]]) -> None:
    for field in ("requester", "addressee", "actor", "recipient", "beneficiary", "party"):
        for code in ("NOR", "KAZ", "ISL"):
            for reference, database in pairs:
                for kind in KINDS:
                    query = f"{field}:{code}"
                    assert database.search(query, kind=kind) == reference.search(query, kind=kind), query


CHOICES = st.dictionaries(
    st.sampled_from(
        ("requester", "addressee", "type", "item", "stage", "outlet", "review", "confidence", "date")
    ),
    st.lists(
        st.sampled_from(
            (
                *"NOR SWE FIN KAZ REQUEST AGREE AID military_equipment troops pledged refused".split(),
                *"accepted stale 0.5 0.8".split(),
                "Radio Narvik",
                "Narvik Post",
            )
        ),
        max_size=3,
    ),
    max_size=3,
).map(
    lambda found: {**found, "date": ["2015-10", "2016"][: len(found["date"])]} if "date" in found else found
)


@settings(max_examples=150, deadline=None)
@given(
    ledger=st.integers(0, LEDGERS - 1),
    query=st.one_of(st.just(""), QUERIES),
    kind=st.sampled_from(KINDS),
    chosen=CHOICES,
    inside=st.sampled_from(["", "2015", "2015-10"]),
)
def test_all_stores_count_the_same(
    pairs: list[list[View]], ledger: int, query: str, kind: str, chosen: dict[str, list[str]], inside: str
) -> None:
    reference, database = pairs[ledger]
    counted = reference.facets(kind, query, chosen, inside=inside)
    assert database.facets(kind, query, chosen, inside=inside) == counted
    found = database.search(narrowed(parse(query), chosen), kind=kind)
    assert found == reference.search(narrowed(parse(query), chosen), kind=kind)
    assert len(found) == counted.total
    first = database.search(narrowed(parse(query), chosen), 2, kind=kind)
    assert first.items == found.items[:2]
    rest = (
        database.search(narrowed(parse(query), chosen), after=first.after, kind=kind) if first.after else ()
    )
    assert tuple(rest) == found.items[2:]
    narrow = narrowed(parse(query), chosen)
    assert database.tally(kind, narrow, *CHARTED, "stage") == reference.tally(kind, narrow, *CHARTED, "stage")
    crossed = database.pairs(kind, narrow, "requester", "addressee")
    assert crossed == reference.pairs(kind, narrow, "requester", "addressee")


def test_a_count_is_what_choosing_its_value_finds(pairs: list[list[View]]) -> None:
    for reference, database in pairs:
        for kind in KINDS:
            for facet, counts in database.facets(kind, "").counts.items():
                for one in counts:
                    chosen = {facet: [one.value]}
                    found = reference.search(narrowed(parse(""), chosen), kind=kind)
                    assert len(found) == one.count, (kind, chosen)


def test_the_queries_find_something_and_not_everything(pairs: list[list[View]]) -> None:
    """A test of the test: ledgers in which every query finds nothing would agree on anything."""
    reference = pairs[0][0]
    for query in (
        '"patrol boats"',
        "stage:pledged",
        "review:stale",
        "item:boats",
        "confidence:>0.5",
        "after:2015-11",
    ):
        assert 0 < len(reference.search(query)) < len(reference.search("")), query
    for kind in ("article", "case"):
        assert 0 < len(reference.search("item:rifles", kind=kind)) < len(reference.search("", kind=kind))


def test_stores_agree_on_everything_else(pairs: list[list[View]]) -> None:
    for reference, database in pairs:
        assert database.count() == reference.count()
        assert database.articles() == reference.articles()
        assert database.events() == reference.events()
        assert database.cases() == reference.cases()
        assert database.parties() == reference.parties()
        assert database.steps() == reference.steps()
        assert database.judgements() == reference.judgements()
        for blocks in (["NOR|SWE"], ["FIN|NOR", "FIN|SWE"], None):
            one, other = reference.state(blocks), database.state(blocks)
            assert other.blocks == one.blocks
            assert other.articles == one.articles
            assert set(map(repr, other.reports)) == set(map(repr, one.reports))
            assert database.ledger(blocks) == reference.ledger(blocks)
