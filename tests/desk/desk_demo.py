"""The desk on the demo pages, and the pages of it that people open."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product

from litestar import Litestar
from litestar.routes import HTTPRoute
from tools.demo import NOW, now, read_demo

from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.pipeline import Pipeline
from verbale.rulings import Ruling, judge, undo
from verbale.store import Store
from verbale.store.query import parse
from verbale.store.readings import Round, SecondReading
from verbale.taking import stamp

READERS = ("analyst", "berta")


def fill(url: str, pipeline: Pipeline) -> None:
    """Reads the demo pages into a store, with two rounds of second readings, one of them read."""
    with Store.open(url) as store:
        read_demo(store, pipeline.minutes)
        with store.writer() as writer:
            drawn = tuple(hit.id for hit in writer.search(parse("type:REQUEST")))[:5]
            opened = stamp(NOW)
            for name in ("Spring", "Summer"):
                writer.put_round(
                    Round(name=name, readers=READERS, events=drawn, query="", opened=opened, who=READERS[0])
                )
            for event, reader in product(drawn, READERS):  # of the second round; the first waits to be read
                said = "reject" if event == drawn[0] and reader == READERS[1] else "accept"
                writer.put_reading(
                    SecondReading(round=2, event_id=event, who=reader, verdict=said, at=opened)
                )
        said_so = judge(store, [Ruling("accept", drawn[0])], who=READERS[0], now=NOW)
        undo(store, said_so[0].number, who=READERS[0], reason="a slip", now=NOW)


@contextmanager
def opened(url: str, **config: object) -> Iterator[Litestar]:
    """The desk on a store."""
    with Store.open(url) as store:
        yield build(Config(**{"url": url, "now": now, **config}), store)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Found:
    """What stands for the names in the paths of routes."""

    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, steps: int = 4) -> "Found":
        """A case of so many steps at least, a report, an event, a side."""
        with store.view() as view:
            case = next(case for case in view.cases() if len(case.steps) >= steps)
            event = view.event(case.steps[0].events[0])
        side = event.actors[0].country or "LBR"
        return cls(
            {
                "case_id": case.id,
                "event_id": event.id,
                "article_id": event.article_id,
                "number": "1",
                "side": side,
                "side_id": side,
                "party": side,
                "cited": case.id,
                "party_id": side,
            }
        )

    def address(self, path: str) -> str:
        """A route's path with something real for each name in it."""
        path = path.replace("{number:int}/result", "2/result")
        return re.sub(r"{(\w+):\w+}", lambda match: self.names[match.group(1)], path)


@dataclass(frozen=True)
class Desk:
    """A desk that is served: its address, and its pages with something real in each."""

    address: str
    pages: tuple[str, ...]


def page_paths(app: Litestar) -> list[str]:
    """The path of every page for people: what answers GET and is no file, no API, no feed."""
    return sorted(
        route.path
        for route in app.routes
        if isinstance(route, HTTPRoute)
        and any("GET" in handler.http_methods for handler in route.route_handlers)
        and not route.path.startswith(("/static", "/api", "/atom", "/export/"))
        and not re.search(r"\.\w+$", route.path)
    )
