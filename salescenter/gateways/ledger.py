"""The books of the simulated provider: its own SQLite file, apart from the desk's store.

Several processes may use one file at once, and it outlives them all. Every call opens a
connection of its own, so that threads share nothing and nothing is left open.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from pysqlite3 import dbapi2

from salescenter.gateways.payment import GatewayDown, GatewayTimeout

_APPLICATION = 0x53434C47  # tells a ledger from other SQLite files
_PATIENCE = 10  # seconds to wait for other processes
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
PRAGMA application_id = {_APPLICATION};
CREATE TABLE session (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, order_number TEXT NOT NULL,
    amount INTEGER NOT NULL, currency TEXT NOT NULL, state TEXT NOT NULL,
    token TEXT UNIQUE, behaviour TEXT NOT NULL, last_four TEXT NOT NULL
) STRICT;
CREATE TABLE request (
    key TEXT PRIMARY KEY, operation TEXT NOT NULL, subject TEXT NOT NULL,
    wanted INTEGER NOT NULL, currency TEXT NOT NULL, state TEXT NOT NULL,
    amount INTEGER NOT NULL, reference TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE charge (
    reference TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE REFERENCES request (key),
    order_number TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL, voided INTEGER NOT NULL CHECK (voided BETWEEN 0 AND amount)
) STRICT;
CREATE TABLE lost_try (key TEXT PRIMARY KEY) STRICT;
CREATE TABLE delivery (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, state TEXT NOT NULL,
    amount INTEGER NOT NULL, reference TEXT NOT NULL, reason TEXT NOT NULL,
    repeated INTEGER NOT NULL
) STRICT;
CREATE TABLE fault (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, operation TEXT NOT NULL,
    times INTEGER NOT NULL, seconds REAL NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A capture, and the token made in it with what the card behind it does."""

    id: str
    key: str
    order_number: str
    amount: int
    currency: str
    state: str
    token: str | None = None
    behaviour: str = ""
    last_four: str = ""


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """What was asked with a key (``subject``: a token or a reference) and what was answered."""

    key: str
    operation: str
    subject: str
    wanted: int
    currency: str
    state: str
    amount: int = 0
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """Money reserved on a card, in minor units; ``voided`` is how much of it was given back."""

    reference: str
    key: str
    order_number: str
    amount: int
    currency: str
    voided: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryEntry:
    """An answer that is sent without being asked for; the file numbers it."""

    key: str
    state: str
    amount: int
    reference: str
    reason: str
    repeated: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class FaultEntry:
    """Something that shall go wrong so many times; an empty operation means any."""

    kind: str
    operation: str
    times: int
    seconds: float = 0.0
    id: int | None = None


Entry = SessionEntry | RequestEntry | Charge | DeliveryEntry | FaultEntry
E = TypeVar("E", SessionEntry, RequestEntry, Charge, DeliveryEntry, FaultEntry)


class Ledger:
    """The file and how it is opened; made when it is first needed, readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def transaction(self) -> Iterator["Entries"]:
        """One transaction, alone on the file until it ends; nothing stays if the body raises.

        Raises ``GatewayDown`` where the file cannot be used and ``GatewayTimeout`` where only the
        commit went wrong, just as a provider's own trouble would show.
        """
        with closing(self._open()) as connection:
            try:
                yield Entries(connection)
            except dbapi2.Error as error:
                raise GatewayDown(f"the ledger cannot be used: {error}") from error
            try:
                connection.execute("COMMIT")
            except dbapi2.Error as error:
                raise GatewayTimeout(f"the ledger did not answer: {error}") from error

    def _open(self) -> Any:
        try:
            if not self.path.exists():
                self._make()
            connection = dbapi2.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        except (OSError, dbapi2.Error) as error:
            raise GatewayDown(f"the ledger cannot be opened: {error}") from error
        try:
            _begin(connection)
        except dbapi2.Error as error:
            connection.close()
            raise GatewayDown(f"the ledger cannot be used: {error}") from error
        return connection

    def _make(self) -> None:
        """Make the file whole under another name first, so that nobody meets it half made."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".ledger-")
        os.close(handle)
        try:
            with closing(dbapi2.connect(name, isolation_level=None)) as connection:
                connection.executescript(_SCHEMA)
            os.link(name, self.path)
        except FileExistsError:
            return  # another process was first; its file is as good
        finally:
            Path(name).unlink()


