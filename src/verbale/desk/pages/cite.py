"""How to cite an event, a report or a case."""

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Template

from verbale.desk.pages.formats import json
from verbale.desk.pages.shown import Asked, page, store
from verbale.desk.views.cite import Citations, bibtex, citations, csl, plain

BIBTEX = "application/x-bibtex"


@get("/cite/{cited:str}", opt={"act": "read"}, sync_to_thread=True)
def cite(request: Asked, cited: FromPath[str]) -> Template | Response[bytes] | Response[str]:
    """What to copy; `.txt`, `.bib` and `.json` (CSL) behind the id give it alone."""
    name, dot, form = cited.rpartition(".")
    if dot and form == "json":
        return json(request, csl(_found(request, name)))
    if dot and form == "bib":
        return Response(bibtex(_found(request, name)), media_type=BIBTEX)
    if dot and form == "txt":
        return Response(plain(_found(request, name)), media_type="text/plain")
    found = _found(request, cited)
    return page(request, "cite.html", view=found, lines=plain(found), bibtex=bibtex(found))


def _found(request: Asked, key: str) -> Citations:
    with store(request).view() as view:
        return citations(view, key)


router = Router("/", route_handlers=[cite], include_in_schema=False)
