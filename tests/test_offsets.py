"""Every value has evidence: `text[start:end]` is the quoted words, for every offset of every record."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.ingest.sources import Limits, expand, read_source
from verbale.pipeline import Pipeline, bare_article
from verbale.records import Article, Event, Minutes

ROOT = Path(__file__).parents[1]

# Words that frames, quotations, times, items and parties are made of, so that arbitrary texts give events.
WORDS = st.sampled_from(
    "Chad Mali France Moscow the minister Russian officials asked promised refused to send troops boats “ ” said that "
    "he she it we , . ! ? — - ’s not will would last week on Monday in 2001 2 300 $5 million told by telephone Taliban "
    "attacked met with and of for from against weapons aid\n\n U.S.-led é 日本 \u200b \t".split(" ")
)
PAGES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def quoted(event: Event) -> Iterator[tuple[str | None, int, int, str]]:
    """(field, start, end, words) of everything that an event quotes."""
    for span in (*event.evidence, *event.items, *filter(None, (event.matter, event.condition))):
        yield span.in_, span.start, span.end, span.text
    for party in (*event.actors, *event.recipients, *event.beneficiaries, *event.sources):
        yield party.in_, party.start, party.end, party.mention
    if event.where:
        yield event.where.in_, event.where.start, event.where.end, event.where.text
    if event.when and event.when.span:
        assert event.when.text is not None
        yield event.when.span.in_, event.when.span.start, event.when.span.end, event.when.text


def check(minutes: Minutes) -> None:
    fields = {None: minutes.article.text, "title": minutes.article.title}
    for event in minutes.events:
        for field, start, end, words in quoted(event):
            assert fields[field][start:end] == words
            assert start < end
        first, sentence = event.evidence[0], event.sentence
        assert first.in_ == sentence.in_
        assert sentence.start <= first.start
        assert first.end <= sentence.end
    ids = [event.id for event in minutes.events]
    assert len(set(ids)) == len(ids)
    assert all(event.content is None or event.content in ids for event in minutes.events)


@PAGES
@given(words=st.lists(WORDS, max_size=60), title=st.lists(WORDS, max_size=12))
def test_any_text(pipeline: Pipeline, words: list[str], title: list[str]) -> None:
    article: Article = msgspec.structs.replace(bare_article(" ".join(words)), title=" ".join(title))
    minutes = pipeline.minutes(article)
    check(minutes)
    assert pipeline.minutes(article) == minutes


def test_demo_pages(pipeline: Pipeline) -> None:
    for source in expand([str(ROOT / "demo" / "pages")]):
        for article in read_source(source, limits=Limits()):
            minutes = pipeline.minutes(article)
            assert minutes.events, source
            check(minutes)


def test_real_pages(pipeline: Pipeline, shared: Path) -> None:
    pages = expand([str(shared / "pages")])
    assert len([page for page in pages if page.endswith(".html")]) == 46
    for page in pages:
        if page.endswith(".html"):
            for article in read_source(page, limits=Limits()):
                check(pipeline.minutes(article))


@pytest.mark.parametrize("text", ["", "\n\n", "”", "(", "LISBON, March 2 (Lusitania Wire) -"])
def test_hardly_any_text(pipeline: Pipeline, text: str) -> None:
    check(pipeline.minutes(bare_article(text)))
