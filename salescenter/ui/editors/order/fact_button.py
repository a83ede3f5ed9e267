"""A fact of the order that can be changed: what it is, what it says, and Enter to change it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.widgets import caption, eliding_label, tool_tip

_MARGINS = (9, 3, 9, 4)
_NARROWEST = 90
_END = Qt.TextElideMode.ElideRight


class FactButton(QPushButton):
    """Two lines under a caption. It stays readable when it cannot be changed: pressing says why."""

    def __init__(self, title: str, name: str, on: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "plain")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._title = title
        self._value = eliding_label(name=f"{name}-value", style="value", mode=_END)
        self._detail = eliding_label(
            name=f"{name}-detail", style="caption", tone=Tone.MUTED, mode=_END
        )
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(*_MARGINS)
        box.setSpacing(0)
        self._caption = caption(title)
        for part in (self._caption, self._value, self._detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(part)
        self.clicked.connect(on)
        self.show_fact("")

    def show_fact(self, value: str, detail: str = "", number: str = "") -> None:
        """Say something else; ``number`` stands beside the title, where there is always room."""
        title = f"{self._title} {number}" if number else self._title
        if self.accessibleName() and (title, value, detail) == (self._caption.text(), *self.fact()):
            return
        self._caption.setText(title)
        self._value.setText(value)
        self._detail.setText(detail)
        said = ", ".join(part for part in (value, detail) if part)
        self.setAccessibleName(f"{title}: {said}")
        self.setAccessibleDescription(_("Press Enter to change it."))
        tool_tip(self, f"{title}: {said}")

    def fact(self) -> tuple[str, str]:
        """What it says."""
        return self._value.text(), self._detail.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its three lines."""
        return QSize(2 * _NARROWEST, self._box.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Letters are left out rather than lines."""
        return QSize(_NARROWEST, self._box.sizeHint().height())
