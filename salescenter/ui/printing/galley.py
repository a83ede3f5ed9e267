"""Pieces of a printed document: laid out without end, and where they may be cut into pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextTable,
)

from salescenter import resources
from salescenter.ui import fonts

_EDGE = 0.5
_INK = QColor("#1a1d24")
_RULE = QColor("#dde1e9")
_STYLE = """
p { margin: 0; white-space: pre-wrap; }
p.title { font-size: 20px; font-weight: 600; }
p.store { font-size: 14px; font-weight: 600; }
p.facts { font-size: 11px; color: #4a5163; margin-top: 4px; }
p.caption { font-size: 11px; font-weight: 600; color: #4a5163; }
p.head { font-size: 11px; font-weight: 600; }
p.part { font-size: 12px; font-weight: 600; margin-top: 8px; margin-bottom: 2px; }
p.line { font-size: 11px; }
p.note { font-size: 10px; color: #4a5163; }
p.strong { font-size: 13px; font-weight: 600; }
p.gap { font-size: 10px; }
"""


class _Document(QTextDocument):
    """A document that never reads a file or a network, whatever a text asks for."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is loaded."""
        return None


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece that stays whole: a part of a document, in pixels from its top."""

    document: QTextDocument
    top: float
    height: float
    ruled: bool = False

    def paint(self, painter: QPainter, y: float, width: float) -> None:
        """Draw it at ``y``; with a thin line below where it is a row of a table."""
        painter.save()
        painter.translate(0, y - self.top)
        context = QAbstractTextDocumentLayout.PaintContext()
        whole_piece = QRectF(0, self.top, width, self.height)
        # Lines that only touch the edge belong to the pieces beside this one.
        context.clip = whole_piece.adjusted(0, _EDGE, 0, -_EDGE)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, _INK)
        context.palette = palette
        painter.setClipRect(whole_piece)
        self.document.documentLayout().draw(painter, context)
        if self.ruled:
            painter.fillRect(QRectF(0, self.top + self.height - 1, width, 1), _RULE)
        painter.restore()


@lru_cache(maxsize=1)
def _templates() -> Environment:
    loader = FileSystemLoader(resources.path("printing"))
    return Environment(autoescape=True, loader=loader, undefined=StrictUndefined)


def piece(macro: str, *args: object) -> str:
    """One piece of the template as HTML, everything in it escaped."""
    module: Any = _templates().get_template("confirmation.html").module
    return str(getattr(module, macro)(*args))


def laid_out(html: str, width: float) -> QTextDocument:
    """A document of this width, without pages."""
    document = _Document()
    font = fonts.interface()
    font.setPixelSize(11)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    document.setTextWidth(width)
    return document


def whole(document: QTextDocument) -> Slice:
    """The document as one piece."""
    return Slice(document, 0, document.size().height())


def by_row(document: QTextDocument) -> Iterator[Slice]:
    """The rows of the one table in it, each a piece."""
    table = next(
        each for each in document.rootFrame().childFrames() if isinstance(each, QTextTable)
    )
    padding = table.format().toTableFormat().cellPadding()
    layout = document.documentLayout()
    tops = [
        layout.blockBoundingRect(table.cellAt(row, 0).firstCursorPosition().block()).top() - padding
        for row in range(table.rows())
    ]
    bottom = layout.frameBoundingRect(table).bottom()
    for top, following in zip(tops, [*tops[1:], bottom], strict=True):
        yield Slice(document, top, following - top, ruled=True)


def by_line(document: QTextDocument) -> Iterator[Slice]:
    """The lines of its paragraphs, each a piece: for texts that may be longer than a page."""
    layout = document.documentLayout()
    block: QTextBlock = document.firstBlock()
    while block.isValid():
        top, text = layout.blockBoundingRect(block).top(), block.layout()
        for place in range(text.lineCount()):
            line = text.lineAt(place)
            yield Slice(document, top + line.y(), line.height())
        block = block.next()
