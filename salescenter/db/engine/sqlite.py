"""SQLite: one file of this machine, through pysqlite3 (ecosystem.md 0.2 and 4.3).

Settings are read back after opening, since a pragma that is not understood says nothing. The file
is for its owner only; links and network shares are refused because locks and the write-ahead log
do not survive them (reliability.md 3 and R7).
"""

import os
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from salescenter.db.engine.backend import UniqueNames
from salescenter.db.errors import Fault
from salescenter.domain.errors import Refused

OLDEST_LIBRARY = (3, 51, 3)
BUSY_TIMEOUT_MS = 5_000
_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": BUSY_TIMEOUT_MS,
}
_SHARES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs"})
_SIDES = ("-wal", "-shm")
_HEADER = b"SQLite format 3\0"
_FAULTS = {
    "SQLITE_BUSY": Fault.BUSY,
    "SQLITE_LOCKED": Fault.BUSY,
    "SQLITE_INTERRUPT": Fault.INTERRUPTED,
    "SQLITE_FULL": Fault.FULL,
    "SQLITE_READONLY": Fault.UNWRITABLE,
    "SQLITE_CANTOPEN": Fault.UNWRITABLE,
    "SQLITE_IOERR": Fault.UNWRITABLE,
    "SQLITE_CORRUPT": Fault.DAMAGED,
    "SQLITE_NOTADB": Fault.DAMAGED,
}
_UNIQUE = "UNIQUE constraint failed: "


class Sqlite:
    """The embedded engine. ``unique_names`` maps "table.column, ..." to constraint names."""

    name = "sqlite"

    def __init__(self, path: Path, unique_names: UniqueNames) -> None:
        self.path = path
        self.address = f"sqlite:///{path}"
        self._unique_names = unique_names
        self.engine = self._engine()

    def _engine(self) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=5,
            max_overflow=5,
            query_cache_size=1_000,
            hide_parameters=True,
        )
        event.listen(engine, "connect", _prepare)
        return engine

    def _connect(self) -> Any:
        return dbapi2.connect(
            str(self.path),
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_MS / 1000,
            cached_statements=500,
        )

    def open(self) -> None:
        """Make the file where there is none; refuse what cannot be a safe place for it."""
        if dbapi2.sqlite_version_info < OLDEST_LIBRARY:
            needed = ".".join(map(str, OLDEST_LIBRARY))
            raise Refused("database.library", found=dbapi2.sqlite_version, needed=needed)
        require_safe_place(self.path)
        _make_private(self.path)

    def begin(self, driver: Any, *, write: bool) -> datetime | None:
        """Writers take their place at once, so that what they check stays true."""
        driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        return None

    def prepare_bulk(self, driver: Any) -> None:
        """Foreign keys are looked at once, at the end; more memory."""
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA cache_size=-400000")

    def interrupt(self, driver: Any) -> None:
        """Stop the statement that runs on this connection."""
        driver.interrupt()

    def fault(self, error: BaseException) -> tuple[Fault, str]:
        """By the library's error name; the name of a unique constraint by its columns."""
        text = str(error)
        if text.startswith(_UNIQUE):
            columns = text.removeprefix(_UNIQUE)
            return Fault.ALREADY_THERE, self._unique_names.get(columns, columns)
        name = str(getattr(error, "sqlite_errorname", ""))
        for start, fault in _FAULTS.items():
            if name.startswith(start):
                return fault, ""
        return Fault.OTHER, ""

    def commit_fault(self, error: BaseException) -> Fault:
        """Busy and full write nothing; after any other failure the file knows, we do not."""
        fault, _ = self.fault(error)
        return fault if fault in (Fault.BUSY, Fault.FULL) else Fault.LOST

    def hide_values(self, error: BaseException) -> None:
        """The library names tables and columns only."""

    def backup_copy(self, target: Path) -> None:
        """A copy by the backup function in one step, complete before it bears its name."""
        if not self.path.exists():
            raise Refused("database.missing", address=self.address)
        unfinished = target.with_name(target.name + ".part")
        unfinished.unlink(missing_ok=True)
        try:
            with closing(dbapi2.connect(str(self.path))) as source:
                copy_store(source, unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)


def copy_store(source: Any, target: Path) -> None:
    """Copy by the backup function in one step into a new file that needs no log beside it."""
    _create_private(target)
    with closing(dbapi2.connect(str(target), isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _prepare(driver: Any, _record: object) -> None:
    """Set every connection up, and read back that it was heard."""
    for name, wanted in _SETTINGS.items():
        driver.execute(f"PRAGMA {name}={wanted}")
        found = driver.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise Refused("database.setting", setting=name, found=found, wanted=wanted)
    driver.execute("PRAGMA temp_store=MEMORY")
    driver.execute("PRAGMA cache_size=-32000")


def require_safe_place(path: Path) -> None:
    """Refuse a path where a store would not be safe, or that is something else's."""
    if path.is_symlink():
        raise Refused("database.link", path=str(path))
    if path.exists():
        _require_own_file(path)
    elif any(path.with_name(path.name + side).exists() for side in _SIDES):
        raise Refused("database.left_over", path=str(path))
    share = _share_of(path)
    if share:
        raise Refused("database.share", path=str(path), share=share)


def _require_own_file(path: Path) -> None:
    """One name only, and what is in it begins as SQLite's files do."""
    if not path.is_file():
        raise Refused("database.not_a_file", path=str(path))
    if path.stat().st_nlink > 1:
        raise Refused("database.link", path=str(path))
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        raise Refused("database.folder", path=str(path), detail=error.strerror or "") from error
    if start not in (b"", _HEADER):
        raise Refused("database.damaged", address=str(path))


def _share_of(path: Path) -> str:
    """The kind of network share a path is on, as far as this system tells; else nothing."""
    resolved = path.absolute()
    if str(resolved).startswith("\\\\"):
        return "UNC"
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = -1, ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _device, point, mounted, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        if resolved.is_relative_to(point) and len(point) > best:
            best, kind = len(point), mounted
    return kind if kind in _SHARES else ""


def _make_private(path: Path) -> None:
    try:
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True)
        if not path.exists():
            _create_private(path)
        elif os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != 0o600:
            path.chmod(0o600)
    except OSError as error:
        raise Refused("database.folder", path=str(path), detail=error.strerror or "") from error


def _create_private(path: Path) -> None:
    """An empty file for its owner only, whatever the process's mask says."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    path.chmod(0o600)
