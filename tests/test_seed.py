"""The acceptance example, field by field: what an analyst notes down from the seed page is in the record."""

from collections.abc import Callable
from pathlib import Path

import pytest

from verbale.evaluate import stories
from verbale.ingest.sources import Limits, read_source
from verbale.pipeline import Pipeline
from verbale.records import Event, Minutes

CENTRAL_ASIA = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


@pytest.fixture(scope="module")
def minutes(whole: Pipeline, shared: Path) -> Minutes:
    (article,) = read_source(str(shared / "seed" / "story.txt"), limits=Limits())
    return whole.minutes(article)


@pytest.fixture(scope="module")
def find(minutes: Minutes) -> Callable[..., Event]:
    """The event of a type that stands on some words: the one with the closest first evidence."""

    def finder(event_type: str, words: str) -> Event:
        found = [
            event
            for event in minutes.events
            if event.event_type == event_type and words in event.evidence[0].text
        ]
        assert found, f"no {event_type} on {words!r}"
        return min(found, key=lambda event: len(event.evidence[0].text))

    return finder


def codes(event: Event, role: str) -> set[str | None]:
    parties = getattr(event, role)
    return {code for party in parties for code in (party.members or (party.country,))}


def test_article(minutes: Minutes) -> None:
    article = minutes.article
    assert article.title == "First VP visits Russia to get support against militants"
    assert article.agency == "RFE/RL"
    assert article.published is None
    for furniture in ("Home / Latest", article.title, "About admin", "Check Also", "UN edging"):
        assert furniture not in article.text
    assert [each.title for each in article.related] == [
        "UN edging closer to recognizing gender apartheid in Afghanistan"
    ]


def test_scores_of_the_gold(whole: Pipeline, shared: Path) -> None:
    scores = stories.score(shared / "seed", whole).scores
    assert scores["recall"] * scores["core_total"] >= 12
    assert scores["precision"] >= 0.75
    assert min(scores["sources"], scores["factuality"], scores["polarity"]) >= 0.85


def test_plea_for_weapons(find: Callable[..., Event]) -> None:
    plea = find("REQUEST", "pleading for heavy weapons")
    assert codes(plea, "actors") == {"AFG"}
    assert codes(plea, "recipients") == {"RUS"}
    assert [party.name for party in plea.actors] == ["Abdul Rashid Dostum"]
    assert plea.actors[0].title == "First Vice President"
    assert [(item.text, item.unroca) for item in plea.items] == [
        ("heavy weapons", None),
        ("helicopter gunships", "V"),
    ]
    assert plea.beneficiaries[0].name == "Afghan National Security Forces"


def test_faizy_is_the_source(find: Callable[..., Event]) -> None:
    pledge = find("AGREE", "The Russian side is committed to support and help Afghanistan")
    (faizy,) = pledge.sources
    assert faizy.name == "Sultan Faizy"
    assert faizy.country == "AFG"
    assert faizy.title == "spokesman of Abdul Rashid Dostum"
    assert (faizy.to, faizy.via, faizy.quote) == ("RFE/RL", "telephone", "direct")
    reported = find("AGREE", "Russia has also pledged to pressure")
    assert [source.name for source in reported.sources] == ["Sultan Faizy"]
    assert reported.sources[0].quote == "indirect"


def test_no_direct_intervention(find: Callable[..., Event]) -> None:
    intervention = find("ASSAULT", "direct military intervention by Russia")
    assert intervention.polarity == "negative"
    assert codes(intervention, "actors") == {"RUS"}


def test_promise_to_evaluate(find: Callable[..., Event]) -> None:
    promise = find("AGREE", "Moscow had promised to evaluate")
    assert [party.name for party in promise.actors] == ["Russia"]
    assert promise.matter is not None
    assert promise.matter.text.startswith("to evaluate the situation in Afghanistan")
    assert [source.name for source in promise.sources] == ["Sultan Faizy"]


def test_pledge_to_press_the_central_asians(find: Callable[..., Event], minutes: Minutes) -> None:
    pledge = find("AGREE", "Russia has also pledged to pressure")
    press = next(event for event in minutes.events if event.id == pledge.content)
    assert press.event_type == "REQUEST"
    assert press.factuality == "unknown"
    assert codes(press, "recipients") == CENTRAL_ASIA
    assert codes(press, "beneficiaries") == {"AFG"}
    boost = next(event for event in minutes.events if event.id == press.content)
    assert boost.event_type in ("AID", "SUPPORT")
    assert codes(boost, "actors") == CENTRAL_ASIA
    assert codes(boost, "recipients") == {"AFG"}


def test_landed_last_week_with_open_date(find: Callable[..., Event]) -> None:
    visit = find("CONSULT", "landed in Moscow last week")
    assert visit.event_mode == "visit"
    assert visit.where is not None
    assert visit.where.name == "Moscow"
    assert visit.when is not None
    assert (visit.when.text, visit.when.start, visit.when.end) == ("last week", None, None)
    assert visit.when.basis == "unknown"


def test_refusal_to_send_troops(find: Callable[..., Event]) -> None:
    refusal = find("REJECT", "would not send troops to Afghanistan")
    assert codes(refusal, "actors") == {"RUS"}
    assert codes(refusal, "recipients") == {"AFG"}
    assert [item.text for item in refusal.items] == ["troops"]
    assert refusal.polarity == "positive"


def test_kunduz_captured_by_the_taliban(find: Callable[..., Event]) -> None:
    capture = find("ASSAULT", "capture last week of the northern city of Kunduz")
    assert [party.name for party in capture.actors] == ["Taliban"]
    assert capture.where is not None
    assert (capture.where.name, capture.where.country) == ("Kunduz", "AFG")
    assert [source.name for source in capture.sources] == ["Sultan Faizy", "Russian officials"]


def test_history_is_background(find: Callable[..., Event]) -> None:
    war = find("ASSAULT", "the 1979-89 war")
    assert war.background
    assert war.when is not None
    assert (war.when.start, war.when.end) == ("1979", "1989")
    invasion = find("ASSAULT", "being ousted from power by the U.S.-led invasion in 2001")
    assert invasion.background
    assert codes(invasion, "actors") == {"USA"}
    assert [party.name for party in invasion.recipients] == ["Taliban"]


def test_empty_handed(find: Callable[..., Event]) -> None:
    outcome = find("AID", "he came back empty-handed")
    assert outcome.polarity == "negative"
    assert codes(outcome, "actors") == {"UZB", "KAZ"}
    assert codes(outcome, "recipients") == {"AFG"}
    assert outcome.background


def test_every_offset(minutes: Minutes) -> None:
    article = minutes.article
    for event in minutes.events:
        spans = (*event.evidence, *event.items)
        for span in spans:
            text = article.title if span.in_ == "title" else article.text
            assert text[span.start : span.end] == span.text
        for party in (*event.actors, *event.recipients, *event.beneficiaries, *event.sources):
            text = article.title if party.in_ == "title" else article.text
            assert text[party.start : party.end] == party.mention
