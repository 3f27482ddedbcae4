"""What the pages of people share: a template filled for whoever asks, a way back after something was done."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from litestar import Request
from litestar.params import PathParameter, QueryParameter
from litestar.response import Redirect, Template

from verbale.desk.access.gate import Gate, Who
from verbale.store.base import Store

T = TypeVar("T")
# No table of the store holds a larger number.
LARGEST = 2**53
Number = Annotated[int, PathParameter(ge=0, le=LARGEST)]
Before = Annotated[
    int | None, QueryParameter(ge=0, le=LARGEST, description="The number that the page before gave to go on.")
]
Asked = Request[Who, None, Any]


def page(request: Asked, template: str, *, status: int = 200, **values: object) -> Template:
    """A template with who asks, and the values of the page."""
    return Template(
        template, context={"who": request.user, "team": gate(request).team, **values}, status_code=status
    )


def back(path: str) -> Redirect:
    """Where the browser goes after something was done: to a page of ours, whatever was asked for."""
    parts = urlsplit(path)
    own = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc
    return Redirect(path if own and path.isprintable() else "/", status_code=303)


async def aside(work: Callable[[], T]) -> T:
    """Does what waits for the disk in a thread, so that others are served meanwhile."""
    return await run_sync(work)


def store(request: Asked) -> Store:
    """The store of the desk."""
    found: Store = request.app.state.store
    return found


def gate(request: Asked) -> Gate:
    """The gate of the desk."""
    found: Gate = request.app.state.gate
    return found


def text(form: Any, name: str) -> str:
    """A field of a form, "" where it was not sent."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
