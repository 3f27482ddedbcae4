"""What only databases do: migrations, locks, full disks, triggers, speed."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import verbale.store.migrations
from store_samples import article, event, judgement, take
from verbale.errors import StoreError, StoreFull, StoreLocked, StoreVersionError, UsageError
from verbale.store import Store
from verbale.store.engine import connect, writing
from verbale.store.migrate import HEAD
from verbale.store.schema import metadata
from verbale.store.sql import SqlStore

# Waiting is not what is tested.
IMPATIENT = 0.2


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        fresh: Callable[[], str] = request.getfixturevalue("postgresql")
        return fresh()
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def fill(store: Store, *keys: str) -> None:
    with store.writer() as writer:
        for key in keys:
            take(writer, article(key), event(key, 0, "REQUEST", "NOR", "SWE", "2 boats"))


# Opening


def test_what_was_kept_is_there_when_opened_again(url: str) -> None:
    with Store.open(url) as store:
        fill(store, "a1")
    with Store.open(url) as store, store.view() as view:
        assert view.article("a1") == article("a1")
        assert [hit.id for hit in view.search("boats")] == ["a1-0"]


def test_migrations_make_the_tables_that_queries_see(url: str) -> None:
    Store.open(url).close()
    engine = connect(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        changes = [change for change in compare_metadata(context, metadata) if not _is_full_text(change)]
        assert changes == []
        assert context.get_current_revision() == HEAD
    engine.dispose()


def _is_full_text(change: object) -> bool:
    """Whether a difference is the full-text index, which each database has in its own way."""
    return "doc_words" in str(change) or "vector" in str(change)


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(verbale.store.migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_store_of_a_newer_version_is_refused(url: str) -> None:
    with Store.open(url) as store:
        fill(store, "a1")
    engine = connect(url)
    with engine.connect() as connection, writing(connection).begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreVersionError, match="version 9999"):
        Store.open(url)


def test_an_older_store_is_counted_when_it_is_opened(url: str) -> None:
    with Store.open(url) as store:
        fill(store, "a1")
    engine = connect(url)
    with engine.connect() as connection, writing(connection).begin():
        newer = "facet moment task session token account follow reading round".split()
        for table in newer:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    with Store.open(url) as store, store.view() as view:
        (requests,) = view.facets("event", "").counts["type"]
        assert (requests.value, requests.count) == ("REQUEST", 1)
        assert [hit.id for hit in view.search("boats")] == ["a1-0"]


def test_a_file_that_is_no_store_is_an_error(file: Path) -> None:
    file.write_text("Dear diary, " * 200)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{file}")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        Store.open(f"sqlite:///{tmp_path}/nowhere/ledger.db")


def test_a_server_that_is_not_there_is_an_error_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(f"postgresql://ida:geheim@/ledger?host={tmp_path}")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://here/ledger",
        "sqlite:///",
        "sqlite:///:memory:",
        "ledger.db",
        "postgresql://h:port/ledger",
        "",
    ],
)
def test_another_address_is_an_error_of_the_caller(address: str) -> None:
    with pytest.raises(UsageError):
        Store.open(address)


def test_two_that_open_a_new_store_at_once_both_have_it(url: str) -> None:
    opened = f"from verbale.store import Store; Store.open({url!r}).close()"
    both = [subprocess.Popen([sys.executable, "-c", opened], stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in both] == [(b"", 0)] * 2


def test_an_erased_text_is_gone_from_the_file(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        fill(store, "a1")
        with store.writer() as writer:
            told = event("a2", 0, "REQUEST", "NOR", "SWE", "qwertzuiop boats", says="qwertzuiop boats")
            take(
                writer, article("a2", text="Norway asked for qwertzuiop boats. " * 50), told, content_hash="1"
            )
    assert b"qwertzuiop" in file.read_bytes()
    with Store.open(f"sqlite:///{file}") as store, store.writer() as writer:
        writer.remove_article("a2", "2026-03-05T00:00:00+00:00", "ida", "court order")
    assert [path for path in file.parent.iterdir() if b"qwertzuiop" in path.read_bytes()] == []
    assert b"Stockholm" in file.read_bytes()  # what was not erased


def test_a_record_of_another_version_is_said_so(url: str) -> None:
    with Store.open(url) as store:
        fill(store, "a1")
        engine = connect(url)
        with engine.connect() as connection, writing(connection).begin():
            connection.execute(text("UPDATE event SET record = '{}'"))
        engine.dispose()
        with store.view() as view, pytest.raises(StoreError, match="another version"):
            view.event("a1-0")


# Append-only


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE judgement SET record = '{}'",
        "DELETE FROM judgement",
        "INSERT INTO judgement SELECT * FROM judgement",
        "INSERT OR REPLACE INTO judgement SELECT * FROM judgement",
        "TRUNCATE judgement",
    ],
)
def test_a_judgement_is_never_changed(url: str, statement: str) -> None:
    with Store.open(url) as store:
        fill(store, "a1")
        with store.writer() as writer:
            kept = writer.append(judgement("accept", "a1-0"))
        engine = connect(url)
        with pytest.raises(StoreError), engine.connect() as connection, writing(connection).begin():
            connection.execute(text(statement))
        engine.dispose()
        with store.view() as view:
            assert view.judgements() == (kept,)


# Locks and full disks


def test_a_locked_store_is_said_so_and_goes_on(url: str) -> None:
    with Store.open(url) as store, SqlStore(url, patience=IMPATIENT) as other:
        fill(store, "a1")
        with store.writer() as writer:
            take(writer, article("a2"))
            with pytest.raises(StoreLocked, match="another writer"), other.writer():
                pass
            with other.view() as view:  # who reads does not wait
                assert view.count().articles == 1
        fill(other, "a3")
        with store.view() as view:
            assert view.count().articles == 3


def test_a_file_locked_by_another_program_is_said_so(file: Path) -> None:
    with SqlStore(f"sqlite:///{file}", patience=IMPATIENT) as store:
        fill(store, "a1")
        foreign = sqlite3.connect(file, isolation_level=None)
        foreign.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            fill(store, "a2")
        foreign.execute("ROLLBACK")
        foreign.close()
        fill(store, "a2")
        with store.view() as view:
            assert view.count().articles == 2


def test_a_full_disk_keeps_nothing_of_the_transaction_and_the_store_goes_on(file: Path) -> None:
    with SqlStore(f"sqlite:///{file}") as store:
        fill(store, "a1")
        long = article("a2", text="Norway asked Sweden for boats. " * 5000)
        with _room(store, pages=20), pytest.raises(StoreFull, match="disk is full"), store.writer() as writer:
            take(writer, long, event("a2", 0, "REQUEST", "NOR", "SWE"))
        with store.view() as view:
            assert view.count().articles == 1
            assert view.count().versions == 1
        with store.writer() as writer:
            take(writer, long, event("a2", 0, "REQUEST", "NOR", "SWE"))
        with store.view() as view:
            assert [hit.id for hit in view.search("boats", kind="article")] == ["a1", "a2"]
            assert view.count().articles == 2


@contextmanager
def _room(store: SqlStore, *, pages: int) -> Iterator[None]:
    """Leaves a SQLite store room for a few more pages of its file while it lasts."""
    with store._engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + pages}")
    yield
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


# What a crash leaves


def test_a_process_killed_while_it_writes_leaves_whole_transactions(file: Path) -> None:
    address = f"sqlite:///{file}"
    Store.open(address).close()
    program = f"""
