"""What happened, said inside the window: never a box that has to be clicked away."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.widgets.buttons import button, tool_button
from salescenter.ui.widgets.text import announce, icon_label, label, restyle

_ICONS = {
    Tone.OK: "circle-check",
    Tone.INFO: "info",
    Tone.WARN: "triangle-alert",
    Tone.ERROR: "circle-x",
}
_GOES_BY_ITSELF = {Tone.OK, Tone.INFO}
_SHOWN_MS = 6000


class MessageBar(QFrame):
    """One message at a time. Good news goes by itself, bad news when it is dismissed."""

    shown = Signal(str)

    def __init__(self, name: str = "message_bar", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "message")
        self._icon = icon_label("info", size=18)
        self._text = label(wrap=True)
        self._button: QPushButton | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(12, 6, 6, 6)
        self._box.setSpacing(10)
        self._box.addWidget(self._icon)
        self._box.addWidget(self._text, 1)
        dismiss = tool_button(_("Dismiss"), icon="x", name=f"{name}-dismiss", on=self.clear)
        self._box.addWidget(dismiss)
        self.hide()

    def show_message(
        self,
        text: str,
        tone: Tone = Tone.INFO,
        action: str = "",
        on: Callable[[], object] | None = None,
    ) -> None:
        """Say ``text``; ``action`` is the word on a button that calls ``on``."""
        self._text.setText(text)
        self._icon.show_icon(_ICONS.get(tone, "info"), tone)
        self.setAccessibleName(text)
        self.setProperty("tone", str(tone))
        restyle(self)
        self._put_button(action, on)
        self.show()
        self._timer.stop()
        if tone in _GOES_BY_ITSELF:
            self._timer.start(_SHOWN_MS)
        announce(self, text)
        self.shown.emit(text)

    def clear(self) -> None:
        """Nothing to say any more."""
        self._timer.stop()
        self._put_button("", None)
        self.hide()
        self._text.setText("")

    def text(self) -> str:
        """What it says; "" when it says nothing."""
        return self._text.text()

    def _put_button(self, text: str, on: Callable[[], object] | None) -> None:
        if self._button is not None:
            self._button.deleteLater()
            self._button = None
        if text:
            self._button = button(text, name=f"{self.objectName()}-action", on=on)
            self._box.insertWidget(2, self._button)
