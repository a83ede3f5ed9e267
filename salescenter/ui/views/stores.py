"""The stores with the customers and orders that are open: what runs in parallel, at a glance."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from salescenter.domain.search_text import fold
from salescenter.i18n import _
from salescenter.ui.actions.customer_actions import CUSTOMER, NEW_CUSTOMER
from salescenter.ui.actions.desk_actions import STORES
from salescenter.ui.colours import Tone
from salescenter.ui.icons import icon
from salescenter.ui.order_start import ORDER
from salescenter.ui.state import StoreRef, WorkbenchState
from salescenter.ui.store_selection import store_of
from salescenter.ui.tables.table_view import row_height
from salescenter.ui.widgets import empty_state
from salescenter.ui.widgets.text import escaped
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor

_ICONS = {CUSTOMER: "user", NEW_CUSTOMER: "user-plus", ORDER: "shopping-cart"}
_COMES_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MouseFocusReason,
)
_KEY = int(Qt.ItemDataRole.UserRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


class Stores(QWidget):
    """A tree: Enter on a store works for it, Enter below one goes to that customer or order."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("stores-view")
        self.setAccessibleName(_("Stores"))
        self._workbench = workbench
        self._drawn: object = None
        self._things: dict[str, StoreRef | Editor] = {}
        self.tree = self._make_tree()
        self.setFocusProxy(self.tree)
        self._nothing = empty_state(
            _("No store yet"),
            _("The stores you may work for appear here once you are signed on."),
            name="stores-nothing",
            icon="store",
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(self.tree)
        box.addWidget(self._nothing)
        workbench.editors_changed.connect(self._draw)
        workbench.state_changed.connect(self._on_state_changed)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw icons in the colours in force."""
        if event.type() == QEvent.Type.PaletteChange:
            self._drawn = None
            self._draw()
        super().changeEvent(event)

    def _make_tree(self) -> "StoreTree":
        tree = StoreTree(_("Stores, with open customers and orders"))
        tree.itemActivated.connect(self._on_activated)
        tree.itemClicked.connect(self._on_activated)
        tree.customContextMenuRequested.connect(self._on_menu)
        tree.entered_by_person.connect(self._on_entered)
        return tree

    def _on_state_changed(self, _state: WorkbenchState) -> None:
        self._draw()

    def _draw(self) -> None:
        """Show what is open now; nothing moves when nothing changed."""
        state = self._workbench.state
        editors = [
            (editor, store_of(editor), editor.title) for editor in self._workbench.open_editors()
        ]
        drawing = state.stores, state.store, self._workbench.active_editor, editors
        if drawing == self._drawn:
            return
        self._drawn = drawing
        current = self.tree.currentItem()
        key = current.data(0, _KEY) if current else ""
        self._things.clear()
        self.tree.clear()
        for store in state.stores:
            self._add_store(
                store, [one for one, store_id, _title in editors if store_id == store.id]
            )
        self.tree.setVisible(bool(state.stores))
        self._nothing.setVisible(not state.stores)
        self._stand_on(key)

    def _add_store(self, store: StoreRef, editors: list[Editor]) -> None:
        selected = store == self._workbench.state.store
        item = QTreeWidgetItem(self.tree)
        self._write(item, f"store {store.id}", store.name, store)
        item.setIcon(0, icon("circle-check" if selected else "store", _tone(selected)))
        if selected:
            item.setData(0, _SPOKEN, _("{name}, selected").format(name=store.name))
            item.setFont(0, _strong(self.font()))
        for editor in sorted(editors, key=_place):
            self._add_editor(item, editor)
        item.setExpanded(True)

    def _add_editor(self, parent: QTreeWidgetItem, editor: Editor) -> None:
        in_front = editor is self._workbench.active_editor
        item = QTreeWidgetItem(parent)
        self._write(item, f"{editor.kind} {editor.key}", editor.title, editor)
        item.setIcon(0, icon(_ICONS.get(editor.kind, "file-text"), _tone(in_front)))
        if in_front:
            item.setData(0, _SPOKEN, _("{name}, in front").format(name=editor.title))
            item.setFont(0, _strong(self.font()))

    def _write(self, item: QTreeWidgetItem, key: str, text: str, thing: StoreRef | Editor) -> None:
        item.setText(0, text)
        item.setToolTip(0, escaped(text))
        item.setSizeHint(0, QSize(0, row_height(self.fontMetrics().height())))
        item.setData(0, _KEY, key)
        self._things[key] = thing

    def _stand_on(self, key: str) -> None:
        """Stay where one was; at first on what is in front, else on the selected store."""
        active = self._workbench.active_editor
        store = self._workbench.state.store
        wanted = (
            key,
            f"{active.kind} {active.key}" if active else "",
            f"store {store.id}" if store else "",
        )
        items = {item.data(0, _KEY): item for item in self.tree.every_item()}
        chosen = next((items[name] for name in wanted if name in items), None)
        if chosen is not None:
            self.tree.setCurrentItem(chosen)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        thing = self._things.get(item.data(0, _KEY))
        if isinstance(thing, StoreRef):
            self._workbench.change_state(store=thing)
        elif isinstance(thing, Editor):
            self._workbench.open_editor(thing.kind, thing.key)

    def _on_entered(self) -> None:
        """Whoever comes here begins at what is in front."""
        self._stand_on("")

    def _on_menu(self, point: QPoint) -> None:
        self._workbench.show_context_menu(
            STORES, self.tree, self.tree.viewport().mapToGlobal(point)
        )


class StoreTree(QTreeWidget):
    """One column, no headings; long names are left out in the middle."""

    entered_by_person = Signal()

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self.setObjectName("stores-tree")
        self.setAccessibleName(accessible)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(False)

    def every_item(self) -> list[QTreeWidgetItem]:
        """All items, from top to bottom."""
        tops = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        items: list[QTreeWidgetItem] = []
        for top in filter(None, tops):
            below = [top.child(place) for place in range(top.childCount())]
            items += [top, *filter(None, below)]
        return items

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell who came, unless it is only the window that is active again."""
        super().focusInEvent(event)
        if event.reason() not in _COMES_BACK:
            self.entered_by_person.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, on every platform."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.itemActivated.emit(item, 0)
            return
        super().keyPressEvent(event)


def _place(editor: Editor) -> tuple[int, str]:
    """Customers before orders, each by its title."""
    kinds = list(_ICONS)
    rank = kinds.index(editor.kind) if editor.kind in kinds else len(kinds)
    return rank, fold(editor.title)


def _tone(chosen: bool) -> Tone:
    return Tone.PLAIN if chosen else Tone.MUTED


def _strong(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