import sys; sys.path[:0] = {sys.path!r}
from store_samples import article, event, take
from verbale.store import Store
with Store.open({address!r}) as store:
    for number in range(10_000):
        with store.writer() as writer:
            take(writer, article(f"a{{number}}"), event(f"a{{number}}", 0, "REQUEST", "NOR", "SWE"))
        print(number, flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(5)][-1]
    process.kill()
    process.wait()
    with Store.open(address) as store, store.view() as view:
        count = view.count()
        assert count.articles > int(told)
        assert count.articles == count.events == count.versions == len(view.search("type:REQUEST"))
        assert len(view.state().articles) == count.articles


# Speed


def test_three_hundred_pages_of_ten_events_are_written_in_seconds(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        pages = list(_pages(300))
        begun = time.process_time()
        for page, events in pages:
            with store.writer() as writer:
                take(writer, page, *events)
        assert time.process_time() - begun < 10


def _pages(number: int) -> Iterator[tuple[object, list[object]]]:
    for at in range(number):
        key = f"a{at}"
        text = " ".join(f"word{at * 7 + place % 400}" for place in range(600))
        events = [event(key, place, "REQUEST", "NOR", "SWE FIN", f"{place} boats") for place in range(10)]
        yield article(key, text=text), events


def test_ctrl_c_within_a_statement_stays_an_interruption(file: Path) -> None:
    class Interrupted:
        """A value that is asked for while the statement runs."""

        def __conform__(self, _protocol: object) -> str:
            raise KeyboardInterrupt

    with connect(f"sqlite:///{file}").connect() as connection, pytest.raises(KeyboardInterrupt):
        connection.exec_driver_sql("SELECT ?", (Interrupted(),))


def test_no_number_is_given_to_two_things(url: str) -> None:
    with Store.open(url) as store:
        fill(store, "a1")
        engine = connect(url)

        def numbers() -> set[int]:
            with engine.connect() as connection:
                return set(connection.execute(text("SELECT n FROM doc")).scalars())

        before = numbers()
        with store.writer() as writer:
            writer.remove_article("a1", at="2026-03-03T12:00:00+00:00", who="ida", reason="asked to")
        fill(store, "a2")
        assert before
        assert numbers()
        assert not before & numbers()
        engine.dispose()
