"""Actions about orders: take one, find one, work on its lines, take steps back."""

from collections.abc import Callable

from salescenter.domain.permissions import Permission
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.ui.actions.action import AT_WORK, STORE_SELECTED, Action, Requirement, granted
from salescenter.ui.actions.customer_actions import order_for_chosen_customer
from salescenter.ui.editors.order import order_finder
from salescenter.ui.editors.order.items_page import LINE_MENU
from salescenter.ui.editors.order.order_editor import OrderEditor
from salescenter.ui.editors.order.shipping_page import SHIPPING_MENU, SHIPPING_PAGE
from salescenter.ui.order_start import ORDER
from salescenter.ui.state import WorkbenchState
from salescenter.ui.workbench.contract import Workbench

ORDER_IN_FRONT = Requirement(lambda state: state.editor_kind == ORDER, N_("No order is in front."))
ORDER_PENDING = Requirement(
    lambda state: state.subject is None or _is_pending(state),
    N_("This can be done only while the order is pending."),
)
ORDER_STORED = Requirement(
    lambda state: isinstance(state.subject, OrderView),
    N_("The order begins with a customer or an item."),
)
READING = (AT_WORK, ORDER_IN_FRONT)
EDITING = (AT_WORK, ORDER_IN_FRONT, granted(Permission.ORDER_EDIT), ORDER_PENDING)


def _is_pending(state: WorkbenchState) -> bool:
    return isinstance(state.subject, OrderView) and state.subject.order.is_pending


def _on_editor(do: Callable[[OrderEditor], object]) -> Callable[[Workbench], None]:
    """An action on the order in front."""

    def run(workbench: Workbench) -> None:
        editor = workbench.active_editor
        if isinstance(editor, OrderEditor):
            do(editor)

    return run


def on_line(do: Callable[[OrderEditor], bool]) -> Callable[[Workbench], None]:
    """An action on the chosen line of the order in front."""

    def run(workbench: Workbench) -> None:
        editor = workbench.active_editor
        if not isinstance(editor, OrderEditor):
            return
        if editor.page() is not editor.items:
            editor.show_page(editor.items.id)
        if not do(editor):
            workbench.refuse(_("Choose a line first."))

    return run


def _go_to_shipping(editor: OrderEditor) -> None:
    editor.show_page(SHIPPING_PAGE)


def _on_shipping(do: Callable[[OrderEditor], bool]) -> Callable[[Workbench], None]:
    """An action on what is chosen on the page Shipping, which comes to the front for it."""

    def run(workbench: Workbench) -> None:
        editor = workbench.active_editor
        if not isinstance(editor, OrderEditor):
            return
        if editor.page() is not editor.shipping:
            editor.show_page(SHIPPING_PAGE)
        if not do(editor):
            workbench.refuse(_("Choose a line or a delivery first."))

    return run


def _expedite(workbench: Workbench) -> None:
    """The line one stands on, on Items; what is chosen, on Shipping."""
    editor = workbench.active_editor
    if isinstance(editor, OrderEditor) and not editor.expedite_chosen():
        workbench.refuse(_("Choose a line first."))


def _create(workbench: Workbench) -> None:
    """An order for the customer that is meant, else an empty one that waits for its first item."""
    if not order_for_chosen_customer(workbench):
        workbench.open_editor(ORDER, "")


def _find(workbench: Workbench) -> None:
    workbench.open_editor(order_finder.KIND, "")


def _undo_text(state: WorkbenchState) -> str:
    return _("&Undo {step}").format(step=_escaped(state.undo)) if state.undo else _("&Undo")


def _redo_text(state: WorkbenchState) -> str:
    return _("&Redo {step}").format(step=_escaped(state.redo)) if state.redo else _("&Redo")


def _escaped(title: str) -> str:
    return title.replace("&", "&&")


def _answer(editor: OrderEditor) -> None:
    editor.answer_question()


