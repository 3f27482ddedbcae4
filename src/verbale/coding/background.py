"""Tells history, told for context, from news."""

import re
from datetime import date, timedelta

from spacy.tokens import Token

from verbale.records import When

# A news story's own events are days or weeks old; half a year keeps slow reports (audits, trials) as news.
NEWS_SPAN = timedelta(days=183)

_LONG_AGO = re.compile(
    r"\b(?:last year|last decade|years? ago|decades? ago|centur(?:y|ies) ago|previous years?|in the past|"
    r"historically|years? earlier|the year before|decade)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")


def is_background(when: When | None, *, published: date | None, future: bool) -> bool:
    """Whether an event's time puts it before the news: older than `NEWS_SPAN`, or dated by its year alone.

    An undated page names the year only of what is not news.
    """
    if when is None or future:
        return False
    if when.end is not None and published is not None:
        return _last_day(when.end) < published - NEWS_SPAN
    return bool(
        when.text and (_LONG_AGO.search(when.text) or (published is None and _YEAR.search(when.text)))
    )


def in_history(trigger: Token) -> bool:
    """Whether a participle or noun stands in a clause that dates the past ("since being ousted …")."""
    clauses = (trigger, *trigger.ancestors)
    return any(clause.dep_ == "pcomp" and clause.head.lower_ == "since" for clause in clauses)


def _last_day(text: str) -> date:
    """The last day of a date of reduced precision."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return date(int(year), int(month), int(day))
    if month:
        following = date(int(year) + (month == "12"), int(month) % 12 + 1, 1)
        return following - timedelta(days=1)
    return date(int(year), 12, 31)
