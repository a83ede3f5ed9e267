"""Pages on the screen as they will be on paper, one below the other."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salescenter.ui.colours import active
from salescenter.ui.printing.paper import Paper

_GAP = 16
_LARGEST = 1.25
_WHITE = QColor("#ffffff")


class Sheets(QWidget):
    """As wide as there is room; only the pages in sight are drawn. Paper is white in the dark."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheets")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._paper: Paper | None = None

    @property
    def paper(self) -> Paper | None:
        """What is shown."""
        return self._paper

    def show_paper(self, paper: Paper) -> None:
        """Show these pages."""
        self._paper = paper
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """All pages below each other."""
        return QSize(400, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider sheets are higher."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheets in sight."""
        paper = self._paper
        if paper is None:
            return
        scale, sheet = self._scale(paper), paper.sheet
        height = sheet.height() * scale + _GAP
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, int(event.rect().top() // height))
        last = min(len(paper.pages) - 1, int(event.rect().bottom() // height))
        for number in range(first, last + 1):
            painter.save()
            painter.translate((self.width() - sheet.width() * scale) / 2, number * height)
            painter.scale(scale, scale)
            area = QRectF(0, 0, sheet.width(), sheet.height())
            painter.fillRect(area, _WHITE)
            painter.setPen(QColor(active()["border"]))
            painter.drawRect(area)
            paper.paint(painter, number)
            painter.restore()
        painter.end()

    def _fit(self) -> None:
        if self._paper is not None:
            height = self._paper.sheet.height() * self._scale(self._paper) + _GAP
            self.setFixedHeight(round(height * len(self._paper.pages)))

    def _scale(self, paper: Paper) -> float:
        return min(_LARGEST, max(1, self.width() - 2) / paper.sheet.width())
