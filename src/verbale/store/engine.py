"""Connections to SQLite and PostgreSQL, and what their errors mean."""

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from verbale.errors import StoreError, StoreFull, StoreLocked, UsageError

# A page with its cases is written in well under a second; a wait longer than this is for something else.
PATIENCE_SECONDS = 10.0
# Any number that nobody else locks in this database: the bytes of "verb".
WRITER_LOCK = 0x76657262
# For a change of a moment.
_TRIES, _PAUSE_SECONDS = 50, 0.05
_LOCKED = ("locked", "busy")
_FULL = ("full", "disk quota", "no space left")
# PostgreSQL's codes: lock_not_available, deadlock_detected; disk_full, out_of_memory.
_LOCKED_CODES = frozenset(("55P03", "40P01"))
_FULL_CODES = frozenset(("53100", "53200"))


def connect(url: str, *, patience: float = PATIENCE_SECONDS) -> Engine:
    """An engine whose errors are StoreErrors; `patience` is how long a writer waits for another, in seconds.

    Raises UsageError where the URL is malformed. Nothing is opened yet.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{url}: no address of a store") from error
    if parsed.drivername == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": patience, "isolation_level": None})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        event.listen(engine, "begin", _Postgresql(patience).begin)
    event.listen(engine, "handle_error", _Meaning(parsed.render_as_string(hide_password=True)).of)
    return engine


def writing(connection: Connection) -> Connection:
    """The connection, set up so that its transaction is the only one that writes."""
    return connection.execution_options(verbale_writes=True)


def _prepare_sqlite(raw: sqlite3.Connection, _record: object) -> None:
    _log_ahead(raw)  # readers go on while one writes
    raw.execute("PRAGMA synchronous = FULL")  # what was said to be kept is kept when the power goes
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")  # what was erased cannot be read in the file


def _log_ahead(raw: sqlite3.Connection) -> None:
    """Changes the journal of a new file; SQLite does not wait here for another process that does the same."""
    for _ in range(_TRIES):
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    raw.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that reads first and writes then may find that it can no longer.
    writes = connection.get_execution_options().get("verbale_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class _Postgresql:
    def __init__(self, patience: float) -> None:
        self._milliseconds = int(patience * 1000)

    def begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get("verbale_writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {self._milliseconds}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


class _Meaning:
    """Says what an error of the database means for the store at a place."""

    def __init__(self, place: str) -> None:
        self._place = place

    def of(self, context: ExceptionContext) -> StoreError | None:
        error: Any = context.original_exception
        if not isinstance(error, Exception):
            return None  # Ctrl-C in the middle of a statement is no error of the database
        code = getattr(error, "sqlstate", None)
        words = " ".join(str(error).split())
        low = words.lower() if code is None else ""
        if code in _LOCKED_CODES or any(word in low for word in _LOCKED):
            return StoreLocked(f"{self._place}: another writer holds the store; try again when it has ended")
        if code in _FULL_CODES or any(word in low for word in _FULL):
            return StoreFull(
                f"{self._place}: the disk is full; nothing of this was kept: make room, and again"
            )
        return StoreError(f"{self._place}: {words}")
