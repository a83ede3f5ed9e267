"""A line to type into that needs no caption, and over it what is wrong, when something is.

What is wrong stands above, so that the line itself never moves.
"""

from PySide6.QtWidgets import QWidget

from salescenter.ui.colours import Tone
from salescenter.ui.widgets import TextField, announce, column, label
from salescenter.ui.widgets.text import restyle


class BareField(QWidget):
    """Its place says what it is for; the line carries the name for screen readers."""

    def __init__(self, name: str, line: TextField) -> None:
        super().__init__()
        self.setObjectName(name)
        self.line = line
        self._problem = label(name=f"{name}-problem", style="caption", tone=Tone.ERROR, wrap=True)
        self._problem.hide()
        self.setFocusProxy(line)
        self.setLayout(column(self._problem, line, gap=3))

    def problem(self) -> str:
        """What is wrong with what was typed; "" when nothing is."""
        return self._problem.text()

    def show_problem(self, text: str) -> None:
        """Say beside the line what is wrong; "" clears it. Nothing that was typed is lost."""
        if text == self._problem.text():
            return
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.line.setProperty("problem", bool(text))
        self.line.setAccessibleDescription(text)
        restyle(self.line)
        if text:
            announce(self.line, text)
