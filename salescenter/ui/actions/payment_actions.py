"""Actions about payments: take what is left by one key, take one off, ask for one again."""

from collections.abc import Callable
from functools import partial

from salescenter.domain.order import PaymentMethod
from salescenter.domain.permissions import Permission
from salescenter.i18n import N_
from salescenter.services.orders.views import OrderView
from salescenter.ui.actions.action import AT_WORK, Action, Requirement, granted
from salescenter.ui.actions.order_actions import ORDER_IN_FRONT, ORDER_STORED
from salescenter.ui.editors.order.order_editor import OrderEditor
from salescenter.ui.editors.order.payment_bar import METHOD_ACTIONS
from salescenter.ui.editors.order.payment_page import PAYMENT_PAGE, PaymentPage
from salescenter.ui.editors.order.payment_table import PAYMENT_MENU
from salescenter.ui.editors.order.payment_words import takes_payments
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.contract import Workbench


def _takes_payments(state: WorkbenchState) -> bool:
    return isinstance(state.subject, OrderView) and takes_payments(state.subject.order)


def _has_declined(state: WorkbenchState) -> bool:
    if not _takes_payments(state):
        return False
    return any(not payment.counts for payment in state.subject.order.payments)


TAKES_PAYMENTS = Requirement(_takes_payments, N_("The order takes no payments any more."))
DECLINED = Requirement(_has_declined, N_("No payment of this order was declined."))
_PAYING = (
    AT_WORK,
    ORDER_IN_FRONT,
    granted(Permission.PAYMENT_ADD),
    ORDER_STORED,
    TAKES_PAYMENTS,
)


def on_payment_page(do: Callable[[PaymentPage], object]) -> Callable[[Workbench], None]:
    """An action on the Payment page of the order in front, which comes to the front for it."""

    def run(workbench: Workbench) -> None:
        editor = workbench.active_editor
        if not isinstance(editor, OrderEditor):
            return
        page = editor.pages[PAYMENT_PAGE]
        if editor.page() is not page:
            editor.show_page(PAYMENT_PAGE)
        if isinstance(page, PaymentPage):
            do(page)

    return run


def _take(method: PaymentMethod, page: PaymentPage) -> None:
    page.take(method)


def _action_of(method: PaymentMethod, title: str, shortcut: str, icon: str, words: str) -> Action:
    return Action(
        METHOD_ACTIONS[method],
        title,
        "order",
        on_payment_page(partial(_take, method)),
        group="payment",
        shortcut=shortcut,
        icon=icon,
        requires=_PAYING,
        keywords=words,
    )


PAYMENT_ACTIONS = (
    Action(
        "payment.go",
        N_("Go to the pa&yments"),
        "order",
        on_payment_page(PaymentPage.take_focus),
        group="payment",
        shortcut="F5",
        icon="credit-card",
        requires=(AT_WORK, ORDER_IN_FRONT),
        keywords=N_("payment page cover pay"),
    ),
    _action_of(
        PaymentMethod.CARD, N_("Pay by c&ard"), "F6", "credit-card", N_("take a card capture")
    ),
    _action_of(
        PaymentMethod.CASH_ON_DELIVERY,
        N_("Pay &on delivery"),
        "F7",
        "banknote",
        N_("cash on delivery"),
    ),
    _action_of(PaymentMethod.CHECK, N_("Pay by chec&k"), "F8", "file-text", N_("cheque check")),
    _action_of(
        PaymentMethod.INVOICE, N_("Pay by &invoice"), "F9", "receipt-text", N_("bill later")
    ),
    _action_of(
        PaymentMethod.GIFT_CERTIFICATE,
        N_("Pay by &gift certificate"),
        "Shift+F6",
        "gift",
        N_("voucher code balance"),
    ),
    _action_of(
        PaymentMethod.PURCHASE_ORDER,
        N_("Pay by p&urchase order"),
        "Shift+F9",
        "hash",
        N_("purchase order number business"),
    ),
    Action(
        "payment.remove",
        N_("&Remove the payment"),
        "order",
        on_payment_page(PaymentPage.remove),
        group="payment",
        icon="trash-2",
        requires=_PAYING,
        contexts=frozenset({PAYMENT_MENU}),
        keywords=N_("delete payment"),
    ),
    Action(
        "payment.retry",
        N_("Ask a&gain for the authorization"),
        "order",
        on_payment_page(PaymentPage.retry),
        group="payment",
        shortcut="Ctrl+Shift+R",
        icon="refresh-cw",
        requires=(*_PAYING, DECLINED),
        contexts=frozenset({PAYMENT_MENU}),
        keywords=N_("declined retry card"),
    ),
)
