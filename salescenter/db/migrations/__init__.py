"""Bringing a store's tables to what this program knows, and refusing those it does not.

SQLite migrates by itself, after a copy of the file beside it; PostgreSQL only when a person says
so with ``salescenter upgrade`` (decision 23). One migration is one transaction on both.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from salescenter.db.engine import Database
from salescenter.domain.errors import Refused

_FOLDER = Path(__file__).parent


def migrate(database: Database) -> bool:
    """Bring the tables up to date; whether there was anything to do.

    Raises Refused ``schema.newer`` when a newer program made them, ``database.foreign`` when they
    are no store's.
    """
    found = schema_version(database)
    if found == newest():
        return False
    _require_known(database, found)
    if found is not None and database.engine_name == "sqlite":
        database.backup_copy(_copy_name(database, found))
    with database.write() as unit:
        if unit.engine_name == "postgresql":
            unit.execute(text("SET LOCAL statement_timeout = 0"))
            unit.execute(text("SELECT pg_advisory_xact_lock(5432001)"))
        _upgrade(unit.connection)
    return True


def make_ready(database: Database) -> None:
    """Migrate what migrates by itself; refuse what does not fit.

    Raises Refused ``schema.missing``, ``schema.old`` (PostgreSQL) or like ``migrate``.
    """
    if database.engine_name == "sqlite":
        migrate(database)
        return
    found = schema_version(database)
    if found == newest():
        return
    _require_known(database, found)
    code = "schema.missing" if found is None else "schema.old"
    raise Refused(code, address=database.address)


def schema_version(database: Database) -> str | None:
    """The revision that the tables are at; None when there are none at all."""
    with database.read() as unit:
        tables = set(inspect(unit.connection).get_table_names())
        if "alembic_version" in tables:
            return str(unit.scalar(text("SELECT version_num FROM alembic_version")))
    if tables:
        raise Refused("database.foreign", address=database.address)
    return None


def newest() -> str:
    """The revision that this program knows; revisions are numbered, so their files tell.

    Alembic takes a fifth of a second to import: only a store that has to be migrated waits for it.
    """
    return max(_known())


def _require_known(database: Database, found: str | None) -> None:
    if found is not None and found not in _known():
        raise Refused("schema.newer", address=database.address, found=found)


def _known() -> set[str]:
    return {file.name.partition("_")[0] for file in (_FOLDER / "versions").glob("[0-9]*_*.py")}


def _copy_name(database: Database, found: str) -> Path:
    """Beside the file, never over an earlier copy."""
    file = Path(str(database.address).removeprefix("sqlite:///"))
    name, number = f"{file.name}.before-{found}", 1
    while (target := file.with_name(name)).exists():
        number += 1
        name = f"{file.name}.before-{found}-{number}"
    return target


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
