"""Two questions that tests ask every window: what has no name, and what would guess rich text."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_MADE_OF_PARTS = (QComboBox, QAbstractSpinBox, QLineEdit)
_OUR_ESCAPE = re.compile(r"<qt>(?:[^<]|<br>)*</qt>")


def find_unnamed(root: QWidget) -> list[str]:
    """Widgets that take the focus but tell a screen reader nothing, or have no object name."""
    return [
        _described(widget)
        for widget in _all(root)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not _is_inner(widget)
        and not (_accessible_name(widget) and widget.objectName())
    ]


def find_rich_text(root: QWidget) -> list[str]:
    """Widgets that would show a text somebody typed as anything but that text."""
    return [_described(widget) for widget in _all(root) if _guesses(widget)]


def _all(root: QWidget) -> Iterator[QWidget]:
    yield root
    yield from root.findChildren(QWidget)


def _accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes inside a widget that has the name."""
    parent = widget.parent()
    return (
        isinstance(widget, QScrollBar)
        or (isinstance(parent, QAbstractScrollArea) and widget is parent.viewport())
        or any(isinstance(above, _MADE_OF_PARTS) for above in _above(widget))
        or widget.objectName().startswith("qt_")
    )


def _above(widget: QWidget) -> Iterator[QWidget]:
    step = widget.parentWidget()
    while step is not None:
        yield step
        step = step.parentWidget()


def _guesses(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        return bool(widget.text())
    if isinstance(widget, QTextEdit) and widget.acceptRichText():
        return True
    tips = (widget.toolTip(), widget.whatsThis())
    return any("<" in tip and not _OUR_ESCAPE.fullmatch(tip) for tip in tips)


def _described(widget: QWidget) -> str:
    return " < ".join(
        step.objectName() or type(step).__name__ for step in (widget, *_above(widget))
    )
