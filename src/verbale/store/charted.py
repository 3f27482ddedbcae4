"""What events are counted under for charts: their place, their own time, the day on which they were reported.

These are facets like others (verbale.store.facets) with more values than a list of choices bears. A value says all
that a chart draws, to the letter; `NONE` counts what has none, so that it can be told and found beside the chart.
"""

from verbale.records import Article, Event, Record, Where
from verbale.store.query import span

PLACE, WHEN, PUBLISHED = "place", "when", "published"
CHARTED = (PLACE, WHEN, PUBLISHED)
NONE = "none"
_NUL = "\0"  # PostgreSQL takes none


class Spot(Record, frozen=True, kw_only=True):
    """A place as it is counted: without a latitude, it is no more exact than its country."""

    name: str
    country: str | None
    lat: float | None = None
    lon: float | None = None


class Span(Record, frozen=True, kw_only=True):
    """A time as it is counted: full days, both included, and the words of the value ("2015-10" is a month)."""

    first: str
    last: str
    text: str


def charted_facets(event: Event, article: Article) -> dict[str, frozenset[str]]:
    """The values of an event."""
    published = span(article.published) if article.published else None
    return {
        PLACE: frozenset((_place(event.where),)),
        WHEN: frozenset((_when(event),)),
        PUBLISHED: frozenset((published[0] if published else NONE,)),
    }


def spot(value: str) -> Spot | None:
    """The place of a value; null where there is none."""
    if value == NONE:
        return None
    country, at, name = value.split(" ", 2)
    lat, _, lon = at.partition(",")
    return Spot(
        name=name,
        country=country if country != "-" else None,
        lat=float(lat) if lon else None,
        lon=float(lon) if lon else None,
    )


def moment(value: str) -> Span | None:
    """The time of a value; null where there is none."""
    first, _, last = value.partition("/")
    begun, ended = span(first), span(last or first)
    return Span(first=begun[0], last=ended[1], text=value) if begun and ended else None


def _place(where: Where | None) -> str:
    """ "SWE 59.3,18.1 Kalvo", "SDN - Sudan"; a minus for what is not known."""
    if where is None:
        return NONE
    at = f"{where.lat:g},{where.lon:g}" if where.lat is not None and where.lon is not None else "-"
    return f"{where.country or '-'} {at} {' '.join(where.name.replace(_NUL, '').split())}"


def _when(event: Event) -> str:
    """ "2015-10-05", "2015-10", "2015-10-05/2015-10-07"."""
    start, end = (event.when.start, event.when.end) if event.when else (None, None)
    first, last = start or end, end or start
    if not first or not last or span(first) is None or span(last) is None:
        return NONE
    return first if first == last else f"{first}/{last}"
