"""Where a person was in each open editor: kept as they go, the same again after a crash.

Which editors are open is kept by the editor area; here it is their pages, and what had the focus
in the window. What cannot be found any more is left out.
"""

import json
from contextlib import suppress
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import Pages
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.window import Window

PREFERENCE = "places"
_SOON_MS = 300
_SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class Memory(Protocol):
    """Where a person's layout is kept; the layout store is one."""

    def preference(self, name: str, default: str = "") -> str:
        """A remembered word."""

    def keep_preference(self, name: str, value: str) -> None:
        """Remember it."""


class EditorPlaces(QObject):
    """Made once by ``app``, beside the window.

    A wanted focus is asked for until it is there (an editor may still be reading) and until the
    first key or click: then the person has gone on.
    """

    def __init__(self, window: Window, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._memory = window, memory
        self._user_id = ""
        self._restoring = False
        self._wanted = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.keep)
        window.state_changed.connect(self._on_state_changed)
        window.editors_changed.connect(self._on_editors_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def keep(self) -> None:
        """Remember how things stand; nothing while nobody is at work or all is being opened."""
        if not self._window.state.at_work or self._restoring:
            return
        pages = {
            _name_of(editor): found.current_id()
            for editor in self._window.open_editors()
            if (found := editor.findChild(Pages)) is not None
        }
        focus = _nearest_name(self._window.focusWidget())
        self._memory.keep_preference(PREFERENCE, json.dumps({"pages": pages, "focus": focus}))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first key or click: the person goes on from here."""
        if event.type() in _SIGNS_OF_LIFE:
            self._wanted = ""
            watched.removeEventFilter(self)
        return False

    def _on_state_changed(self, state: WorkbenchState) -> None:
        user_id = state.person.user_id if state.person else ""
        if user_id == self._user_id:
            return
        self._user_id = user_id
        self._wanted = ""
        if user_id:
            self._restoring = True
            kept = _read(self._memory.preference(PREFERENCE))
            QTimer.singleShot(0, self, lambda: self._restore(kept))

    def _restore(self, kept: dict[str, Any]) -> None:
        """After the editors that were open are open again."""
        pages = kept.get("pages")
        for editor in self._window.open_editors():
            page = pages.get(_name_of(editor)) if isinstance(pages, dict) else None
            found = editor.findChild(Pages)
            if isinstance(page, str) and found is not None:
                with suppress(ValueError):  # a page that this release does not have
                    found.show_page(page)
        self._restoring = False
        self._wanted = str(kept.get("focus", "")) if self._window.open_editors() else ""
        handle = self._window.windowHandle()
        if self._wanted and handle is not None:
            handle.installEventFilter(self)
        self._focus()

    def _focus(self) -> None:
        if not self._wanted or not self._window.state.at_work:
            return
        for place in (self._window.active_editor, self._window):
            found = place.findChild(QWidget, self._wanted) if place is not None else None
            if found is not None and found.isVisible() and found.isEnabled():
                found.setFocus()
                return

    def _on_editors_changed(self) -> None:
        self._focus()
        self._soon.start()

    def _on_focus_changed(self, _old: object, _new: object) -> None:
        if self._user_id:
            self._soon.start()


def _name_of(editor: Editor) -> str:
    return f"{editor.kind} {editor.key}"


def _nearest_name(widget: QWidget | None) -> str:
    """The name of what has the focus, or of what it is a nameless part of."""
    while widget is not None and not widget.objectName():
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""


def _read(kept: str) -> dict[str, Any]:
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
