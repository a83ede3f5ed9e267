"""Somebody at the keyboard: types, presses keys, waits for what follows, takes pictures."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salescenter.ui.workbench.window import Window

PATIENCE = 20.0  # seconds until a condition that does not come is an error
_POLL_MS = 5


class NothingHappened(AssertionError):
    """A condition did not come true in time."""


class Player:
    """Plays in one window. Everything goes through key events to the widget with the focus."""

    def __init__(self, window: Window, folder: Path | None = None) -> None:
        self.window = window
        self._folder = folder
        self._pictures = 0

    def wait_for(self, condition: Callable[[], object], what: str = "") -> None:
        """Serve events until ``condition`` holds; raises NothingHappened when it does not."""
        end = monotonic() + PATIENCE
        while not condition():
            if monotonic() > end:
                self.picture("stuck")
                raise NothingHappened(what or repr(condition))
            self._serve(_POLL_MS)

    def settle(self) -> None:
        """Serve what is due now."""
        self._serve(0)
        self._serve(0)

    def type_text(self, text: str) -> None:
        """Type letter by letter into whatever has the focus, any script."""
        for letter in text:
            target = QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                plain = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(target, QKeyEvent(kind, 0, plain, letter))
        self.settle()

    def press(self, keys: str) -> None:
        """Press a key or a chord, named as in menus: ``Return``, ``Ctrl+O``, ``Ctrl+F, Ctrl+R``."""
        sequence = QKeySequence(keys)
        for place in range(sequence.count()):
            stroke = sequence[place]  # type: ignore[index]
            handle = self.window.windowHandle()
            QTest.keyClick(handle, stroke.key(), stroke.keyboardModifiers())
        self.settle()

    def enter(self, text: str) -> None:
        """Type and press Return."""
        self.type_text(text)
        self.press("Return")

    def focus_is(self, name: str) -> bool:
        """Whether the widget of this name, or one inside it, has the focus."""
        widget: QObject | None = QApplication.focusWidget()
        while widget is not None:
            if widget.objectName() == name:
                return True
            widget = widget.parent()
        return False

    def wait_for_focus(self, name: str) -> None:
        """Wait until typing goes to the widget of this name."""
        self.wait_for(lambda: self.focus_is(name), f"the focus on {name}: it is on {_focused()}")

    def picture(self, name: str) -> None:
        """Write what the window shows now, numbered in the order of the story."""
        self.settle()
        if self._folder is not None:
            self._pictures += 1
            file = self._folder / f"{self._pictures:02}-{name}.png"
            self.window.grab().save(str(file))

    def find(self, name: str) -> QWidget:
        """The widget of this name; raises NothingHappened when there is none."""
        found = self.window.findChild(QWidget, name)
        if found is None:
            raise NothingHappened(f"there is no {name}")
        return found

    @staticmethod
    def _serve(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else "nothing"
