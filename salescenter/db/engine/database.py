"""The store: opened by address, written and read in units of work."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sqlalchemy import URL, Connection, UniqueConstraint, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from salescenter.db.engine.backend import Backend, Clock
from salescenter.db.engine.postgresql import Postgresql
from salescenter.db.engine.sqlite import BUSY_TIMEOUT_MS, Sqlite
from salescenter.db.errors import AlreadyThere, CommitUnknown, Fault, Interrupted, TryAgain
from salescenter.db.tables import metadata
from salescenter.db.unit_of_work import UnitOfWork
from salescenter.db.work import Memory
from salescenter.domain.errors import Busy, Refused
from salescenter.settings import names_password

T = TypeVar("T")
_PAUSES = (0.01, 0.03, 0.09, 0.27, 0.8)  # seconds at most, each drawn at random (decision 25)


class Database:
    """One store. Safe to use from several threads; each unit of work belongs to one."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.engine = backend.engine
        self._clock: Clock | None = None
        self._memory = Memory()
        self._turn = threading.Lock()
        self._searching: set[UnitOfWork] = set()
        self._searches = threading.Lock()

    @classmethod
    def open(cls, url: str) -> "Database":
        """The store at ``sqlite:///FILE``, a plain path, or ``postgresql://HOST/NAME``.

        Nothing is migrated here (``migrations.migrate``). Raises Refused when there cannot be a
        store at this address.
        """
        database = cls(_backend(url))
        database.backend.open()
        return database

    @property
    def engine_name(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.backend.name

    @property
    def address(self) -> str:
        """Where it is, without a password."""
        return self.backend.address

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def use_clock(self, clock: Clock | None) -> None:
        """Take ``now`` from here instead: for stores marked test only (decision 5)."""
        self._clock = clock

    @contextmanager
    def write(self, *, bulk: bool = False) -> Iterator[UnitOfWork]:
        """A unit of work that commits at the end, or leaves nothing behind.

        Raises Busy (nothing was written), CommitUnknown (COMMIT was sent, no answer came). With
        ``bulk`` foreign keys and time limits are left to ``salescenter.db.bulk``.
        """
        if self.engine_name != "sqlite":
            with self._unit(write=True, bulk=bulk) as unit:
                yield unit
            return
        if not self._turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise Busy
        try:
            with self._unit(write=True, bulk=bulk) as unit:
                yield unit
        finally:
            self._turn.release()

    @contextmanager
    def read(self, *, search: bool = False) -> Iterator[UnitOfWork]:
        """A unit of work that sees one snapshot; ``interrupt`` ends those marked as search."""
        with self._unit(write=False, search=search) as unit:
            yield unit

    def attempt(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do this in a writing unit; again after a deadlock or the like, with growing pauses.

        ``work`` must have no effect outside the unit. Raises like ``write``.
        """
        for longest in _PAUSES:
            try:
                with self.write() as unit:
                    return work(unit)
            except TryAgain:
                time.sleep(random.uniform(0, longest))
        with self.write() as unit:
            return work(unit)

    def interrupt(self) -> None:
        """Stop all searches that are running; they raise Interrupted in their own threads."""
        with self._searches:
            for unit in self._searching:
                unit.stopped = True
                self.backend.interrupt(unit.driver)

    def backup_copy(self, target: Path) -> None:
        """A consistent copy, for its owner only; SQLite only (decision 23)."""
        self.backend.backup_copy(target)

    @contextmanager
    def statement_log(self) -> Iterator[list[str]]:
        """The statements that are executed meanwhile, without BEGIN and COMMIT."""
        log: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            log.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield log
        finally:
            event.remove(self.engine, "before_cursor_execute", note)

    @contextmanager
    def _unit(
        self, *, write: bool, search: bool = False, bulk: bool = False
    ) -> Iterator[UnitOfWork]:
        connection, now = self._begun(write=write, bulk=bulk)
        unit = UnitOfWork(
            connection, now, writes=write, translate=self._translate, memory=self._memory
        )
        try:
            with self._interruptible(unit) if search else nullcontext():
                yield unit
            if write:
                self._commit(connection)
        finally:
            _let_go(connection, for_good=bulk)

    def _begun(self, *, write: bool, bulk: bool) -> tuple[Connection, datetime]:
        """A connection in a transaction; a pooled one that died meanwhile is replaced once."""
        for last in (False, True):
            connection = self._connected()
            try:
                connection.begin()
                driver = connection.connection.driver_connection
                if bulk:
                    self.backend.prepare_bulk(driver)
                server_now = self.backend.begin(driver, write=write)
            except self.driver_errors as error:
                fault, _ = self.backend.fault(error)
                if fault is Fault.LOST:
                    connection.invalidate()
                connection.close()
                if fault is not Fault.LOST or last:
                    self._raise(fault, "", error)
                self.engine.dispose(close=False)
            else:
                if self._clock is not None:
                    return connection, self._clock()
                return connection, server_now or datetime.now(UTC)
        raise AssertionError("unreachable")

    def _connected(self) -> Connection:
        try:
            return self.engine.connect()
        except (DBAPIError, PoolTimeout) as error:
            cause = error.orig if isinstance(error, DBAPIError) else None
            fault = self.backend.fault(cause)[0] if cause else Fault.BUSY
            self._raise(fault, "", error)

    def _commit(self, connection: Connection) -> None:
        try:
            connection.commit()
        except DBAPIError as error:
            fault = self.backend.commit_fault(error.orig or error)
            if fault is Fault.LOST:
                raise CommitUnknown from error
            self._raise(fault, "", error)

    @contextmanager
    def _interruptible(self, unit: UnitOfWork) -> Iterator[None]:
        with self._searches:
            self._searching.add(unit)
        try:
            yield
        except Busy:
            if unit.stopped:
                raise Interrupted from None
            raise
        finally:
            with self._searches:
                self._searching.discard(unit)

    def own_connection(self) -> Any:
        """A driver's connection outside the pool, for watching; whoever takes it closes it."""
        pooled = self.engine.raw_connection()
        driver = pooled.dbapi_connection
        pooled.detach()
        return driver

    @property
    def driver_errors(self) -> type[BaseException]:
        return self.engine.dialect.dbapi.Error  # type: ignore[union-attr]

    def _translate(self, error: BaseException) -> NoReturn:
        fault, constraint = self.backend.fault(getattr(error, "orig", None) or error)
        self.backend.hide_values(error)
        self._raise(fault, constraint, error)

    def _raise(self, fault: Fault, constraint: str, error: BaseException) -> NoReturn:
        if fault is Fault.ALREADY_THERE:
            raise AlreadyThere(constraint) from error
        if fault is Fault.TRY_AGAIN:
            raise TryAgain from error
        if fault in (Fault.BUSY, Fault.LOST):
            raise Busy from error
        if fault is Fault.INTERRUPTED:
            raise Interrupted from error
        if fault is Fault.FULL:
            raise Refused("database.full", address=self.address) from error
        if fault is Fault.DAMAGED:
            raise Refused("database.damaged", address=self.address) from error
        if fault is Fault.UNWRITABLE:
            detail = str(getattr(error, "orig", None) or error)
            raise Refused("database.folder", path=self.address, detail=detail) from error
        raise error


def store_file(url: str) -> Path | None:
    """The file of an address, None where it is a server's; raises Refused where it is neither."""
    place = _place(url)
    return place if isinstance(place, Path) else None


def _backend(url: str) -> Backend:
    place = _place(url)
    return Sqlite(place, _unique_names()) if isinstance(place, Path) else Postgresql(place)


def _place(url: str) -> Path | URL:
    """A file, or a server's URL. No refusal repeats a password."""
    if names_password(url):
        raise Refused("database.password")
    file = url
    if "://" in url:
        try:
            parsed = make_url(url)
        except (ArgumentError, ValueError) as error:
            raise Refused("database.address", address=url) from error
        if parsed.drivername in ("postgresql", "postgresql+psycopg"):
            return parsed
        sqlite = parsed.drivername == "sqlite" and not parsed.host and not parsed.query
        file = (parsed.database or "") if sqlite else ""
    if not file.strip() or file == ":memory:" or "\0" in file:
        raise Refused("database.address", address=url)
    return Path(file)


def _unique_names() -> dict[str, str]:
    """Constraint names by the columns that SQLite names in their place."""
    names: dict[str, str] = {}
    for table in metadata.tables.values():
        keys = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        for key in (table.primary_key, *keys):
            columns = ", ".join(f"{table.name}.{column.name}" for column in key.columns)
            names[columns] = str(key.name)
    return names


def _let_go(connection: Connection, *, for_good: bool) -> None:
    """Roll back what was not committed; a connection that fails even at this is thrown away."""
    try:
        with suppress(DBAPIError):
            connection.rollback()
        if for_good:
            connection.invalidate()
    finally:
        connection.close()
