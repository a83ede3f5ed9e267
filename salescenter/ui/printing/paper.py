"""A confirmation in pages: what stands where on which page, and drawing one of them.

Lengths are in pixels of 1/96 inch, so that a preview and a printer show the same. Lines are laid
out in small documents: Qt holds the interpreter while it lays one out, and a window must not
stand still for an order of a thousand lines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter

from salescenter.ui import fonts
from salescenter.ui.printing.confirmation import Confirmation, Line
from salescenter.ui.printing.galley import Slice, by_line, by_row, laid_out, piece, whole

DPI = 96
_MARGIN = 56.0
_FOOT = 24.0
_GAP = 12.0
_ROWS_AT_ONCE = 25
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "DO"})
_QUIET = QColor("#4a5163")

Page = tuple[tuple[Slice, float], ...]
"""Pieces with the place of their tops below the upper margin."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages; ``size`` names the sheet."""

    size: QPageSize.PageSizeId
    pages: tuple[Page, ...]
    foot: str
    title: str

    @property
    def sheet(self) -> QSizeF:
        """Width and height of a sheet."""
        return _sheet(self.size)

    def for_window(self) -> "Paper":
        """The same, to be drawn by the window: called on the thread that laid it out, at last."""
        application = QCoreApplication.instance()
        documents = {part.document for page in self.pages for part, _y in page}
        for document in documents:
            if application is not None:
                document.moveToThread(application.thread())
        return self

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw page ``number``, counted from 0, with its upper left corner at the origin."""
        sheet = self.sheet
        width = sheet.width() - 2 * _MARGIN
        painter.save()
        painter.translate(_MARGIN, _MARGIN)
        for part, y in self.pages[number]:
            part.paint(painter, y, width)
        font = fonts.interface()
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(_QUIET)
        below = QRectF(0, sheet.height() - 2 * _MARGIN + 8, width, _FOOT)
        text = self.foot.format(title=self.title, page=number + 1, pages=len(self.pages))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), text)
        painter.restore()


def paper_for(it: Confirmation) -> Paper:
    """Lay a confirmation out; may be called on any thread."""
    letter = it.paper_country in _LETTER_COUNTRIES
    size = QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4
    sheet = _sheet(size)
    width = sheet.width() - 2 * _MARGIN
    room = sheet.height() - 2 * _MARGIN
    head = whole(laid_out(piece("heads", it), width))
    cutter = _Cutter(room)
    cutter.add(_or_lines(whole(laid_out(piece("head", it), width)), room))
    for part in it.parts:
        if part.heading:
            cutter.add([whole(laid_out(piece("part", part.heading), width))], with_next=80)
        cutter.add_table(head, _rows(part.lines, width))
    for html, cut in _ending(it):
        document = laid_out(html, width)
        cutter.skip(_GAP)
        cutter.add(by_line(document) if cut else _or_lines(whole(document), room))
    return Paper(size, tuple(cutter.pages()), it.words["page"], it.title)


def _sheet(size: QPageSize.PageSizeId) -> QSizeF:
    sheet = QPageSize(size).size(QPageSize.Unit.Millimeter)
    return QSizeF(sheet.width() / 25.4 * DPI, sheet.height() / 25.4 * DPI)


def _ending(it: Confirmation) -> Iterator[tuple[str, bool]]:
    """What stands below the lines, as HTML, and whether it may be cut at every line."""
    yield piece("figures", it.figures), False
    if it.included:
        yield piece("caption", it.words["included"]) + piece("payments", _pairs(it)), False
    if it.payments:
        yield piece("caption", it.words["payment"]) + piece("payments", it.payments), False
    if it.comments:
        yield piece("caption", it.words["comments"]), False
    for comment in it.comments:
        yield piece("box", comment), True


def _pairs(it: Confirmation) -> tuple[tuple[str, str], ...]:
    return tuple((figure.name, figure.amount) for figure in it.included)


def _rows(lines: Iterable[Line], width: float) -> Iterator[Slice]:
    remaining = iter(lines)
    while some := tuple(islice(remaining, _ROWS_AT_ONCE)):
        yield from by_row(laid_out(piece("rows", some), width))


def _or_lines(part: Slice, room: float) -> Iterable[Slice]:
    """The piece whole; line by line where no page holds it."""
    return [part] if part.height <= room else by_line(part.document)


class _Cutter:
    """Puts pieces one below the other and begins a page where one finds no room."""

    def __init__(self, room: float) -> None:
        self._room = room
        self._pages: list[list[tuple[Slice, float]]] = [[]]
        self._y = 0.0

    def add(self, parts: Iterable[Slice], with_next: float = 0) -> None:
        """Pieces below what is there; ``with_next`` is what has to find room after each."""
        for part in parts:
            self._place(part, part.height + with_next)

    def add_table(self, head: Slice, rows: Iterable[Slice]) -> None:
        """Rows under their heading, which stands again on every page that they reach."""
        begun = -1
        for row in rows:
            if begun != len(self._pages) or self._y + row.height > self._room:
                if self._y + head.height + row.height > self._room or begun == len(self._pages):
                    self._turn()
                begun = len(self._pages)
                self._place(head, head.height)
            self._place(row, row.height)

    def skip(self, gap: float) -> None:
        """Leave room below what is there."""
        self._y += gap

    def pages(self) -> Iterator[Page]:
        """What was put where."""
        return (tuple(page) for page in self._pages)

    def _place(self, part: Slice, needed: float) -> None:
        if self._y + needed > self._room and self._pages[-1]:
            self._turn()
        self._pages[-1].append((part, self._y))
        self._y += part.height

    def _turn(self) -> None:
        if self._pages[-1]:
            self._pages.append([])
        self._y = 0.0
