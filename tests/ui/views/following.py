"""Orders to be shown, and a window that only says which order is in front."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from salescenter.domain.order import Order, OrderItem
from salescenter.domain.order_payments import coverage
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.priced import Priced, PricedLines, Totals
from salescenter.domain.store import ShipMethod, Store, StoreKind
from salescenter.services.orders.views import OrderView, StepName
from salescenter.ui.background import Inline
from salescenter.ui.state import Person, WorkbenchState

STORE = Store(
    1, "shop", "Shop", StoreKind.B2C, "EUR", "en", "DE", "Europe/Berlin", 1,
    methods=(ShipMethod("parcel", "Parcel post", 2),),
)  # fmt: skip


def a_view(*promotions, lines=3, discount=0, **order):
    """An order with so many lines, and what became of promotions on it."""
    items = Parts(
        tuple(
            OrderItem(10 + n, 100 + n, f"SKU-{n}", f"Thing {n}", 1, 1) for n in range(1, lines + 1)
        )
    )
    made = Order(1, "1000017", 1, "EUR", items=items, **order)
    priced = Priced(
        "EUR",
        PricedLines(ids=tuple(item.id for item in items)),
        (),
        Totals(order_discount=discount, total=10_000),
        promotions=promotions,
    )
    covered = coverage(made, priced.totals.total)
    return OrderView(made, priced, None, covered, (), (), StepName(), StepName())


class _Stores:
    def __init__(self):
        self.asked = 0

    def get(self, _wish):
        self.asked += 1
        return STORE


class _Services:
    def __init__(self):
        self.stores = _Stores()


class InFront(QObject):
    """As much of a window as a view needs that follows the order in front."""

    state_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.state = WorkbenchState(person=Person("rep", "Rep", "csr"))
        self.services = _Services()
        self.runner = Inline()
        self.widths = None
        self.reported = []

    def bring(self, view):
        """Another order is in front, or none."""
        self.state = replace(self.state, subject=view)
        self.state_changed.emit(self.state)

    def report(self, error):
        self.reported.append(error)
