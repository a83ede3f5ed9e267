"""The real window over a little store, worked by keyboard; a colleague works on the same store."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from salescenter.services.orders.views import OrderById, OrderView
from salescenter.ui.access import DeskAccess
from salescenter.ui.actions import Menu
from salescenter.ui.actions.line_actions import LINE_ACTIONS
from salescenter.ui.actions.order_actions import ORDER_ACTIONS
from salescenter.ui.actions.workbench_actions import (
    EDITOR_ACTIONS,
    FRAME_ACTIONS,
    SESSION_ACTIONS,
)
from salescenter.ui.background import Background
from salescenter.ui.editors import keyboard_help
from salescenter.ui.editors.order.order_editor import ORDER_EDITOR, OrderEditor
from salescenter.ui.editors.order.order_finder import ORDER_FINDER
from salescenter.ui.state import StoreRef
from salescenter.ui.theme import Theme
from salescenter.ui.workbench.arrangement import Arrangement
from salescenter.ui.workbench.layout_store import LayoutStore
from salescenter.ui.workbench.specs import Catalog, EditorSpec, Perspective
from salescenter.ui.workbench.window import Window
from tests.seed import PASSWORD
from tests.services.desks import Desk
from tests.ui import keys

CATALOG = Catalog(
    views=(),
    editors=(
        ORDER_EDITOR,
        ORDER_FINDER,
        EditorSpec(keyboard_help.KIND, "keyboard", keyboard_help.KeyboardHelp),
    ),
    actions=(*SESSION_ACTIONS, *ORDER_ACTIONS, *LINE_ACTIONS, *EDITOR_ACTIONS, *FRAME_ACTIONS),
    menus=tuple(Menu(name, name) for name in ("file", "edit", "order", "window", "help")),
    perspectives=(Perspective("capture", "Capture", Arrangement()),),
)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@dataclass
class OrderDesk:
    """A window with the representative signed on, and what a test does with it."""

    window: Window
    desk: Desk
    colleague: Desk
    qtbot: Any

    @property
    def editor(self) -> OrderEditor:
        """The order in front."""
        editor = self.window.active_editor
        assert isinstance(editor, OrderEditor)
        return editor

    @property
    def view(self) -> OrderView:
        """The version that the editor shows."""
        assert self.editor.view is not None
        return self.editor.view

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def new_order(self) -> OrderEditor:
        """Ctrl+O: an order that waits for its first content."""
        self.press_keys("Ctrl+O")
        self.wait(lambda: self.editor.link.store is not None)
        return self.editor

    def open(self, step: Any) -> OrderEditor:
        """Open an order that is stored already."""
        editor = self.window.open_editor("order", str(step.order_id))
        assert isinstance(editor, OrderEditor)
        self.wait(lambda: editor.view is not None and editor.link.store is not None)
        return editor

    def an_order(self, **quantities: int) -> OrderEditor:
        """An open order of a customer with these items ("HW_4411": 2)."""
        step = self.desk.new_order()
        for sku, quantity in quantities.items():
            step = self.desk.add(step, sku.replace("_", "-"), quantity)
        return self.open(step)

    def enter(self, text: str) -> None:
        """Type into the entry line and press Enter at once, as a scanner does."""
        line = self.editor.items.entry.line
        line.setFocus()
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        for letter in text:
            keys.type_text(self.focus, letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key where the focus is."""
        keys.press(self.focus, key, modifiers)

    def press_keys(self, text: str) -> None:
        """Press a shortcut."""
        keys.press_keys(self.window, text)

    def wait(self, condition: Any) -> None:
        """Until something holds."""
        self.qtbot.waitUntil(condition, timeout=5_000)

    def wait_lines(self, *skus: str) -> None:
        """Until the order has these lines."""
        self.wait(
            lambda: (
                self.editor.view is not None
                and [line.sku for line in self.view.order.items] == list(skus)
            )
        )

    def quantities(self) -> list[int]:
        """The quantities of the lines that the editor shows."""
        return [line.quantity for line in self.view.order.items]

    def stored(self) -> OrderView:
        """The order as it is stored."""
        return self.desk.services.orders.get(OrderById(order_id=self.view.order.id))

    def message(self) -> str:
        """What the message bar says."""
        return self.window.messages.text()

    def cell(self, row: int, column: str) -> str:
        """What a cell of the lines says."""
        model = self.editor.items.model
        return str(model.index(row, model.column_of(column)).data())


def opened_desk(
    qtbot: Any, theme: Theme, background: Background, desk: Desk, colleague: Desk, folder: Any
) -> OrderDesk:
    """The window, open, somebody signed on, the first store selected."""
    services = desk.services
    window = Window(
        CATALOG,
        services=services,
        runner=background,
        bus=services.bus,
        access=DeskAccess(services),
        layout=LayoutStore(folder),
        theme=theme,
    )
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    page = window.sign_on_page
    page.user_id.setText("rep")
    page.password.setText(PASSWORD)
    page.password.returnPressed.emit()
    qtbot.waitUntil(lambda: window.state.at_work and window.isActiveWindow())
    window.change_state(store=StoreRef(desk.seed.store_id, "Shop"))
    return OrderDesk(window, desk, colleague, qtbot)
