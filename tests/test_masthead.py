"""Who publishes a page, by the shape and place of names; whom it credits."""

from pathlib import Path

import pytest
import yaml

from verbale.ingest import article_from_html, article_from_text
from verbale.ingest.dateline import opening
from verbale.ingest.masthead import copyright_holder, is_issue, is_row, issue, masthead, publisher_in
from verbale.ontology.publishers import publishers, stands_for

WORDS = yaml.safe_load(
    (Path(__file__).parents[1] / "resources" / "mastheads.yaml").read_text(encoding="utf-8")
)
STORY = "Togo asked Benin on Monday for two hundred pumps, its minister said in Lomé after a night of rain."


def test_names_are_known_by_their_words() -> None:
    assert [name for name in WORDS["names"]["examples"] if not publishers().kind(name)] == []
    assert [name for name in WORDS["names"]["keep"] if publishers().kind(name)] == []


def test_credits_name_a_publisher() -> None:
    found = {line: publishers().credited(line) for line, name in WORDS["credits"]["examples"]}
    assert found == dict(WORDS["credits"]["examples"])
    assert [line for line in WORDS["credits"]["keep"] if publishers().credited(line)] == []


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("KNA", "Karakum News Agency", True),
        ("Karakum", "Karakum News Agency", True),
        ("KARAKUM NEWS AGENCY", "Karakum News Agency", True),
        ("the Volta Post", "The Volta Post", True),
        ("Lima", "Lima", True),
        ("KNB", "Karakum News Agency", False),
        ("News Agency", "Karakum News Agency", False),
        ("Chad", "Chad leaves the talks", False),
    ],
)
def test_short_forms_of_a_name(short: str, full: str, same: bool) -> None:
    assert stands_for(short, full) is same


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("VOLTA PRESS | Wire | Africa | Money", "VOLTA PRESS"),
        ("Essay | Tigris Review quarterly, Basra — No. 3, autumn 2031", "Tigris Review"),
        ("Volta Courier · Your Friday paper since 1994", "Volta Courier"),
        ("Ministry of Fisheries of Ghana", "Ministry of Fisheries of Ghana"),
        ("Press Release 21/2031", None),
        ("WORLD | AFRICA | NEWS", None),
        ("Home > World > Volta Post", None),
        ("Envoys meet in Quito", None),
    ],
)
def test_lines_of_a_head(line: str, name: str | None) -> None:
    assert publisher_in(line) == name


def test_lines_of_an_issue() -> None:
    found = issue("Volta Morning | 3 June 2031")
    assert found is not None
    assert (found.name, found.stamp.published) == ("Volta Morning", "2031-06-03")
    assert issue("Lomé | 3 June 2031") is None
    assert is_issue("Briefing Note 14 | March 2031")
    assert is_issue("Issue 12, Summer 2031 | Contents | Shop")
    assert not is_issue("Togo and Benin meet again | May 2031")
    assert not is_issue("Elections set for May 2031 in Togo")
    assert is_row("News | Farming | Deaths")
    assert not is_row("Talks go on")


def head_of(*lines: str) -> str | None:
    found = masthead(lines[:-1], lines)
    return found[1] if found else None


def test_a_name_over_a_row_or_a_day_is_a_masthead() -> None:
    title = "Togo asks Benin for pumps after floods"
    assert head_of("Lagoon & Delta", "Home | Water | Soil", title, STORY) == "Lagoon & Delta"
    assert head_of("The Shoreman", "Serving Lomé since 1887", title, STORY) == "The Shoreman"
    assert head_of("Lagoon Gale", title, f"{STORY} He told the Gale so.") == "Lagoon Gale"
    assert head_of("lagoongale.example > Togo", title, "Support Lagoon Gale") == "Lagoon Gale"
    assert head_of("Togo Thanks Benin", "A night of rain and forty pumps too few", STORY) is None
    assert head_of("The Republic of Togo", "Home | Water | Soil", title, STORY) is None
    assert head_of("West Africa", "Home | Water | Soil", title, STORY) is None


def test_a_short_headline_stays_one() -> None:
    article = article_from_text(f"Togo Thanks Benin\n\nBy Ana Example\n\n{STORY}")
    assert (article.title, article.outlet) == ("Togo Thanks Benin", None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2031 The Volta Post. All rights reserved.", "The Volta Post"),
        ("(c) Volta Wire 2031. Click for restrictions.", "Volta Wire"),
        ("© Agence France-Presse", "AFP"),
        ("Got a story? Follow us. © Volta Courier Ltd", "Volta Courier"),
        ("© 2031 Ana Example", None),
        ("All rights reserved.", None),
    ],
)
def test_copyright_lines(line: str, name: str | None) -> None:
    assert copyright_holder([line]) == name


@pytest.mark.parametrize(
    ("head", "place", "date", "agency"),
    [
        ("LOMÉ, 2 June 2031 (VPA). Togo said", "LOMÉ", "2031-06-02", "VPA"),
        ("LOMÉ, June 2 (Volta) - Togo said", "LOMÉ", None, "Volta"),
        ("LOMÉ, 2 June 2031. Togo said", "LOMÉ", "2031-06-02", None),
        ("LOMÉ (VoltaLine) — Togo said", "LOMÉ", None, "VoltaLine"),
    ],
)
def test_datelines_of_agencies_in_no_table(
    head: str, place: str, date: str | None, agency: str | None
) -> None:
    found = opening(f"{head} on Monday that talks go on.")
    assert found is not None
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.date, found.agency) == (place, date, agency)


