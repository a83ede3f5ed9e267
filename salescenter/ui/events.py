"""A view's ear on the bus: events that services announce on any thread arrive on the GUI thread."""

from collections.abc import Callable
from threading import Lock
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from salescenter.domain.events import Event

E = TypeVar("E", bound=Event)


class Bus(Protocol):
    """Where services announce what was committed."""

    def subscribe(self, kind: type[E], listener: Callable[[E], None]) -> Callable[[], None]:
        """Call ``listener`` for each event of ``kind``; the result takes it back."""


class _Ear:
    """Stands between the bus and a QObject that may be gone: a closed ear hears nothing."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell: Callable[[object], None] | None = tell
        self._lock = Lock()
        self._subscriptions: list[Callable[[], None]] = []

    def listen(self, bus: Bus, kind: type[Any]) -> None:
        self._subscriptions.append(bus.subscribe(kind, self.hear))

    def hear(self, event: object) -> None:
        with self._lock:
            if self._tell is not None:
                self._tell(event)

    def close(self) -> None:
        with self._lock:
            self._tell = None
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()


class EventRelay(QObject):
    """Belongs to ``parent`` and stops listening when that is destroyed."""

    _arrived = Signal(object)

    def __init__(self, bus: Bus, parent: QObject) -> None:
        super().__init__(parent)
        self._bus = bus
        self._handlers: dict[type[Any], list[Callable[[Any], None]]] = {}
        self._arrived.connect(self._dispatch, Qt.ConnectionType.QueuedConnection)
        self._ear = _Ear(self._arrived.emit)
        self.destroyed.connect(self._ear.close)

    def on(self, kind: type[E], handler: Callable[[E], None]) -> None:
        """Call ``handler`` on the GUI thread for every event of ``kind``."""
        if kind not in self._handlers:
            self._ear.listen(self._bus, kind)
        self._handlers.setdefault(kind, []).append(handler)

    @Slot(object)
    def _dispatch(self, event: object) -> None:
        for handler in self._handlers.get(type(event), ()):
            handler(event)
