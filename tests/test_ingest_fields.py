"""Datelines, credits, bylines, dates, titles and languages, each by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.ingest import article_from_html, article_from_text, authors, dates
from verbale.ingest.dateline import alone, credited, opening, told
from verbale.ingest.fields import without_site
from verbale.ingest.language import language
from verbale.ontology.outlets import outlets


@pytest.mark.parametrize(
    ("head", "place", "date", "agency"),
    [
        ("KATHMANDU, April 25 (Reuters) - Nepal said", "KATHMANDU", None, "Reuters"),
        ("KABUL, Afghanistan (AP) — The ministry", "KABUL, Afghanistan", None, "Associated Press"),
        ("AT News KABUL – In a speech", "KABUL", None, "AT News"),
        ("MOSCOW, Oct. 5, 2015 (AFP) – Russia said", "MOSCOW", "2015-10-05", "AFP"),
        ("Kabul (Pajhwok Afghan News): Officials said", "Kabul", None, "Pajhwok"),
        ("New Delhi [India], February 3 (ANI): India", "New Delhi [India]", None, "ANI"),
        ("SEOUL, Aug. 20 (Yonhap) -- North Korea", "SEOUL", None, "Yonhap"),
        ("LONDON/PARIS, 12 March 2019 (dpa) - Britain", "LONDON/PARIS", "2019-03-12", "dpa"),
        ("Dushanbe, October 6, 2015 – The minister", "Dushanbe", "2015-10-06", None),
        ("ISLAMABAD: The prime minister", "ISLAMABAD", None, None),
        ("SÃO PAULO (EFE) – Brazil", "SÃO PAULO", None, "EFE"),
    ],
)
def test_datelines(head: str, place: str, date: str | None, agency: str | None) -> None:
    found = opening(f"{head} on Monday that talks go on.")
    assert found is not None
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.date, found.agency) == (place, date, agency)
    assert head.startswith(found.dateline.text)


@pytest.mark.parametrize(
    "head",
    [
        "Tamm – who took office in May – said no.",
        "NATO – The alliance met.",
        "UN: The talks failed.",
        "BREAKING: Chad leaves the talks.",
        "The ministry (MoFA) said on Monday that it would answer.",
        "Kyiv (Ukraine) - The talks went on.",
        "US-led forces left the base.",
        "Moscow said on Monday (Reuters) that talks go on.",
    ],
)
def test_what_is_no_dateline(head: str) -> None:
    assert opening(head) is None


def test_a_dateline_on_a_line_of_its_own() -> None:
    first, last = alone("AFP, MANILA"), alone("KABUL, Reuters")
    assert first is not None
    assert last is not None
    assert (first.agency, last.agency) == ("AFP", "Reuters")
    assert alone("Envoys, MANILA") is None


def test_agencies_by_what_was_told_and_credited() -> None:
    assert told("the spokesman told RFE/RL by telephone", wires_only=True) == "RFE/RL"
    assert told("he told Radio Free Europe/Radio Liberty", wires_only=True) == "RFE/RL"
    assert told("he told CNN that talks go on", wires_only=True) is None
    assert told("he told CNN that talks go on", wires_only=False) == "CNN"
    assert told("she told reporters", wires_only=False) is None
    assert credited("Source: Agence France-Presse") == "AFP"
    assert credited("Editing by Ana Example") is None


def test_an_explicit_credit_comes_before_what_somebody_was_told() -> None:
    text = "Envoys meet in Quito today\n\nQUITO (AFP) - Peru asked for talks, its envoy told Reuters."
    assert article_from_text(text).agency == "AFP"


@pytest.mark.parametrize(
    ("line", "names", "agency"),
    [
        ("By Ana Example, Associated Press", ("Ana Example",), "Associated Press"),
        ("By Ana Example and Bo de Wit | Reuters", ("Ana Example", "Bo de Wit"), "Reuters"),
        ("BY ANA EXAMPLE, Staff Writer", ("ANA EXAMPLE",), None),
        ("By AFP", (), "AFP"),
        ("By admin", (), None),
        ("Posted by: Ana Example on October 5, 2015", ("Ana Example",), None),
    ],
)
def test_bylines(line: str, names: tuple[str, ...], agency: str | None) -> None:
    found = authors.byline(line)
    assert found is not None
    assert (found.authors, found.agency) == (names, agency)


@pytest.mark.parametrize(
    "line", ["By Tuesday the troops had left.", "By the river, women waited", "Bystanders fled"]
)
def test_what_is_no_byline(line: str) -> None:
    assert authors.byline(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("October 5, 2015", "2015-10-05"),
        ("5 Oct 2015", "2015-10-05"),
        ("Monday, October 5, 2015 3:04 pm EDT", "2015-10-05T15:04:00-04:00"),
        ("2015-10-05 10:30 GMT", "2015-10-05T10:30:00+00:00"),
        ("12:00 am", None),
        ("31 June 2015", None),
        ("October 5", None),
        ("05/10/2015", None),  # May or October
        ("October 2015", None),
    ],
)
def test_full_dates(text: str, expected: str | None) -> None:
    assert dates.full(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-04-26T15:24:04.336Z", "2024-04-26T15:24:04.336000+00:00"),
        ("2024-02-28T09:54:09-0500", "2024-02-28T09:54:09-05:00"),
        ("20240228", "2024-02-28"),
        ("0000-00-00", None),
        ("yesterday", None),
    ],
)
def test_machine_dates(value: str, expected: str | None) -> None:
    assert dates.iso(value) == expected


def test_published_and_modified_are_told_apart() -> None:
    stamp = dates.stamp("Published: 5 October 2015 | Updated: 6 October 2015 10:30 GMT")
    assert stamp == dates.Stamp("2015-10-05", "2015-10-06T10:30:00+00:00")
    assert dates.stamp("Last updated on 2015-10-06") == dates.Stamp(None, "2015-10-06")
    assert dates.stamp("In May 2015 the talks, which began on 5 October 2014, ended") is None


@given(st.text(max_size=80))
def test_no_text_breaks_a_field(text: str) -> None:
    for reader in (opening, alone, authors.byline, dates.stamp, dates.iso, authors.names, without_site_of):
        reader(text)


def without_site_of(text: str) -> str:
    return without_site(text, "Example")


@pytest.mark.parametrize(
    "page",
    [
        "Envoys meet in Quito\n\nMonday, 23 March 2020\n\nEnvoys met in Quito.",  # after the headline
        "Envoys meet in Quito\n\nPosted on 23 March 2020\n\nEnvoys met in Quito.",
        "QUITO, 23 March 2020 (AFP) - Envoys of Peru and Chile met in Quito.",
    ],
)
def test_a_scrape_says_when_it_was_published(page: str) -> None:
    assert (article_from_text(page).published or "")[:10] == "2020-03-23"


@pytest.mark.parametrize(
    "page",
    [
        "Monday, 23 March 2020\n\nEnvoys meet in Quito today\n\nEnvoys met in Quito.",  # the day of printing
        "Envoys meet in Quito\n\nEnvoys met in Quito on 23 March 2020, and again in May.",
        "Envoys meet in Quito\n\nEnvoys met in Quito.\n\n© 2020 The Northern Gazette",
        "QUITO, March 23 (AFP) - Envoys of Peru and Chile met in Quito.",  # no year
    ],
)
def test_no_date_is_better_than_a_wrong_one(page: str) -> None:
    assert article_from_text(page).published is None


def test_a_date_that_the_caller_gives_wins() -> None:
    article = article_from_text("QUITO, 23 March 2020 (AFP) - Envoys met in Quito.", published="2020-03-24")
    assert (article.published, article.origins["published"]) == ("2020-03-24", "given")


def test_titles_lose_the_site_and_nothing_else() -> None:
    assert without_site("Envoys meet in Quito | BBC News", None) == "Envoys meet in Quito"
    assert (
        without_site("Envoys meet in Quito - World | The Gazette", "The Gazette")
        == "Envoys meet in Quito - World"
    )
    assert without_site("Peru - Chile talks go on", None) == "Peru - Chile talks go on"


def test_the_headline_in_json_ld_comes_before_h1_unless_it_is_cut() -> None:
    page = """<html><head><title>x</title><script type="application/ld+json">{"@type": "NewsArticle",
    "headline": "HEADLINE"}</script></head><body><h1>Peru asks Chile for its archive</h1>
    <p>Peru asked Chile for its archive on Monday.</p></body></html>"""
    assert (
        article_from_html(page.replace("HEADLINE", "Peru wants its archive")).title
        == "Peru wants its archive"
    )
    assert (
        article_from_html(page.replace("HEADLINE", "Peru asks...")).title == "Peru asks Chile for its archive"
    )


def test_a_listed_story_is_not_the_page_s() -> None:
    page = """<html><head><link rel="canonical" href="https://example.org/b">
    <script type="application/ld+json">
    [{"@type": "NewsArticle", "headline": "Story a", "url": "https://example.org/a"},
    {"@type": "NewsArticle", "headline": "Story b", "url": "https://example.org/b"}]</script></head></html>"""
    assert article_from_html(page).title == "Story b"


def test_broken_json_ld_is_passed_over() -> None:
    page = (
        '<html><script type="application/ld+json">{"@type": "NewsArticle", </script><h1>Peru asks Chile</h1>'
    )
    assert article_from_html(page).title == "Peru asks Chile"


def test_language() -> None:
    german = "Die Regierung hat am Montag mitgeteilt, dass sie keine Soldaten in das Land schicken werde."
    assert language(german, "en") == "de"
    assert language("Envoys met.", None) is None
    assert language("Chad said on Monday that it would not take part in the talks.", None) == "en"
    assert language("Envoys met.", "en") == "en"
    assert language("Послы встретились в Кито", "en") == "ru"


def test_outlets_by_name_and_address() -> None:
    assert outlets().at("https://www.rferl.org/a/1.html") == outlets().named("RFE/RL")
    assert outlets().at("https://notreuters.com/") is None
    assert outlets().at("http://[") is None
    assert outlets().named("ap") is None
    found = outlets().mentioned("(AP News)")
    assert found is not None
    assert found.name == "Associated Press"
