"""Promotion codes of an order: a field to enter one, and for each what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salescenter.domain.pricing.priced import Priced, PromotionResult
from salescenter.domain.promotion import normalized_code
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.bare_field import BareField
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.icons import put_icon
from salescenter.ui.promotion_words import Facts, PromotionWords, words_of
from salescenter.ui.widgets import FlowRow, column, scroll_area, text_field, tool_tip

_LONGEST = 40
_LEAST_LETTERS = 36
_LETTER_WIDTH = 8
_MOST_HEIGHT = 76
_REMOVERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True, slots=True)
class CodeState:
    """A code as it was entered, and in words what has become of it."""

    code: str
    text: str
    tone: Tone
    icon: str

    @property
    def spoken(self) -> str:
        """Code and state in one text."""
        return f"{self.code}: {self.text}" if self.text else self.code


def code_states(view: OrderView) -> tuple[CodeState, ...]:
    """The entered codes with what has become of each, in the order of entry."""
    facts = Facts(view)
    return tuple(_state_of(code, view.priced, facts) for code in view.order.codes)


def _state_of(code: str, priced: Priced, facts: Facts) -> CodeState:
    if code in priced.unknown_codes:
        return CodeState(code, _("no promotion has it any more"), Tone.WARN, "circle-alert")
    results = _results_of(code, priced.promotions)
    if not results:
        return CodeState(code, _("entered"), Tone.INFO, "tag")
    best = min((words_of(result, facts) for result in results), key=_nearness)
    if best.amount:
        text = _("{name} {amount}").format(name=best.name, amount=best.amount)
        return CodeState(code, text, Tone.OK, "check")
    text = _("not yet: {reason}").format(reason=best.detail)
    return CodeState(code, text, Tone.INFO, "tag")


def _results_of(code: str, results: Sequence[PromotionResult]) -> list[PromotionResult]:
    """The promotions that the code opens."""
    wanted = normalized_code(code)
    return [result for result in results if wanted in result.codes]


def _nearness(words: PromotionWords) -> tuple[int, int]:
    return words.nearness, -(words.share or 0)


class CodeChip(QPushButton):
    """A code that was entered; Delete, or a click, takes it off."""

    remove_wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._code = ""
        self.setObjectName(name)
        self.setProperty("kind", "plain")
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)

    def show_state(self, state: CodeState, room: int) -> None:
        """Say what has become of the code, in so many pixels; the tip says all of it."""
        self._code = state.code
        text, letters = state.spoken, max(_LEAST_LETTERS, room // _LETTER_WIDTH)
        if len(text) > letters:
            text = f"{text[: letters - 1]}…"
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(_("Promotion code {code}").format(code=state.spoken))
        self.setAccessibleDescription(_("Press Delete to take it off."))
        put_icon(self, state.icon, state.tone)
        tool_tip(self, _("{code}\nDelete, or a click, takes it off.").format(code=state.spoken))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it off."""
        if event.key() in _REMOVERS:
            self.remove_wanted.emit(self._code)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self.remove_wanted.emit(self._code)


class CodeField(BareField):
    """Enter enters a code; one that no promotion has stays in the line with the reason."""

    def __init__(self, link: OrderLink) -> None:
        title = _("Promotion code")
        line = text_field(title, name="code-line", placeholder=title, longest=_LONGEST)
        super().__init__("code", line)
        self._link = link
        line.textEdited.connect(self._on_edited)
        line.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Enter what was typed."""
        code = self.line.text().strip()
        if code:
            self._link.send(wishes.enter_code(code), self._on_entered, self._on_refused)

    def _on_edited(self, _text: str) -> None:
        self.show_problem("")

    def _on_entered(self, _answer: object) -> None:
        self.line.start_over()

    def _on_refused(self, error: Exception) -> None:
        self.show_problem(refusal_text(error))


class CodeChips(QWidget):
    """The chips of all codes; takes no room without codes, and never more than two lines."""

    emptied = Signal()

    def __init__(self, link: OrderLink) -> None:
        super().__init__()
        self.setObjectName("codes")
        self._link = link
        self._chips: list[CodeChip] = []
        self._states: tuple[CodeState, ...] = ()
        self._row = FlowRow(gap=6)
        inside = QWidget()
        inside.setObjectName("codes-inside")
        inside.setLayout(self._row)
        self._area = scroll_area(inside, name="codes-scroll", accessible=_("Promotion codes"))
        self.setLayout(column(self._area, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_order(self, view: OrderView) -> None:
        """Draw what has become of each code."""
        states = code_states(view) if view.order.codes else ()
        if states == self._states:
            return
        had_focus = any(chip.hasFocus() for chip in self._chips)
        self._states = states
        while len(self._chips) < len(states):
            self._add_chip()
        self._draw()
        if had_focus and not any(chip.hasFocus() for chip in self._chips):
            self._move_focus(len(states))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def states(self) -> tuple[CodeState, ...]:
        """What the chips say."""
        return self._states

    def chips(self) -> list[CodeChip]:
        """The chips that are shown."""
        return self._chips[: len(self._states)]

    def _add_chip(self) -> None:
        chip = CodeChip(f"code-{len(self._chips) + 1}")
        chip.remove_wanted.connect(self._on_remove)
        self._chips.append(chip)
        self._row.addWidget(chip)

    def _draw(self) -> None:
        """One code may take the whole line, several share it by twos."""
        states = self._states
        room = self.width() // min(2, len(states)) if states else 0
        for place, chip in enumerate(self._chips):
            if place < len(states):
                chip.show_state(states[place], room)
            chip.setVisible(place < len(states))
        self.setVisible(bool(states))
        height = max(1, self._row.heightForWidth(self.width()))
        self._area.setFixedHeight(min(_MOST_HEIGHT, height))

    def _move_focus(self, count: int) -> None:
        if count:
            self._chips[count - 1].setFocus()
        else:
            self.emptied.emit()

    def _on_remove(self, code: str) -> None:
        self._link.send(wishes.remove_code(code), failed=self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self._link.workbench.report(error)
