"""The views behind the charts: what is counted, where it leads, and what is told beside the drawing."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from store_samples import article, case, event, on, party, put_cases, step, take, where
from verbale.desk.views import matrix, places, timeline
from verbale.desk.views.filters import Filter
from verbale.errors import QueryError, UsageError
from verbale.store import Store, View

EU = party("", "European Union", sectors=("IGO",))


@pytest.fixture
def view() -> Iterator[View]:
    with Store.open("memory:") as store:
        with store.writer() as writer:
            nowhere = replace(where("=X"), country=None)
            take(
                writer,
                article("a1"),
                event(
                    "a1", 0, "REQUEST", "NOR", "SWE", when=on("2026-03-01"), where=where("Bodø", 67.28, 14.4)
                ),
                event("a1", 1, "AGREE", "SWE", "NOR", "troops", when=on("2026-02"), where=where("Norway")),
                event("a1", 2, "REQUEST", "NOR", "", "2 boats", recipients=(EU,), when=on("1945")),
                event("a1", 3, "CONSULT", "NOR", "SWE", where=nowhere),
            )
        put_cases(
            store,
            case("c1", step("s1", "a1-0"), provisional_stage="delivered"),
            case("c2", step("s2", "a1-2"), addressee=(EU,), exit="refused"),
        )
        with store.view() as opened:
            yield opened


def test_who_asks_whom_counts_cases_and_what_came_of_them(view: View) -> None:
    found = matrix.matrix(view, Filter())
    told = [(p.requester_name, p.addressee_name, p.cases, p.delivered, p.refused) for p in found.pairs]
    assert told == [("Norway", "Sweden", 1, 1, 0), ("Norway", "European Union", 1, 0, 1)]
    assert found.pairs[0].address == "/cases?requester=NOR&addressee=SWE"
    assert (found.cases, found.pairs_in_all) == (2, 2)
    narrow = matrix.matrix(view, Filter("stage:refused"))
    assert [p.address for p in narrow.pairs] == [
        "/cases?q=stage%3Arefused&requester=NOR&addressee=p-european-union"
    ]
    assert "Norway → Sweden: 1 case" in matrix.picture(found)


def test_a_place_is_as_exact_as_it_is_told(view: View) -> None:
    found = places.places(view, Filter())
    told = {place.name: (place.precision, place.events) for place in found.places}
    assert told == {"Bodø": ("town", 1), "Norway": ("country", 1), "=X": ("unknown", 1)}
    assert (found.events, found.located, found.unlocated, found.placeless) == (4, 2, 1, 1)
    assert found.placeless_address == "/events?place=none"
    drawn = places.picture(found)
    assert "Bodø: 1 event" in drawn
    assert "=X" not in drawn
    assert any(line.startswith("'=X") for line in places.table(found))


def test_what_is_known_to_the_day_is_a_column_and_october_is_not(view: View) -> None:
    found = timeline.timeline(view, Filter())
    assert (found.first, found.last, found.unit) == ("2026-02-01", "2026-03-31", "day")
    assert [(line.band, line.time, line.events) for line in found.lines] == [
        ("vague", "2026-02", 1),
        ("happened", "2026-03-01", 1),
        ("reported", "2026-03-02", 4),
    ]
    assert (found.untimed, found.outside) == (1, 1)  # 1945 would leave no room for the rest
    assert found.lines[0].address == "/events?when=2026-02"


def test_a_year_is_told_by_its_months_and_leads_into_them(view: View) -> None:
    found = timeline.timeline(view, Filter("type:REQUEST"), "2026")
    assert found.unit == "month"
    assert [line.address for line in found.lines] == ["/timeline?q=type%3AREQUEST&inside=2026-03"] * 2
    assert timeline.timeline(view, Filter(), "1945").lines[0].band == "vague"


@pytest.mark.parametrize("inside", ["20", "2026-13", "2026-03-01", "May"])
def test_a_window_that_there_is_not_is_an_error_of_the_caller(view: View, inside: str) -> None:
    with pytest.raises(UsageError):
        timeline.timeline(view, Filter(), inside)


def test_a_malformed_filter_is_an_error_with_its_place(view: View) -> None:
    for make in (matrix.matrix, places.places, timeline.timeline):
        with pytest.raises(QueryError):
            make(view, Filter("type:"))


def test_an_empty_ledger_can_be_looked_at() -> None:
    with Store.open("memory:") as store, store.view() as view:
        assert matrix.picture(matrix.matrix(view, Filter()))
        assert places.picture(places.places(view, Filter()))
        assert timeline.picture(timeline.timeline(view, Filter()))


def test_a_filter_is_read_from_an_address_and_written_into_one() -> None:
    pairs = [
        ("q", "boats"),
        ("type", "REQUEST"),
        ("type", "AID"),
        ("place", "NOR - Norway"),
        ("x", "y"),
        ("item", ""),
    ]
    asked = Filter.read(pairs)
    assert asked.chosen == {"type": ("REQUEST", "AID"), "place": ("NOR - Norway",)}
    assert (
        asked.address("/events", after="c")
        == "/events?q=boats&type=REQUEST&type=AID&place=NOR+-+Norway&after=c"
    )
    assert Filter.read(asked.pairs()) == asked