def test_a_credit_is_told_in_full_where_the_page_has_the_name() -> None:
    page = f"Volta Press Agency\n\nTogo asks Benin for pumps after floods\n\nLOMÉ, June 2 (VPA) - {STORY}"
    assert article_from_text(page).agency == "Volta Press Agency"
    reprint = f"Togo asks Benin for pumps after floods\n\n{STORY}\n\nBaltic Press Association"
    assert article_from_text(reprint).agency == "Baltic Press Association"  # and not the Press Association
    own = f"Volta Courier\n\nTogo asks Benin for pumps after floods\n\n{STORY}\n\nSource: Volta Courier"
    assert article_from_text(own).agency is None


def test_the_day_above_a_headline_counts_below_a_masthead() -> None:
    head = "Volta Courier\n\n2 June 2031, 18:42 GMT\n\nTogo asks Benin for pumps after floods\n\n"
    assert article_from_text(f"{head}LOMÉ, June 2 - {STORY}").published == "2031-06-02T18:42:00+00:00"
    assert article_from_text(f"{head}LOMÉ, May 12 - {STORY}").published is None  # the day of printing


def test_what_follows_a_story_is_not_its_text() -> None:
    page = (
        f"Togo asks Benin for pumps after floods\n\nBy Ana Example\n\n{STORY}\n\n"
        f"{STORY} To receive our news by e-mail, write to us.\n\nRead more from VPA\n\n"
        "Ana Example writes on rivers for many papers."
    )
    article = article_from_text(page)
    assert article.text == f"{STORY}\n\n{STORY}"


def test_lists_without_links_are_other_stories() -> None:
    page = f"""<html><head><title>Volta live</title></head><body><h1>Togo asks Benin for pumps</h1>
    <article><p>{STORY}</p><p>{STORY} He did not say more.</p></article>
    <aside><h4>Most read</h4><ol><li>Ferry is late</li><li>Video: a dog swims</li></ol></aside>
    <div><b>Keep reading</b><br><a>The last inn of Lomé</a><a>Why the tide is late</a></div>
    <footer><p>Related: Port fees rise</p><p>Terms of use</p></footer></body></html>"""
    titles = [item.title for item in article_from_html(page).related]
    assert titles == [
        "Ferry is late",
        "Video: a dog swims",
        "The last inn of Lomé",
        "Why the tide is late",
        "Port fees rise",
    ]


@pytest.mark.parametrize(
    ("before", "after", "agency"),
    [
        ("From our wire services: Volta Press Agency\n\n", "", "Volta Press Agency"),
        ("", "\n\nThis story was first carried by The Drina Gazette on 2 June 2031.", "The Drina Gazette"),
        ("", " (VPA)", "VPA"),
        ("", "\n\n-- Volta Press Agency (VPA)", "Volta Press Agency"),
        ("LOMÉ (VPA) - ", "\n\nVolta Press Agency contributed to this report.", "Volta Press Agency"),
        ("", "\n\n[Volta Press Agency]", "Volta Press Agency"),
        ("", "\n\nSOURCE Volta Wire", "Volta Wire"),
        ("LOMÉ, June 2, 2031 /Volta Wire/ -- ", "", "Volta Wire"),
        ("", "\n\n© VPA – Volta Press Agency", "Volta Press Agency"),
        ("", "\n\nAbout the Volta Courier", None),
        ("", "\n\nThe press office of the ministry gave no answer.", None),
    ],
)
def test_credits_of_reprints(before: str, after: str, agency: str | None) -> None:
    page = f"Fjord Courier\n\nTogo asks Benin for pumps after floods\n\n3 June 2031\n\n{before}{STORY}{after}"
    article = article_from_text(page)
    assert (article.outlet, article.agency) == ("Fjord Courier", agency)
    assert article.published is not None


def test_a_talk_has_no_dateline() -> None:
    talk = "\n\n".join(f"{name}: {STORY}" for name in ("ANA EXAMPLE", "KOFI", "ESSI SAMPLE", "KOFI"))
    assert article_from_text(f"Who will open the bridge this year?\n\n{talk}").dateline is None


def test_a_press_office_signs_its_own_release() -> None:
    page = f"Minister asks Benin for pumps after floods\n\n{STORY}\n\nMinistry of Works of Togo"
    article = article_from_text(page)
    assert (article.outlet, article.agency) == ("Ministry of Works of Togo", None)


def test_a_date_stands_in_a_row_of_labels() -> None:
    page = f"Togo asks Benin for pumps after floods\n\nMarch 4, 2031 | 3 comments | Tags: rain\n\n{STORY}"
    assert article_from_text(page).published == "2031-03-04"
    byline = (
        f"Togo asks Benin for pumps after floods\n\nBy Ana Example, Volta Courier\n\n4 March 2031\n\n{STORY}"
    )
    assert article_from_text(byline).authors == ("Ana Example",)
    numeric = f"Togo asks Benin for pumps after floods\n\n{{}}\n\n{STORY}"
    assert article_from_text(numeric.format("11.9.2031")).published == "2031-09-11"
    assert article_from_text(numeric.format("25/12/2031")).published == "2031-12-25"
    assert article_from_text(numeric.format("11/9/2031")).published is None  # September or November


def test_furniture_behind_a_story_leaves_sentences_alone() -> None:
    page = f"Togo asks Benin for pumps after floods\n\n{STORY}\n\nThat company is owned by its own funds. {STORY}"
    assert article_from_text(page).text.endswith(STORY)
