"""What can be found, in tables: one row a thing, one a word of its fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from verbale.store import schema as s
from verbale.store.docs import Doc
from verbale.store.facets import Values
from verbale.store.rows import Kind
from verbale.store.words import folded

# Stands between the texts of a thing, so that no phrase runs over; no letter or digit, and hence in no word.
BETWEEN = "¶"
# SQLite takes at most 32,766 values in a statement.
BATCH = 10_000


class Index:
    """Writes `doc` and `term`; for one transaction, which alone writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: int | None = None
        self._has_changed = False

    def drop(self, kind: Kind, ids: Sequence[str]) -> None:
        """Things that are found no longer, as they were."""
        self._has_changed = self._has_changed or bool(ids)
        for batch in batches(ids):
            rows = delete(s.doc).where(s.doc.c.kind == kind, s.doc.c.object_id.in_(batch))
            self._connection.execute(rows)

    def put(self, kind: Kind, docs: Mapping[str, Doc]) -> None:
        """Things that are found from now on, by their id. Drop what was there of them before."""
        if not docs:
            return
        numbered = {self._number(): (key, doc) for key, doc in docs.items()}
        self._connection.execute(insert(s.doc), [_row(n, kind, *each) for n, each in numbered.items()])
        terms = [row for n, (_, doc) in numbered.items() for row in _terms(n, doc)]
        if terms:
            self._connection.execute(insert(s.term), terms)
        facets = [row for n, (_, doc) in numbered.items() for row in _facets(n, kind, doc.facets)]
        if facets:
            self._connection.execute(insert(s.facet), facets)
        self._has_changed = True

    def finish(self) -> None:
        """Tells whoever counts that something else is found now."""
        if self._has_changed:
            last = {} if self._last is None else {"last": self._last}
            self._connection.execute(update(s.moment).values(number=s.moment.c.number + 1, **last))
        self._has_changed = False

    def forget(self) -> None:
        """Clears the full-text index of words that are found no longer, so that they cannot be read in its file.

        PostgreSQL does so by itself, some time after.
        """
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("INSERT INTO doc_words(doc_words) VALUES ('optimize')")

    def _number(self) -> int:
        """A number that nothing had before, gone things neither: who has read up to the last one knows what is new."""
        if self._last is None:
            self._last = int(self._connection.execute(select(s.moment.c.last)).scalar_one())
        self._last += 1
        return self._last


def batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in as many statements as they need."""
    for at in range(0, len(ids), BATCH):
        yield ids[at : at + BATCH]


def _row(n: int, kind: Kind, key: str, doc: Doc) -> dict[str, Any]:
    texts = (f" {BETWEEN} ".join(" ".join(folded(text)) for text in doc.texts)).strip()
    return {
        "n": n,
        "kind": kind,
        "object_id": key,
        "day": doc.day or "",
        "first": doc.first,
        "last": doc.last,
        "confidence": doc.most,
        "words": f" {texts} ",
    }


def _facets(n: int, kind: Kind, values: Values) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "facet": facet, "value": value.replace("\0", ""), "doc_n": n}
        for facet, found in values.items()
        for value in found
    ]


def _terms(n: int, doc: Doc) -> list[dict[str, Any]]:
    return [
        {"doc_n": n, "field": field, "word": word, "value": f" {' '.join(value)} "}
        for field, values in doc.fields.items()
        for value in values
        for word in set(value)
    ]