STEP_ACTIONS = (
    Action(
        "order.undo",
        N_("&Undo"),
        "edit",
        _on_editor(OrderEditor.undo),
        group="steps",
        shortcut="Ctrl+Z",
        icon="undo-2",
        short=N_("Undo"),
        in_toolbar=True,
        requires=(AT_WORK, ORDER_IN_FRONT, granted(Permission.ORDER_EDIT), ORDER_STORED),
        caption=_undo_text,
        keywords=N_("take back revert"),
    ),
    Action(
        "order.redo",
        N_("&Redo"),
        "edit",
        _on_editor(OrderEditor.redo),
        group="steps",
        shortcut="Ctrl+Shift+Z",
        icon="redo-2",
        requires=(AT_WORK, ORDER_IN_FRONT, granted(Permission.ORDER_EDIT), ORDER_STORED),
        caption=_redo_text,
        keywords=N_("again"),
    ),
)

ITEM_ACTIONS = (
    Action(
        "item.add",
        N_("&Add an item"),
        "edit",
        _on_editor(lambda editor: editor.focus_field("entry")),
        group="items",
        shortcut="Ctrl+I",
        icon="plus",
        requires=EDITING,
        keywords=N_("entry line product scan code"),
    ),
    Action(
        "item.lines",
        N_("Go to the &lines"),
        "edit",
        _on_editor(lambda editor: editor.focus_field("lines")),
        group="items",
        shortcut="Ctrl+G",
        icon="list",
        requires=READING,
        keywords=N_("grid table items"),
    ),
    Action(
        "item.change_quantity",
        N_("Change the &quantity"),
        "edit",
        on_line(lambda editor: editor.items.edit_quantity()),
        group="items",
        shortcut="F2",
        icon="pencil",
        requires=EDITING,
        contexts=frozenset({LINE_MENU}),
    ),
    Action(
        "item.override",
        N_("&Override the price…"),
        "edit",
        on_line(lambda editor: editor.items.override_line()),
        group="items",
        shortcut="Ctrl+Shift+O",
        icon="percent",
        requires=(*EDITING, granted(Permission.PRICE_OVERRIDE)),
        contexts=frozenset({LINE_MENU}),
        keywords=N_("negotiate discount amount off percent off"),
    ),
    Action(
        "item.remove",
        N_("&Remove the line"),
        "edit",
        on_line(lambda editor: editor.items.remove_line()),
        group="items",
        shortcut="Ctrl+Del",
        icon="trash-2",
        requires=EDITING,
        contexts=frozenset({LINE_MENU}),
        keywords=N_("delete item"),
    ),
    Action(
        "item.price_steps",
        N_("&Price steps of the line"),
        "edit",
        on_line(lambda editor: editor.items.toggle_steps()),
        group="items",
        shortcut="Ctrl+D",
        icon="receipt-text",
        requires=READING,
        contexts=frozenset({LINE_MENU}),
        keywords=N_("why list offer override promotion tax how the price came about"),
    ),
    Action(
        "code.enter",
        N_("Enter a promotion &code"),
        "edit",
        _on_editor(lambda editor: editor.focus_field("codes")),
        group="items",
        shortcut="Ctrl+Shift+C",
        icon="tag",
        requires=EDITING,
        keywords=N_("coupon voucher"),
    ),
)

