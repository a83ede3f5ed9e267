"""The only module that knows QtAds: editors in the middle as tabs, views around them.

Everything is known by lasting ids, views by those of the catalogue, editors by their opener's.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

import PySide6QtAds as ads  # isort: skip  # noqa: N813 - after PySide6, or its libraries are missing

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.icons import icon
from salescenter.ui.workbench.arrangement import Arrangement, Stacks
from salescenter.ui.workbench.dock_looks import is_state, mend_tab, share_room, show_plain_text

_AREAS = {
    "left": ads.LeftDockWidgetArea,
    "right": ads.RightDockWidgetArea,
    "bottom": ads.BottomDockWidgetArea,
}
_NEXT = {
    "left": ads.BottomDockWidgetArea,
    "right": ads.BottomDockWidgetArea,
    "bottom": ads.RightDockWidgetArea,
}
_FEATURE = ads.CDockWidget.DockWidgetFeature
_CONFIG = ads.CDockManager.eConfigFlag
_FLAGS = {
    _CONFIG.OpaqueSplitterResize: True,
    _CONFIG.FocusHighlighting: True,
    _CONFIG.DockAreaHasCloseButton: False,
    _CONFIG.DockAreaHasUndockButton: False,
    _CONFIG.DockAreaDynamicTabsMenuButtonVisibility: True,
    _CONFIG.MiddleMouseButtonClosesTab: True,
    _CONFIG.DoubleClickUndocksWidget: False,
    _CONFIG.TabCloseButtonIsToolButton: True,
    _CONFIG.DockAreaHideDisabledButtons: True,
}
_ICONS = {
    ads.TabCloseIcon: ("x", "tabCloseButton"),
    ads.AutoHideIcon: ("pin", "dockAreaAutoHideButton"),
    ads.DockAreaMenuIcon: ("chevron-down", "tabsMenuButton"),
    ads.DockAreaMinimizeIcon: ("minus", "dockAreaMinimizeButton"),
}
_FAST_VIEWS = ("AutoHideFeatureEnabled", "DockAreaHasAutoHideButton", "AutoHideHasMinimizeButton")
_STATE_VERSION = 1


class Docking(QObject):
    """Places views and editors. Emits ids; widgets stay with who made them."""

    editor_activated = Signal(str)
    editor_close_wanted = Signal(str)
    view_toggled = Signal(str, bool)
    tab_double_clicked = Signal(str)
    window_made = Signal(object)
    """A view or editor was dragged out: its window."""

    def __init__(self, host: QWidget, nothing_open: QWidget) -> None:
        super().__init__(host)
        for flag, on in _FLAGS.items():
            ads.CDockManager.setConfigFlag(flag, on)
        for name in _FAST_VIEWS:
            flag = getattr(ads.CDockManager.eAutoHideFlag, name)
            ads.CDockManager.setAutoHideConfigFlag(flag, True)
        self._manager = ads.CDockManager(host)
        self._manager.setStyleSheet("")
        self._manager.setObjectName("docking")
        self._manager.dockAreaCreated.connect(show_plain_text)
        self._views: dict[str, Any] = {}
        self._editors: dict[str, Any] = {}
        self._maximised: bytes | None = None
        self._active = ""
        box = host.layout() or QVBoxLayout(host)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._manager)
        self.redraw_icons()
        self._placeholder = self._dock("editors", _("Editors"), nothing_open)
        self._placeholder.setFeature(_FEATURE.NoTab, True)
        self._manager.setCentralWidget(self._placeholder)
        self._manager.focusedDockWidgetChanged.connect(self._on_focus)
        self._manager.floatingWidgetCreated.connect(self.window_made.emit)

    @property
    def active_editor(self) -> str:
        """The editor in front, "" when none is open."""
        return self._active

    @property
    def is_maximised(self) -> bool:
        """Whether the editors have the whole window."""
        return self._maximised is not None

    def add_view(self, view_id: str, title: str, widget: QWidget, area: str) -> None:
        """Make a view known; it is shown by an arrangement or by ``show_view``."""
        dock = self._views[view_id] = self._dock(view_id, title, widget)
        self._manager.addDockWidget(_AREAS[area], dock)
        dock.toggleView(False)
        dock.viewToggled.connect(partial(self.view_toggled.emit, view_id))

    def visible_views(self) -> set[str]:
        """Views that are open, in front or behind another tab."""
        return {name for name, dock in self._views.items() if not dock.isClosed()}

    def show_view(self, view_id: str) -> None:
        """Open a view and bring it to the front."""
        self._leave_maximised()
        self._views[view_id].toggleView(True)
        self._views[view_id].setAsCurrentTab()

    def hide_view(self, view_id: str) -> None:
        """Close a view; its widget stays alive."""
        self._views[view_id].toggleView(False)

    def open_editor(self, editor_id: str, title: str, widget: QWidget, icon_name: str) -> None:
        """Add an editor to the middle and activate it."""
        dock = self._dock(editor_id, title, widget)
        dock.setFeature(_FEATURE.CustomCloseHandling, True)
        dock.setFeature(_FEATURE.DockWidgetPinnable, False)
        dock.setProperty("icon_name", icon_name)
        dock.setIcon(icon(icon_name, Tone.MUTED))
        dock.closeRequested.connect(partial(self.editor_close_wanted.emit, editor_id))
        self._editors[editor_id] = dock
        self._manager.addDockWidget(ads.CenterDockWidgetArea, dock, self._centre)
        self._placeholder.toggleView(False)
        dock.tabWidget().installEventFilter(self)
        self.activate(editor_id)

    def editor_ids(self) -> list[str]:
        """Open editors in the order of their tabs, then those that stand elsewhere."""
        places = {dock.objectName(): n for n, dock in enumerate(self._centre.dockWidgets())}
        return sorted(self._editors, key=lambda name: places.get(name, len(places)))

    def set_editor_title(self, editor_id: str, title: str) -> None:
        """Say something else on the tab."""
        dock = self._editors[editor_id]
        dock.setWindowTitle(title)
        dock.setAccessibleName(title)
        mend_tab(dock.tabWidget(), title)

    def activate(self, editor_id: str) -> None:
        """Bring an editor to the front."""
        self._editors[editor_id].setAsCurrentTab()
        self._set_active(editor_id)

    def close_editor(self, editor_id: str) -> None:
        """Take an editor away for good; the next one comes to the front."""
        order = self.editor_ids()
        place = order.index(editor_id)
        dock = self._editors.pop(editor_id)
        rest = [name for name in order if name != editor_id]
        if not rest:
            self._placeholder.toggleView(True)
        self._manager.removeDockWidget(dock)
        dock.deleteLater()
        if self._active == editor_id:
            self._set_active("")
            if rest:
                self.activate(rest[max(0, place - 1)])

    def toggle_maximised(self) -> None:
        """Hide all views, or bring back those that were hidden so."""
        if self._maximised is None:
            self._maximised = self.save_state()
            for view_id in self.visible_views():
                self.hide_view(view_id)
        else:
            self._leave_maximised()

    def save_state(self) -> bytes:
        """How everything stands now; while maximised, how it stood before."""
        if self._maximised is not None:
            return self._maximised
        return bytes(self._manager.saveState(_STATE_VERSION).data())

    def restore_state(self, state: bytes) -> bool:
        """Arrange everything as it was; False, and nothing moves, when the state is not ours.

        Editors that are open now and unknown to the state stay open.
        """
        if not is_state(state) or not self._manager.restoreState(QByteArray(state), _STATE_VERSION):
            return False
        self._maximised = None
        self._bring_back_editors()
        return True

    def arrange(self, arrangement: Arrangement) -> None:
        """Put the views where a perspective wants them; views it does not name are closed."""
        self._maximised = None
        for dock in self._views.values():
            dock.toggleView(False)
        for side, stacks in arrangement.sides().items():
            self._arrange_side(side, stacks)
        self._bring_back_editors()
        share_room(self._manager, self._centre, self._views, arrangement)

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget stands in a view or an editor."""
        return any(dock.isAncestorOf(widget) for dock in self._docks())

    def set_hidden(self, hidden: bool) -> None:
        """Hide everything, dragged out or not, while nobody is signed on and at the end."""
        if hidden:
            self._manager.hideManagerAndFloatingWidgets()
        else:
            self._manager.show()

    def redraw_icons(self) -> None:
        """Draw tabs and buttons in the colours in force."""
        provider = self._manager.iconProvider()
        for which, (name, button) in _ICONS.items():
            # A copy, since the provider takes the icon it is given away from Python.
            provider.registerCustomIcon(which, QIcon(icon(name, Tone.MUTED)))
            for made in self._manager.findChildren(QToolButton, button):
                made.setIcon(icon(name, Tone.MUTED))
                made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for dock in self._docks():
            if dock.property("icon_name"):
                dock.setIcon(icon(dock.property("icon_name"), Tone.MUTED))
            mend_tab(dock.tabWidget(), dock.windowTitle())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on an editor's tab, as in the workbench this one follows."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            dock = getattr(watched, "dockWidget", lambda: None)()
            if dock is not None and dock.objectName() in self._editors:
                self.tab_double_clicked.emit(dock.objectName())
                return True
        return super().eventFilter(watched, event)

    def _docks(self) -> tuple[Any, ...]:
        return *self._views.values(), *self._editors.values()

    def _dock(self, name: str, title: str, widget: QWidget) -> Any:
        dock = self._manager.createDockWidget(title)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        mend_tab(dock.tabWidget(), title)
        dock.setWidget(widget, ads.CDockWidget.eInsertMode.ForceNoScrollArea)
        dock.setMinimumSizeHintMode(ads.CDockWidget.eMinimumSizeHintMode.MinimumSizeHintFromContent)
        return dock

    @property
    def _centre(self) -> Any:
        """The area of the editors; restoring a state makes a new one."""
        return self._placeholder.dockAreaWidget()

    def _put(self, dock: Any, area: Any, beside: Any) -> Any:
        """Open a dock in its new place; of one that was closed, adding opens only a half."""
        place = self._manager.addDockWidget(area, dock, beside)
        dock.toggleView(True)
        dock.tabWidget().show()
        dock.setToggleViewActionChecked(True)
        return place

    def _arrange_side(self, side: str, stacks: Stacks) -> None:
        """Stacks one under the other, or side by side below the editors."""
        area, beside = _AREAS[side], None
        for stack in stacks:
            place = None
            for view_id in (name for name in stack if name in self._views):
                dock = self._views[view_id]
                if place is not None:
                    self._put(dock, ads.CenterDockWidgetArea, place)
                else:
                    place = self._put(dock, area, beside or self._anchor(side))
            if place is not None:
                place.setCurrentIndex(0)
                area, beside = _NEXT[side], place

    def _anchor(self, side: str) -> Any:
        """What stands below stands below the editors only; the sides have the full height."""
        return self._centre if side == "bottom" else None

    def _bring_back_editors(self) -> None:
        for dock in self._editors.values():
            if dock.isClosed() or dock.dockAreaWidget() is None:
                self._put(dock, ads.CenterDockWidgetArea, self._centre)
        self._placeholder.toggleView(not self._editors)
        if self._active in self._editors:
            self._editors[self._active].setAsCurrentTab()

    def _leave_maximised(self) -> None:
        if self._maximised is not None:
            self.restore_state(self._maximised)

    def _on_focus(self, _old: object, new: Any) -> None:
        if new is not None and new.objectName() in self._editors:
            self._set_active(new.objectName())

    def _set_active(self, editor_id: str) -> None:
        if editor_id != self._active:
            self._active = editor_id
            self.editor_activated.emit(editor_id)
