"""Actions about guests: take an order for one, register the guest of an order."""

from salescenter.domain.permissions import Permission
from salescenter.i18n import N_
from salescenter.services.orders.views import OrderView
from salescenter.ui.actions.action import AT_WORK, STORE_SELECTED, Action, Requirement, granted
from salescenter.ui.editors.order.guest_strip import is_guest_of
from salescenter.ui.editors.order.order_editor import OrderEditor
from salescenter.ui.order_start import ORDER
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.contract import Workbench


def _sells_to_guests(state: WorkbenchState) -> bool:
    return state.store is None or not state.store.is_business


def _has_guest(state: WorkbenchState) -> bool:
    return isinstance(state.subject, OrderView) and is_guest_of(state.subject)


CONSUMER_STORE = Requirement(_sells_to_guests, N_("Only a consumer store takes orders of guests."))
NOT_PLACED = Requirement(
    lambda state: not isinstance(state.subject, OrderView) or state.subject.order.is_pending,
    N_("This can be done only while the order is pending."),
)
GUEST_ORDER = Requirement(_has_guest, N_("Only the guest of a pending order can be registered."))


def _guest(workbench: Workbench) -> None:
    """On the order in front, else on a new one."""
    editor = workbench.active_editor
    if not isinstance(editor, OrderEditor):
        editor = workbench.open_editor(ORDER, "")
    if isinstance(editor, OrderEditor):
        editor.ask_guest()


def _register(workbench: Workbench) -> None:
    editor = workbench.active_editor
    if isinstance(editor, OrderEditor):
        editor.ask_register()


GUEST_ACTIONS = (
    Action(
        "order.guest",
        N_("&Guest customer…"),
        "order",
        _guest,
        group="facts",
        shortcut="Ctrl+Alt+G",
        icon="user",
        requires=(
            AT_WORK,
            granted(Permission.ORDER_EDIT),
            granted(Permission.CUSTOMER_EDIT),
            STORE_SELECTED,
            CONSUMER_STORE,
            NOT_PLACED,
        ),
        offered=_sells_to_guests,
        keywords=N_("anonymous without account unregistered"),
    ),
    Action(
        "order.register_guest",
        N_("&Register the guest…"),
        "order",
        _register,
        group="facts",
        shortcut="Ctrl+Alt+R",
        icon="user-plus",
        requires=(AT_WORK, granted(Permission.CUSTOMER_EDIT), GUEST_ORDER),
        offered=_has_guest,
        keywords=N_("account customer"),
    ),
)
