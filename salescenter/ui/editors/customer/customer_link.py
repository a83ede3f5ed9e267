"""The editor's line to one customer: it reads, hears, and sends wishes one after the other.

Each wish goes on the newest version known. When that is too old, the customer is read again: if
what the wish is about stands as it stood, the wish is sent again with a new key; if not, somebody
is asked (decision 13). A wish whose outcome is not known is asked for with the key it had.
"""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from salescenter.domain.customer import Customer
from salescenter.domain.errors import Busy, Conflict, Unknown
from salescenter.services.customers import CustomerById
from salescenter.ui.editors.customer.customer_wishes import CustomerWish
from salescenter.ui.workbench.contract import Workbench

Failed = Callable[[Exception], None]

_MOST_TRIES = 6
_FIRST_PAUSE_MS = 10
_UNKNOWN_PAUSE_MS = 400


@dataclass(slots=True)
class _Sending:
    """A wish on its way: its key, and the customer as they stood when it was made."""

    wish: CustomerWish
    base: Customer
    failed: Failed | None
    key: str
    work: Callable[[], Customer] | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class CustomerClash:
    """Somebody else changed what a wish is about; only a person can decide."""

    wish: CustomerWish
    base: Customer
    theirs: Customer
    by: str
    failed: Failed | None


class CustomerLink(QObject):
    """What the pages of one editor share. ``customer`` is the newest version known."""

    changed = Signal(object)
    clashed = Signal(object)
    saving_changed = Signal(bool)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.customer: Customer | None = None
        self._mine: set[int] = set()
        self._queue: deque[_Sending] = deque()
        self._sending: _Sending | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._send_again)

    @property
    def is_saving(self) -> bool:
        """Whether a wish is on its way."""
        return self._sending is not None

    def adopt(self, customer: Customer) -> None:
        """Take a version that was read, if it is newer than the known one, and tell it."""
        if self.customer is None or customer.version > self.customer.version:
            self.customer = customer
            self.changed.emit(customer)

    def send(
        self, wish: CustomerWish, failed: Failed | None = None, base: Customer | None = None
    ) -> None:
        """Send a wish after those before it; its key is made now.

        ``base`` is the customer as the person saw them when the wish began. Without ``failed`` a
        refusal is told in the window's message bar.
        """
        base = base or self.customer
        if base is None:
            return
        self._queue.append(_Sending(wish, base, failed, uuid4().hex))
        if self._sending is None:
            self._next()

    def _next(self) -> None:
        if not self._queue:
            self.saving_changed.emit(False)
            return
        self._sending = self._queue.popleft()
        self.saving_changed.emit(True)
        if not self._ask_if_touched(self._sending, ""):
            self._call(self._sending)

    def _call(self, sending: _Sending) -> None:
        customer = self.customer
        if customer is None:
            return
        if sending.work is None:
            services = self.workbench.services
            sending.work = partial(sending.wish.ask, services, customer, sending.key)
        self.workbench.runner.write(
            sending.work, partial(self._done, sending), partial(self._no, sending)
        )

    def _done(self, _sending: _Sending, answer: Customer) -> None:
        self._sending = None
        known = self.customer.version if self.customer else 0
        if answer.version > known:
            self._mine.add(answer.version)
        self.adopt(answer)
        if self._sending is None:
            self._next()

    def _no(self, sending: _Sending, error: Exception) -> None:
        sending.tries += 1
        if sending.tries >= _MOST_TRIES:
            self._give_up(sending, error)
        elif isinstance(error, Conflict):
            read = partial(_read, self.workbench.services, sending.base.id)
            then = partial(self._on_read, sending, ", ".join(error.by))
            self.workbench.runner.read(read, then, partial(self._give_up, sending))
        elif isinstance(error, Busy):
            self._again.start(round(error.retry_after * 1000))
        elif isinstance(error, Unknown):
            self._again.start(_UNKNOWN_PAUSE_MS * sending.tries)
        else:
            self._give_up(sending, error)

    def _on_read(self, sending: _Sending, by: str, customer: Customer) -> None:
        self.adopt(customer)
        if self._ask_if_touched(sending, by):
            return
        sending.key, sending.work = uuid4().hex, None
        pause = _FIRST_PAUSE_MS * 2 ** (sending.tries - 1)
        self._again.start(random.randrange(pause) if sending.tries > 1 else 0)

    def _send_again(self) -> None:
        if self._sending is not None:
            self._call(self._sending)

    def _ask_if_touched(self, sending: _Sending, by: str) -> bool:
        """Whether others changed what the wish is about; then somebody is asked, and this ends."""
        wish, now = sending.wish, self.customer
        if now is None or not self._others_between(sending.base, now):
            return False
        if wish.value(sending.base) == wish.value(now):
            return False
        self._sending = None
        if wish.text(now) != wish.mine:
            self.clashed.emit(CustomerClash(wish, sending.base, now, by, sending.failed))
        if self._sending is None:
            self._next()
        return True

    def _others_between(self, base: Customer, now: Customer) -> bool:
        """Whether a version since ``base`` was not made by a wish of this link."""
        return any(
            version not in self._mine for version in range(base.version + 1, now.version + 1)
        )

    def _give_up(self, sending: _Sending, error: Exception) -> None:
        self._sending = None
        (sending.failed or self.workbench.report)(error)
        if self._sending is None:
            self._next()


def _read(services: Any, customer_id: int) -> Customer:
    customer: Customer = services.customers.get(CustomerById(customer_id=customer_id))
    return customer
