"""Off the GUI thread and back: one writer, two readers, answers through the event loop.

Calls to ``write`` keep their order, so that a step sees the step before it. Readers run beside
it. An answer is dropped when the QObject that asked is gone.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from shiboken6 import isValid

from salescenter.domain.errors import SalesCenterError

T = TypeVar("T")
Failed = Callable[[Exception], None]

_log = logging.getLogger(__name__)


class Runner(Protocol):
    """What views and actions hand their service calls to.

    ``then`` and ``failed`` are methods of the asking QObject: they run on the GUI thread, or not
    at all when that object is gone. A signal's own ``emit`` is refused with TypeError: whether its
    object is gone cannot be seen.
    """

    def write(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run after everything that was written before it."""

    def read(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run as soon as a reader is free."""


class Background(QObject):
    """The threads on which services are called. Closed by ``app`` before the window goes."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "database-writer")
        self._readers = ThreadPoolExecutor(2, "database-reader")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def write(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Queue a call that changes something."""
        self._submit(self._writer, work, then, failed)

    def read(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Queue a call that only looks."""
        self._submit(self._readers, work, then, failed)

    def close(self) -> None:
        """Let the running calls end, drop the rest; asking afterwards raises RuntimeError."""
        for pool in (self._readers, self._writer):
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed,
    ) -> None:
        _need_owner(then, failed)

        def task() -> None:
            self._finished.emit(outcome_of(work, then, failed))

        pool.submit(task)

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        outcome()


class Inline:
    """A runner that calls at once, on the thread of who asks: for tests and tools."""

    def write(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Call now."""
        self.read(work, then, failed)

    def read(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Call now."""
        _need_owner(then, failed)
        outcome_of(work, then, failed)()


def outcome_of(
    work: Callable[[], T], then: Callable[[T], None], failed: Failed
) -> Callable[[], None]:
    """Call ``work`` here; answer what is to be called on the GUI thread.

    One of the two places that catch everything: a refusal is delivered, a bug is written to the
    crash log first and delivered too.
    """
    try:
        result = work()
    except SalesCenterError as error:
        return partial(_call, failed, error)
    except Exception as error:  # noqa: BLE001 - the seam: logged and delivered
        _log.exception("a service call failed")
        return partial(_call, failed, error)
    return partial(_call, then, result)


class Latest:
    """Asks for what is wanted now: of all wishes that came meanwhile only the newest is kept.

    ``interrupt`` breaks off a running question whose answer nobody needs any more; it is called on
    the GUI thread and must not block.
    """

    def __init__(self, runner: Runner, interrupt: Callable[[], None] | None = None) -> None:
        self._runner = runner
        self._interrupt = interrupt
        self._running = False
        self._next: Callable[[], None] | None = None
        self._ticket = 0

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Ask; whatever was asked before no longer matters."""
        _need_owner(then, failed)
        self._ticket += 1
        start = partial(self._start, self._ticket, work, then, failed)
        if not self._running:
            start()
            return
        self._next = start
        if self._interrupt is not None:
            self._interrupt()

    def forget(self) -> None:
        """Nobody waits any more: what runs is not delivered, what waits is not asked."""
        self._ticket += 1
        self._next = None
        if self._running and self._interrupt is not None:
            self._interrupt()

    def _start(
        self, ticket: int, work: Callable[[], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        self._running = True

        def ask() -> Callable[[], None]:
            try:
                return partial(_call, then, work())
            except Exception as error:  # noqa: BLE001 - as in outcome_of
                if ticket != self._ticket:  # broken off on purpose, or of no interest any more
                    _log.debug("an overtaken question failed", exc_info=True)
                    return _nothing
                if not isinstance(error, SalesCenterError):
                    _log.exception("a service call failed")
                return partial(_call, failed, error)

        self._runner.read(ask, partial(self._finish, ticket), self._report)

    def _finish(self, ticket: int, deliver: Callable[[], None]) -> None:
        self._running = False
        if self._next is not None:
            following, self._next = self._next, None
            following()
        elif ticket == self._ticket:
            deliver()

    def _report(self, error: Exception) -> None:
        self._running = False
        raise error


def _nothing() -> None:
    """An answer nobody waits for."""


def _call(callback: Callable[[Any], None], value: object) -> None:
    if _alive(callback):
        callback(value)


def _alive(callback: Callable[[Any], None]) -> bool:
    """Whether the QObject whose method this is still exists."""
    owner = _owner_of(callback)
    return not isinstance(owner, QObject) or isValid(owner)


def _need_owner(*callbacks: Callable[[Any], None]) -> None:
    """Refuse what would raise once its object is gone, on the day it is written."""
    for callback in callbacks:
        if isinstance(_owner_of(callback), SignalInstance):
            raise TypeError("hand over a method of the QObject, not the emit of its signal")


def _owner_of(callback: Callable[[Any], None]) -> object:
    """What a method (perhaps with arguments bound) is a method of; None for a function."""
    while isinstance(callback, partial):
        callback = callback.func
    return getattr(callback, "__self__", None)
