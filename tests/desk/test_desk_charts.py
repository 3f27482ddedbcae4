"""Charts: what they draw, where their marks lead, and what hostile names come to."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from verbale.desk.charts.matrix import Cell, matrix
from verbale.desk.charts.timeline import MOST_ROWS, Mark, timeline
from verbale.desk.charts.world import Dot, Land, world

HOSTILE = '<script>alert(1)</script> & "friends" \'too\' \u202e =HYPERLINK("http://x.example")'
SVG = "{http://www.w3.org/2000/svg}"
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(autouse=True)
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here Altair looks at each chart."""
    monkeypatch.setattr("verbale.desk.charts.svg.VALIDATE", True)


def links(drawn: str) -> list[tuple[str, str]]:
    """The marks: where they lead and what they say."""
    root = ElementTree.fromstring(drawn)
    return [(mark.get("href", ""), mark.findtext(f"{SVG}title", "")) for mark in root.iter(f"{SVG}a")]


def mark(first: str, last: str, count: int = 1, says: str = "some") -> Mark:
    return Mark(date.fromisoformat(first), date.fromisoformat(last), count, says, f"/events?day={first}")


def test_a_cell_opens_its_cases_and_says_how_many() -> None:
    cells = [
        Cell("Norway", "Sweden", 1_204, "/cases?requester=NOR&addressee=SWE"),
        Cell("Peru", "Chile", 1, "/c"),
    ]
    drawn = matrix(cells, ["Norway", "Peru"], ["Sweden", "Chile"])
    assert links(drawn) == [
        ("/cases?requester=NOR&addressee=SWE", "Norway → Sweden: 1,204 cases"),
        ("/c", "Peru → Chile: 1 case"),
    ]


def test_a_drawing_has_a_name_and_neither_scripts_nor_styles_nor_addresses_of_its_own() -> None:
    for drawn in (
        matrix([Cell(HOSTILE, HOSTILE, 2, "/x?a=<b>\"'")], [HOSTILE], [HOSTILE]),
        world([Land("NOR", HOSTILE, 2, "/x")], [Dot(HOSTILE, 60.0, 10.0, 1, False, "/x")]),
        timeline([mark("2026-03-02", "2026-03-02", says=HOSTILE)], [], [], MARCH),
    ):
        root = ElementTree.fromstring(drawn)
        assert root.get("aria-label")
        names = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert names <= {"svg", "g", "path", "text", "a", "title", "rect", "line", "defs", "clipPath"}
        keys = {key for element in root.iter() for key in element.attrib}
        assert not [key for key in keys if key == "style" or key.startswith("on")]
        assert not re.search(r'(?:href|src)="(?!/)', drawn)
        assert any(HOSTILE in (element.text or "") for element in root.iter())


def test_what_is_known_of_a_country_alone_is_no_dot() -> None:
    drawn = world([Land("SWE", "Sweden", 3, "/s")], [])
    assert links(drawn) == [("/s", "Sweden: 3 events")]
    assert "var(--chart-dot)" not in drawn


def test_a_region_is_a_ring_and_a_town_a_dot() -> None:
    town, region = (
        Dot(name, 48.3, 38.2, 1, is_region, "/d")
        for name, is_region in (("Toretsk", False), ("Donbas", True))
    )
    drawn = world([], [town, region])
    assert {says for _, says in links(drawn)} == {"Toretsk: 1 event", "Donbas (region): 1 event"}
    assert drawn.count("stroke-dasharray") == 1


def test_a_country_without_a_shape_is_passed_over() -> None:
    assert links(world([Land("TUV", "Tuvalu", 3, "/t")], [])) == []


def test_october_is_a_bar_as_long_as_the_month() -> None:
    def widths(*marks: Mark) -> list[float]:
        drawn = timeline([], marks, [], MARCH)
        paths = re.findall(
            r'<a href="[^"]*" tabindex="-1"><title>[^<]*</title><path d="M([\d.]+),[\d.]+H([\d.]+)', drawn
        )
        corners = re.findall(r'</title><path d="([^"]*)"', drawn)
        return [float(end) - float(start) for start, end in paths] or [_wide(corner) for corner in corners]

    (month,), (day,) = widths(mark("2026-03-01", "2026-03-31")), widths(mark("2026-03-01", "2026-03-01"))
    assert month > 30 * day


def test_bars_beyond_the_rows_are_left_to_the_table() -> None:
    many = [mark("2026-03-01", "2026-03-31", says=f"m{number}") for number in range(MOST_ROWS + 3)]
    assert len({says for _, says in links(timeline([], many, [], MARCH)) if says}) == MOST_ROWS


def test_nothing_can_be_drawn_too() -> None:
    for drawn in (matrix([], [], []), world([], []), timeline([], [], [], MARCH)):
        assert links(drawn) == []


def _wide(path: str) -> float:
    numbers = [float(x) for x, _ in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]
    return max(numbers) - min(numbers)
