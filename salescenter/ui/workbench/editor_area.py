"""The open editors: one for each business object, the same ones again after a crash."""

from itertools import count

from PySide6.QtCore import QObject, Signal

from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.docking import Docking
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.layout_store import LayoutStore, OpenEditor
from salescenter.ui.workbench.specs import Catalog


class EditorArea(QObject):
    """Opens, finds, closes and remembers editors."""

    changed = Signal()
    """An editor came or went, another one is in front, or one has something new to say."""

    def __init__(
        self, catalog: Catalog, docking: Docking, layout: LayoutStore, workbench: Workbench
    ) -> None:
        super().__init__(docking)
        self._kinds = catalog.editor_kinds()
        self._docking, self._layout, self._workbench = docking, layout, workbench
        self._editors: dict[str, Editor] = {}
        self._numbers = count(1)
        self._remembering = True
        docking.editor_activated.connect(self._on_activated)
        docking.editor_close_wanted.connect(self._on_close_wanted)

    @property
    def active(self) -> Editor | None:
        """The editor in front."""
        return self._editors.get(self._docking.active_editor)

    def all(self) -> list[Editor]:
        """The open editors, in the order of their tabs."""
        return [self._editors[name] for name in self._docking.editor_ids() if name in self._editors]

    def find(self, kind: str, key: str) -> Editor | None:
        """The open editor of that object."""
        for editor in self._editors.values():
            if (editor.kind, editor.key) == (kind, key):
                return editor
        return None

    def open(self, kind: str, key: str, dock_id: str = "") -> Editor | None:
        """Open the editor of an object, or bring it to the front; None for an unknown kind."""
        editor = self.find(kind, key)
        if editor is not None:
            self._docking.activate(self._dock_id(editor))
            editor.take_focus()
            return editor
        spec = self._kinds.get(kind)
        if spec is None:
            return None
        editor = spec.build(self._workbench, key)
        name = dock_id if dock_id and dock_id not in self._editors else self._new_dock_id()
        self._editors[name] = editor
        editor.title_changed.connect(self._on_title_changed)
        editor.key_changed.connect(self._on_key_changed)
        editor.state_changed.connect(self._on_state_changed)
        self._docking.open_editor(name, editor.title, editor, spec.icon)
        self._remember()
        editor.take_focus()
        return editor

    def close(self, editor: Editor) -> None:
        """Close an editor if it lets itself be closed."""
        if not editor.may_close():
            return
        name = self._dock_id(editor)
        del self._editors[name]
        self._docking.close_editor(name)
        editor.deleteLater()
        self._remember()
        self.changed.emit()

    def next(self, step: int = 1) -> None:
        """Bring the neighbour to the front, round and round."""
        names = self._docking.editor_ids()
        if names:
            place = names.index(self._docking.active_editor) if self.active else 0
            name = names[(place + step) % len(names)]
            self._docking.activate(name)
            self._editors[name].take_focus()

    def restore(self) -> None:
        """Open what was open when the program ended, however it ended."""
        front = self._layout.active_editor()
        self._remembering = False
        for entry in self._layout.editors():
            self.open(entry.kind, entry.key, entry.dock_id)
        self._remembering = True
        if front in self._editors:
            self._docking.activate(front)

    def clear(self) -> None:
        """Take all editors away, and remember them for the next time."""
        self._remembering = False
        for editor in list(self._editors.values()):
            name = self._dock_id(editor)
            del self._editors[name]
            self._docking.close_editor(name)
            editor.deleteLater()
        self._remembering = True
        self.changed.emit()

    def _dock_id(self, editor: Editor) -> str:
        return next(name for name, other in self._editors.items() if other is editor)

    def _new_dock_id(self) -> str:
        return next(n for n in map("editor-{}".format, self._numbers) if n not in self._editors)

    def _remember(self) -> None:
        if not self._remembering:
            return
        entries = [
            OpenEditor(self._editors[name].kind, self._editors[name].key, name)
            for name in self._docking.editor_ids()
            if name in self._editors and self._editors[name].key
        ]
        self._layout.keep_editors(entries, self._docking.active_editor)

    def _on_activated(self, _name: str) -> None:
        self._remember()
        self.changed.emit()

    def _on_close_wanted(self, name: str) -> None:
        if name in self._editors:
            self.close(self._editors[name])

    def _on_title_changed(self, title: str) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self._docking.set_editor_title(self._dock_id(editor), title)
            self._on_state_changed()

    def _on_key_changed(self) -> None:
        self._remember()
        self.changed.emit()

    def _on_state_changed(self) -> None:
        self.changed.emit()
