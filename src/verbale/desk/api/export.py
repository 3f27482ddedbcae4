"""The API of the export: what a filter finds, as files."""

from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from verbale.desk.api.asked import Filtered
from verbale.desk.api.describing import get
from verbale.desk.pages.shown import Asked, store
from verbale.desk.pages.taken import taken
from verbale.desk.views.export import FILES, Export, File
from verbale.desk.views.export import export as viewed


@get("/export", opt={"act": "read"}, sync_to_thread=True)
def export(request: Asked, asked: Filtered) -> Export:
    """How much a search and facets find, and the files that it is to be had in."""
    with store(request).view() as view:
        return viewed(view, asked)


def _route(file: File) -> HTTPRouteHandler:
    """A file is a route of its own, for each has another media type."""

    @get(
        f"/export/{file.name}",
        opt={"act": "read"},
        media_type=file.media_type,
        operation_id=f"export {file.name}",
        sync_to_thread=True,
    )
    def one(request: Asked, asked: Filtered) -> Stream:
        return taken(request, asked, file.name)

    return one


ROUTES = (export, *(_route(file) for file, _ in FILES.values()))
