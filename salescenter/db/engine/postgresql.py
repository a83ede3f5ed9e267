"""PostgreSQL through psycopg 3 (ecosystem.md 7, reliability.md 3).

Time limits keep a desk that hangs from holding others up. The driver is left in autocommit: BEGIN
and the question for the server's clock travel together, so a transaction costs one trip less.
The password comes from PGPASSFILE or PGPASSWORD, as libpq reads them; an address has none.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from salescenter.db.engine.pg_dump import dump
from salescenter.db.errors import Fault
from salescenter.db.types import utc
from salescenter.domain.errors import Refused

_OPTIONS = {
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "5s",
    "synchronous_commit": "on",
    "timezone": "UTC",
}
_BULK = {
    "lock_timeout": "0",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "maintenance_work_mem": "'512MB'",
}
_ARGUMENTS = {
    "autocommit": True,
    "application_name": "salescenter",
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "options": " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items()),
}
_FAULTS = {
    "55P03": Fault.BUSY,  # lock_timeout
    "57014": Fault.BUSY,  # statement_timeout, or told to stop
    "25P03": Fault.LOST,  # idle_in_transaction_session_timeout
    "25P02": Fault.BUSY,  # after an error in this transaction
    "40001": Fault.TRY_AGAIN,
    "40P01": Fault.TRY_AGAIN,
    "53100": Fault.FULL,
    "53200": Fault.BUSY,
    "53300": Fault.BUSY,
    "57P01": Fault.LOST,
    "57P02": Fault.LOST,
    "57P03": Fault.LOST,
    "23505": Fault.ALREADY_THERE,
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
}
_WRITE = "BEGIN; SELECT clock_timestamp()"
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT clock_timestamp()"


class Postgresql:
    """A server for desks on several machines."""

    name = "postgresql"

    def __init__(self, url: URL) -> None:
        self.url = url.set(drivername="postgresql+psycopg")
        self.address = self.url.render_as_string(hide_password=True)
        self.engine = self._engine()

    def _engine(self) -> Engine:
        try:
            import psycopg  # noqa: F401 - only who uses a server needs it
        except ImportError as error:
            raise Refused("database.needs_psycopg") from error
        return create_engine(
            self.url,
            pool_size=3,
            max_overflow=3,
            pool_timeout=5,
            query_cache_size=1_000,
            hide_parameters=True,
            connect_args=_ARGUMENTS,
        )

    def open(self) -> None:
        """See whether somebody answers."""
        try:
            with self.engine.connect():
                pass
        except (DBAPIError, UnicodeError) as error:
            # Psycopg encodes what it sends: half a character in a name does not get that far.
            raise Refused("database.unreachable", address=self.address) from error

    def begin(self, driver: Any, *, write: bool) -> datetime | None:
        """Begin and learn the server's time; reads see one snapshot."""
        cursor = driver.execute(_WRITE if write else _READ)
        cursor.nextset()
        return utc(cursor.fetchone()[0])

    def prepare_bulk(self, driver: Any) -> None:
        """No time limits; more memory for indexes."""
        for setting, value in _BULK.items():
            driver.execute(f"SET {setting} = {value}")

    def interrupt(self, driver: Any) -> None:
        """Ask the server to stop the statement that runs on this connection."""
        driver.cancel_safe(timeout=1.0)

    def fault(self, error: BaseException) -> tuple[Fault, str]:
        """By SQLSTATE; an error without one means that the connection is gone."""
        state = getattr(error, "sqlstate", None)
        if state is None:
            lost = type(error).__name__ in ("OperationalError", "InterfaceError")
            return (Fault.LOST if lost else Fault.OTHER), ""
        fault = Fault.LOST if state.startswith("08") else _FAULTS.get(state, Fault.OTHER)
        if fault is not Fault.ALREADY_THERE:
            return fault, ""
        return fault, str(getattr(error, "diag").constraint_name or "")  # noqa: B009

    def commit_fault(self, error: BaseException) -> Fault:
        """Whatever the server answered is an answer; silence, or its end, is not."""
        if getattr(error, "sqlstate", None) == "25P03":
            return Fault.BUSY  # rolled back for idling before COMMIT came
        return self.fault(error)[0]

    def hide_values(self, error: BaseException) -> None:
        """The server adds the row or the key it is about; its first sentence says what is wrong."""
        cause = getattr(error, "orig", None) or error
        said = getattr(getattr(cause, "diag", None), "message_primary", None)
        if said:
            cause.args = error.args = (f"{type(cause).__name__}: {said}",)

    def backup_copy(self, target: Path) -> None:
        """By pg_dump, where this machine has it; complete before it bears its name."""
        unfinished = target.with_name(target.name + ".part")
        unfinished.unlink(missing_ok=True)
        try:
            unfinished.touch(mode=0o600, exist_ok=False)
            dump(self.url, unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
