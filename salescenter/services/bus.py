"""Who wants to know: events by class, delivered on the thread that committed."""

import logging
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from salescenter.domain.events import Event

E = TypeVar("E", bound=Event)
Listener = Callable[[Any], None]

_log = logging.getLogger(__name__)


class EventBus:
    """Hands a committed event to everybody who asked for its class."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[type[Event], list[Listener]] = {}

    def subscribe(self, kind: type[E], listener: Callable[[E], None]) -> Callable[[], None]:
        """Call ``listener`` for every event of ``kind``; call the answer to stop."""
        with self._lock:
            self._listeners.setdefault(kind, []).append(listener)

        def unsubscribe(*_ignored: object) -> None:
            with self._lock:
                listeners = self._listeners.get(kind, [])
                if listener in listeners:
                    listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell everybody. The change is committed: a listener that fails is logged, not undone."""
        with self._lock:
            listeners = tuple(self._listeners.get(type(event), ()))
        for listener in listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - see below
                # The seam: what a listener does wrong must not look like a failed change.
                _log.exception("a listener failed on %s", type(event).__name__)

    def listening(self, kind: type[Event]) -> int:
        """How many listen for a class of event; tests count that nobody outlives its view."""
        with self._lock:
            return len(self._listeners.get(kind, ()))
