"""The watch list: cases and searches that somebody follows, what is new in them, and their Atom feeds."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, get_args
from urllib.parse import parse_qsl, quote
from xml.sax.saxutils import escape, quoteattr

from verbale.desk.views.filters import Filter
from verbale.errors import NotFound, QueryError
from verbale.export.caselines import headline
from verbale.records import Case, Exit, Record
from verbale.store.base import Store, View
from verbale.store.people import Follow, FollowKind
from verbale.store.query import And, Day, Has, Not, span

Standing = Literal["overdue", "stale", "open", "ended"]
# No answer to a request for a month is worth a look; no report of an open case for three is news no more.
OVERDUE = timedelta(days=30)
STALE = timedelta(days=90)
MOST_NEW = 50
_PROMISED = ("pledged", "committed", "allocated", "delivering")
_ENDED = ("delivered", *get_args(Exit))


class Followed(Record, frozen=True, kw_only=True):
    """What somebody follows: `new` counts what came since they last looked; `standing` is a case's; `address` and
    `feed` are where it and its Atom feed stand."""

    follow: Follow
    address: str
    feed: str
    new: int
    updated: str | None
    standing: Standing | None = None
    gone: bool = False


class Following(Record, frozen=True, kw_only=True):
    """A watch list, what has news first."""

    follows: tuple[Followed, ...]


def following(view: View, who: str, today: date) -> Following:
    """What somebody follows."""
    found = [_followed(view, follow, today) for follow in view.follows(who)]
    found.sort(key=lambda one: (not one.new, one.follow.kind, one.follow.title))
    return Following(follows=tuple(found))


def standing(case: Case, today: date) -> Standing:
    """How a case stands today: ended; overdue where a stated day has passed, or a request finds no answer for
    a month; stale where nobody reports of it for three."""
    if case.exit is not None or "delivered" in (case.stage, case.provisional_stage):
        return "ended"
    if _is_past_due(case, today) or (
        case.no_response_found_as_of is not None and _since(case.opened, today) > OVERDUE
    ):
        return "overdue"
    return "stale" if _since(case.updated or case.opened, today) > STALE else "open"


def late(view: View, today: date, most: int) -> Iterator[tuple[Case, Standing]]:
    """Open cases that are overdue or stale, at most so many of each: the latest requests without an answer, promises
    whose day has passed, and what nobody reports of any more."""
    month, quarter = ((today - gap).isoformat() for gap in (OVERDUE, STALE))
    going = Not(Has("stage", _ENDED))
    answered = Has("stage", ("acknowledged", *_PROMISED))
    asked = (
        And((going, Not(answered), Day(after=False, day=month))),
        And((going, Has("stage", _PROMISED))),
        And((going, Not(Day(after=True, day=quarter)))),
    )
    # Counted first: what is counted stands in columns, where a list of it is found at once.
    some = [query for query in asked if view.tally("case", query).total]
    found = {case.id: case for query in some for case in view.cases(query, limit=most)}
    yield from (
        (case, how) for case in found.values() if (how := standing(case, today)) in ("overdue", "stale")
    )


def follow(store: Store, who: str, kind: FollowKind, subject: str, *, now: str) -> Follow:
    """Follows a case or a search. Raises NotFound for no case, QueryError for no query."""
    with store.writer() as writer:
        title = headline(writer.case(subject)) if kind == "case" else told(filter_of(subject))
        one = Follow(who=who, kind=kind, subject=subject, title=title, added=now, seen=now)
        writer.put_follow(one)
    return one


def is_followed(view: View, who: str, kind: FollowKind, subject: str) -> bool:
    """Whether somebody follows a case or a search."""
    return any((one.kind, one.subject) == (kind, subject) for one in view.follows(who))


def filter_of(subject: str) -> Filter:
    """What a followed search asks for: a query, or an address from "?" on. Raises QueryError, UsageError."""
    asked = Filter.read(parse_qsl(subject[1:])) if subject.startswith("?") else Filter(subject.strip())
    asked.query()
    return asked


def subject_of(asked: Filter) -> str:
    """How a search is kept that somebody follows."""
    return asked.address("") if asked.chosen else asked.q


def told(asked: Filter) -> str:
    """A search in words."""
    chosen = (f"{name}: {' or '.join(values)}".replace("_", " ") for name, values in asked.chosen.items())
    return "; ".join(part for part in (asked.q, *chosen) if part) or "everything"


def look(store: Store, who: str, kind: FollowKind, subject: str, *, now: str) -> None:
    """Says that somebody has looked: what is new is so from now on. Raises NotFound."""
    with store.writer() as writer:
        for one in writer.follows(who):
            if (one.kind, one.subject) == (kind, subject):
                writer.put_follow(
                    Follow(who=who, kind=kind, subject=subject, title=one.title, added=one.added, seen=now)
                )
                return
    raise NotFound(f"{subject}: {who} does not follow it")


def atom_of_case(view: View, case_id: str, base: str) -> str:
    """The Atom feed of a case: an entry a step, the latest first. Raises NotFound."""
    case = view.case(case_id)
    title = headline(case)
    entries = []
    for step in reversed(case.steps):
        day = (step.when.start if step.when else None) or case.updated
        what = ", ".join(item.text for item in step.items)
        said = f"{_names(step.actors)} → {_names(step.recipients)}" + (f": {what}" if what else "")
        entries.append(
            _entry(f"{step.move.replace('_', ' ')} · {said}", f"{base}/cases/{case.id}", step.id, day)
        )
    return _atom(title, f"{base}/cases/{case.id}", f"case {case.id}", case.updated, entries)


def atom_of_search(view: View, asked: Filter, base: str) -> str:
    """The Atom feed of a search: the latest events that it finds. Raises QueryError and UsageError."""
    hits = view.search(asked.query(), MOST_NEW)
    entries = [
        _entry(hit.title, f"{base}/events/{hit.id}", hit.id, hit.day, f"{hit.before}{hit.match}{hit.after}")
        for hit in hits
    ]
    return _atom(
        told(asked),
        base + asked.address("/events"),
        f"search {subject_of(asked)}",
        hits.items[0].day if hits.items else None,
        entries,
    )


def _followed(view: View, follow: Follow, today: date) -> Followed:
    if follow.kind == "search":
        try:
            asked, news = filter_of(follow.subject), _new_of(view, follow)
        except QueryError:  # a search of an earlier query language: it is shown, and can be let go
            return Followed(follow=follow, address="/events", feed="", new=0, updated=None, gone=True)
        return Followed(
            follow=follow,
            address=asked.address("/events"),
            feed=asked.address("/atom/search"),
            new=len(news),
            updated=max(news, default=None),
        )
    address, feed = (f"{path}/{quote(follow.subject)}" for path in ("/cases", "/atom/case"))
    try:
        case = view.case(follow.subject)
    except NotFound:  # merged or erased since: the page of a merged one leads on
        return Followed(follow=follow, address=address, feed=feed, new=0, updated=None, gone=True)
    added = [_added(view, event) for step in case.steps for event in step.events]
    return Followed(
        follow=follow,
        address=address,
        feed=feed,
        new=sum(at is not None and at > follow.seen for at in added),
        updated=case.updated,
        standing=standing(case, today),
    )


def _new_of(view: View, follow: Follow) -> list[str]:
    """When those of the latest hits came in that came after the last look."""
    hits = view.search(filter_of(follow.subject).query(), MOST_NEW)
    times = (_added(view, hit.id) for hit in hits)
    return [at for at in times if at is not None and at > follow.seen]


def _added(view: View, event_id: str) -> str | None:
    """When the report of an event came into the store."""
    try:
        return view.fact(view.event(event_id).article_id).added
    except NotFound:
        return None


def _is_past_due(case: Case, today: date) -> bool:
    """Whether something was promised for a day that has passed, and nothing came."""
    due = [step.when.end for step in case.steps if step.move in ("pledge", "commitment") and step.when]
    opened = case.opened or ""
    later = [day for day in due if day is not None and day > opened]
    limits = span(max(later)) if later else None
    return limits is not None and limits[1] < today.isoformat() and _is_promised(case)


def _is_promised(case: Case) -> bool:
    return (case.stage or case.provisional_stage) in _PROMISED


def _since(day: str | None, today: date) -> timedelta:
    limits = span(day) if day else None
    return today - date.fromisoformat(limits[1]) if limits else timedelta(0)


def _names(parties: tuple[object, ...]) -> str:
    return ", ".join(getattr(party, "name", "?") for party in parties) or "?"


def _entry(title: str, url: str, key: str, day: str | None, text: str = "") -> str:
    return (
        f"<entry><title>{_text(title)}</title><link href={quoteattr(_clean(url))}/>"
        f"<id>urn:verbale:{_text(key)}</id><updated>{_moment(day)}</updated>"
        + (f"<summary>{_text(text)}</summary>" if text else "")
        + "</entry>"
    )


def _atom(title: str, url: str, key: str, day: str | None, entries: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_text(title)}</title><link href={quoteattr(_clean(url))}/><id>urn:verbale:{_text(key)}</id>"
        f"<updated>{_moment(day)}</updated><author><name>Verbale</name></author>{''.join(entries)}</feed>\n"
    )


def _moment(day: str | None) -> str:
    limits = span(day) if day else None
    return f"{limits[0] if limits else '1970-01-01'}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Without the control characters that XML has no place for."""
    return "".join(char if char.isprintable() else " " for char in text)
