"""What storage itself has to say, beside the domain's refusals and ``Busy``.

Driver errors become one of these or a domain error in one place (``Faults`` of the engines), so
that nobody above has to know a driver.
"""

from enum import Enum, auto

from salescenter.domain.errors import Busy


class AlreadyThere(Exception):
    """A unique constraint says there is such a row already; ``constraint`` is its name."""

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class StaleRow(Exception):
    """A conditional update met no row: somebody was quicker, or what was asked is not there."""

    def __init__(self, table: str, key: object) -> None:
        super().__init__(f"{table} {key}")
        self.table = table
        self.key = key


class CommitUnknown(Exception):
    """The connection was lost after COMMIT was sent: it may have happened, or not."""


class Interrupted(Exception):
    """A search was told to stop because nobody waits for its answer any more."""


class TryAgain(Busy):
    """Nothing was written, and the very same may be tried again at once (deadlock, snapshot)."""


class Fault(Enum):
    """What a driver's error means to us."""

    BUSY = auto()
    TRY_AGAIN = auto()
    LOST = auto()
    FULL = auto()
    DAMAGED = auto()
    UNWRITABLE = auto()
    INTERRUPTED = auto()
    ALREADY_THERE = auto()
    OTHER = auto()
