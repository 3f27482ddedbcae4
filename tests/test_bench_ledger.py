"""A small run of `make bench-ledger`."""

from pathlib import Path

from bench_ledger import bench


def test_the_stages_of_many_affairs_are_those_of_the_slow_reference(tmp_path: Path) -> None:
    found = bench(tmp_path, count=500, seed=7)
    assert (found.articles, found.different) == (500, ())
    assert found.cases > 50
