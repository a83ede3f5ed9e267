"""The page over the window while nobody is signed on, or while it is locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.i18n import _
from salescenter.ui.colours import Tone, colour
from salescenter.ui.widgets import (
    STRETCH,
    Field,
    button,
    card,
    heading,
    icon_label,
    label,
    password_field,
    row,
    text_field,
)


class SignOnPage(QWidget):
    """Asks who is there. Hides what is below it; emits wishes, knows no service."""

    sign_on_wanted = Signal(str, str)
    unlock_wanted = Signal(str)

    def __init__(self, product: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_on")
        self._locked_for = ""
        self._title = heading(product)
        self._explanation = label(tone=Tone.MUTED, wrap=True)
        self.user_id = text_field(_("User ID"), name="sign_on-user_id", longest=100)
        self.password = password_field(_("Password"), name="sign_on-password")
        self._user_field = Field(_("User ID"), self.user_id)
        self._password_field = Field(_("Password"), self.password)
        self._button = button(
            _("Sign on"), name="sign_on-go", on=self._on_go, icon="log-in", kind="primary"
        )
        self._other = button(
            _("Somebody else"), name="sign_on-other", on=self._on_other, kind="quiet"
        )
        self._hint = label(tone=Tone.MUTED, wrap=True, name="sign_on-hint")
        self._lay_out()
        self.user_id.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._on_go)
        self.ask_who()

    def ask_who(self, user_id: str = "") -> None:
        """Ask for user id and password."""
        self._show_question("", user_id, _("Sign on to see your stores."), _("Sign on"))

    def ask_again(self, name: str, user_id: str) -> None:
        """Locked: ask the same person for the password."""
        text = _("Locked. {name} is signed on.").format(name=name)
        self._show_question(user_id, user_id, text, _("Unlock"))

    def show_hint(self, text: str) -> None:
        """Say something below, the users of a demo store for example."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def show_busy(self, busy: bool) -> None:
        """While the answer is on its way nothing can be asked twice."""
        self._button.setEnabled(not busy)
        self.password.setReadOnly(busy)

    def show_problem(self, text: str) -> None:
        """Say why not; the user id stays, the password goes."""
        self.show_busy(False)
        self._password_field.show_problem(text)
        self.password.start_over()
        self.password.setFocus()

    def take_focus(self) -> None:
        """Go where typing starts."""
        (self.password if self.user_id.text() else self.user_id).setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover what is below."""
        QPainter(self).fillRect(self.rect(), colour("window"))

    def _show_question(self, locked_for: str, user_id: str, text: str, word: str) -> None:
        self._locked_for = locked_for
        self._explanation.setText(text)
        self._button.setText(f" {word}")
        self._button.setAccessibleName(word)
        self.user_id.start_over(user_id)
        self.user_id.setReadOnly(bool(locked_for))
        self._other.setVisible(bool(locked_for))
        self._password_field.clear_problem()
        self.password.start_over()
        self.show_busy(False)

    def _lay_out(self) -> None:
        sheet = card(
            row(icon_label("headphones", tone=Tone.ACCENT, size=28), self._title, STRETCH, gap=10),
            self._explanation,
            self._user_field,
            self._password_field,
            row(self._other, STRETCH, self._button),
            self._hint,
            name="sign_on-card",
        )
        sheet.body.setSpacing(12)
        sheet.body.setContentsMargins(28, 24, 28, 24)
        sheet.setFixedWidth(380)
        self._hint.hide()
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(sheet, alignment=Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)

    def _on_go(self) -> None:
        if self.password.isReadOnly():
            return
        self._password_field.clear_problem()
        if not self.user_id.text().strip():
            self.user_id.setFocus()
            return
        self.show_busy(True)
        if self._locked_for:
            self.unlock_wanted.emit(self.password.text())
        else:
            self.sign_on_wanted.emit(self.user_id.text().strip(), self.password.text())

    def _on_other(self) -> None:
        self.ask_who()
        self.user_id.setFocus()
