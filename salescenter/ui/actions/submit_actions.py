"""The end of taking an order: submit it."""

from PySide6.QtWidgets import QApplication

from salescenter.domain.permissions import Permission
from salescenter.i18n import N_, _
from salescenter.ui.actions.action import AT_WORK, Action, granted
from salescenter.ui.actions.order_actions import ORDER_IN_FRONT, ORDER_PENDING, ORDER_STORED
from salescenter.ui.actions.payment_actions import on_payment_page
from salescenter.ui.editors.order.payment_page import PaymentPage
from salescenter.ui.workbench.contract import Workbench


def _submit(workbench: Workbench) -> None:
    """Submit the order in front, and no order that one is not looking at.

    From a view beside it the key only goes to the order: pressed there again, it submits.
    """
    editor = workbench.active_editor
    focused = QApplication.focusWidget()
    if editor is not None and focused is not None and not editor.isAncestorOf(focused):
        editor.take_focus()
        workbench.refuse(_("This is the order in front. Press the key again to submit it."))
        return
    on_payment_page(PaymentPage.submit)(workbench)


SUBMIT_ACTIONS = (
    Action(
        "order.submit",
        N_("&Submit the order"),
        "order",
        _submit,
        group="end",
        shortcut="Ctrl+Return",
        icon="check",
        short=N_("Submit"),
        requires=(
            AT_WORK,
            ORDER_IN_FRONT,
            granted(Permission.ORDER_SUBMIT),
            ORDER_STORED,
            ORDER_PENDING,
        ),
        keywords=N_("place send finish"),
    ),
)
