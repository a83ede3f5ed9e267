"""What every editor has: a title, a subject, pages, a focus. One editor a business object."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salescenter.ui.state import WorkbenchState


class Editor(QWidget):
    """A page in the editor area. Subclasses draw values and send wishes.

    ``kind`` and ``key`` say what it edits; both are written down so that the same editors open
    after a crash. ``key_changed`` tells that a draft got its real key; ``state_changed`` that
    ``contribute`` has something new to say.
    """

    title_changed = Signal(str)
    key_changed = Signal(str)
    state_changed = Signal()

    def __init__(self, kind: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.key = key
        self.setObjectName(f"editor-{kind}")
        self._title = ""

    @property
    def title(self) -> str:
        """The text of the tab."""
        return self._title

    def set_title(self, title: str) -> None:
        """Say what the tab and the accessible name read from now on."""
        if title != self._title:
            self._title = title
            self.setAccessibleName(title)
            self.title_changed.emit(title)

    def set_key(self, key: str) -> None:
        """The object has got its lasting key (a draft was stored)."""
        if key != self.key:
            self.key = key
            self.key_changed.emit(key)

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        """The state with this editor's subject, undo and redo in it."""
        return state

    def turn_page(self, step: int) -> None:
        """Go ``step`` pages on; an editor of one page stays."""

    def take_focus(self) -> None:
        """Put the focus where typing starts."""
        self.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to the field a problem names; False when this editor has no such field."""
        return False

    def may_close(self) -> bool:
        """Whether it may go now; nothing is ever unsaved, so the answer is nearly always yes."""
        return True
