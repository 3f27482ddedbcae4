"""Golden pages: HTML and scrapes of our own, each with the article that must come out."""

import time
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from renew_pages import expected, golden_pages, read
from verbale.ingest import Limits, article_from_html, article_from_text, read_source
from verbale.ingest.clean import normal
from verbale.ingest.furniture import furniture
from verbale.ingest.text import paragraphs
from verbale.records import Article

RULES = yaml.safe_load(
    (Path(__file__).parents[1] / "resources" / "furniture.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("page", golden_pages(), ids=lambda page: page.stem)
def test_golden_page(page: Path) -> None:
    article = msgspec.json.decode(msgspec.json.encode(read(page)))
    assert article == msgspec.json.decode(expected(page).read_bytes())


def test_the_seed_is_read_as_a_careful_analyst_reads_it(shared: Path) -> None:
    seed = shared / "seed"
    if not seed.is_dir():
        pytest.skip("no seed in ../shared")
    gold = msgspec.json.decode((seed / "story.gold.json").read_bytes())["expect"]
    article = next(read_source(str(seed / "story.txt"), limits=Limits()))
    assert (article.title, article.agency, article.published) == (gold["title"], gold["agency"], None)
    assert [item.title for item in article.related] == gold["related"]
    assert not [words for words in (*gold["not_in_text"], gold["title"]) if words in article.text]
    assert article.text.startswith("With the Taliban threatening")
    assert article.text.endswith("will translate into direct support.")


@pytest.mark.parametrize("rule", RULES["lines"], ids=lambda rule: rule["kind"])
def test_line_rules_take_their_examples_and_leave_sentences(rule: dict[str, list[str]]) -> None:
    assert [line for line in rule["examples"] if furniture().kind(line) != rule["kind"]] == []
    assert [line for line in rule["keep"] if furniture().kind(line)] == []


@pytest.mark.parametrize("rule", RULES["headings"], ids=lambda rule: rule["scope"] + " " + rule["kind"])
def test_heading_rules_take_their_examples_and_leave_sentences(rule: dict[str, list[str]]) -> None:
    found = {line: furniture().heading(line) for line in rule["examples"]}
    assert [line for line, heading in found.items() if not heading or heading.kind != rule["kind"]] == []
    assert [line for line in rule["keep"] if furniture().heading(line)] == []


def test_labels_before_other_stories() -> None:
    rule = RULES["related_line"]
    assert [line for line in rule["examples"] if not furniture().related_title(line)] == []
    assert [line for line in rule["keep"] if furniture().related_title(line)] == []


FURNITURE = [line for rule in RULES["lines"] + RULES["headings"] for line in rule["examples"]]
SENTENCES = (
    "Estonia asked Norway on Thursday to lend it two radars for the winter, the ministry in Tallinn said.",
    "KIGALI (Reuters) - Rwanda turned down an offer of talks from Burundi, a spokesman for it said.",
    "Norway would study the request, a spokesman for its government said on Friday after a meeting in Oslo.",
    "By Ana Example | Published: 12 March 2020",
    "Envoys meet in Quito",
    "The government in Riga said on Monday that it…",
    "Home > World > Europe",
)
LINES = st.one_of(st.sampled_from(FURNITURE), st.sampled_from(SENTENCES), st.text(max_size=60))


def said(article: Article) -> str:
    """All that the article keeps of its page."""
    related = (text for item in article.related for text in (item.title, item.text))
    return normal(
        "\n".join((article.title, article.text, *related, *(item.text for item in article.removed)))
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_nothing_of_a_scrape_vanishes(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    article = article_from_text(text)
    kept = f" {said(article)} "
    assert [line for line in paragraphs(text) if f" {normal(line)} " not in kept and normal(line)] == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LINES, max_size=8),
    st.sampled_from(("<p>{}</p>", "<div>{}", "<li><a href='/x'>{}</a>", "<h2>{}<br>", "{}")),
)
def test_no_page_makes_reading_fail(lines: list[str], element: str) -> None:
    page = "<html><body><article>" + "".join(element.format(line) for line in lines)
    article = article_from_html(page)
    assert article.id == article_from_html(page).id
    assert article.text == "\n\n".join(part for part in article.text.split("\n\n") if part.strip())


@pytest.mark.parametrize(
    "page", ["", "<", "<html></html>", "<!-- -->", "\x00", "<?xml version='1.0' encoding='x'?><p>a"]
)
def test_a_page_without_a_story_is_no_article(page: str) -> None:
    assert article_from_html(page).kind in ("not_article", "article")
    assert article_from_html("<html></html>").kind == "not_article"


def test_a_sentence_alone_is_a_body_without_a_headline() -> None:
    article = article_from_text("Chad asked Niger for pumps.")
    assert (article.title, article.text, article.kind) == ("", "Chad asked Niger for pumps.", "article")


def test_a_headline_alone_is_what_there_is_to_read() -> None:
    assert article_from_text("Chad asks Niger for pumps").text == "Chad asks Niger for pumps"


def test_the_same_page_gives_the_same_id_and_another_address_another() -> None:
    text = "Chad asked Niger for pumps. Niger promised to send two."
    assert article_from_text(text).id == article_from_text(text).id
    assert article_from_text(text).id != article_from_text(text, url="https://example.org/1").id


def test_lists_of_other_stories_before_the_story_do_not_end_it() -> None:
    story = [
        f"Minister {n} told the council in Bern on Friday that the talks with Vienna would go on in May."
        for n in range(4)
    ]
    article = article_from_text(
        "\n\n".join(["Swiss council hears ministers", "Latest news", "Otters return to the Aare", *story])
    )
    assert article.text.split("\n\n") == story
    assert [item.title for item in article.related] == ["Otters return to the Aare"]


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f'a{n}=""' for n in range(30_000)) + ">Envoys met.</p>",
        "<body>" + "".join(f'<a href="/{n}">Envoys of state number {n} meet</a><br>' for n in range(5_000)),
        "<body>" + "<div>" * 50_000 + "Envoys met.",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>Envoys met.</p>",
    ],
    ids=["attributes", "links", "depth", "json"],
)
def test_hostile_pages_are_read_in_seconds(page: str) -> None:
    begin = time.process_time()
    article_from_html(page)
    assert time.process_time() - begin < 10  # each took minutes, or the process, before it had its guard


@pytest.mark.parametrize("line", ["(" * 50_000, "AB, " * 20_000, "By " + "Ana " * 20_000, "» " * 30_000])
def test_hostile_lines_are_read_in_seconds(line: str) -> None:
    begin = time.process_time()
    article_from_text(line)
    assert time.process_time() - begin < 10


def test_reading_a_large_page_is_linear() -> None:
    paragraph = "<p>The envoys of Chad and Niger met on day {} and put off talks on pumps to the next.</p>"
    page = (
        "<html><body><article><h1>Talks go on</h1>"
        + "".join(paragraph.format(n) for n in range(6000))
        + "</article>"
    )
    article = article_from_html(page)  # 600 kB: seconds, not minutes
    assert article.text.count("\n\n") == 5999
