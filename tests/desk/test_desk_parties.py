"""Parties, citations, and where cases went that were merged."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import pytest
from litestar.testing import TestClient

from store_samples import article, case, event, judgement, on, party, put_cases, speaker, step, take
from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.desk.views.cite import bibtex, citation, citations, csl
from verbale.records import Exit
from verbale.store import Store

HERE = "http://127.0.0.1:8765"
ASKED = event("a1", 0, "REQUEST", "NOR", "SWE", "2 boats", sources=(speaker("NOR"),))
HOLM = party("NOR", "Astrid Holm", id="p-astrid-holm", title="Foreign Minister")
VOWED = event("a2", 0, "AGREE", "SWE", "NOR", "2 boats", recipients=(HOLM,), when=on("2026-03-04"))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open("memory:") as opened:
        with opened.writer() as writer:
            take(writer, article("a1"), ASKED)
            take(writer, article("a2", published="2026-03-05", authors=("Liv Dahl",)), VOWED)
        asks = {"requester": (party("NOR"),), "addressee": (party("SWE"),)}
        put_cases(
            opened,
            case("c-1", step("s1", ASKED.id), **asks, stage=None, provisional_stage="requested"),
            case("c-2", step("s2", VOWED.id), **asks, stage=None, provisional_stage="pledged"),
        )
        yield opened


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    app = build(Config("memory:", now=lambda: datetime(2026, 6, 1, tzinfo=UTC)), store)
    with TestClient(app, base_url=HERE) as found:
        yield found


def test_parties_are_listed_by_their_cases_and_found_by_name(client: TestClient) -> None:
    rows = client.get("/parties.json").json()["sides"]
    assert [(row["key"], row["asks"], row["asked"]) for row in rows] == [("NOR", 2, 0), ("SWE", 0, 2)]
    assert [row["key"] for row in client.get("/parties.json?name=swed").json()["sides"]] == []
    assert [row["key"] for row in client.get("/api/v1/parties?name=sweden").json()["sides"]] == ["SWE"]
    assert client.get("/parties.csv").text.splitlines()[1] == "NOR,Norway,2,0"


def test_a_party_is_told_by_what_it_was_asked_promised_and_left_unanswered(client: TestClient) -> None:
    asked = client.get("/api/v1/parties/SWE").json()["asked"]
    assert {name: asked[name] for name in ("cases", "promised", "delivered", "unanswered")} == {
        "cases": 2,
        "promised": 1,
        "delivered": 0,
        "unanswered": 1,
    }
    assert "Sweden" in client.get("/parties/SWE", headers={"accept": "text/html"}).text
    assert client.get("/parties/XYZ").status_code == 404


@pytest.mark.parametrize("exit", get_args(Exit))
def test_a_case_that_ended_in_any_way_is_not_unanswered(client: TestClient, store: Store, exit: Exit) -> None:
    asks = {"requester": (party("NOR"),), "addressee": (party("DNK"),)}
    put_cases(store, case("c-3", step("s3", ASKED.id), **asks, provisional_stage="requested", exit=exit))
    asked = client.get("/api/v1/parties/DNK").json()["asked"]
    assert (asked["cases"], asked["ended"], asked["unanswered"]) == (1, 1, 0)


def test_a_list_says_whether_somebody_reviewed_how_far_a_case_is(client: TestClient, store: Store) -> None:
    asks = {"requester": (party("NOR"),), "addressee": (party("DNK"),)}
    for key, stage, furthest in (("c-3", "pledged", "pledged"), ("c-4", "pledged", "delivered")):
        put_cases(
            store, case(key, step(f"s{key}", ASKED.id), **asks, stage=stage, provisional_stage=furthest)
        )
    rows = client.get("/cases.json?addressee=DNK").json()["rows"]
    assert {row["id"]: row["reviewed"] for row in rows} == {"c-3": True, "c-4": False}
    page = client.get("/parties/DNK", headers={"accept": "text/html"}).text
    assert 'class="stage stage-pledged"' in page
    assert 'class="stage stage-delivered unreviewed"' in page


def test_a_party_has_the_names_and_titles_of_who_speaks_for_it(client: TestClient) -> None:
    names = client.get("/parties/NOR.json").json()["names"]
    (holm,) = [name for name in names if name["id"] == "p-astrid-holm"]
    assert (holm["title"], holm["first"], holm["last"]) == ("Foreign Minister", "2026-03-05", "2026-03-05")


def test_parties_are_merged_and_that_is_undone_by_the_same_means(client: TestClient, store: Store) -> None:
    own = {"origin": HERE}
    form = {"do": "merge", "one": "p-astrid-holm", "other": party("NOR").id, "reason": "her country's voice"}
    assert (
        client.post("/parties/NOR/merge", data=form, headers=own, follow_redirects=False).status_code == 303
    )
    page = client.get("/parties/NOR.json").json()
    assert ([one["verb"] for one in page["judgements"]], page["standing"]) == (["merge"], [1])
    client.post("/parties/NOR/merge", data={"do": "undo", "one": "1"}, headers=own, follow_redirects=False)
    page = client.get("/parties/NOR.json").json()
    assert ([one["verb"] for one in page["judgements"]], page["standing"]) == (["merge", "undo"], [])
    assert client.post("/parties/NOR/merge", data={"do": "eat"}, headers=own).status_code == 400


def test_an_event_is_cited_by_its_words_speaker_and_source() -> None:
    found = citation(article("a1", authors=("Liv Dahl",)), ASKED)
    assert found.line.endswith(
        "Liv Dahl, “Oslo turns to Stockholm”, Radio Narvik, 2026-03-02, https://narvik.example/a1"
    )
    assert found.line.startswith(found.quote)
    assert found.says in found.line


def test_an_address_that_a_browser_would_run_is_not_cited() -> None:
    assert citation(article(url="javascript:alert(1)")).url is None
    assert citation(article(url='https://narvik.example/"><script>')).url is None


def test_bibtex_and_csl_hold_hostile_titles_as_text(store: Store) -> None:
    with store.writer() as writer:
        take(writer, article("a3", title=r"\input{/etc/passwd} 100% & $x_1$", authors=("A {and} B",)))
    with store.view() as view:
        found = citations(view, "a3")
    assert r"\textbackslash{}input\{/etc/passwd\} 100\% \& \$x\_1\$" in bibtex(found)
    assert r"author = {{A \{and\} B}}" in bibtex(found)
    assert csl(found)[0]["issued"] == {"date-parts": [[2026, 3, 2]]}


def test_a_case_is_cited_by_its_reports_in_their_order(client: TestClient) -> None:
    assert client.get("/cite/c-1.txt").text.count("\n") == 1
    assert client.get("/cite/c-1.json").json()[0]["container-title"] == "Radio Narvik"
    assert client.get("/cite/c-1.bib").headers["content-type"].startswith("application/x-bibtex")
    assert client.get("/cite/nothing").status_code == 404


def test_a_case_that_was_merged_is_found_under_its_old_address(client: TestClient, store: Store) -> None:
    with store.writer() as writer:
        writer.append(judgement("merge", "c-1", subject="case", detail={"with": ["c-0"]}))
        writer.append(judgement("merge", "c-0", subject="case", detail={"with": ["c-9"]}))
    for path in ("/cases/{}", "/cases/{}.json", "/api/v1/cases/{}"):
        answer = client.get(path.format("c-9"), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, path.format("c-1"))
    assert client.get("/cases/c-7").status_code == 404
