"""Queries as SQL, for both databases: the same meaning as `docs.holds`.

Only events are indexed whole. What an article or a case has from its events is looked up through them, so
that nothing is to be kept in step.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    cast,
    column,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql.selectable import CompoundSelect

from verbale.store import schema as s
from verbale.store.docs import PARTIES
from verbale.store.query import And, Confidence, Day, Has, Is, Not, Or, Query, Words
from verbale.store.rows import Kind

Leaf = Words | Is | Has | Day | Confidence
Ids = Select[tuple[str]] | CompoundSelect[tuple[str]]
# Fields that an event has from the cases that it is part of.
OF_CASES = frozenset(("stage", "case"))
# The full-text index of each database over `doc.words` (see the migrations).
_SQLITE = table("doc_words", column("rowid"))
_POSTGRESQL = table("doc", column("n"), column("words"), column("vector", TSVECTOR))


def found(query: Query, kind: Kind, dialect: str) -> ColumnElement[bool]:
    """The condition on `doc.object_id` that the query finds what it names."""
    match query:
        case And(parts):
            return and_(true(), *(found(part, kind, dialect) for part in parts))
        case Or(parts):
            return or_(*(found(part, kind, dialect) for part in parts))
        case Not(part):
            return not_(found(part, kind, dialect))
        case _:
            return s.doc.c.object_id.in_(_Leaf(query, dialect).ids(kind))


def numbered_words(term: Words, dialect: str) -> Select[Any]:
    """The numbers of the docs that have these words."""
    if dialect == "sqlite":
        phrase = f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
        return select(_SQLITE.c.rowid).where(literal_column("doc_words").op("MATCH")(phrase))
    words = [f"'{word}'" for word in term.words]
    words[-1] += ":*" if term.prefix else ""
    rows = select(_POSTGRESQL.c.n).where(_POSTGRESQL.c.vector.op("@@")(cast(" & ".join(words), TSQUERY)))
    # The vector knows no order: PostgreSQL forgets places of frequent words and of those late in a text.
    return (
        rows.where(_POSTGRESQL.c.words.like(_like(term.words, prefix=term.prefix)))
        if len(words) > 1
        else rows
    )


def numbered_terms(field: str, words: tuple[str, ...]) -> Select[Any]:
    """The numbers of the docs of which a value of the field has these words."""
    term = s.term.c
    fields = PARTIES if field == "party" else (field,)
    rows = select(term.doc_n).where(term.field.in_(fields), term.word == words[0])
    return rows.where(term.value.like(_like(words))) if len(words) > 1 else rows


def confident(term: Confidence) -> Select[Any]:
    """The numbers of the docs whose confidence compares so."""
    return select(s.doc.c.n).where(s.doc.c.confidence.op(term.comparison)(term.value))


class _Leaf:
    """The ids that a term holds of."""

    def __init__(self, leaf: Leaf, dialect: str) -> None:
        self._leaf = leaf
        self._dialect = dialect

    def ids(self, kind: Kind) -> Ids:
        if kind == "event":
            return self._events()
        of_events = self._articles_of_events() if kind == "article" else self._cases_of_events()
        match self._leaf:
            case Confidence():
                return of_events
            case Words():
                return self._own(kind) if kind == "article" else of_events
            case Day() | Has():
                return self._own(kind)
            case Is(field, _):
                if kind == "case" and field in OF_CASES:
                    return self._own(kind)
                return union(self._own(kind), of_events)

    def _own(self, kind: Kind) -> Select[tuple[str]]:
        doc = s.doc.alias()
        return select(doc.c.object_id).where(doc.c.kind == kind, self._condition(doc.c))

    def _events(self) -> Select[tuple[str]]:
        if not self._is_of_cases():
            return self._own("event")
        doc = s.doc.alias()
        placed = select(s.case_event.c.event_id).where(s.case_event.c.case_id.in_(self._own("case")))
        return select(doc.c.object_id).where(doc.c.kind == "event", doc.c.object_id.in_(placed))

    def _is_of_cases(self) -> bool:
        match self._leaf:
            case Is(field, _) | Has(field, _):
                return field in OF_CASES
            case _:
                return False

    def _articles_of_events(self) -> Select[tuple[str]]:
        return select(s.event.c.article_id).where(s.event.c.id.in_(self._events()))

    def _cases_of_events(self) -> Select[tuple[str]]:
        return select(s.case_event.c.case_id).where(s.case_event.c.event_id.in_(self._events()))

    def _condition(self, doc: Any) -> ColumnElement[bool]:
        match self._leaf:
            case Words() as term:
                return _among(doc.n, numbered_words(term, self._dialect))
            case Is(field, words):
                return _among(doc.n, numbered_terms(field, words))
            case Has(facet, values):
                f = s.facet.c
                rows = select(f.doc_n).where(f.kind == doc.kind, f.facet == facet, f.value.in_(values))
                return _among(doc.n, rows)
            case Day(after, day):
                condition: ColumnElement[bool] = doc.last >= day if after else doc.first <= day
                return condition
            case Confidence(comparison, value):
                compared: ColumnElement[bool] = doc.confidence.op(comparison)(value)
                return compared


def _among(number: ColumnElement[int], rows: Select[Any]) -> ColumnElement[bool]:
    return number.in_(rows)


def _like(words: tuple[str, ...], *, prefix: bool = False) -> str:
    """The pattern of these words in a row; they are letters and digits, so nothing is to be escaped."""
    return f"% {' '.join(words)}{'' if prefix else ' '}%"
