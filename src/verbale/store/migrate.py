"""Brings a store up to date when it is opened."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from verbale.errors import StoreVersionError
from verbale.store.engine import writing
from verbale.store.sqlwrite import SqlWriter

# The newest of `migrations/versions`; a test holds the two together.
HEAD = "0003"


def bring_up_to_date(engine: Engine) -> None:
    """Makes or alters the tables where they are not those of this version.

    Raises StoreVersionError where they are those of a newer one, or somebody else's.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with engine.connect() as connection, writing(connection).begin():
        if _version(connection) != HEAD:  # another process may have been quicker
            _upgrade(connection, str(engine.url.render_as_string(hide_password=True)))


def _version(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, place: str) -> None:
    version = _version(connection)
    with as_file(files("verbale.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if version is not None and version not in known:
            raise StoreVersionError(
                f"{place}: the store has the tables of version {version}, this Verbale those of {HEAD}; "
                "a newer Verbale made it: use that one"
            )
        command.upgrade(config, "head")
    if version is not None:  # what can be found is made from the records, and is more than it was
        writer = SqlWriter(connection)
        writer.reindex()
        writer.finish()
