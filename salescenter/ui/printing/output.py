"""Where pages go: a PDF file, or a printer. Both may be called off the window's thread."""

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from salescenter.domain.errors import Refused
from salescenter.ui.printing.confirmation import Confirmation
from salescenter.ui.printing.paper import DPI, Paper, paper_for

_PDF_DPI = 768
"""Eight steps to a pixel: letters stand where they were laid out."""


def save_pdf(it: Confirmation, path: Path) -> Path:
    """Write a confirmation as PDF, for its owner only; the file is there whole, or not at all.

    Raises Refused ``paper.not_saved`` with the reason.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".pdf", dir=path.parent)
        os.close(handle)  # made for the owner only; the writer keeps that
    except OSError as error:
        raise _not_saved(path, error.strerror or str(error)) from error
    made = Path(name)
    try:
        _write(paper_for(it), made)
        made.replace(path)
    except OSError as error:
        raise _not_saved(path, error.strerror or str(error)) from error
    finally:
        made.unlink(missing_ok=True)
    return path


def printers() -> list[str]:
    """The names of the printers of this machine, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def print_on(it: Confirmation, printer: QPrinter) -> int:
    """Print a confirmation; how many pages it took. Raises Refused ``paper.not_printed``."""
    paper = paper_for(it)
    printer.setPageSize(QPageSize(paper.size))
    printer.setFullPage(True)
    printer.setDocName(it.title)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("paper.not_printed", printer=printer.printerName())
    painter.scale(printer.resolution() / DPI, printer.resolution() / DPI)
    for number in range(len(paper.pages)):
        if number:
            printer.newPage()
        paper.paint(painter, number)
    painter.end()
    return len(paper.pages)


def _write(paper: Paper, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(_PDF_DPI)
    writer.setTitle(paper.title)
    writer.setCreator("Sales Center")
    margins = QMarginsF(0, 0, 0, 0)
    size, upright = QPageSize(paper.size), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, upright, margins))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, "")
    painter.scale(_PDF_DPI / DPI, _PDF_DPI / DPI)
    for number in range(len(paper.pages)):
        if number:
            writer.newPage()
        paper.paint(painter, number)
    painter.end()


def _not_saved(path: Path, detail: str) -> Refused:
    return Refused("paper.not_saved", path=str(path), detail=detail)
