"""A SQLite file that is this process's alone for a while: whoever replaces a store needs that.

SQLite itself tells whether somebody else has the file open, and keeps everybody out as long as this
lasts. What is put in place of the old content comes in one transaction: nobody ever sees half of
it, and nobody is left working on a file that has lost its name.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from salescenter.db.engine.sqlite import copy_store, require_safe_place
from salescenter.domain.errors import Refused

_PATIENCE = 1.0  # seconds for somebody who is just going

StoreMark = tuple[str, bool]


class Alone:
    """The file, held; made by ``alone``."""

    def __init__(self, path: Path, driver: Any) -> None:
        self._path = path
        self._driver = driver

    def stores(self) -> tuple[StoreMark, ...]:
        """Code and test mark of every store in it, of any version; none in another's file."""
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        found = {name for (name,) in self._driver.execute(tables)}
        if not {"alembic_version", "store", "journal"} <= found:
            return ()
        rows = self._driver.execute("SELECT code, is_test FROM store").fetchall()
        return tuple((str(code), bool(is_test)) for code, is_test in rows)

    def is_store(self) -> bool:
        """Whether it is a store of ours, of any version, or has nothing in it at all."""
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        found = {name for (name,) in self._driver.execute(tables)}
        return not found or {"alembic_version", "store", "journal"} <= found

    def copy_to(self, target: Path) -> None:
        """A copy of what is in it now, for its owner only; whole before it bears its name."""
        unfinished = target.with_name(target.name + ".part")
        unfinished.unlink(missing_ok=True)
        try:
            copy_store(self._driver, unfinished)
            unfinished.replace(target)
        except (OSError, dbapi2.Error) as error:
            raise _refusal(target, error) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def become(self, made: Path) -> None:
        """Take over the whole content of another file, in one transaction."""
        try:
            with closing(dbapi2.connect(str(made))) as source:
                source.backup(self._driver)
        except dbapi2.Error as error:
            raise _refusal(self._path, error) from error


@contextmanager
def alone(path: Path) -> Iterator[Alone]:
    """Hold a store's file so that nobody else can open it.

    Raises Refused ``database.in_use`` while somebody has it open, and like ``Database.open``.
    """
    require_safe_place(path)
    if not path.exists() or not path.stat().st_size:
        raise Refused("database.missing", address=str(path))
    with closing(dbapi2.connect(str(path), isolation_level=None, timeout=_PATIENCE)) as driver:
        try:
            driver.execute("PRAGMA locking_mode = EXCLUSIVE")
            driver.execute("BEGIN EXCLUSIVE")
            driver.execute("COMMIT")  # the lock stays until the connection is closed
        except dbapi2.Error as error:
            raise _refusal(path, error) from error
        yield Alone(path, driver)


def _refusal(path: Path, error: Exception) -> Refused:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Refused("database.in_use", address=str(path))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return Refused("database.damaged", address=str(path))
    if name.startswith("SQLITE_FULL"):
        return Refused("database.full", address=str(path))
    return Refused("database.folder", path=str(path), detail=str(error))
