"""Changing the own password."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout

from salescenter.domain.errors import SalesCenterError
from salescenter.i18n import _
from salescenter.services.desk import ChangePassword, Desk
from salescenter.services.passwords import MIN_LENGTH
from salescenter.services.verbs import Nothing
from salescenter.ui.access import person_of
from salescenter.ui.colours import Tone
from salescenter.ui.desk_watch import PASSWORD
from salescenter.ui.widgets import (
    STRETCH,
    Card,
    Field,
    TextField,
    button,
    card,
    heading,
    label,
    password_field,
    row,
)
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

_WIDTH = 420


class PasswordEditor(Editor):
    """Asks for the old password once and for the new one twice. Enter goes on, then saves."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(PASSWORD, key)
        self._workbench = workbench
        self._busy = False
        self.old = password_field(_("Password until now"), name="password-old")
        self.new = password_field(_("New password"), name="password-new")
        self.again = password_field(_("New password again"), name="password-again")
        self._fields = {
            editor: Field(editor.accessibleName(), editor)
            for editor in (self.old, self.new, self.again)
        }
        self.old.returnPressed.connect(self.new.setFocus)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.addLayout(row(self._sheet(), STRETCH))
        box.addStretch(1)
        self.set_title(_("Password"))

    def _sheet(self) -> Card:
        hint = _(
            "At least {least} characters. Some words that nobody puts together do well."
        ).format(least=MIN_LENGTH)
        save = button(
            _("Change the password"),
            name="password-save",
            on=self.save,
            icon="key",
            kind="primary",
        )
        sheet = card(
            heading(_("Change the password")),
            label(hint, tone=Tone.MUTED, wrap=True),
            *self._fields.values(),
            row(STRETCH, save),
            name="password-card",
        )
        sheet.body.setSpacing(10)
        sheet.setFixedWidth(_WIDTH)
        return sheet

    def take_focus(self) -> None:
        """The old one is asked for first."""
        self.old.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        focused = QApplication.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Change it, unless the two new ones differ."""
        if self._busy:
            return
        for field in self._fields.values():
            field.clear_problem()
        if not self.new.text():
            self._refuse(self.new, _("Type the new password."))
        elif self.new.text() != self.again.text():
            self._refuse(self.again, _("This is not what stands above. Type it once more."))
        else:
            self._send(ChangePassword(password=self.old.text(), new_password=self.new.text()))

    def _send(self, wish: ChangePassword) -> None:
        self._busy = True
        desk = self._workbench.services.desk

        def changed() -> Desk:
            desk.change_password(wish)
            return desk.who(Nothing())

        self._workbench.runner.write(changed, self._on_changed, self._on_failed)

    def _on_changed(self, desk: Desk) -> None:
        """Whoever had an initial password has all their rights from now on."""
        self._busy = False
        self._workbench.change_state(person=person_of(desk))
        self._workbench.close_editor(self)
        self._workbench.say(_("The password is changed."))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, SalesCenterError):
            self._workbench.report(error)
        elif error.code.startswith("password."):
            self._refuse(self.new, str(error))
        else:
            self._refuse(self.old, str(error))

    def _refuse(self, editor: TextField, text: str) -> None:
        self._fields[editor].show_problem(text)
        editor.setFocus()
        editor.selectAll()


PASSWORD_EDITOR = EditorSpec(PASSWORD, "key", PasswordEditor)
