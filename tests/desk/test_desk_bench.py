"""A small run of `make bench-desk`: every page and list answers on a ledger of the generator, and weighs little."""

import asyncio
from pathlib import Path

from bench_desk import LIMIT_KB, addresses, bench
from big_ledger import Ledger
from verbale.store import Store


def test_every_page_and_list_answers_on_a_ledger_of_the_generator(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bench.db"
    with Store.open(url) as store:
        Ledger.make(5_000, 500, 1).write(store)
        measured = asyncio.run(bench(store, url, requests=8))
    assert {"/", "/cases", "/cases/{case_id}", "/matrix", "/timeline", "/map", "/api/v1/events"} <= {
        one.path for one in measured
    }
    assert [(one.path, one.wrong) for one in measured if one.wrong] == []
    assert [(one.path, one.kb) for one in measured if one.kb > LIMIT_KB] == []


def test_the_same_numbers_give_the_same_ledger() -> None:
    one, other = Ledger.make(300, 30, 4), Ledger.make(300, 30, 4)
    assert one.statements == other.statements
    assert len(one.statements) == 300
    assert one.statements != Ledger.make(300, 30, 5).statements


def test_each_parameter_of_a_route_is_filled_from_the_samples() -> None:
    address = addresses("/cases/{case_id:str}/x/{number:int}", {"case_id": ["a", "b"], "number": ["1"]})
    assert [address(0), address(1), address(2)] == ["/cases/a/x/1", "/cases/b/x/1", "/cases/a/x/1"]
