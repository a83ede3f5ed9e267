"""News from other processes (decision 19): which subject has a new version, nothing more.

SQLite is asked every 100 ms whether another connection committed (``data_version``, 4 µs), and the
journal is read only then. PostgreSQL notifies by a trigger on the journal. Both run on one plain
thread that is joined by ``close``. What this process wrote is told as well: whoever listens knows
the version it has and leaves what is not newer.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

from sqlalchemy.exc import DBAPIError

from salescenter.db.engine import Database
from salescenter.domain.errors import Busy, Refused

_log = logging.getLogger(__name__)
_POLL = 0.1
_LISTEN = 0.3
_RECONNECT = 1.0
_PAGE = 1_000
_CHANNEL = "salescenter"

Tell = Callable[[str, int, int], None]


class NewsWatch:
    """Calls ``tell(kind, subject id, version)`` on its own thread, the newest version only.

    From ``start`` until ``close``, both called once by whoever made it.
    """

    def __init__(self, database: Database, tell: Tell) -> None:
        self._database = database
        self._tell = tell
        self._last = 0
        self._stop = threading.Event()
        self._ready = threading.Event()
        watch = self._listen if database.engine_name == "postgresql" else self._poll
        self._thread = threading.Thread(target=self._run, args=(watch,), name="news", daemon=True)

    def start(self) -> None:
        """Watch from here on; returns once nothing that is committed can be missed."""
        with self._database.read() as unit:
            self._last = unit.journal.last_id()
        self._thread.start()
        self._ready.wait(timeout=5.0)

    def close(self) -> None:
        """Stop, and wait for the thread to end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self, watch: Callable[[Any], None]) -> None:
        """Watch on a connection of its own; on another one when that is lost."""
        errors = (Busy, Refused, DBAPIError, self._database.driver_errors)
        while not self._stop.is_set():
            try:
                with closing(self._database.own_connection()) as driver:
                    watch(driver)
            except errors as error:
                _log.info("news stopped for a moment: %s", error)
                self._stop.wait(_RECONNECT)

    def _poll(self, driver: Any) -> None:
        known = _data_version(driver)
        self._catch_up()
        self._ready.set()
        while not self._stop.wait(_POLL):
            version = _data_version(driver)
            if version != known:
                known = version
                self._catch_up()

    def _listen(self, driver: Any) -> None:
        driver.execute(f"LISTEN {_CHANNEL}")
        self._catch_up()
        self._ready.set()
        while not self._stop.is_set():
            told = [each.payload for each in driver.notifies(timeout=_LISTEN, stop_after=1)]
            if told:
                told += [each.payload for each in driver.notifies(timeout=0)]
                self._pass_on(map(_read, told))
                with self._database.read() as unit:
                    self._last = unit.journal.last_id()

    def _catch_up(self) -> None:
        """Tell what the journal has that was not told yet."""
        while not self._stop.is_set():
            with self._database.read() as unit:
                rows = unit.journal.news(self._last, _PAGE)
            if not rows:
                return
            self._last = rows[-1][0]
            self._pass_on(row[1:] for row in rows)

    def _pass_on(self, found: Iterable[tuple[str, int, int]]) -> None:
        newest: dict[tuple[str, int], int] = {}
        for kind, subject_id, version in found:
            newest[kind, subject_id] = max(version, newest.get((kind, subject_id), 0))
        for (kind, subject_id), version in newest.items():
            self._tell(kind, subject_id, version)


def _data_version(driver: Any) -> int:
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def _read(payload: str) -> tuple[str, int, int]:
    kind, subject_id, version = payload.split(" ")
    return kind, int(subject_id), int(version)
