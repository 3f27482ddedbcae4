"""Parties: the list of them, and a page for each."""

from litestar import Response, Router, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from verbale import rulings
from verbale.desk.pages.formats import json, table
from verbale.desk.pages.shown import Asked, aside, back, gate, page, store, text
from verbale.desk.views.parties import Parties, PartyPage, parties, party_page
from verbale.errors import UsageError
from verbale.records import Verb

COLUMNS = ("id", "name", "asks", "asked")
CASE_COLUMNS = ("role", "case", "headline", "outcome", "independent_sources", "reports", "opened", "updated")


@get("/parties", opt={"act": "read"}, sync_to_thread=True)
def listed(request: Asked, name: FromQuery[str] = "") -> Template:
    """Who asks and who is asked."""
    return page(request, "parties.html", view=_parties(request, name), name=name)


@get("/parties.json", opt={"act": "read"}, sync_to_thread=True)
def listed_json(request: Asked, name: FromQuery[str] = "") -> Response[bytes]:
    """The same as a record."""
    return json(request, _parties(request, name))


@get("/parties.csv", opt={"act": "read"}, sync_to_thread=True)
def listed_csv(request: Asked, name: FromQuery[str] = "") -> Response[str]:
    """The same as a table."""
    return table(
        "parties",
        COLUMNS,
        ((one.key, one.name, one.asks, one.asked) for one in _parties(request, name).sides),
    )


@get("/parties/{side:str}", opt={"act": "read"}, sync_to_thread=True)
def one(request: Asked, side: FromPath[str]) -> Template | Response[bytes] | Response[str]:
    """A party: what it asked, was asked, promised and kept; `.json` and `.csv` behind its id give the same."""
    name, dot, form = side.rpartition(".")
    if dot and form == "json":
        return json(request, _party(request, name))
    if dot and form == "csv":
        return _table(_party(request, name))
    return page(request, "party.html", view=_party(request, side))


@post("/parties/{side:str}/merge", opt={"act": "edit"}, status_code=303)
async def merge(request: Asked, side: FromPath[str]) -> Redirect:
    """Says that two parties are one, or are not (`do` is merge or split), or takes that back (undo)."""
    form = await request.form()
    do, one, other, why = (text(form, field).strip() for field in ("do", "one", "other", "reason"))
    await aside(lambda: _judged(request, do, one, other, why))
    return back(f"/parties/{side}#names")


def _judged(request: Asked, do: str, one: str, other: str, why: str) -> None:
    own, who, now = store(request), request.user.name, gate(request).now()
    if do == "undo" and one.isascii() and one.isdigit():
        rulings.undo(own, int(one), who=who, reason=why or None, now=now)
    elif do in ("merge", "split"):
        verb: Verb = "merge" if do == "merge" else "split"
        rulings.judge(own, [rulings.Ruling(verb, one, others=(other,), reason=why or None)], who=who, now=now)
    else:
        raise UsageError(f"{do or 'nothing'}: say merge, split or undo")


def _parties(request: Asked, name: str) -> Parties:
    with store(request).view() as view:
        return parties(view, name)


def _party(request: Asked, key: str) -> PartyPage:
    with store(request).view() as view:
        return party_page(view, key)


def _table(found: PartyPage) -> Response[str]:
    rows = (
        (role, row.id, row.headline, row.outcome, row.sources, row.reports, row.opened, row.updated)
        for role, account in (("asks", found.asks), ("asked", found.asked))
        for row in account.latest
    )
    return table("party", CASE_COLUMNS, rows)


router = Router("/", route_handlers=[listed, listed_json, listed_csv, one, merge], include_in_schema=False)
