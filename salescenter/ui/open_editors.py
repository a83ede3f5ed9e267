"""Which editors are open now, for whoever lists them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from salescenter.ui.state import WorkbenchState
from salescenter.ui.store_selection import store_id_of
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor


class OpenEditors(QObject):
    """Knows every editor from the time it is first in front until it is gone.

    Those that come back when the program starts need not have been in front: they are looked for
    when the perspective is arranged, which is after they were opened. ``changed`` also tells of
    titles and subjects.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._editors: list[Editor] = []
        self._perspective = ""
        workbench.state_changed.connect(self._on_state_changed)

    def all(self) -> list[Editor]:
        """The open editors, in the order in which they became known."""
        return [editor for editor in self._editors if isValid(editor)]

    def _on_state_changed(self, state: WorkbenchState) -> None:
        if state.perspective != self._perspective:
            self._perspective = state.perspective
            for widget in QApplication.allWidgets():  # a tab behind another has no window
                if isinstance(widget, Editor):
                    self._know(widget)
        if self._workbench.active_editor is not None:
            self._know(self._workbench.active_editor)
        self.changed.emit()

    def _know(self, editor: Editor) -> None:
        if editor not in self._editors:
            self._editors.append(editor)
            editor.title_changed.connect(self.changed)
            editor.key_changed.connect(self.changed)
            editor.state_changed.connect(self.changed)
            editor.destroyed.connect(self._on_gone)

    def _on_gone(self) -> None:
        self._editors = self.all()
        self.changed.emit()


def store_of(editor: Editor) -> int:
    """The store whose customer or order an editor is about, 0 when it is about neither."""
    return store_id_of(editor.contribute(WorkbenchState()).subject) or store_id_of(editor)
