"""The score of pages: what it counts, on a set of our own; and the floor on the shared set."""

from pathlib import Path

import msgspec
import pytest

from verbale.errors import EvaluationError
from verbale.evaluate.pages import f1, score

PAGE = """<html lang="en"><head><title>{title}</title><meta name="author" content="{author}">
<meta property="article:published_time" content="{date}"></head><body><article><h1>{title}</h1>
<p>The envoys of Peru and Chile met in Quito on Monday and spoke about the archive for an hour.</p>
<p>They will meet again in May, when the rains have ended, a spokesman for the hosts said after the talks.</p>
</article></body></html>"""
BODY = [
    "The envoys of Peru and Chile met in Quito on Monday and spoke about the archive for an hour.",
    "They will meet again in May, when the rains have ended, a spokesman for the hosts said after the talks.",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    page = PAGE.format(title="Envoys meet in Quito", author="Ana Example, AFP", date="2020-03-23T10:00:00Z")
    index = [{"file": f"{name}.html", "date": "2020-03-22", "date_is_gold": name == "b"} for name in "abc"]
    for entry in index:
        (tmp_path / str(entry["file"])).write_text(page)
    gold = {
        "title": "ENVOYS, meet in Quito!",
        "date": "2020-03-23",
        "authors": ["ANA EXAMPLE", "AP"],
        "body": BODY,
    }
    (tmp_path / "gold" / "a.json").write_bytes(msgspec.json.encode(gold))
    (tmp_path / "index.json").write_bytes(msgspec.json.encode(index))
    return tmp_path


def test_only_what_has_gold_is_scored(folder: Path) -> None:
    outcome = score(folder)
    assert outcome.scores == {
        "title": 1.0,
        "date": 0.5,  # right on a; on b the index is gold and says the day before
        "authors": 1.0,  # agencies count on neither side
        "body_f1": 1.0,
        "body_f1_min": 1.0,
        "leaks": 0.0,
        "failed": 0.0,
    }
    assert [row["file"] for row in outcome.predictions] == ["a.html", "b.html", "c.html"]
    assert set(outcome.predictions[0]) == set(
        "file title published authors outlet agency dateline text related".split()
    )
    assert outcome.predictions[0]["agency"] == "AFP"


def test_without_gold_it_only_predicts(folder: Path) -> None:
    (folder / "gold" / "a.json").unlink()
    index = msgspec.json.decode((folder / "index.json").read_bytes())
    (folder / "index.json").write_bytes(msgspec.json.encode([{"file": row["file"]} for row in index]))
    outcome = score(folder)
    assert (outcome.scores, outcome.rows, len(outcome.predictions)) == ({}, 3, 3)


def test_a_teaser_in_the_body_is_a_leak_and_a_broken_page_fails(folder: Path) -> None:
    teaser = (
        '<p>Peru, it is said, has <a href="/x">asked its neighbours for help with the archive</a> before.</p>'
    )
    page = (folder / "a.html").read_text()
    (folder / "a.html").write_text(page.replace("</article>", f"{teaser}</article>"))
    (folder / "c.html").write_text("")
    scores = score(folder).scores
    assert (scores["leaks"], scores["failed"]) == (1.0, 1.0)
    assert scores["body_f1"] < 1.0


def test_a_body_in_sections(folder: Path) -> None:
    body = {"summary": [BODY[0]], "sections": [{"headline": [], "paragraphs": [BODY[1]]}]}
    (folder / "gold" / "a.json").write_bytes(msgspec.json.encode({"body_struct": body}))
    assert score(folder).scores["body_f1"] == 1.0


def test_f1_of_four_grams() -> None:
    assert f1("", "") == 1.0
    assert f1("a b c d", "") == 0.0
    assert f1("a b c d e", "a b c d") == pytest.approx(2 / 3)
    assert f1("a b", "a b") == 1.0


def test_a_missing_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"index\.json"):
        score(tmp_path)


def test_the_shared_pages_stay_over_their_floor(shared: Path) -> None:
    if not (shared / "pages").is_dir():
        pytest.skip("no pages in ../shared")
    scores = score(shared / "pages").scores
    assert scores["failed"] == 0
    assert scores["leaks"] == 0
    assert scores["title"] >= 0.94
    assert scores["date"] >= 0.95
    assert scores["authors"] >= 0.85
    assert scores["body_f1"] >= 0.965
    assert scores["body_f1_min"] >= 0.70
