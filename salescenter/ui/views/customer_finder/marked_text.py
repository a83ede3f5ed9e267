"""One line of text with some of its letters marked; right for every script and direction."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from salescenter.ui.colours import colour

_ELIDE = Qt.TextElideMode.ElideRight
_PLAIN = int(
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True, slots=True)
class Line:
    """A text, what of it is marked as (start, length), and how it is written.

    On the ground of a selected row (``chosen``) marks are lines below the letters.
    """

    text: str
    marks: Sequence[tuple[int, int]]
    font: QFont
    ink: QColor
    chosen: bool = False

    def width(self) -> int:
        """How much room the whole text takes, in pixels."""
        return QFontMetrics(self.font).horizontalAdvance(self.text) if self.text else 0


def draw_line(painter: QPainter, area: QRect, line: Line) -> None:
    """Draw at the left of ``area``; what there is no room for is left out at the end."""
    if not line.text or area.width() <= 0:
        return
    metrics = QFontMetrics(line.font)
    shown = line.text
    if metrics.horizontalAdvance(shown) > area.width():
        shown = metrics.elidedText(shown, _ELIDE, area.width())
    marks = _within(line.marks, len(shown) if shown == line.text else len(shown) - 1)
    painter.setFont(line.font)
    painter.setPen(line.ink)
    if not marks:
        painter.drawText(area, _PLAIN, shown)
        return
    top = area.top() + (area.height() - metrics.height()) / 2
    layout = _layout(shown, marks, line)
    layout.draw(painter, QPointF(area.left(), top))


def _within(marks: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    return [(start, min(size, length - start)) for start, size in marks if start < length]


def _layout(text: str, marks: list[tuple[int, int]], line: Line) -> QTextLayout:
    layout = QTextLayout(text, line.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats([_format_range(start, length, line) for start, length in marks])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _format_range(start: int, length: int, line: Line) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    form = QTextCharFormat()
    if line.chosen:
        form.setFontUnderline(True)
    else:
        form.setBackground(colour("mark"))
    made.format = form
    return made
