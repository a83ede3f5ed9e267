"""Looking into a copy of a SQLite store without changing a byte of it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pysqlite3 import dbapi2

from salescenter.db.engine.sqlite import copy_store
from salescenter.domain.errors import Refused

_COUNTED = ("store", "item", "customer", "sales_order", "journal", "app_user")


def require_sound(path: Path) -> None:
    """Raises Refused ``database.damaged`` where the library finds anything wrong in it."""
    with _looking_into(path) as driver:
        found = driver.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise Refused("database.damaged", address=str(path))


def counts_in(path: Path) -> dict[str, int]:
    """How many rows the main tables hold."""
    with _looking_into(path) as driver:
        return {
            name: int(driver.execute(f"SELECT count(*) FROM {name}").fetchone()[0])
            for name in _COUNTED
        }


def copy_file(source: Path, target: Path) -> None:
    """A store like the copy, under a name where none is; whole before it bears that name."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with _looking_into(source) as driver:
            copy_store(driver, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _looking_into(path: Path) -> Iterator[Any]:
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(dbapi2.connect(address, uri=True)) as driver:
            yield driver
    except dbapi2.DatabaseError as error:
        raise Refused("database.damaged", address=str(path)) from error
