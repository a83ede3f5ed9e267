"""What can be typed into: always with a name, and a line for what is wrong with it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from salescenter.i18n import _
from salescenter.ui.colours import Tone, active
from salescenter.ui.icons import paint_icon, put_icon
from salescenter.ui.widgets.text import announce, caption, escaped, label, restyle

MOST_LETTERS = 2000
_WIDEST_CHOICE = QSize(280, 1_000)
_NARROWEST_CHOICE = QSize(120, 1_000)
AnyField = TypeVar("AnyField", bound="TextField")


class TextField(QLineEdit):
    """A line to type into. Ctrl+Z is its own only while it holds something to take back."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when there is nothing here to undo."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_idle_undo(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def start_over(self, text: str = "") -> None:
        """Show ``text`` and forget what was typed, so that undo is the window's again."""
        self.setText(text)
        self.setModified(False)

    def _is_idle_undo(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()


def text_field(
    accessible: str,
    *,
    name: str,
    text: str = "",
    placeholder: str = "",
    longest: int = MOST_LETTERS,
    read_only: bool = False,
) -> TextField:
    """One line; ``accessible`` is its name for screen readers, ``longest`` counts letters."""
    made = _dressed(TextField(), accessible, name, placeholder, longest)
    made.setReadOnly(read_only)
    made.start_over(text)
    return made


def _dressed(
    made: AnyField, accessible: str, name: str, placeholder: str, longest: int
) -> AnyField:
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setPlaceholderText(placeholder)
    made.setMaxLength(longest)
    return made


class SearchField(TextField):
    """A magnifying glass before the text, and a cross that empties it while there is some."""

    def __init__(self) -> None:
        super().__init__()
        glass = QAction(self)
        put_icon(glass, "search", Tone.MUTED)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(_("Clear"), self)
        put_icon(self._clear, "x", Tone.MUTED)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))


def search_field(accessible: str, *, name: str, placeholder: str = "") -> SearchField:
    """A line to look something up with; as ``text_field``."""
    return _dressed(SearchField(), accessible, name, placeholder, 200)


def password_field(accessible: str, *, name: str) -> TextField:
    """A line that shows dots and offers nothing to undo."""
    made = text_field(accessible, name=name, longest=200)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def notes_field(accessible: str, *, name: str, text: str = "", lines: int = 3) -> QPlainTextEdit:
    """Several lines of plain text; Tab leaves it."""
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setPlainText(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + 16)
    return made


def check_box(text: str, *, name: str, checked: bool = False) -> QCheckBox:
    """A yes or no with its words."""
    made = QCheckBox(text.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setChecked(checked)
    return made


class ChoiceField(QComboBox):
    """One of a few values; the wheel moves it only when it has the focus.

    It is as wide as its longest choice, up to a limit; what is longer, or finds no room, is left
    out in the middle, and the tip says all of it.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)

    def show_choices(self, choices: Sequence[tuple[Any, str]], current: object = None) -> None:
        """Offer (value, text) pairs; ``current`` is chosen without announcing it."""
        self._values = [value for value, _text in choices]
        self.clear()
        self.addItems([text for _value, text in choices])
        self.show_value(current)

    def show_value(self, value: object) -> None:
        """Stand on ``value`` without announcing it; on nothing when it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def value(self) -> Any:
        """The chosen value, None when nothing is."""
        index = self.currentIndex()
        return self._values[index] if index >= 0 else None

    def shown_text(self) -> str:
        """The chosen words as they fit, with dots for what does not."""
        return self._option().currentText

    def sizeHint(self) -> QSize:
        """Room for the longest choice."""
        return super().sizeHint().boundedTo(_WIDEST_CHOICE)

    def minimumSizeHint(self) -> QSize:
        """Letters are left out rather than everything beside it pushed away."""
        return super().minimumSizeHint().boundedTo(_NARROWEST_CHOICE)

    def event(self, event: QEvent) -> bool:
        """The tip says what there is no room for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            whole = self.currentText()
            if self.shown_text() != whole:
                QToolTip.showText(event.globalPos(), escaped(whole), self)
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page rather than change a value by accident."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, which a style sheet takes away, in the colours in force."""
        painter, option = QStylePainter(self), self._option()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        size = 14
        area = QRectF(self.width() - size - 7, (self.height() - size) / 2, size, size)
        paint_icon(
            painter, area, "chevron-down", active()["muted" if self.isEnabled() else "disabled"]
        )

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        mode = Qt.TextElideMode.ElideMiddle
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, room.width())
        return option

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._values[index])


def choice_field(
    accessible: str,
    *,
    name: str,
    choices: Sequence[tuple[Any, str]] = (),
    current: object = None,
) -> ChoiceField:
    """A field of a few choices, each a value and its words."""
    made = ChoiceField()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.show_choices(choices, current)
    return made


class Field(QWidget):
    """An editor under its caption, and under it a line for what is wrong, when something is.

    ``show_problem`` loses nothing that was typed; it takes no room while all is well.
    """

    def __init__(self, text: str, editor: QWidget, *, required: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.setObjectName(f"field-{editor.objectName()}")
        self._caption = caption(f"{text} *" if required else text, buddy=editor)
        self._problem = label(style="caption", tone=Tone.ERROR, wrap=True)
        self._problem.setObjectName(f"problem-{editor.objectName()}")
        self._problem.hide()
        if not editor.accessibleName():
            editor.setAccessibleName(text)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        for part in (self._caption, editor, self._problem):
            box.addWidget(part)

    def show_problem(self, text: str) -> None:
        """Say beside the field what is wrong; "" clears it."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setProperty("problem", bool(text))
        self.editor.setAccessibleDescription(text)
        restyle(self.editor)
        if text:
            announce(self, text)

    def clear_problem(self) -> None:
        """All is well again."""
        if self._problem.text():
            self.show_problem("")

    def problem(self) -> str:
        """What is wrong; "" when nothing is."""
        return self._problem.text()
