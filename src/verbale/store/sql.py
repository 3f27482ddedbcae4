"""The store in SQLite or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from verbale.store.base import Store, View, Writer
from verbale.store.engine import PATIENCE_SECONDS, connect, writing
from verbale.store.migrate import bring_up_to_date
from verbale.store.moments import Moments
from verbale.store.sqlread import SqlView
from verbale.store.sqlwrite import SqlWriter


class SqlStore(Store):
    """See `Store`. `patience` is how many seconds a writer waits for another one."""

    def __init__(self, url: str, *, patience: float = PATIENCE_SECONDS) -> None:
        self._engine = connect(url, patience=patience)
        bring_up_to_date(self._engine)
        self._moments = Moments()

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        with self._engine.connect() as connection, writing(connection).begin():
            writer = SqlWriter(connection)
            yield writer
            writer.finish()

    @contextmanager
    def view(self) -> Iterator[View]:
        with self._engine.connect() as connection, connection.begin():
            yield SqlView(connection, self._moments)

    def close(self) -> None:
        self._engine.dispose()
