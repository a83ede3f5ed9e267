"""A form that opens inside the editor, above the pages: no box over the window, Esc leaves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from salescenter.ui.colours import Tone


class Strip(QFrame):
    """Opens with the focus in it and gives the focus back. ``accept`` is what Enter does.

    A ``tall`` one may take the room of the pages while it is open.
    """

    opened = Signal()
    closed = Signal()
    tall = False

    def __init__(self, name: str, accessible: str, tone: Tone = Tone.ACCENT) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setProperty("role", "card")
        self.setProperty("tone", str(tone))
        self._focus_before: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 8, 12, 10)
        self.body.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def open_strip(self) -> None:
        """Show it and begin."""
        if self.isHidden():
            self._focus_before = QApplication.focusWidget()
        self.opened.emit()
        self.show()
        self.take_focus()

    def close_strip(self) -> None:
        """Put it away; the focus goes back where it was."""
        if self.isHidden():
            return
        self.hide()
        self.closed.emit()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def take_focus(self) -> None:
        """Where typing starts."""

    def accept(self) -> None:
        """Enter was pressed in one of its fields."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Enter presses the button that has the focus, else accepts."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
                focused.click()
            else:
                self.accept()
        else:
            super().keyPressEvent(event)
