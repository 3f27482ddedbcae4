"""The add page: what is to be read is put into the queue, and watched as it is."""

from collections.abc import Sequence

from litestar import Router, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Template

from verbale.desk.access.gate import Who
from verbale.desk.pages.shown import Asked, Before, Number, aside, back, gate, page, store, text
from verbale.desk.views.add import Queue, put_addresses, put_files, put_text, queue
from verbale.errors import UsageError
from verbale.export.native import is_ledger
from verbale.store.queue import Task
from verbale.taking import stamp

# A form with some files; more goes through the command line.
LARGEST_FORM = 50_000_000


@get("/add", opt={"act": "add"}, sync_to_thread=True)
def add(request: Asked, before: Before = None) -> Template:
    """The forms, and the queue."""
    return _add(request, before=before)


@get("/add.json", opt={"act": "add"}, sync_to_thread=True)
def state(request: Asked, before: Before = None) -> Queue:
    """The queue as a record."""
    with store(request).view() as view:
        return queue(view, before)


@post("/add", opt={"act": "add"}, status_code=303, request_max_body_size=LARGEST_FORM)
async def put(request: Asked) -> Template | Redirect:
    """Puts addresses, a text or files into the queue: whatever of the form was filled in."""
    form = await request.form()
    files = [file for file in form.getall("files", []) if isinstance(file, UploadFile) and file.filename]
    sent = [(file.filename, await file.read()) for file in files]
    fit_to_add(request.user, sent)
    addresses, pasted, published = (text(form, field) for field in ("addresses", "text", "published"))

    def keep() -> tuple[Task, ...]:
        said = {"who": request.user.name, "now": stamp(gate(request).now()), "published": published}
        if addresses.strip():
            return put_addresses(store(request), addresses, **said)
        if pasted.strip():
            return put_text(store(request), pasted, **said)
        return put_files(store(request), sent, **said)

    try:
        await aside(keep)
    except UsageError as error:
        reason = str(error)
        return await aside(lambda: _add(request, status=400, error=reason, addresses=addresses, text=pasted))
    return back("/add#queue")


@post("/add/{number:int}/retry", opt={"act": "add"}, status_code=303, sync_to_thread=True)
def retry(request: Asked, number: Number) -> Redirect:
    """Lets a failed task be tried again."""
    with store(request).writer() as writer:
        writer.retry_task(number)
    return back("/add#queue")


def fit_to_add(who: Who, files: Sequence[tuple[str, bytes]]) -> None:
    """Refuses a ledger from who may not say all that may be judged in it. Raises PermissionDeniedException."""
    if any(is_ledger(content) for _, content in files) and not who.may("edit"):
        raise PermissionDeniedException("A ledger brings what people judged: an editor takes it in.")


def _add(
    request: Asked,
    *,
    before: int | None = None,
    status: int = 200,
    error: str | None = None,
    addresses: str = "",
    text: str = "",
) -> Template:
    with store(request).view() as view:
        found = queue(view, before)
    return page(request, "add.html", status=status, view=found, error=error, addresses=addresses, text=text)


router = Router("/", route_handlers=[add, state, put, retry])
