"""Buttons: one primary on a page, quiet ones for what is needed seldom."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from salescenter.ui.colours import Tone
from salescenter.ui.icons import put_coloured_icon, put_icon
from salescenter.ui.widgets.text import tool_tip

Kind = Literal["plain", "primary", "quiet", "danger"]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button with words on it. Enter presses it as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, not held down."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A button of an icon alone. Enter presses it as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, not held down."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


def _pressed_by_enter(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether the key is Enter alone; held down it presses once, so that no wish goes twice."""
    if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        pressed.click()
    return True


def button(
    text: str,
    *,
    name: str,
    on: Callable[[], object] | None = None,
    icon: str = "",
    kind: Kind = "plain",
    tip: str = "",
) -> Button:
    """A button; ``on`` is a method of who owns it. ``&`` in ``text`` is shown as it is."""
    shown = text.replace("&", "&&")
    made = Button(f" {shown}" if icon else shown)  # the style leaves too little room
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setIconSize(QSize(16, 16))
    made.setCursor(Qt.CursorShape.ArrowCursor)
    if icon and kind == "primary":
        put_coloured_icon(made, icon, "on_accent")
    elif icon:
        put_icon(made, icon, Tone.ERROR if kind == "danger" else Tone.PLAIN)
    if tip:
        tool_tip(made, tip)
    if on is not None:
        made.clicked.connect(on)
    return made


def tool_button(
    accessible: str,
    *,
    icon: str,
    name: str,
    on: Callable[[], object] | None = None,
    tip: str = "",
    tone: Tone = Tone.PLAIN,
) -> ToolButton:
    """A button of an icon alone; its words are its name and its tip."""
    made = ToolButton()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setProperty("kind", "quiet")
    made.setIconSize(QSize(16, 16))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    put_icon(made, icon, tone)
    tool_tip(made, tip or accessible)
    if on is not None:
        made.clicked.connect(on)
    return made
