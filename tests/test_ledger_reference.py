"""The stages of any case equal those of the slow reference."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_samples import NOW, article, event, on, speaker, state
from reference_ledger import stage
from verbale.ledger.cases import cases
from verbale.ledger.copies import Signature
from verbale.ledger.state import ArticleFact
from verbale.records import Event

CODES = ("LBR", "PRT", "ESP")
THINGS = (
    "2 patrol boats",
    "1 patrol boat",
    "patrol boats",
    "tents",
    "20 tonnes of wheat",
    "5 tonnes of wheat",
    "help",
)
SAYS = (
    "clause",
    "Portugal offered it",
    "the first came",
    "both came",
    "set aside for it",
    "signed an agreement",
)


@st.composite
def told(draw: st.DrawFn, key: str) -> Event:
    who = draw(st.sampled_from(CODES))
    others = draw(
        st.lists(
            st.sampled_from([code for code in CODES if code != who]), min_size=1, max_size=2, unique=True
        )
    )
    kind = draw(st.sampled_from(("REQUEST", "AGREE", "AGREE", "AID", "AID", "REJECT", "SANCTION")))
    due = draw(st.sampled_from((None, None, "2026-03-01", "2026-04-30", "2026-12-31")))
    return event(
        key,
        0,
        kind,
        who,
        " ".join(others) if kind == "REQUEST" else others[0],
        *draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True)),
        says=draw(st.sampled_from(SAYS)),
        polarity=draw(st.sampled_from(("positive", "positive", "positive", "negative"))),
        factuality=draw(st.sampled_from(("certain", "certain", "probable"))),
        sources=tuple(speaker(code) for code in draw(st.lists(st.sampled_from(CODES), max_size=1))),
        when=on(due) if due else None,
    )


@st.composite
def pages(draw: st.DrawFn) -> list[tuple[ArticleFact, Event]]:
    days = st.integers(1, 28).map(lambda day: f"2026-03-{day:02}")
    found = []
    for number in range(draw(st.integers(1, 8))):
        fact = article(f"a{number}", draw(days), signature=Signature(0, ()))
        found.append((fact, draw(told(fact.id))))
    return found


@settings(max_examples=300, deadline=None)
@given(pages())
def test_stage_equals_the_reference(rows: list[tuple[ArticleFact, Event]]) -> None:
    events = {one.id: one for _, one in rows}
    published = {fact.id: fact.published for fact, _ in rows}
    for case in cases(state([fact for fact, _ in rows], list(events.values())), now=NOW):
        expected, exits = stage(case, events, published, NOW.isoformat())
        assert case.exit == exits or (
            case.exit is not None and exits is not None and case.exit in exits.split("|")
        )
        if exits is None:
            assert case.provisional_stage == expected
