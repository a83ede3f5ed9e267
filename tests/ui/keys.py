"""Typing as a person does: any letter, any key, one event after the other.

Qt's own key clicks abort the process on the first letter that is not ASCII.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str) -> None:
    """Type letters into a widget, whether a keyboard has them or not."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, _NONE, letter))


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    """Press one key in a widget: Enter, Esc, arrows."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, int(key), modifiers))


def press_keys(widget: QWidget, keys: str) -> None:
    """Press a shortcut as it is written in a menu ("Ctrl+E, Ctrl+O") where the focus is."""
    sequence = QKeySequence(keys)
    for stroke in (sequence[place] for place in range(sequence.count())):  # type: ignore[index]
        window = widget.window().windowHandle()
        QTest.keyClick(window, stroke.key(), stroke.keyboardModifiers())


def focused() -> QWidget:
    """What has the focus; a failure where nothing has."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget
