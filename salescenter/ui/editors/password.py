"""Changing the own password."""

from PySide6.QtWidgets import QVBoxLayout

from salescenter.domain.errors import SalesCenterError
from salescenter.i18n import _
from salescenter.services.desk import ChangePassword, Done
from salescenter.ui.desk_watch import PASSWORD
from salescenter.ui.widgets import STRETCH, Field, button, column, heading, password_field, row
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

_WIDEST = 420


class PasswordEditor(Editor):
    """Asks for the password that is, and twice for the one that shall be."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(PASSWORD, key)
        self._workbench = workbench
        self.old = password_field(_("Password so far"), name="password-old")
        self.new = password_field(_("New password"), name="password-new")
        self.again = password_field(_("New password again"), name="password-again")
        self._fields = {
            "old": Field(_("Password so far"), self.old, required=True),
            "new": Field(_("New password, 12 letters or more"), self.new, required=True),
            "again": Field(_("New password again"), self.again, required=True),
        }
        self.change = button(
            _("Change password"), name="password-change", icon="key", kind="primary", on=self._send
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        for field in self._fields.values():
            field.setMaximumWidth(_WIDEST)
        box.addLayout(
            column(
                heading(_("Change password")),
                *self._fields.values(),
                row(self.change, STRETCH),
                gap=10,
            )
        )
        box.addStretch(1)
        for editor in (self.old, self.new, self.again):
            editor.returnPressed.connect(self._send)
        self.set_title(_("Password"))

    def take_focus(self) -> None:
        """Where typing begins."""
        self.old.setFocus()

    def _send(self) -> None:
        for field in self._fields.values():
            field.clear_problem()
        if self.new.text() != self.again.text():
            self._fields["again"].show_problem(_("The two are not the same."))
            self.again.setFocus()
            return
        wish = ChangePassword(password=self.old.text(), new_password=self.new.text())
        desk = self._workbench.services.desk
        self.change.setEnabled(False)
        self._workbench.runner.write(
            lambda: desk.change_password(wish), self._on_changed, self._on_failed
        )

    def _on_changed(self, _done: Done) -> None:
        self._workbench.say(_("The password is changed."))
        self._workbench.close_editor(self)

    def _on_failed(self, error: Exception) -> None:
        self.change.setEnabled(True)
        if not isinstance(error, SalesCenterError):
            self._workbench.report(error)
            return
        place = "new" if error.code.startswith("password.") else "old"
        self._fields[place].show_problem(str(error))
        self._fields[place].editor.setFocus()


PASSWORD_EDITOR = EditorSpec(PASSWORD, "key", PasswordEditor)
