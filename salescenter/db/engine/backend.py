"""What the two engines do differently, as one contract."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine

from salescenter.db.errors import Fault


class Backend(Protocol):
    """One kind of database server or library."""

    name: str
    address: str
    engine: Engine

    def open(self) -> None:
        """Make or check what is at the address; raises Refused with what is wrong there."""

    def begin(self, driver: Any, *, write: bool) -> datetime | None:
        """Begin on the driver's connection; the server's clock where it has one."""

    def prepare_bulk(self, driver: Any) -> None:
        """Make a connection, thrown away afterwards, ready for very many rows; before BEGIN."""

    def interrupt(self, driver: Any) -> None:
        """Stop what another thread is doing on this driver connection."""

    def fault(self, error: BaseException) -> tuple[Fault, str]:
        """What a driver's error means, and the constraint where it is about one."""

    def commit_fault(self, error: BaseException) -> Fault:
        """The same for an error in answer to COMMIT."""

    def hide_values(self, error: BaseException) -> None:
        """Take the values of rows out of what a driver's error says of them; logs hold errors."""

    def backup_copy(self, target: Path) -> None:
        """A consistent copy of the whole store; Refused where that is not done from here."""


Clock = Callable[[], datetime]
UniqueNames = Mapping[str, str]
