"""Choosing one of many by typing a few letters: the command palette and every other choice."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.tables import END, Column, TableModel, table_view
from salescenter.ui.widgets import heading, label, search_field
from salescenter.ui.workbench.contract import Choice

_LEAST_ALIKE = 62
_WIDTH = 620
_SHOWN_ROWS = 10
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _SHOWN_ROWS,
    Qt.Key.Key_PageUp: -_SHOWN_ROWS,
}


def _tone(row: Choice) -> Tone:
    return Tone.MUTED if row.refusal else Tone.PLAIN


COLUMNS = (
    Column[Choice](
        "text",
        N_("What"),
        lambda row: row.text,
        width=300,
        stretch=3,
        tone=_tone,
        icon=lambda row: row.icon,
    ),
    Column[Choice](
        "detail",
        N_("Where"),
        lambda row: row.detail,
        width=140,
        stretch=2,
        tone=lambda _row: Tone.MUTED,
    ),
    Column[Choice](
        "keys", N_("Keys"), lambda row: row.keys, width=130, align=END, tone=lambda _row: Tone.MUTED
    ),
)


class Picker(QWidget):
    """Lies over its window until something is chosen or Esc is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._choices: tuple[Choice, ...] = ()
        self._then: Callable[[Any], None] | None = None
        self._focus_before: QWidget | None = None
        self._question = heading("", level=2)
        self.search = search_field(_("Filter"), name="picker-filter")
        self.search.textChanged.connect(self._show_matching)
        self.search.installEventFilter(self)
        self.model = TableModel(COLUMNS, key=lambda row: (row.text, row.detail))
        self.table = table_view(self.model, name="picker-list", accessible=_("Choices"))
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setAlternatingRowColors(False)
        self.table.show_empty_text(_("Nothing is called like that."))
        self.table.clicked.connect(self.pick)
        self.table.selected.connect(self._show_refusal)
        self._hint = label(style="caption", tone=Tone.WARN, wrap=True)
        self._card = self._make_card()
        self.hide()

    def ask(self, question: str, choices: Sequence[Choice], then: Callable[[Any], None]) -> None:
        """Offer ``choices``; ``then`` gets the value of the one that is picked."""
        self._choices, self._then = tuple(choices), then
        self._focus_before = QApplication.focusWidget()
        self._question.setText(question)
        self.search.setPlaceholderText(question)
        self.search.start_over()
        self._show_matching("")
        self._place()
        self.show()
        self.raise_()
        self.search.setFocus()

    def pick(self) -> None:
        """Take the choice in front; a refused one says why and stays."""
        choice = self.table.current_row()
        if choice is None:
            return
        if choice.refusal:
            self._show_refusal()
            return
        then = self._then
        self.close_picker()
        if then is not None:
            then(choice.value)

    def close_picker(self) -> None:
        """Go away and give the focus back."""
        self._then = None
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that move, pick and leave, while the filter has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._move(_MOVES[key])
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.pick()
            elif key == Qt.Key.Key_Escape:
                self.close_picker()
            else:
                return False
            return True
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it leaves it."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_picker()

    def _make_card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "popup")
        box = QVBoxLayout(card)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        for part in (self._question, self.search, self.table, self._hint):
            box.addWidget(part)
        self._window.installEventFilter(self)
        return card

    def _place(self) -> None:
        window = self._window.rect()
        self.setGeometry(window)
        width = min(_WIDTH, window.width() - 40)
        height = min(_SHOWN_ROWS * 30 + 118, window.height() - 80)
        self._card.setGeometry((window.width() - width) // 2, 56, width, height)

    def _move(self, step: int) -> None:
        last = self.model.rowCount() - 1
        self.table.select_row(max(0, min(last, self.table.currentIndex().row() + step)))

    def _show_refusal(self) -> None:
        choice = self.table.current_row()
        self._hint.setText(choice.refusal if choice else "")

    def _show_matching(self, words: str) -> None:
        self.model.show_rows(matching(words, self._choices))
        self.table.select_row(0)
        self._show_refusal()


def matching(words: str, choices: Sequence[Choice]) -> list[Choice]:
    """What fits the words, the best first; without words everything, as it was given."""
    wanted = words.casefold().split()
    if not wanted:
        return list(choices)
    scored = [(_score(wanted, choice), choice) for choice in choices]
    fitting = [(score, choice) for score, choice in scored if score >= _LEAST_ALIKE]
    return [choice for _number, choice in sorted(fitting, key=lambda pair: -pair[0])]


def _score(wanted: list[str], choice: Choice) -> float:
    """How well it fits, of 100: beginnings of its words count more than words that look alike."""
    text = choice.text.casefold()
    other = f"{choice.detail} {choice.keywords}".casefold()
    scores = [max(_word_score(word, text), _word_score(word, other) - 8) for word in wanted]
    score = min(scores)
    return score - 3 if choice.refusal else score


def _word_score(word: str, text: str) -> float:
    words = text.split()
    if any(other.startswith(word) for other in words):
        return 100.0
    if word in text:
        return 90.0
    from rapidfuzz import fuzz  # 20 ms, and only who mistypes needs it

    return max((fuzz.ratio(word, other[: len(word) + 1]) for other in words), default=0.0) - 5
