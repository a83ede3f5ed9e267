"""One transaction as repositories see it: statements go out, rows come back, errors are ours."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn, Protocol

from sqlalchemy import Connection, CursorResult, Executable, Row
from sqlalchemy.exc import DBAPIError

from salescenter.db.errors import Interrupted

Values = Mapping[str, Any]
AnyRow = Row[*tuple[Any, ...]]
Result = CursorResult[*tuple[Any, ...]]


class Memory:
    """What a process keeps of a store from one unit of work to the next, and its lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: dict[tuple[str, str], Any] = {}


class Translate(Protocol):
    """Raises what a driver's error means to us."""

    def __call__(self, error: BaseException) -> NoReturn: ...


class Work:
    """Statements inside one transaction; ``now`` is its one instant (decision 5)."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        *,
        writes: bool,
        translate: Translate,
        memory: Memory,
    ) -> None:
        self.connection = connection
        self.now = now
        self.writes = writes
        self.engine_name = connection.dialect.name
        self.memory = memory
        self.stopped = False
        self._translate = translate

    @property
    def driver(self) -> Any:
        """The driver's own connection, for what Core has no words for."""
        return self.connection.connection.driver_connection

    def execute(
        self, statement: Executable, values: Values | Sequence[Values] | None = None
    ) -> Result:
        """Run one statement, or one for many rows; driver errors come out as ours."""
        if self.stopped:
            raise Interrupted
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            self._translate(error)

    def drive(self, call: Callable[[Any], Any]) -> Any:
        """Do something with the driver's own connection, errors translated as ever."""
        try:
            return call(self.driver)
        except self._driver_errors as error:
            self._translate(error)

    @property
    def _driver_errors(self) -> type[BaseException]:
        return self.connection.dialect.dbapi.Error  # type: ignore[union-attr]

    def all(self, statement: Executable, values: Values | None = None) -> Sequence[AnyRow]:
        """All rows."""
        return self.execute(statement, values).all()

    def first(self, statement: Executable, values: Values | None = None) -> AnyRow | None:
        """The only row, or None."""
        return self.execute(statement, values).one_or_none()

    def scalar(self, statement: Executable, values: Values | None = None) -> Any:
        """The first column of the first row, or None."""
        return self.execute(statement, values).scalar()

    def count(self, statement: Executable, values: Values | Sequence[Values]) -> int:
        """How many rows a writing statement met."""
        return self.execute(statement, values).rowcount