SHIPPING_ACTIONS = (
    Action(
        "shipping.go",
        N_("Go to the s&hipping"),
        "order",
        _on_editor(_go_to_shipping),
        group="shipping",
        shortcut="F4",
        icon="truck",
        requires=READING,
        keywords=N_("shipping page deliveries"),
    ),
    Action(
        "shipping.charge",
        N_("Agree on the shippin&g charge…"),
        "order",
        _on_shipping(lambda editor: editor.shipping.agree_charge()),
        group="shipping",
        shortcut="Ctrl+Shift+H",
        icon="percent",
        requires=(*EDITING, ORDER_STORED, granted(Permission.PRICE_OVERRIDE)),
        contexts=frozenset({SHIPPING_MENU}),
        keywords=N_("shipping charge override percent off"),
    ),
    Action(
        "item.expedite",
        N_("&Expedite the line, or not"),
        "order",
        _expedite,
        group="shipping",
        shortcut="Ctrl+Shift+E",
        icon="clock",
        requires=(*EDITING, ORDER_STORED),
        contexts=frozenset({LINE_MENU, SHIPPING_MENU}),
        keywords=N_("urgent hurry first"),
    ),
    Action(
        "order.expedite",
        N_("E&xpedite the whole order, or not"),
        "order",
        _on_editor(lambda editor: editor.expedite_order()),
        group="shipping",
        shortcut="Ctrl+Alt+E",
        icon="clock",
        requires=(*EDITING, ORDER_STORED),
        keywords=N_("urgent hurry first all lines"),
    ),
)

ORDER_ACTIONS = (
    Action(
        "order.create",
        N_("&New order"),
        "order",
        _create,
        group="find",
        shortcut="Ctrl+O",
        icon="plus",
        short=N_("New order"),
        in_toolbar=True,
        requires=(AT_WORK, granted(Permission.ORDER_EDIT), STORE_SELECTED),
        keywords=N_("create take start"),
    ),
    Action(
        "order.find",
        N_("&Find an order…"),
        "order",
        _find,
        group="find",
        shortcut="Ctrl+F, Ctrl+O",
        icon="search",
        short=N_("Find order"),
        in_toolbar=True,
        requires=(AT_WORK, granted(Permission.DESK_READ), STORE_SELECTED),
        keywords=N_("number search open"),
    ),
    *STEP_ACTIONS,
    *ITEM_ACTIONS,
    *SHIPPING_ACTIONS,
    Action(
        "order.customer",
        N_("C&ustomer of the order…"),
        "order",
        _on_editor(OrderEditor.ask_customer),
        group="facts",
        shortcut="Ctrl+Shift+U",
        icon="user",
        requires=EDITING,
        keywords=N_("assign change whose"),
    ),
    Action(
        "order.ship_to",
        N_("&Shipping address…"),
        "order",
        _on_editor(OrderEditor.ask_ship_to),
        group="facts",
        shortcut="Ctrl+Shift+A",
        icon="map-pin",
        requires=(*EDITING, ORDER_STORED),
        contexts=frozenset({SHIPPING_MENU}),
        keywords=N_("ship to deliver"),
    ),
    Action(
        "order.bill_to",
        N_("&Billing address…"),
        "order",
        _on_editor(OrderEditor.ask_bill_to),
        group="facts",
        icon="receipt",
        requires=(*EDITING, ORDER_STORED),
        keywords=N_("bill to invoice"),
    ),
    Action(
        "order.method",
        N_("Shipping &method"),
        "order",
        _on_editor(lambda editor: editor.focus_field("method")),
        group="facts",
        icon="truck",
        requires=(*EDITING, ORDER_STORED),
        keywords=N_("carrier delivery"),
    ),
    Action(
        "order.channel",
        N_("Business c&hannel"),
        "order",
        _on_editor(lambda editor: editor.focus_field("channel")),
        group="facts",
        icon="phone",
        requires=EDITING,
        keywords=N_("how it came in"),
    ),
    Action(
        "order.answer",
        N_("&Answer the open question"),
        "order",
        _on_editor(_answer),
        group="facts",
        shortcut="Ctrl+J",
        requires=READING,
        keywords=N_("conflict clash changed by somebody else theirs mine"),
    ),
    Action(
        "order.cancel",
        N_("&Cancel the order…"),
        "order",
        _on_editor(OrderEditor.ask_cancel),
        group="end",
        icon="ban",
        requires=(
            AT_WORK,
            ORDER_IN_FRONT,
            granted(Permission.ORDER_CANCEL),
            ORDER_STORED,
            ORDER_PENDING,
        ),
        keywords=N_("call off stop"),
    ),
)
