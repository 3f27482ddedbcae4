"""The API of what comes in: the queue of what is to be read, and the feeds that are watched."""

from dataclasses import dataclass, field
from typing import Annotated

from litestar.datastructures import UploadFile
from litestar.params import FromQuery, JSONBody, MultipartBody, QueryParameter

from verbale.desk.api.describing import delete, get, post
from verbale.desk.pages.add import LARGEST_FORM, fit_to_add
from verbale.desk.pages.shown import Asked, Before, Number, aside, gate, store
from verbale.desk.views import add as queues
from verbale.desk.views import feeds as views
from verbale.records import Record
from verbale.store.queue import Task
from verbale.store.rows import Feed
from verbale.taking import stamp

Published = Annotated[str | None, QueryParameter(description="A date (2026-05-04) for pages that have none.")]


class Addresses(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Addresses of pages, feeds or sitemaps."""

    addresses: tuple[str, ...]


class Text(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as text: its headline, an empty line, what it says."""

    text: str


class Url(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The address of a feed."""

    url: str


class Wanted(Url, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed to be asked every so many minutes."""

    every: int = views.MINUTES


@dataclass(frozen=True)
class Sent:
    """Files: HTML, text, JSONL, feeds, WARC archives, or ledgers that were exported."""

    files: list[UploadFile] = field(default_factory=list)


@get("/queue", opt={"act": "add"}, sync_to_thread=True)
def queue(request: Asked, before: Before = None) -> queues.Queue:
    """What was put in, the latest first, and how far it is."""
    with store(request).view() as view:
        return queues.queue(view, before)


@get("/queue/{number:int}", opt={"act": "add"}, sync_to_thread=True)
def one_task(request: Asked, number: Number) -> queues.TaskRow:
    """How far one thing is, and the reports that came of it."""
    with store(request).view() as view:
        return queues.row(view, view.task(number))


@post("/queue/addresses", opt={"act": "add"}, sync_to_thread=True)
def put_addresses(request: Asked, data: JSONBody[Addresses], published: Published = None) -> tuple[Task, ...]:
    """Puts addresses into the queue, all or none."""
    return queues.put_addresses(
        store(request),
        "\n".join(data.addresses),
        who=request.user.name,
        now=_now(request),
        published=published,
    )


@post("/queue/texts", opt={"act": "add"}, sync_to_thread=True)
def put_text(request: Asked, data: JSONBody[Text], published: Published = None) -> tuple[Task, ...]:
    """Puts a text into the queue."""
    return queues.put_text(
        store(request), data.text, who=request.user.name, now=_now(request), published=published
    )


@post("/queue/files", opt={"act": "add"}, request_max_body_size=LARGEST_FORM)
async def put_files(
    request: Asked, data: MultipartBody[Sent], published: Published = None
) -> tuple[Task, ...]:
    """Puts files into the queue; a ledger wants an editor."""
    files = [(file.filename, await file.read()) for file in data.files]
    fit_to_add(request.user, files)
    return await aside(
        lambda: queues.put_files(
            store(request), files, who=request.user.name, now=_now(request), published=published
        )
    )


@post("/queue/{number:int}/retry", opt={"act": "add"}, sync_to_thread=True)
def retry(request: Asked, number: Number) -> Task:
    """Lets what failed be tried again."""
    with store(request).writer() as writer:
        return writer.retry_task(number)


@get("/feeds", opt={"act": "read"}, sync_to_thread=True)
def feeds(request: Asked) -> views.Feeds:
    """The feeds that are watched and how they are, and what could not be read."""
    with store(request).view() as view:
        return views.feeds(view)


@post("/feeds", opt={"act": "watch"}, sync_to_thread=True)
def watch(request: Asked, data: JSONBody[Wanted]) -> Feed:
    """Watches a feed, or gives one that is watched another interval."""
    return views.follow(store(request), data.url, data.every, now=_now(request))


@post("/feeds/ask", opt={"act": "watch"}, status_code=204, sync_to_thread=True)
def ask_now(request: Asked, data: JSONBody[Url]) -> None:
    """Lets a feed be asked at once."""
    views.ask_now(store(request), data.url, now=_now(request))


@delete("/feeds", opt={"act": "watch"}, sync_to_thread=True)
def let_go(request: Asked, url: FromQuery[str]) -> None:
    """Watches a feed no longer."""
    with store(request).writer() as writer:
        writer.remove_feed(url)


def _now(request: Asked) -> str:
    return stamp(gate(request).now())


ROUTES = (
    queue,
    one_task,
    put_addresses,
    put_text,
    put_files,
    retry,
    feeds,
    watch,
    ask_now,
    let_go,
)
