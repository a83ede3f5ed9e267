"""Buttons: one primary on a page, quiet ones for what is needed seldom."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from salescenter.ui.colours import Tone
from salescenter.ui.icons import put_coloured_icon, put_icon
from salescenter.ui.widgets.text import tool_tip

Kind = Literal["plain", "primary", "quiet", "danger"]


def button(
    text: str,
    *,
    name: str,
    on: Callable[[], object] | None = None,
    icon: str = "",
    kind: Kind = "plain",
    tip: str = "",
) -> QPushButton:
    """A button; ``on`` is a method of who owns it. ``&`` in ``text`` is shown as it is."""
    shown = text.replace("&", "&&")
    made = QPushButton(f" {shown}" if icon else shown)  # the style leaves too little room
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
) -> QToolButton:
    """A button of an icon alone; its words are its name and its tip."""
    made = QToolButton()
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
