"""The editor's line to one order: it reads, hears, and sends wishes one after the other.

Each wish goes on the newest version known. When that is too old, the order is read again: if what
the wish is about stands as it stood, the wish is sent again with a new key; if not, nothing is
decided here, and somebody is asked (decision 13). A wish whose outcome is not known is asked for
with the key it had, never with another.
"""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from salescenter.domain.errors import Busy, Conflict, Refused, SalesCenterError, Unknown
from salescenter.domain.events import CustomerChanged, Elsewhere, OrderChanged
from salescenter.domain.store import Store
from salescenter.i18n import _
from salescenter.services.orders.views import OrderById, OrderStep, OrderView
from salescenter.services.stores import StoreById
from salescenter.ui.editors.order.wishes import On, Wish
from salescenter.ui.workbench.contract import Workbench

Then = Callable[[Any], None]
Failed = Callable[[Exception], None]

_MOST_TRIES = 6
_FIRST_PAUSE_MS = 10
_UNKNOWN_PAUSE_MS = 400
_TELL_SAVING_MS = 200


@dataclass(slots=True)
class _Sending:
    """A wish on its way: its key, and the order as it stood when the wish was made.

    ``work`` is the call that belongs to the key: asking again with the same key is asking the same.
    """

    wish: Wish
    base: OrderView | None
    then: Then | None
    failed: Failed | None
    key: str
    work: Callable[[], Any] | None = None
    version: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed what a wish is about; only a person can decide."""

    wish: Wish
    base: OrderView
    theirs: OrderView
    by: str
    then: Then | None
    failed: Failed | None


class OrderLink(QObject):
    """What the pages of one editor share. ``view`` is the newest version known, None for a draft.

    Callbacks given to ``send`` are methods of widgets that live as long as the editor.
    """

    view_changed = Signal(object)
    store_known = Signal(object)
    saving_changed = Signal(bool)
    clashed = Signal(object)
    lost = Signal(str)

    def __init__(self, workbench: Workbench, order_id: int | None, parent: QObject) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.order_id = order_id
        self.view: OrderView | None = None
        self.store: Store | None = None
        self.channel = ""
        self.is_saving = False
        self._version = 0
        self._mine: set[int] = set()
        self._queue: deque[_Sending] = deque()
        self._sending: _Sending | None = None
        self._unclaimed: dict[int, OrderView] = {}
        self._again = self._timer(self._send_again)
        self._tell_saving = self._timer(self._on_still_saving)
        relay = workbench.relay(self)
        relay.on(OrderChanged, self._on_changed)
        relay.on(CustomerChanged, self._on_customer_changed)
        relay.on(Elsewhere, self._on_elsewhere)

    # Reading

    def load(self) -> None:
        """Read the order, or for a draft only its store."""
        if self.order_id is None:
            store = self.workbench.state.store
            if store is not None:
                self._load_store(store.id)
            return
        read = partial(_read_order, self.workbench.services, self.order_id)
        self.workbench.runner.read(read, self._on_read, self._on_read_failed)

    def _on_read(self, view: OrderView) -> None:
        self._adopt(view, even_same=True)

    def _on_read_failed(self, error: Exception) -> None:
        if self.view is None:
            told = isinstance(error, SalesCenterError)
            self.lost.emit(str(error) if told else _("The order could not be read."))
        if self.view is not None or not isinstance(error, SalesCenterError):
            self.workbench.report(error)

    def _load_store(self, store_id: int) -> None:
        if self.store is None or self.store.id != store_id:
            ask = partial(_read_store, self.workbench.services, store_id)
            self.workbench.runner.read(ask, self._on_store, self.workbench.report)

    def _on_store(self, store: Store) -> None:
        self.store = store
        self.store_known.emit(store)

    def _adopt(self, view: OrderView, *, even_same: bool = False) -> None:
        """Take a newer version, and tell it."""
        known = self.view.order.version if self.view is not None else -1
        if view.order.version < known or (view.order.version == known and not even_same):
            return
        self.view = view
        self._version = max(self._version, view.order.version)
        self._load_store(view.order.store_id)
        self.view_changed.emit(view)

    # Hearing

    def _on_changed(self, event: OrderChanged) -> None:
        if self.order_id is None:
            if self._sending is not None:
                self._unclaimed[event.order_id] = event.view
            return
        if event.order_id != self.order_id:
            return
        self._adopt(event.view)
        if event.view.order.changed_by is None:
            # Made by the system: what can be undone in it is not what this person can undo.
            self.load()

    def _on_customer_changed(self, event: CustomerChanged) -> None:
        """The customer is shown with the order, whose version does not tell of them."""
        if self.view is not None and event.customer_id == self.view.order.customer_id:
            self.load()

    def _on_elsewhere(self, event: Elsewhere) -> None:
        if event.kind == "customer":
            self._on_customer_changed(CustomerChanged(event.subject_id, event.version))
            return
        mine = event.kind == "order" and event.subject_id == self.order_id
        if mine and event.version > self._version:
            self.load()

    # Sending

    def send(
        self,
        wish: Wish,
        then: Then | None = None,
        failed: Failed | None = None,
        base: OrderView | None = None,
    ) -> None:
        """Send a wish after those before it; its key is made now.

        ``then`` gets the answer, or None when nothing was left to do or theirs was kept.
        ``base`` is the order as the person saw it when the wish began (a cell was opened). Without
        ``failed`` a refusal is told in the window's message bar.
        """
        self._queue.append(_Sending(wish, base or self.view, then, failed, uuid4().hex))
        if self._sending is None:
            self._next()

    def _next(self) -> None:
        if not self._queue:
            self._tell_saving.stop()
            self._show_saving(False)
            return
        sending = self._sending = self._queue.popleft()
        if not self._tell_saving.isActive():
            self._tell_saving.start(_TELL_SAVING_MS)
        if not self._ask_if_touched(sending, ""):
            self._call(sending)

    def _call(self, sending: _Sending) -> None:
        if sending.work is None:
            sending.work = self._work(sending)
        if sending.work is None:
            self._give_up(sending, Refused("order.empty"))
            return
        self.workbench.runner.write(
            sending.work, partial(self._done, sending), partial(self._no, sending)
        )

    def _work(self, sending: _Sending) -> Callable[[], Any] | None:
        """The call on the newest version known; None for what cannot begin an order."""
        wish, services = sending.wish, self.workbench.services
        if self.order_id is not None:
            sending.version = self._version
            return partial(wish.ask, services, On(self.order_id, self._version), sending.key)
        store_id = self.store.id if self.store else getattr(self.workbench.state.store, "id", 0)
        if wish.create is None or not store_id:
            return None
        return partial(wish.create, services, store_id, self.channel, sending.key)

    def _done(self, sending: _Sending, answer: object) -> None:
        self._sending = None
        if isinstance(answer, OrderStep):
            self._version = max(self._version, answer.version)
            if answer.version > sending.version:
                self._mine.add(answer.version)
            if self.order_id is None:
                self._claim(answer.order_id)
        if sending.then is not None:
            sending.then(answer)
        if self._sending is None:
            self._next()

    def _claim(self, order_id: int) -> None:
        """The draft is an order now; its first version may have been announced already."""
        self.order_id = order_id
        view = self._unclaimed.pop(order_id, None)
        self._unclaimed.clear()
        if view is not None:
            self._adopt(view)

    def _no(self, sending: _Sending, error: Exception) -> None:
        sending.tries += 1
        if sending.tries >= _MOST_TRIES:
            self._give_up(sending, error)
        elif isinstance(error, Conflict) and self.order_id is not None:
            read = partial(_read_order, self.workbench.services, self.order_id)
            then = partial(self._on_conflict_read, sending, error)
            self.workbench.runner.read(read, then, partial(self._give_up, sending))
        elif isinstance(error, Busy):
            self._again.start(round(error.retry_after * 1000))
        elif isinstance(error, Unknown):
            self._again.start(_UNKNOWN_PAUSE_MS * sending.tries)
        else:
            self._give_up(sending, error)

    def _on_conflict_read(self, sending: _Sending, error: Conflict, view: OrderView) -> None:
        self._adopt(view)
        if self._ask_if_touched(sending, ", ".join(error.by)):
            return
        sending.key, sending.work = uuid4().hex, None
        pause = _FIRST_PAUSE_MS * 2 ** (sending.tries - 1)
        self._again.start(random.randrange(pause) if sending.tries > 1 else 0)

    def _send_again(self) -> None:
        if self._sending is not None:
            self._call(self._sending)

    def _ask_if_touched(self, sending: _Sending, by: str) -> bool:
        """Whether others changed what the wish is about; then somebody is asked, and this ends."""
        question, base, now = sending.wish.question, sending.base, self.view
        if question is None or base is None or now is None or not self._others_between(base, now):
            return False
        if question.value(base) == question.value(now):
            return False
        self._sending = None
        if question.text(now) == question.mine:
            if sending.then is not None:
                sending.then(None)
        else:
            by = by or now.changed_by
            clash = Clash(sending.wish, base, now, by, sending.then, sending.failed)
            self.clashed.emit(clash)
        if self._sending is None:
            self._next()
        return True

    def _others_between(self, base: OrderView, now: OrderView) -> bool:
        """Whether a version since ``base`` was not made by a wish of this link."""
        versions = range(base.order.version + 1, now.order.version + 1)
        return any(version not in self._mine for version in versions)

    def _give_up(self, sending: _Sending, error: Exception) -> None:
        self._sending = None
        (sending.failed or self.workbench.report)(error)
        if self._sending is None:
            self._next()

    # Telling that it takes long

    def _on_still_saving(self) -> None:
        self._show_saving(True)

    def _show_saving(self, saving: bool) -> None:
        if saving != self.is_saving:
            self.is_saving = saving
            self.saving_changed.emit(saving)

    def _timer(self, on: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(on)
        return timer


def _read_order(services: Any, order_id: int) -> OrderView:
    view: OrderView = services.orders.get(OrderById(order_id=order_id))
    return view


def _read_store(services: Any, store_id: int) -> Store:
    store: Store = services.stores.get(StoreById(store_id=store_id))
    return store
