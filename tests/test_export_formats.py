"""CSV, table, JSON lines and HTML."""

import csv
import io
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from samples import CHAD, MALI, TEXT, article, event, evidence, page, party, requested
from verbale.export.formats import RENDERERS
from verbale.export.layout import Layout
from verbale.export.rows import COLUMNS
from verbale.records import Minutes, Span


def render(form: str, *pages: Minutes, width: int = 100) -> str:
    return "".join(RENDERERS[form](pages, Layout(width=width)))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_row_an_event_and_one_head() -> None:
    text = render("csv", page(*requested()), page(event("AID")))
    assert tuple(next(csv.reader(io.StringIO(text)))) == COLUMNS
    assert [row["event_type"] for row in rows(text)] == ["REQUEST", "AID", "REJECT", "AID"]
    assert rows(text)[2]["sources"] == "Mara Ilves"


def test_csv_without_events_is_its_head() -> None:
    assert render("csv", page()) == ",".join(COLUMNS) + "\n"


def test_cells_that_a_spreadsheet_would_run_are_made_text() -> None:
    attack = event("ASSAULT", "=SUM(A1)", actors=(party("@Chad"),), recipients=(party("-1+1"),))
    row = rows(render("csv", page(attack, title="+1")))[0]
    assert [row[name] for name in ("evidence", "actors", "recipients", "title")] == [
        "'=SUM(A1)",
        "'@Chad",
        "'-1+1",
        "'+1",
    ]


def test_a_row_an_event_in_the_table_no_wider_than_asked() -> None:
    lines = render("table", page(*requested()), width=60).splitlines()
    assert lines[0] == "Norway asks Chad for tents"
    assert max(map(len, lines)) <= 60
    assert sum("REJECT" in line for line in lines) == 1


def test_json_lines_are_the_events() -> None:
    lines = render("jsonl", page(*requested()), page(event("AID"))).splitlines()
    assert [json.loads(line)["event_type"] for line in lines] == ["REQUEST", "AID", "REJECT", "AID"]
    first = json.loads(lines[0])["evidence"][0]
    assert TEXT[first["start"] : first["end"]] == first["text"]


def test_article_is_the_article() -> None:
    assert json.loads(render("article", page()))["text"] == TEXT


class Reader(HTMLParser):
    """The words of the story's text, and the ids and links of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.ids, self.links, self.tags = "", set[str](), set[str](), set[str]()
        self._depth = self._aside = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.ids.add(values.get("id") or "")
        self.links.add(values.get("href") or "")
        self._depth += tag == "div"
        self._aside += tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "div"
        self._aside -= tag == "sup"

    def handle_data(self, data: str) -> None:
        if self._depth and not self._aside:
            self.text += data


def parsed(*pages: Minutes) -> Reader:
    reader = Reader()
    reader.feed(render("html", *pages))
    return reader


def test_html_needs_no_script_and_nothing_from_outside() -> None:
    text = render("html", page(*requested()))
    assert "script" not in parsed(page(*requested())).tags
    assert not re.search(r"(?:src|href)=\"(?!#)|@import|url\(", text)


def test_html_escapes_the_page() -> None:
    hostile = page(event("AID", actors=(party("<script>alert(1)</script>"),)), title="<img src=x>")
    assert {"script", "img"}.isdisjoint(parsed(hostile).tags)


def test_html_holds_the_text_unchanged_and_every_link_has_its_target() -> None:
    reader = parsed(page(*requested()), page(*requested()))
    assert reader.text == TEXT * 2
    assert {link.removeprefix("#") for link in reader.links if link} <= reader.ids


def test_html_marks_the_headline() -> None:
    span = Span(start=0, end=6, text="Norway", in_="title")
    text = render("html", page(event("AID", span=span)))
    assert re.search(r"<h1>(<span id=\"\w+\"></span>)?<a class=\"mark[^>]*>Norway</a>", text)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=6))
def test_overlapping_marks_keep_the_text(spans: list[tuple[int, int]]) -> None:
    events = [
        event(
            "AID",
            span=evidence(TEXT[start : start + size]),
            id=f"e{index}",
            actors=(CHAD,),
            recipients=(MALI,),
        )
        for index, (start, size) in enumerate(spans)
    ]
    assert parsed(page(*events)).text == TEXT


def test_a_page_that_is_not_coded_says_so_everywhere() -> None:
    spanish = Minutes(article=article(kind="other_language", language="es"), events=())
    for form in ("minutes", "table", "html"):
        assert "is in another language (es): not coded" in render(form, spanish)
