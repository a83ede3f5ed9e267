"""One ``QAction`` for every declared action; menus and tool bar are drawn of them."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QSizePolicy, QToolBar, QWidget

from salescenter.i18n import _
from salescenter.ui.actions.action import Action, ActionRegistry, Menu, plain
from salescenter.ui.actions.keymap import Keymap
from salescenter.ui.icons import put_icon
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets.text import escaped
from salescenter.ui.workbench.contract import Workbench


class ActionBinder:
    """Binds the actions to a window: it takes the shortcuts, ``workbench`` runs them."""

    def __init__(
        self, registry: ActionRegistry, window: QWidget, workbench: Workbench, keymap: Keymap
    ) -> None:
        self.registry = registry
        self.keymap = keymap
        self._window = window
        self._workbench = workbench
        self._state = WorkbenchState()
        self._qt = {action.id: self._make(action) for action in registry}

    def use_keymap(self, keymap: Keymap) -> None:
        """Listen to other keys from now on, and say so everywhere."""
        if keymap == self.keymap:
            return
        self.keymap = keymap
        for action in self.registry:
            self._qt[action.id].setShortcut(QKeySequence(keymap.of(action)))
        self.refresh(self._state)

    def qt_action(self, action_id: str) -> QAction:
        """The ``QAction`` of an action; KeyError for an unknown id."""
        return self._qt[action_id]

    def build_menus(self, bar: QMenuBar, menus: tuple[Menu, ...]) -> None:
        """Fill the menu bar in the order of ``menus`` and of the actions."""
        made: dict[str, QMenu] = {}
        for menu in menus:
            parent, slash, _own = menu.id.rpartition("/")
            made[menu.id] = (made[parent] if slash else bar).addMenu(_(menu.title))
            made[menu.id].setObjectName(f"menu-{menu.id.replace('/', '-')}")
        for menu_id, qt_menu in made.items():
            self._fill(qt_menu, [action for action in self.registry if action.menu == menu_id])

    def build_toolbar(self) -> QToolBar:
        """A tool bar of the actions meant for it; what is added then stands at its far end."""
        bar = _tool_bar()
        before = None
        for action in self.registry:
            if not action.in_toolbar:
                continue
            if before is not None and (action.menu, action.group) != before:
                bar.addSeparator()
            before = action.menu, action.group
            bar.addAction(self._qt[action.id])
            button = bar.widgetForAction(self._qt[action.id])
            button.setObjectName(f"tool-{action.id}")
            button.setAccessibleName(plain(_(action.title)))
        filler = QWidget()
        filler.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(filler)
        return bar

    def context_menu(self, context: str, parent: QWidget) -> QMenu:
        """The menu of what is under the pointer; it deletes itself when it closes."""
        menu = QMenu(parent)
        menu.setObjectName(f"context-{context}")
        self._fill(menu, [action for action in self.registry if context in action.contexts])
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def refresh(self, state: WorkbenchState) -> None:
        """Enable and name exactly what ``state`` allows."""
        self._state = state
        for action in self.registry:
            self._draw(action, self._qt[action.id], state)

    def _make(self, action: Action) -> QAction:
        made = QAction(self._window)
        made.setObjectName(action.id)
        made.setShortcut(QKeySequence(self.keymap.of(action)))
        made.setCheckable(action.checked is not None)
        if action.icon:
            put_icon(made, action.icon)
        made.triggered.connect(partial(self._run, action.id))
        self._window.addAction(made)
        self._draw(action, made, self._state)
        return made

    def _draw(self, action: Action, made: QAction, state: WorkbenchState) -> None:
        made.setEnabled(action.enabled(state))
        made.setVisible(action.is_offered(state))
        if made.isCheckable() and action.checked is not None:
            made.setChecked(action.checked(state))
        text = action.text(state)
        if made.text() != text:
            made.setText(text)
            made.setIconText(f" {_(action.short) or plain(text)}")  # some room beside the icon
        keys = self.keymap.spoken(action)
        tip = f"{plain(text)}  ({keys})" if keys else plain(text)
        reason = action.why_not(state)
        made.setToolTip(escaped(f"{tip}\n{reason}" if reason else tip))

    def _fill(self, menu: QMenu, actions: list[Action]) -> None:
        group = None
        for action in actions:
            if group is not None and action.group != group:
                menu.addSeparator()
            group = action.group
            menu.addAction(self._qt[action.id])

    def _run(self, action_id: str) -> None:
        self.registry.trigger(action_id, self._workbench)


def _tool_bar() -> QToolBar:
    """Icons with words, always in the same place."""
    bar = QToolBar(_("Tool bar"))
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.ensurePolished()
    # Its layout takes the style sheet's padding only now: else the bar grew with the first change
    # of colours.
    QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))
    return bar