def _begin(connection: Any) -> None:
    connection.row_factory = dbapi2.Row
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != _APPLICATION:
        raise dbapi2.DatabaseError("it is the file of another program")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")


class Entries:
    """What stands in the books, as the transaction it belongs to sees it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def session(self, session_id: str) -> SessionEntry | None:
        """The capture session with this id."""
        return self._one(SessionEntry, "SELECT * FROM session WHERE id = ?", session_id)

    def session_of_key(self, key: str) -> SessionEntry | None:
        """The capture session that was started with this key."""
        return self._one(SessionEntry, "SELECT * FROM session WHERE key = ?", key)

    def session_of_token(self, token: str) -> SessionEntry | None:
        """The capture session in which this token was made."""
        return self._one(SessionEntry, "SELECT * FROM session WHERE token = ?", token)

    def put_session(self, entry: SessionEntry) -> None:
        """Write a session, or what became of it."""
        self._write("INSERT OR REPLACE INTO session", entry)

    def request(self, key: str) -> RequestEntry | None:
        """The request with this key."""
        return self._one(RequestEntry, "SELECT * FROM request WHERE key = ?", key)

    def put_request(self, entry: RequestEntry) -> None:
        """Write a request, or what became of it."""
        self._write("INSERT OR REPLACE INTO request", entry)

    def charge(self, reference: str) -> Charge | None:
        """The charge with this reference."""
        return self._one(Charge, "SELECT * FROM charge WHERE reference = ?", reference)

    def charges(self) -> tuple[Charge, ...]:
        """Every charge ever made, the oldest first."""
        return self._all(Charge, "SELECT * FROM charge ORDER BY rowid")

    def add_charge(self, charge: Charge) -> None:
        """Write a new charge; a second one with its key is impossible."""
        self._write("INSERT INTO charge", charge)

    def void_charge(self, reference: str) -> None:
        """Mark a charge as given back whole."""
        self._run("UPDATE charge SET voided = amount WHERE reference = ?", reference)

    def is_first_try(self, key: str) -> bool:
        """Whether this key was never tried before; from now on it was."""
        return self._run("INSERT INTO lost_try VALUES (?) ON CONFLICT DO NOTHING", key) == 1

    def add_delivery(self, entry: DeliveryEntry) -> None:
        """Write an answer that is sent without being asked for."""
        self._write("INSERT INTO delivery", entry)

    def deliveries(self, after: int) -> tuple[DeliveryEntry, ...]:
        """What was sent since the delivery with this number."""
        sql = "SELECT * FROM delivery WHERE number > ? ORDER BY number"
        return self._all(DeliveryEntry, sql, after)

    def add_fault(self, entry: FaultEntry) -> None:
        """Write down what shall go wrong."""
        self._write("INSERT INTO fault", entry)

    def take_fault(self, operation: str) -> FaultEntry | None:
        """The oldest fault that waits for this operation, used up once more."""
        sql = "SELECT * FROM fault WHERE operation IN ('', ?) AND times > 0 ORDER BY id LIMIT 1"
        fault = self._one(FaultEntry, sql, operation)
        if fault is not None:
            self._run("UPDATE fault SET times = times - 1 WHERE id = ?", fault.id)
        return fault

    def clear_faults(self) -> None:
        """Let nothing more go wrong."""
        self._run("DELETE FROM fault")

    def _write(self, verb: str, entry: Entry) -> None:
        columns = [each.name for each in fields(entry)]
        marks = ", ".join("?" * len(columns))
        values = (getattr(entry, column) for column in columns)
        self._run(f"{verb} ({', '.join(columns)}) VALUES ({marks})", *values)

    def _run(self, sql: str, *values: object) -> int:
        count: int = self._connection.execute(sql, values).rowcount
        return count

    def _all(self, kind: type[E], sql: str, *values: object) -> tuple[E, ...]:
        rows = self._connection.execute(sql, values).fetchall()
        return tuple(kind(**dict(row)) for row in rows)

    def _one(self, kind: type[E], sql: str, *values: object) -> E | None:
        return next(iter(self._all(kind, sql, *values)), None)
