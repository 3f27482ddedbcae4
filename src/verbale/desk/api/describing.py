"""What the API's description says of every answer: besides the good one, what is wrong, in one shape."""

from functools import partial
from typing import Any

import litestar
from litestar import Request, Router
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin

from verbale.records import Record

PATH = "/api/v1"
_FILE = "/openapi.json"


class Wrong(Record, frozen=True, kw_only=True):
    """What is wrong: in a word, in full, and what to do about it."""

    error: str
    detail: str
    hint: str


_SAID = {
    400: "The query, a value, the cursor or the body cannot be understood, or does not fit what is there.",
    401: "No token, or none that is valid any more.",
    403: "Not with this role, or not from there.",
    404: "There is nothing of this id.",
    413: "The body is too large.",
    503: "The store is busy or cannot be reached.",
}
# The body of a question is none; of what changes something it may be too large.
_OF_GET = frozenset((413,))
_UNCHANGED = ResponseSpec(None, description="What you have of this ETag is what there is.")


def _answers(but: frozenset[int] = frozenset()) -> dict[int, ResponseSpec]:
    return {
        status: ResponseSpec(Wrong, description=words, generate_examples=False)
        for status, words in _SAID.items()
        if status not in but
    }


get = partial(litestar.get, responses={304: _UNCHANGED, **_answers(_OF_GET)})
post = partial(litestar.post, responses=_answers())
patch = partial(litestar.patch, responses=_answers())
delete = partial(litestar.delete, responses=_answers(_OF_GET))


def description() -> OpenAPIConfig:
    """Where the description stands."""
    router = Router(
        PATH, route_handlers=[], opt={"act": "read"}, include_in_schema=False, before_request=_is_the_file
    )
    plugin = JsonRenderPlugin(path=_FILE)
    return OpenAPIConfig(
        title="Verbale", version="1", path=PATH, render_plugins=[plugin], openapi_router=router
    )


def _is_the_file(request: Request[Any, Any, Any]) -> None:
    """What is nothing of the API is not found as anywhere else, in the API's shape."""
    if request.url.path != PATH + _FILE:
        raise NotFoundException(f"{request.url.path}: is nothing of this API")
