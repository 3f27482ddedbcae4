"""The first page, and help."""

from litestar import Response, Router, get
from litestar.response import Template

from verbale.desk.pages.formats import json
from verbale.desk.pages.shown import Asked, gate, page, store
from verbale.desk.views.home import home as viewed


@get("/", opt={"act": "read"}, sync_to_thread=True)
def home(request: Asked) -> Template:
    """What is new, what waits, what is overdue."""
    with store(request).view() as view:
        return page(request, "home.html", view=viewed(view, gate(request).now().date()))


@get("/home.json", opt={"act": "read"}, sync_to_thread=True)
def as_json(request: Asked) -> Response[bytes]:
    """The same as a record."""
    with store(request).view() as view:
        return json(request, viewed(view, gate(request).now().date()))


@get("/help", opt={"act": "read"}, sync_to_thread=False)
def help_page(request: Asked) -> Template:
    """The query language, the keys, what the words mean."""
    return page(request, "help.html")


router = Router("/", route_handlers=[home, as_json, help_page], include_in_schema=False)
