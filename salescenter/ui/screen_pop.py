"""Shows who calls: opens the customer or the order that telephony names, when somebody is there.

While the window is locked, or nobody is signed on, nothing happens but that the last call is
remembered; it is shown as soon as somebody is at work again.
"""

from functools import partial

from PySide6.QtCore import QObject

from salescenter.domain.customer import CustomerMatch
from salescenter.domain.screen_call import ScreenCall
from salescenter.i18n import _
from salescenter.services.customers import FindCustomer
from salescenter.services.orders.views import OrderByNumber
from salescenter.ui.order_start import ORDER
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.contract import Choice, Workbench

CUSTOMER = "customer"


class ScreenPop(QObject):
    """Made once by ``app``, beside the window."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._waiting: ScreenCall | None = None
        workbench.state_changed.connect(self._on_state_changed)

    def show_call(self, call: ScreenCall) -> None:
        """Show it now, or as soon as somebody is at work."""
        self._waiting = call
        self._on_state_changed(self._workbench.state)

    def _on_state_changed(self, state: WorkbenchState) -> None:
        if self._waiting is None or not state.at_work or not state.stores:
            return
        call, self._waiting = self._waiting, None
        if call.kind == "order":
            self._open_order(call.number)
        else:
            self._find(call, [store.id for store in state.stores])

    def _open_order(self, number: str) -> None:
        orders = self._workbench.services.orders
        self._workbench.runner.read(
            lambda: orders.find_number(OrderByNumber(number=number[:20])).order.id,
            self._show_order,
            self._workbench.report,
        )

    def _show_order(self, order_id: int) -> None:
        self._if_at_work(ORDER, str(order_id))

    def _find(self, call: ScreenCall, store_ids: list[int]) -> None:
        customers = self._workbench.services.customers
        wishes = [FindCustomer(store_id=store_id, text=call.number) for store_id in store_ids]

        def find() -> list[CustomerMatch]:
            found = [match for wish in wishes for match in customers.find(wish).matches]
            return [match for match in found if _is_meant(call, match)]

        self._workbench.runner.read(find, partial(self._show_found, call), self._workbench.report)

    def _show_found(self, call: ScreenCall, found: list[CustomerMatch]) -> None:
        if not self._workbench.state.at_work:
            self._waiting = call
        elif not found:
            self._workbench.refuse(_("Nobody was found for {number}.").format(number=call.number))
        elif len(found) == 1:
            self._show_customer(found[0].id)
        else:
            choices = [Choice(match.id, match.name, match.city, icon="user") for match in found]
            question = _("Who of them calls from {number}?").format(number=call.number)
            self._workbench.choose(question, choices, self._show_customer)

    def _show_customer(self, customer_id: int) -> None:
        self._if_at_work(CUSTOMER, str(customer_id))

    def _if_at_work(self, kind: str, key: str) -> None:
        """The window may have been locked while the answer was on its way."""
        if self._workbench.state.at_work:
            self._workbench.open_editor(kind, key)


def _is_meant(call: ScreenCall, match: CustomerMatch) -> bool:
    if call.kind == "customer":
        return match.number.casefold() == call.number.strip().casefold()
    return "phone" in match.matched
