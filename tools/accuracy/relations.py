"""PLV: types between two given sides, and events of bare sentences; the units are rows."""

from collections.abc import Iterator
from pathlib import Path

from tools.accuracy import bootstrap
from tools.accuracy.bootstrap import Counts, Statistic
from tools.accuracy.figures import Part
from tools.accuracy.ways import WAYS, Ways
from verbale.evaluate.relations import (
    Row,
    end_to_end,
    is_modal,
    plv_quad,
    plv_root,
    read_rows,
    side,
)
from verbale.pipeline import bare_article
from verbale.records import Event, EventType

UNSEEN = 3  # rows whose uid is divisible by this are for totals only
METRICS: dict[str, Statistic] = {
    "root_f1": bootstrap.macro_f1("root hit ", "root said ", "root gold "),
    "quad_f1": bootstrap.macro_f1("quad hit ", "quad said ", "quad gold "),
    "binary_f1": bootstrap.macro_f1("side hit ", "side said ", "side gold "),
    "modal_accuracy": bootstrap.share("modal right", "modal"),
    "end_to_end": bootstrap.share("found", "rows"),
    "events_a_row": bootstrap.share("events", "rows"),
}


def measure(path: Path, ways: Ways) -> dict[str, Part]:
    """All rows, and those that nobody looks at."""
    counted = [(int(row.uid), _by_way(row, ways)) for row in read_rows(path)]
    return {
        "plv-unseen": _part([each for uid, each in counted if uid % UNSEEN == 0]),
        "plv": _part([each for _, each in counted]),
    }


def _by_way(row: Row, ways: Ways) -> dict[str, Counts]:
    read = ways.read(bare_article(row.sentence))
    types, events = ways.types(read, row.source, row.target), ways.events(read)
    return {way: dict(_counts(row, types[way], events[way])) for way in WAYS}


def _counts(row: Row, said: EventType, events: tuple[Event, ...]) -> Iterator[tuple[str, float]]:
    answers = (
        ("root", plv_root(said), str(row.gold_root)),
        ("quad", str(plv_quad(said)), str(row.gold_quad)),
        ("side", side(plv_quad(said)), side(row.gold_quad)),
    )
    for name, one, other in answers:
        yield f"{name} said {one}", 1
        yield f"{name} gold {other}", 1
        yield f"{name} hit {other}", one == other
    yield "modal", is_modal(row)
    yield "modal right", is_modal(row) and plv_root(said) == row.gold_root
    yield "rows", 1
    yield "found", end_to_end(row, events)
    yield "events", len(events)


def _part(rows: list[dict[str, Counts]]) -> Part:
    return Part(
        len(rows),
        {
            way: {
                name: bootstrap.of_counts([row[way] for row in rows], metric)
                for name, metric in METRICS.items()
            }
            for way in WAYS
        },
    )
