"""The minutes: sentences made from records, who says so, and the layout of a page."""

from typing import Any

import msgspec
import pytest

from samples import (
    CHAD,
    ILVES,
    MALI,
    NORWAY,
    event,
    evidence,
    item,
    page,
    party,
    requested,
    source,
    when,
    where,
)
from verbale.export import minutes
from verbale.export.layout import Layout
from verbale.export.names import Names, joined
from verbale.export.patterns import Variant, table
from verbale.export.phrases import Phrases
from verbale.records import Event, EventType, Related, Removed

VARIANTS = [(kind, variant) for kind, variants in table().variants.items() for variant in variants]


def sentence(*events: Event) -> str:
    """The first event's sentence, the others being there to be linked."""
    return Phrases(events={one.id: one for one in events}, names=Names()).sentence(events[0])


def render(*events: Event, explain: bool = False, **changes: Any) -> str:
    return "".join(minutes.render([page(*events, **changes)], Layout(width=100, explain=explain)))


def fitting(kind: str, variant: Variant) -> tuple[Event, ...]:
    """An event in which just what the pattern speaks of is filled."""
    used = {
        name for name in ("recipients", "items", "beneficiaries", "content") if f"{{{name}}}" in variant.say
    }
    used |= set(variant.has)
    owner = CHAD if variant.owner == "recipients" else NORWAY
    aid = event("AID", "tents for Mali", actors=(owner,), recipients=(MALI,))
    return (
        event(
            kind,
            event_mode=variant.mode[0] if variant.mode else None,
            frame=variant.frames[0] if variant.frames else "ask-for",
            actors=(NORWAY, CHAD) if variant.sides else (NORWAY,),
            recipients=(CHAD,) if "recipients" in used else (),
            items=(item("tents"),) if "items" in used else (),
            beneficiaries=(MALI,) if "beneficiaries" in used else (),
            content=aid.id if "content" in used else None,
        ),
        aid,
    )


@pytest.mark.parametrize(("kind", "variant"), VARIANTS, ids=[variant.example for _, variant in VARIANTS])
def test_every_pattern_says_its_example(kind: str, variant: Variant) -> None:
    assert sentence(*fitting(kind, variant)) + "." == variant.example


def test_every_type_has_a_pattern_for_an_event_with_nothing_filled() -> None:
    for kind in EventType.__args__:
        assert sentence(event(kind, actors=(), recipients=())).startswith("Someone unnamed ")


@pytest.mark.parametrize(
    ("factuality", "polarity", "said"),
    [
        ("certain", "positive", "Norway attacked Chad"),
        ("certain", "negative", "Norway did not attack Chad"),
        ("probable", "positive", "Norway probably attacked Chad"),
        ("probable", "negative", "Norway probably did not attack Chad"),
        ("possible", "positive", "Norway may have attacked Chad"),
        ("possible", "negative", "Norway may not have attacked Chad"),
        ("unknown", "positive", "Norway would attack Chad"),
        ("unknown", "negative", "Norway would not attack Chad"),
    ],
)
def test_doubt_and_denial_are_said(factuality: str, polarity: str, said: str) -> None:
    assert sentence(event("ASSAULT", factuality=factuality, polarity=polarity)) == said


def test_no_actor_is_said_and_not_invented() -> None:
    assert sentence(event("AID", actors=(), polarity="negative")) == "No one helped Chad"


def test_linked_events_fold_into_one_sentence() -> None:
    aid = event("AID", "tents for Mali", actors=(MALI,), recipients=(CHAD,), factuality="unknown")
    request = event("REQUEST", "asked Chad", actors=(NORWAY,), recipients=(MALI,), content=aid.id)
    pledge = event("AGREE", "Chad refused us", content=request.id, recipients=())
    assert sentence(pledge, request, aid) == "Norway promised to ask Mali to help Chad"


def test_an_act_of_somebody_else_is_said_with_that() -> None:
    aid = event("AID", "tents for Mali", actors=(MALI,), recipients=(CHAD,), factuality="unknown")
    request = event("REQUEST", content=aid.id)
    assert sentence(request, aid) == "Norway asked Chad that Mali should help Chad"


def test_events_linked_in_a_circle_end() -> None:
    one = event("REQUEST", "asked Chad", content="AGREE-0")
    two = event("AGREE", "Norway", content=one.id)
    assert sentence(one, two).startswith("Norway asked Chad")


def test_time_and_place_stand_in_the_sentence() -> None:
    met = event(
        "CONSULT",
        where=where("Oslo", "NOR"),
        when=when("last week", "2015-10-05", "2015-10-11", "relative"),
    )
    assert sentence(met) == "Norway held talks with Chad in Oslo, last week (2015-10-05 to 2015-10-11)"
    undated = event("CONSULT", when=when("October 5", None, None, "unknown"))
    assert sentence(undated) == "Norway held talks with Chad on October 5"


