"""The API of what is read: cases, events, reports, parties, and what is counted of them."""

from litestar.params import FromPath, FromQuery

from verbale.desk.api.asked import MOST, After, Filtered, Inside, Limit
from verbale.desk.api.describing import get
from verbale.desk.pages.shown import Asked, gate, store
from verbale.desk.views.case import CasePage, case_page
from verbale.desk.views.cases import Found, Hits, cases, hits
from verbale.desk.views.cite import Citations, citations
from verbale.desk.views.home import Home, home
from verbale.desk.views.matrix import Matrix, matrix
from verbale.desk.views.parties import Parties, PartyPage, parties, party_page
from verbale.desk.views.places import Places, places
from verbale.desk.views.report import ReportPage, report_page
from verbale.desk.views.timeline import Timeline, timeline
from verbale.records import Event


@get("/home", opt={"act": "read"}, sync_to_thread=True)
def first(request: Asked) -> Home:
    """Counts, the latest cases and reports, what waits."""
    with store(request).view() as view:
        return home(view, gate(request).now().date())


@get("/cases", opt={"act": "read"}, sync_to_thread=True)
def all_cases(request: Asked, asked: Filtered, after: After = None, limit: Limit = 50) -> Found:
    """The cases that a search and facets find, the latest first."""
    with store(request).view() as view:
        return cases(view, asked, after, limit)


@get("/cases/{case_id:str}", opt={"act": "read"}, sync_to_thread=True)
def one_case(request: Asked, case_id: FromPath[str]) -> CasePage:
    """A case with its steps, reports and judgements."""
    with store(request).view() as view:
        return case_page(view, case_id, gate(request).now().date().isoformat())


@get("/events", opt={"act": "read"}, sync_to_thread=True)
def all_events(request: Asked, asked: Filtered, after: After = None, limit: Limit = 50) -> Hits:
    """The events that a search and facets find, with their words in context."""
    with store(request).view() as view:
        return hits(view, "event", asked, after, limit)


@get("/events/{event_id:str}", opt={"act": "read"}, sync_to_thread=True)
def one_event(request: Asked, event_id: FromPath[str]) -> Event:
    """An event."""
    with store(request).view() as view:
        return view.event(event_id)


@get("/reports", opt={"act": "read"}, sync_to_thread=True)
def all_reports(request: Asked, asked: Filtered, after: After = None, limit: Limit = 50) -> Hits:
    """The reports that a search and facets find."""
    with store(request).view() as view:
        return hits(view, "article", asked, after, limit)


@get("/reports/{article_id:str}", opt={"act": "read"}, sync_to_thread=True)
def one_report(request: Asked, article_id: FromPath[str]) -> ReportPage:
    """A report with its events in place."""
    with store(request).view() as view:
        return report_page(view, article_id)


@get("/parties", opt={"act": "read"}, sync_to_thread=True)
def all_parties(
    request: Asked, name: FromQuery[str] = "", after: After = None, limit: Limit = MOST
) -> Parties:
    """Who asks and who is asked, those of the most cases first."""
    with store(request).view() as view:
        return parties(view, name, after, limit)


@get("/parties/{side:str}", opt={"act": "read"}, sync_to_thread=True)
def one_party(request: Asked, side: FromPath[str]) -> PartyPage:
    """A party: what it asked, was asked, promised and kept, and its names."""
    with store(request).view() as view:
        return party_page(view, side)


@get("/cite/{cited:str}", opt={"act": "read"}, sync_to_thread=True)
def one_citation(request: Asked, cited: FromPath[str]) -> Citations:
    """How to cite an event, a report or a case."""
    with store(request).view() as view:
        return citations(view, cited)


@get("/matrix", opt={"act": "read"}, sync_to_thread=True)
def who_asks_whom(request: Asked, asked: Filtered) -> Matrix:
    """Cases by requester and addressee."""
    with store(request).view() as view:
        return matrix(view, asked)


@get("/timeline", opt={"act": "read"}, sync_to_thread=True)
def times(request: Asked, asked: Filtered, inside: Inside = "") -> Timeline:
    """Events by their own time and by the day of the report."""
    with store(request).view() as view:
        return timeline(view, asked, inside)


@get("/places", opt={"act": "read"}, sync_to_thread=True)
def all_places(request: Asked, asked: Filtered) -> Places:
    """Events by place."""
    with store(request).view() as view:
        return places(view, asked)


ROUTES = (
    first,
    all_cases,
    one_case,
    all_events,
    one_event,
    all_reports,
    one_report,
    all_parties,
    one_party,
    one_citation,
    who_asks_whom,
    times,
    all_places,
)
