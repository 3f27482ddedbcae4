"""What is written about the desk is whole: each of its pages, keys, files and roles stands there."""

import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

import verbale.desk
from verbale.desk.access.acts import ROLES
from verbale.desk.views.export import FILES

DOCS = Path(__file__).parents[2] / "docs" / "desk.md"
TEMPLATES = Path(verbale.desk.__file__).parent / "templates"
NAMED = {"Escape": "Esc"}


def section(heading: str) -> str:
    return DOCS.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def first_cells(heading: str) -> str:
    return " ".join(re.findall(r"^\| (.*?) \|", section(heading), re.MULTILINE))


def keys() -> set[str]:
    """The keys that some page or script listens to."""
    script = (TEMPLATES.parent / "static" / "keys.js").read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    found = set(re.findall(r'event\.key === "(.+?)"', script))
    found |= set(re.findall(r"(\w): \"/", script))
    found |= {key for keys in re.findall(r'data-key="([a-z ]+)"', pages) for key in keys.split()}
    return {NAMED.get(key, key) for key in found}


def test_every_page_of_the_menu_is_told(client: TestClient) -> None:
    menu = client.get("/", headers={"accept": "text/html"}).text.partition("<nav")[2].partition("</nav>")[0]
    names = re.findall(r">([^<>]+)</a>", menu)
    assert len(names) > 12
    assert [name for name in names if name not in first_cells("What each page is for")] == []


@pytest.mark.parametrize("where", ["help", "docs"])
def test_every_key_is_told(client: TestClient, where: str) -> None:
    if where == "docs":
        told = " ".join(re.findall(r"^\|(.*?)\|", section("Keys"), re.MULTILINE)).replace("`", "")
    else:
        told = " ".join(re.findall(r"<kbd>(.*?)</kbd>", client.get("/help").text))
    assert len(keys()) > 12
    assert sorted(keys() - set(re.split(r"[\s,]+", told))) == []


def test_every_file_is_told() -> None:
    assert [name for name in FILES if f"`{name}`" not in first_cells("What can be taken away")] == []


def test_every_role_is_told() -> None:
    assert [role for role in ROLES if role not in first_cells("A team").split()] == []
