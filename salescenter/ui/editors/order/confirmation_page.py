"""The Confirmation page: what the customer gets, as it will be on paper; print it, or save it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from salescenter.domain.refusals import sentence
from salescenter.i18n import N_, _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.printing.confirmation import Confirmation, confirmation_of
from salescenter.ui.printing.output import print_on, printers, save_pdf
from salescenter.ui.printing.paper import Paper, paper_for
from salescenter.ui.printing.sheets import Sheets
from salescenter.ui.widgets import Field, button, column, row, scroll_area, text_field
from salescenter.ui.workbench.contract import Choice

T = TypeVar("T")

CONFIRMATION_PAGE = "confirmation"
_LONGEST_PATH = 1_000
_PDF = object()


class ConfirmationPage(OrderPage):
    """Laid out off the window's thread. Saving over a file that is there needs a second Enter."""

    id: ClassVar[str] = CONFIRMATION_PAGE
    title: ClassVar[str] = N_("Confirmation")
    fields: ClassVar[frozenset[str]] = frozenset({"confirmation"})

    def __init__(self, link: OrderLink) -> None:
        super().__init__(link)
        self.sheets = Sheets()
        self.preview = scroll_area(
            self.sheets, name="confirmation-preview", accessible=_("Preview of the confirmation")
        )
        self.preview.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.path = text_field(_("PDF file"), name="confirmation-path", longest=_LONGEST_PATH)
        self.field = Field(_("PDF file"), self.path)
        self.print = button(
            _("Print…"),
            name="confirmation-print",
            icon="printer",
            on=self.ask_printer,
            tip=_("Print the confirmation (Ctrl+P)"),
        )
        self.save = button(
            _("Save as PDF"), name="confirmation-save", icon="download", on=self.save_file
        )
        self._wanted: OrderView | None = None
        self._laying_out = False
        self._proposed = ""
        self._replaces = ""
        bar = row(self.field, self.save, self.print)
        bar.setStretch(0, 1)
        for each in (self.save, self.print):
            bar.setAlignment(each, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(bar, self.preview))
        self.path.textEdited.connect(self._on_typed)
        self.path.returnPressed.connect(self.save_file)
        link.store_known.connect(self._on_store)

    # What the editor asks for

    def show_order(self, view: OrderView) -> None:
        """Lay the newest version out."""
        self._wanted = view
        if self.path.text() == self._proposed:
            self._proposed = str(_folder() / f"{_file_name(view)}.pdf")
            self.path.setText(self._proposed)
        self._lay_out()

    def take_focus(self) -> None:
        """The preview: arrows and page keys move it."""
        self.preview.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to the preview."""
        self.take_focus()
        return field in self.fields

    # Printing and saving

    def ask_printer(self) -> None:
        """Ask where it goes: one of the printers, or a file."""
        if self.link.view is None:
            self.link.workbench.refuse(sentence("order.empty", {}))
            return
        choices = [Choice(name, name, icon="printer") for name in printers()]
        choices.append(Choice(_PDF, _("Save as PDF"), detail=self.path.text(), icon="download"))
        self.link.workbench.choose(_("Where is it printed?"), choices, self.print_to)

    def print_to(self, where: object) -> None:
        """Print on the printer of that name, or save where it is no printer."""
        if not isinstance(where, str):
            self.save_file()
            return
        printer = QPrinter(QPrinterInfo.printerInfo(where), QPrinter.PrinterMode.HighResolution)
        self._go(partial(_print, printer), self._on_printed)

    def save_file(self) -> None:
        """Write the PDF file that the field names; ask again where one is there."""
        text = self.path.text().strip()
        path = Path(text).expanduser()
        if not text or path.is_dir():
            self.field.show_problem(
                _("Say which file, for example {example}").format(example="1.pdf")
            )
            return
        if path.exists() and self._replaces != text:
            self._replaces = text
            self.field.show_problem(_("This file is there already. Save again to replace it."))
            self.path.setFocus()
            return
        self._replaces = ""
        self._go(partial(_save, path), self._on_saved)

    def _go(self, work: Callable[[Confirmation], T], then: Callable[[T], None]) -> None:
        made = self._confirmation()
        if made is None:
            self.link.workbench.refuse(sentence("order.empty", {}))
            return
        self.link.workbench.runner.read(partial(work, made), then, self._on_failed)

    def _confirmation(self) -> Confirmation | None:
        view, store = self.link.view, self.link.store
        return confirmation_of(view, store) if view is not None and store is not None else None

    def _on_printed(self, pages: int) -> None:
        said = ngettext(
            "{count} page goes to the printer.", "{count} pages go to the printer.", pages
        )
        self.link.workbench.say(said.format(count=pages))

    def _on_saved(self, path: Path) -> None:
        self.field.clear_problem()
        self.link.workbench.say(_("The confirmation is in {path}.").format(path=path))

    def _on_failed(self, error: Exception) -> None:
        self.field.show_problem(refusal_text(error))

    def _on_typed(self, _text: str) -> None:
        self._replaces = ""
        self.field.clear_problem()

    # Laying out

    def _on_store(self, _store: object) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Only the newest version, one at a time."""
        view, store = self._wanted, self.link.store
        if self._laying_out or view is None or store is None:
            return
        self._wanted, self._laying_out = None, True
        self.link.workbench.runner.read(
            lambda: paper_for(confirmation_of(view, store)).for_window(),
            self._on_paper,
            self._on_not_laid_out,
        )

    def _on_paper(self, paper: Paper) -> None:
        self._laying_out = False
        self.sheets.show_paper(paper)
        count = len(paper.pages)
        said = ngettext("{title}, {count} page", "{title}, {count} pages", count)
        self.preview.setAccessibleDescription(said.format(title=paper.title, count=count))
        self._lay_out()

    def _on_not_laid_out(self, error: Exception) -> None:
        self._laying_out = False
        self.link.workbench.report(error)


def _print(printer: QPrinter, made: Confirmation) -> int:
    return print_on(made, printer)


def _save(path: Path, made: Confirmation) -> Path:
    return save_pdf(made, path)


def _folder() -> Path:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents) or Path.home())


def _file_name(view: OrderView) -> str:
    """A name of our own making: nothing that was imported may climb out of the folder."""
    return "".join(each if each.isalnum() else "-" for each in view.order.number)
