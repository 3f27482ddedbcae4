"""The short lists (feeds, watch list, queue, rounds, accounts) as records and tables at their pages' addresses."""

from litestar import Response, Router, get

from verbale.desk.pages.cases import asked_for
from verbale.desk.pages.formats import json, table
from verbale.desk.pages.shown import Asked, gate, store
from verbale.desk.views import add, feeds, following, people, readings, review


@get("/feeds.csv", opt={"act": "read"}, sync_to_thread=True)
def feeds_csv(request: Asked) -> Response[str]:
    """The feeds as a table."""
    columns = ("url", "title", "health", "checked", "articles", "every", "failures", "error")
    with store(request).view() as view:
        rows = feeds.feeds(view).feeds
    told = ((one.feed, one.health) for one in rows)
    return table(
        "feeds",
        columns,
        ((f.url, f.title, health, f.checked, f.articles, f.every, f.failures, f.error) for f, health in told),
    )


@get("/following.csv", opt={"act": "follow"}, sync_to_thread=True)
def following_csv(request: Asked) -> Response[str]:
    """One's watch list as a table."""
    columns = ("kind", "subject", "title", "new", "updated", "added", "seen")
    with store(request).view() as view:
        rows = following.following(view, request.user.name, gate(request).now().date()).follows
    told = ((one.follow, one) for one in rows)
    return table(
        "following",
        columns,
        ((f.kind, f.subject, f.title, one.new, one.updated, f.added, f.seen) for f, one in told),
    )


@get("/add.csv", opt={"act": "add"}, sync_to_thread=True)
def queue_csv(request: Asked) -> Response[str]:
    """The latest of the queue as a table."""
    columns = ("number", "kind", "name", "who", "asked", "state", "ended", "reason")
    with store(request).view() as view:
        tasks = [row.task for row in add.queue(view).tasks]
    return table("queue", columns, ([getattr(task, name) for name in columns] for task in tasks))


@get("/review.csv", opt={"act": "judge"}, sync_to_thread=True)
def review_csv(request: Asked) -> Response[str]:
    """The first of what waits for review as a table."""
    columns = ("id", "sentence", "confidence")
    with store(request).view() as view:
        rows = review.queue(view, asked_for(request), request.user.name).rows
    return table("review", columns, ((one.id, one.sentence, one.confidence) for one in rows))


@get("/readings.json", opt={"act": "judge"}, sync_to_thread=True)
def rounds_json(request: Asked) -> Response[bytes]:
    """The rounds of second readings as a record."""
    with store(request).view() as view:
        return json(request, readings.rounds(view))


@get("/readings.csv", opt={"act": "judge"}, sync_to_thread=True)
def rounds_csv(request: Asked) -> Response[str]:
    """The rounds of second readings as a table."""
    columns = ("number", "name", "query", "opened", "closed", "events", "first", "read", "second", "read_too")
    with store(request).view() as view:
        rows = readings.rounds(view).rounds
    return table(
        "readings",
        columns,
        (
            (
                *(one.round.number, one.round.name, one.round.query, one.round.opened, one.round.closed),
                *(
                    len(one.round.events),
                    one.round.readers[0],
                    one.read[0],
                    one.round.readers[1],
                    one.read[1],
                ),
            )
            for one in rows
        ),
    )


@get("/accounts.json", opt={"act": "manage"}, sync_to_thread=True)
def accounts_json(request: Asked) -> Response[bytes]:
    """The accounts of the team as a record."""
    with store(request).view() as view:
        return json(request, people.people(view))


@get("/accounts.csv", opt={"act": "manage"}, sync_to_thread=True)
def accounts_csv(request: Asked) -> Response[str]:
    """The accounts of the team as a table."""
    columns = ("name", "role", "added")
    with store(request).view() as view:
        found = people.people(view)
    return table("accounts", columns, ((one.name, one.role, one.added) for one in found))


router = Router(
    "/",
    route_handlers=[
        feeds_csv,
        following_csv,
        queue_csv,
        review_csv,
        rounds_json,
        rounds_csv,
        accounts_json,
        accounts_csv,
    ],
    include_in_schema=False,
)
