"""The page of notes about a customer: write one, read all, the newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from salescenter.domain.comment import Comment
from salescenter.domain.errors import SalesCenterError, Unknown
from salescenter.i18n import N_, _
from salescenter.services.customer_editing import AddComment, CommentsOf
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text, moment_text
from salescenter.ui.editors.customer.customer_link import CustomerLink
from salescenter.ui.editors.customer.customer_page import CustomerPage, Profile
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import button, column, label, notes_field, row

PAGE = 50
_LONGEST = 2000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note with its moment as the store reads it."""

    note: Comment
    at: str
    full_at: str


COLUMNS = (
    Column[NoteRow](
        "text",
        N_("Comment"),
        lambda line: " ".join(line.note.text.split()),
        width=320,
        stretch=3,
        tip=lambda line: line.note.text,
    ),
    Column[NoteRow]("by", N_("By"), lambda line: line.note.by, width=130, drop=1),
    Column[NoteRow](
        "when", N_("When"), lambda line: line.at, width=130, tip=lambda line: line.full_at
    ),
)


class NotesPage(CustomerPage):
    """Ctrl+Enter writes down what is typed. The chosen note is shown whole below the list."""

    id: ClassVar[str] = "comments"
    title: ClassVar[str] = N_("Comments")

    def __init__(self, link: CustomerLink) -> None:
        super().__init__(link)
        self._latest = Latest(link.workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self._notes: dict[int, Comment] = {}
        self._key = uuid4().hex
        self._is_writing = False
        self._version = -1
        self._make_writing()
        self._make_list()
        line = row(self._message, self.more, self.write_button)
        line.setStretch(0, 1)
        made = column(self.box, line, self.table, self.whole, gap=6)
        made.setStretch(2, 1)
        self.setLayout(made)

    def _make_writing(self) -> None:
        self.box = notes_field(_("New comment"), name="customer-note", lines=3)
        self.box.setPlaceholderText(_("What should the next one who talks to them know?"))
        self.box.installEventFilter(self)
        self._message = label(name="customer-note-message", tone=Tone.ERROR, wrap=True)
        self.write_button = button(
            _("Write it down"),
            name="customer-note-write",
            on=self.write,
            icon="check",
            kind="primary",
            tip=_("Write it down  (Ctrl+Enter)"),
        )

    def _make_list(self) -> None:
        self.model = TableModel(COLUMNS, key=lambda line: line.note.id)
        self.table = table_view(
            self.model,
            name="customer-notes",
            accessible=_("Comments about the customer, newest first"),
            empty=_("Nothing was written down about this customer."),
        )
        self.table.selected.connect(self._on_selected)
        self.whole = notes_field(_("The chosen comment"), name="customer-note-whole", lines=4)
        self.whole.setReadOnly(True)
        self.more = button(
            _("Earlier comments"),
            name="customer-notes-earlier",
            on=self._read_earlier,
            icon="chevron-down",
            kind="quiet",
        )
        self.more.hide()

    def show_profile(self, profile: Profile) -> None:
        """Read what was written since this page was looked at."""
        super().show_profile(profile)
        if profile.customer.version != self._version:
            self._version = profile.customer.version
            self._read(None)

    def take_focus(self) -> None:
        """Where a comment is typed."""
        self.box.setFocus()

    def write(self) -> None:
        """Write down what is typed; it stays until it is certain that it was."""
        text, profile = self.box.toPlainText().strip(), self.profile
        if self._is_writing or profile is None:
            return
        if len(text) > _LONGEST:
            self._say(_("A comment has at most {most} letters.").format(most=_LONGEST))
            return
        if not text:
            self.box.setFocus()
            return
        self._is_writing = True
        self._say("")
        self.box.setReadOnly(True)
        files, key = self.link.workbench.services.customer_files, self._key
        wish = AddComment(customer_id=profile.customer.id, text=text)
        self.link.workbench.runner.write(
            lambda: files.add_comment(wish, key=key), self._on_written, self._on_failed
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the box is the box's own."""
        if watched is self.box and isinstance(event, QKeyEvent) and _is_write_key(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.write()
                return True
        return super().eventFilter(watched, event)

    def _on_written(self, note: Comment) -> None:
        self._end_writing()
        self._key = uuid4().hex
        self.box.clear()
        self._add((note,), is_new=True)
        self.table.select_row(0)

    def _on_failed(self, error: Exception) -> None:
        self._end_writing()
        if isinstance(error, Unknown):
            self._say(_("It is not known yet whether this was saved. Write it down again."))
        elif isinstance(error, SalesCenterError):
            self._say(str(error))
        else:
            self.link.workbench.report(error)

    def _end_writing(self) -> None:
        self._is_writing = False
        self.box.setReadOnly(False)

    def _read(self, before: int | None) -> None:
        profile, files = self.profile, self.link.workbench.services.customer_files
        if profile is not None:
            wish = CommentsOf(customer_id=profile.customer.id, before=before, limit=PAGE)
            self._latest.run(
                lambda: files.comments(wish),
                partial(self._on_read, before),
                self.link.workbench.report,
            )

    def _read_earlier(self) -> None:
        self._read(min(self._notes, default=None))

    def _on_read(self, before: int | None, notes: tuple[Comment, ...]) -> None:
        if before is not None or not self._notes:
            self.more.setVisible(len(notes) == PAGE)
        self._add(notes, is_new=before is None)

    def _add(self, notes: tuple[Comment, ...], *, is_new: bool) -> None:
        self._notes |= {note.id: note for note in notes}
        zone, now = self.zone(), datetime.now(UTC)
        rows = [
            NoteRow(note, moment_text(note.at, zone, now), full_moment_text(note.at, zone))
            for _number, note in sorted(self._notes.items(), reverse=True)
        ]
        self.model.show_rows(rows)
        if self.table.current_row() is None or (is_new and not self.table.hasFocus()):
            self.table.select_row(0)
        self._on_selected(None)

    def _on_selected(self, _key: object) -> None:
        line = self.table.current_row()
        self.whole.setPlainText(line.note.text if line else "")
        self.whole.setVisible(line is not None)

    def _say(self, text: str) -> None:
        self._message.setText(text)


def _is_write_key(event: QKeyEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier
    return event.key() in _ENTER and bool(event.modifiers() & control)
