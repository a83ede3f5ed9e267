"""Which editors are open now, for whoever lists them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from salescenter.ui.state import WorkbenchState
from salescenter.ui.store_selection import store_id_of
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor


class OpenEditors(QObject):
    """Knows every editor from the first time the window speaks of it until it is gone.

    ``parent`` is a widget of the window; ``changed`` also tells of titles and subjects.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = parent
        self._workbench = workbench
        self._editors: list[Editor] = []
        workbench.state_changed.connect(self._on_state_changed)

    def all(self) -> list[Editor]:
        """The open editors, in the order in which they were opened."""
        return [editor for editor in self._editors if isValid(editor)]

    def _on_state_changed(self, _state: WorkbenchState) -> None:
        """Opening or closing an editor, or going to another one, changes the state."""
        there = self._place.window().findChildren(Editor)
        active = self._workbench.active_editor
        for editor in (*there, *([active] if active else [])):
            if editor not in self._editors:
                self._editors.append(editor)
                editor.title_changed.connect(self.changed)
                editor.key_changed.connect(self.changed)
                editor.state_changed.connect(self.changed)
                editor.destroyed.connect(self._on_gone)
        self.changed.emit()

    def _on_gone(self) -> None:
        self._editors = self.all()
        self.changed.emit()


def store_of(editor: Editor) -> int:
    """The store whose customer or order an editor is about, 0 when it is about neither."""
    return store_id_of(editor.contribute(WorkbenchState()).subject) or store_id_of(editor)
