"""Rows and columns in one line each, with the spacing of this program."""

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

STRETCH: Final = object()
GAP = 8

Margins = tuple[int, int, int, int]


def row(*items: object, gap: int = GAP, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Widgets and layouts side by side; ``STRETCH`` takes the room that is left."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def column(*items: object, gap: int = GAP, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Widgets and layouts one under the other; ``STRETCH`` takes the room that is left."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def _fill(layout: QBoxLayout, items: tuple[object, ...], gap: int, margins: Margins) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif item is STRETCH:
            layout.addStretch(1)
        else:
            raise TypeError(f"neither widget nor layout: {item!r}")
