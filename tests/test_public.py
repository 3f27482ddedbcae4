"""The public names, and the ways in which a page may be handed over."""

from pathlib import Path

import pytest

import verbale

PAGE = "Norway asks Chad for tents\n\nNorway’s envoy, Mara Ilves, asked Chad on Monday for 20 tents."

NAMES = [
    "Article",
    "Event",
    "Item",
    "Minutes",
    "Party",
    "Source",
    "SourceError",
    "Span",
    "UsageError",
    "VerbaleError",
    "When",
    "Where",
    "__version__",
    "read",
    "read_all",
]


def test_public_names() -> None:
    assert sorted(verbale.__all__) == NAMES
    assert all(hasattr(verbale, name) for name in NAMES)


def test_a_page_may_be_a_path_or_the_page_itself(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(PAGE, encoding="utf-8")
    by_path, by_name, by_text = verbale.read(path), verbale.read(str(path)), verbale.read(PAGE)
    assert by_path.article.title == "Norway asks Chad for tents"
    assert by_path.article.text == by_name.article.text == by_text.article.text
    assert verbale.read("<html><body><h1>A title</h1><p>Text.</p></body></html>").article.title == "A title"


def test_read_stays_a_function_when_the_stage_of_its_name_is_used() -> None:
    verbale.read(PAGE)
    assert callable(verbale.read)


def test_a_folder_gives_all_its_pages(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(PAGE.replace("tents", name), encoding="utf-8")
    titles = [page.article.title for page in verbale.read_all(tmp_path)]
    assert titles == ["Norway asks Chad for a", "Norway asks Chad for b"]


def test_errors_are_raised_as_ours() -> None:
    with pytest.raises(verbale.SourceError, match=r"nowhere\.txt"):
        verbale.read("nowhere.txt")
