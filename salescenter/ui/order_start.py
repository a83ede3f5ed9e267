"""Starting an order for a customer, from wherever a customer is shown."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject

from salescenter.domain.errors import Busy, SalesCenterError, Unknown
from salescenter.services.orders.views import NewOrder, OrderStep
from salescenter.ui.workbench.contract import Workbench

ORDER = "order"
"""The kind of the order's editor; its key is the order's id."""


class OrderStart(QObject):
    """Starts orders and opens them.

    The key of an order is made when it is asked for and kept until its outcome is certain, so that
    asking again after "not known yet" cannot make a second one. While one customer's order is on
    its way, a second key press for it does nothing.
    """

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._keys: dict[tuple[int, int], str] = {}
        self._under_way: set[tuple[int, int]] = set()

    def start(self, store_id: int, customer_id: int) -> None:
        """Start an order of that store for that customer, and open it."""
        wanted = store_id, customer_id
        if wanted in self._under_way:
            return
        self._under_way.add(wanted)
        key = self._keys.setdefault(wanted, uuid4().hex)
        wish = NewOrder(store_id=store_id, customer_id=customer_id)
        orders = self._workbench.services.orders
        self._workbench.runner.write(
            lambda: orders.create(wish, key=key),
            partial(self._on_started, wanted),
            partial(self._on_failed, wanted),
        )

    def _on_started(self, wanted: tuple[int, int], step: OrderStep) -> None:
        self._under_way.discard(wanted)
        self._keys.pop(wanted, None)
        self._workbench.open_editor(ORDER, str(step.order_id))

    def _on_failed(self, wanted: tuple[int, int], error: Exception) -> None:
        self._under_way.discard(wanted)
        if isinstance(error, SalesCenterError) and not isinstance(error, Unknown | Busy):
            self._keys.pop(wanted, None)
        self._workbench.report(error)
