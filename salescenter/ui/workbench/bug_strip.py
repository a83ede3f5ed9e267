"""What the window says when the program itself made a mistake: a strip, never a box in the way."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.crash_report import report_of, save_report
from salescenter.ui.widgets import (
    STRETCH,
    announce,
    button,
    icon_label,
    label,
    notes_field,
    row,
)
from salescenter.ui.workbench.contract import Workbench

NAME = "bug_strip"
_log = logging.getLogger(__name__)


class BugStrip(QFrame):
    """Hidden until ``tell`` is called; what was being done goes on beside it."""

    def __init__(self, workbench: Workbench, folder: Path) -> None:
        super().__init__()
        self.setObjectName(NAME)
        self.setProperty("role", "message")
        self.setProperty("tone", str(Tone.ERROR))
        self._workbench, self._folder = workbench, folder
        self._text = label(name=f"{NAME}-text", wrap=True)
        self._report = notes_field(_("Report of the mistake"), name=f"{NAME}-report", lines=7)
        self._report.setReadOnly(True)
        self._report.hide()
        self._show = button(_("Show the report"), name=f"{NAME}-show", on=self._toggle)
        copy = button(_("Copy the report"), name=f"{NAME}-copy", on=self.copy, icon="copy")
        again = button(_("Open the editor anew"), name=f"{NAME}-again", on=self.open_anew)
        done = button(_("Go on"), name=f"{NAME}-done", on=self.dismiss, kind="primary")
        text = row(icon_label("octagon-alert", tone=Tone.ERROR, size=18), self._text)
        text.setStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.addLayout(text)
        box.addLayout(row(self._show, copy, again, STRETCH, done))
        box.addWidget(self._report)
        self.hide()

    def tell(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug reached the event loop: log it whole, report where it was, and go on."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        _log.critical("a bug reached the event loop", exc_info=(kind, error, trace))
        now = datetime.now(UTC)
        report = report_of(error, trace, now)
        if self.isVisible() and report.split("\n")[3:] == self.report().split("\n")[3:]:
            return  # the same once more, from a timer perhaps: said already
        file = save_report(self._folder, report, now)
        self._report.setPlainText(report)
        self._text.setText(_said(file))
        self.setAccessibleName(self._text.text())
        self.show()
        announce(self, self._text.text())

    def report(self) -> str:
        """The report that is shown."""
        return self._report.toPlainText()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report())
        self._workbench.say(_("The report is copied."))

    def open_anew(self) -> None:
        """The way back: close what is in front and draw it from the store again."""
        editor = self._workbench.active_editor
        self.dismiss()
        if editor is not None:
            kind, key = editor.kind, editor.key
            self._workbench.close_editor(editor)
            self._workbench.open_editor(kind, key)

    def dismiss(self) -> None:
        """Put it away and go on where one was."""
        self.hide()
        self._report.hide()
        if self._workbench.active_editor is not None:
            self._workbench.active_editor.take_focus()

    def go_there(self) -> None:
        """By keyboard to its buttons."""
        self._show.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        self._report.setVisible(self._report.isHidden())


def _said(file: Path | None) -> str:
    said = _(
        "The program made a mistake. What was acknowledged is stored; go on, or open the editor "
        "anew if it looks wrong."
    )
    if file is None:
        return said
    where = _("The report holds nothing of customers or orders: {file}").format(file=file.name)
    return f"{said} {where}"