def test_the_words_of_the_text_say_best_what_is_promised() -> None:
    matter = evidence("tents for Mali")
    told = when("on Monday", None, None)
    pledge = event(
        "AGREE", matter=msgspec.structs.replace(matter, text="to send tents on Monday."), when=told
    )
    assert sentence(pledge) == "Norway promised Chad to send tents on Monday"
    shelling = msgspec.structs.replace(matter, text="shelling the town")
    assert sentence(event("ACCUSE", matter=shelling)) == "Norway accused Chad of shelling the town"
    visit = msgspec.structs.replace(matter, text="to visit Chad")
    assert sentence(event("AGREE", matter=visit)) == "Norway promised to visit Chad"
    unfit = event("AGREE", matter=msgspec.structs.replace(matter, text="sending tents"))
    assert sentence(unfit) == "Norway made Chad a promise or an offer"


def test_what_is_refused_is_said_without_a_second_no() -> None:
    aid = event(
        "AID", "tents for Mali", polarity="negative", factuality="unknown", where=where("Oslo", "NOR")
    )
    refusal = event("REJECT", content=aid.id, where=where("Oslo", "NOR"))
    assert sentence(refusal, aid) == "Norway refused to help Chad in Oslo"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("United States", "the United States"),
        ("The Taliban", "The Taliban"),
        ("Mali", "Mali"),
        ("relief convoy", "the relief convoy"),
        ("Chad’s army", "Chad’s army"),
        ("rebels", "rebels"),
        ("two police", "two police"),
    ],
)
def test_names_take_their_article(name: str, said: str) -> None:
    assert Names().parties((party(name),)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Last year", ", last year"),
        ("Monday", " on Monday"),
        ("2015", " in 2015"),
        ("May 2015", " in May 2015"),
        ("May 12", " on May 12"),
        ("12 May", ", 12 May"),
    ],
)
def test_times_stand_in_the_middle_of_a_sentence(words: str, said: str) -> None:
    assert sentence(event("AID", when=when(words, None, None))) == f"Norway helped Chad{said}"


def test_an_office_is_told_once() -> None:
    names = Names()
    assert names.parties((ILVES,)) == "Mara Ilves, envoy,"
    assert names.parties((ILVES,)) == "Mara Ilves"


def test_lists_in_english() -> None:
    assert [joined(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_page_reads_as_minutes() -> None:
    text = render(
        *requested(),
        agency="Radio Lund",
        published="2024-05-02T10:00:00+02:00",
        related=(Related(title="Other", text="", url=None),),
        removed=(Removed(kind="breadcrumb", text="Home"), Removed(kind="author", text="Me")),
    )
    assert text.splitlines() == [
        "Norway asks Chad for tents",
        "from Radio Lund · 2024-05-02 · 1 other story’s teaser and 2 pieces of page furniture left out",
        "",
        "Norway → Chad",
        "  1  Mara Ilves, envoy, asked Chad to give tents for Mali.",
        "        “asked Chad”",
        "Chad → Norway",
        "  2  Chad turned down Norway.",
        "        says Mara Ilves to Radio Lund by telephone, word for word: “Chad refused us”",
    ]


def test_background_comes_last_under_its_own_heading() -> None:
    old = event("ASSAULT", "Chad attacked", actors=(CHAD,), recipients=(MALI,), background=True)
    lines = render(old, event("CONSULT")).splitlines()
    assert lines.index("Background") > lines.index("Norway → Chad")


def test_a_group_stands_under_the_countries_it_is_of() -> None:
    group = party("the two neighbours", members=("MLI", "TCD"))
    assert "Norway → Mali, Chad" in render(event("REQUEST", recipients=(group,)))


def test_a_large_group_stands_under_its_name() -> None:
    union = party("African Union", members=("DZA", "AGO", "BEN", "BWA", "BFA", "BDI", "CMR"))
    assert "Norway → African Union" in render(event("REQUEST", recipients=(union,)))


def test_rebels_do_not_stand_under_their_country() -> None:
    rebels = party("Sahel Front", "MLI", sectors=("REB",))
    assert "Sahel Front → Chad" in render(event("ASSAULT", actors=(rebels,)))


def test_nested_speakers_are_named_from_the_outside_in() -> None:
    told = event("ASSAULT", sources=(source("Jon Berg"), source("Anna Lie", to="NRK", quote="mixed")))
    assert "says Jon Berg, who cites Anna Lie speaking to NRK, partly word for word: “asked Chad”" in render(
        told
    )


def test_events_that_are_not_claimed_to_have_happened_are_marked() -> None:
    assert "Norway would visit Chad (not claimed to have happened)." in render(
        event("CONSULT", event_mode="visit", factuality="unknown")
    )


def test_explain_adds_frame_confidence_and_parties() -> None:
    assert "the page has no date" in render()
    text = render(event("REQUEST"), explain=True)
    assert "frame ask.for" in text
    assert "confidence 0.80" in text
    assert "party-Chad" in text
    assert "ask.for" not in render(event("REQUEST"))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("other_language", "This page is in another language (es): not coded."),
        ("paywall", "This page is behind a paywall: not coded."),
        ("not_article", "This page is not an article: not coded."),
    ],
)
def test_pages_that_are_no_article_are_said_to_be_left_uncoded(kind: str, said: str) -> None:
    assert said in render(kind=kind, language="es")


def test_no_line_is_wider_than_asked() -> None:
    aid = event("AID", items=(item("tents, blankets and water purification tablets " * 4),))
    lines = "".join(minutes.render([page(aid)], Layout(width=60))).splitlines()
    assert max(map(len, lines)) <= 60
