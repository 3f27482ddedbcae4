"""What a page of the web holds is text on every page of the desk, and text in every file that it gives."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from desk_demo import Found, opened, page_paths
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from lxml import html
from tools.demo import NOW

from ledger_samples import event, item, party, speaker
from store_samples import article, judgement, take
from verbale.records import Article
from verbale.store import Store
from verbale.store.people import Follow
from verbale.store.queue import Task
from verbale.store.rows import Feed
from verbale.taking import settle

HERE = "http://127.0.0.1:8000"
AT = "2026-03-03T09:00:00+00:00"
BACKWARDS = "\u202egnihton\u2066"
NASTY = (
    f'=HYPERLINK("http://evil.example","x") <script>evil()</script><img src=x onerror=evil()> {BACKWARDS} '
    "\"'></title></textarea><b>evil</b> javascript:evil() {{7*7777}}"
)
HARMFUL = re.compile(r"^\s*(?:javascript|data|vbscript):|^(?:https?:)?//", re.IGNORECASE)
FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(?:\.\d+)?$)")  # a negative number is none


def hostile() -> Article:
    """An article whose every field attacks whoever reads it."""
    return article(
        title=NASTY,
        text=f"{NASTY}\n\n{NASTY}",
        outlet=NASTY,
        agency=NASTY,
        authors=(NASTY,),
        url="javascript:evil()",
    )


def write(store: Store) -> None:
    """The article with what is read from it, and hostile words wherever people or the web can leave some."""
    nobody = party("NOR", NASTY, title=NASTY, id="p-nasty")
    other = party("SWE", f"{NASTY}!", id="p-other")
    shared = {"actors": (nobody,), "sources": (speaker("NOR", NASTY),), "says": NASTY[:20], "frame": NASTY}
    with store.writer() as writer:
        take(
            writer,
            hostile(),
            event("a1", 0, "REQUEST", "NOR", "SWE", **shared, recipients=(other,), items=(item(NASTY),)),
            event("a1", 1, "AGREE", "SWE", "NOR", **shared, recipients=(other,), matter=NASTY[:30]),
        )
        settle(writer, ["a1"], now=NOW)
        writer.append(judgement("accept", "a1-0", who=NASTY, reason=NASTY))
        writer.put_failure(NASTY, NASTY, AT)
        writer.put_feed(Feed(url="javascript:evil()", added=AT, title=NASTY, error=NASTY, robots=NASTY))
        writer.put_task(Task(kind="text", name=NASTY, asked=AT, who=NASTY, published=None), NASTY.encode())
        for kind, subject in (("search", NASTY), ("case", NASTY)):
            writer.put_follow(
                Follow(who="analyst", kind=kind, subject=subject, title=NASTY, added=AT, seen=AT)
            )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'hostile.db'}"
    with opened(url) as app, TestClient(app, base_url=HERE) as found:
        write(app.state.store)
        yield found


@pytest.fixture(scope="module")
def found(client: TestClient) -> Found:
    return Found.of(client.app.state.store, steps=1)


def harm(page: str) -> list[str]:
    """What of a page could do anything: scripts and pictures that are not ours, handlers, links that lead elsewhere."""
    wrong = []
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            leads = name in ("href", "src", "action", "formaction", "xlink:href", "srcdoc", "data")
            if name.startswith("on") or name == "style" or (leads and HARMFUL.match(value)):
                wrong.append(f"{element.tag} {name}={value[:60]}")
        if element.tag in ("img", "b") and "evil" in html.tostring(element, encoding="unicode"):
            wrong.append(element.tag)
        if element.tag == "script" and not element.get("src", "").startswith("/static/"):
            wrong.append("script")
    return wrong


def test_every_page_shows_it_as_text(client: TestClient, found: Found) -> None:
    shown = 0
    for path in page_paths(client.app):
        answer = client.get(found.address(path), headers={"accept": "text/html"})
        assert answer.status_code in (200, 400, 404), path
        assert harm(answer.text) == [], path
        assert "54439" not in answer.text, path
        shown += "&lt;script&gt;evil()&lt;/script&gt;" in answer.text
    assert shown >= 6


def test_what_is_asked_for_in_an_address_is_text_too(client: TestClient) -> None:
    for path in page_paths(client.app):
        if "{" in path:
            continue
        for name in ("q", "to", "after", "stage", "requester", "date", "outlet"):
            answer = client.get(path, params={name: NASTY}, headers={"accept": "text/html"})
            assert answer.status_code in (200, 400, 404), (path, name)
            assert harm(answer.text) == [], (path, name)


def test_right_to_left_marks_turn_nothing_but_their_own_words(client: TestClient, found: Found) -> None:
    """An override that is not ended turns the rest of its line: each text of others stands isolated."""
    css = client.get("/static/desk.css").text
    assert "unicode-bidi: isolate" in css
    page = client.get(found.address("/reports/{article_id:str}"), headers={"accept": "text/html"}).text
    assert BACKWARDS in page


def files(client: TestClient, found: Found, suffix: str) -> list[str]:
    """The addresses of the files of one kind: routes of that name, and files of a case or report."""
    named = [
        route.path
        for route in client.app.routes
        if isinstance(route, HTTPRoute) and route.path.endswith(suffix) and "/api" not in route.path
    ]
    return [found.address(path) for path in [*named, f"/cases/{{case_id:str}}{suffix}"]]


def test_every_table_holds_text_and_no_formula(client: TestClient, found: Found) -> None:
    tables = files(client, found, ".csv")
    assert len(tables) >= 4
    for path in tables:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-disposition"].startswith("attachment"), path
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert rows, path
        assert not [cell for row in rows for cell in row if FORMULA.match(cell)], path
        assert len({len(row) for row in rows}) == 1, path


def test_every_record_is_no_page(client: TestClient, found: Found) -> None:
    for path in [*files(client, found, ".json"), found.address("/atom/case/{case_id:str}")]:
        answer = client.get(path)
        assert answer.headers["content-type"].split(";")[0] in ("application/json", "application/atom+xml"), (
            path
        )
        assert answer.headers["x-content-type-options"] == "nosniff", path
        if "xml" in answer.headers["content-type"]:
            assert "<script" not in answer.text
