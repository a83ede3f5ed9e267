"""The end of taking an order: what is still missing, a total that has changed, the number large."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salescenter.domain.errors import Problem, Refused, SalesCenterError
from salescenter.domain.money import Money
from salescenter.domain.refusals import sentence
from salescenter.i18n import N_, _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.payment_wishes import submit_order
from salescenter.ui.editors.order.payment_words import authorization_words, number_groups
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.money_text import money_text
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import (
    Card,
    announce,
    button,
    caption,
    column,
    icon_label,
    label,
    row,
    set_tone,
    tool_button,
    value_label,
)
from salescenter.ui.workbench.editor import Editor

_ROW = 30
_MOST_ROWS, _LEAST_ROWS = 5, 1

PROBLEM_COLUMNS = (
    Column[Problem](
        "text",
        N_("What is missing"),
        lambda problem: refusal_text(problem),
        stretch=1,
        tone=lambda _problem: Tone.ERROR,
        icon=lambda _problem: "circle-alert",
    ),
    Column[Problem](
        "go",
        N_("Where"),
        lambda problem: _("Enter goes there") if problem.field else "",
        width=130,
        drop=1,
        tone=lambda _problem: Tone.MUTED,
    ),
)


class ProblemList(Card):
    """Everything that keeps the order from being submitted, all at once; Enter goes there."""

    def __init__(self) -> None:
        super().__init__("missing", tone=Tone.ERROR)
        self._title = label(name="missing-title", style="heading")
        self.model = TableModel(PROBLEM_COLUMNS, key=lambda problem: (problem.code, problem.field))
        self.table = table_view(
            self.model,
            name="missing-list",
            accessible=_("What is missing"),
            on_open=self._on_open,
        )
        self.table.horizontalHeader().hide()
        self.table.setAlternatingRowColors(False)
        self.body.addWidget(self._title)
        self.body.addWidget(self.table)
        self.hide()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what is missing now; a list that gets empty says that nothing is."""
        count = len(problems)
        if count:
            text = ngettext(
                "{count} thing is missing before the order can be submitted",
                "{count} things are missing before the order can be submitted",
                count,
            ).format(count=count)
        else:
            text = _("Nothing is missing any more. Submit the order now.")
        self._title.setText(text)
        self.setAccessibleName(text)
        self.show_tone(Tone.ERROR if count else Tone.OK)
        self.model.show_rows(problems)
        self.table.setVisible(count > 0)
        rows = _row_height(self.table)
        self.table.setMinimumHeight(rows * min(count, _LEAST_ROWS) + 4)
        self.table.setMaximumHeight(rows * min(count, _MOST_ROWS) + 4)
        self.show()

    def take_focus(self) -> None:
        """The first of them."""
        if self.table.current_key() is None:
            self.table.select_row(0)
        self.table.setFocus()

    def _on_open(self, _key: object) -> None:
        problem = self.table.current_row()
        editor = _editor_around(self)
        if problem is not None and editor is not None:
            editor.focus_field(problem.field)


class ChangedTotal(Card):
    """The total is not what was read to the customer any more: was, now, and the same key again."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__("total-changed", tone=Tone.WARN)
        self._text = label(name="total-changed-text", wrap=True)
        self._again = button("", name="total-changed-submit", icon="check", on=self.again.emit)
        icon = icon_label("triangle-alert", tone=Tone.WARN, size=20)
        line = row(icon, self._text, self._again)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.hide()

    def show_change(self, was: str, now: str) -> None:
        """Say both, and wait for another key press."""
        text = sentence("submit.total_changed", {"was": was, "now": now})
        self._text.setText(text)
        self.setAccessibleName(text)
        words = _("Submit at {total}").format(total=now)
        self._again.setText(words)
        self._again.setAccessibleName(words)
        self.show()
        self._again.setFocus()
        announce(self, text)

    def text(self) -> str:
        """What it says; "" while it is put away."""
        return "" if self.isHidden() else self._text.text()


class PlacedOrder(Card):
    """The number of an order that is submitted, large and in groups, and how its payments fare."""

    def __init__(self) -> None:
        super().__init__("placed", tone=Tone.OK)
        self.number = value_label(name="placed-number", accessible="", style="number")
        self._icon = icon_label("", size=18)
        self._text = label(name="placed-text", wrap=True)
        self._copy = tool_button(
            _("Copy the number"), name="placed-copy", icon="copy", on=self._on_copy
        )
        self._digits = ""
        self._build()
        self.hide()

    def show_order(self, view: OrderView) -> None:
        """Draw the number, the status, and what the payment provider says."""
        order = view.order
        self.setVisible(not order.is_pending)
        if order.is_pending:
            return
        self._digits = order.number
        self.number.setText(number_groups(order.number))
        self.number.setAccessibleName(
            _("Order number, digit by digit: {digits}").format(digits=" ".join(order.number))
        )
        self._show_payments(*authorization_words(view))

    def text(self) -> str:
        """What it says of the payments."""
        return self._text.text()

    def take_focus(self) -> None:
        """What can be done with the number."""
        self._copy.setFocus()

    def _build(self) -> None:
        self.number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        number = column(
            caption(_("Order number, to be read out"), buddy=self.number), self.number, gap=0
        )
        said = row(self._icon, self._text)
        said.setStretch(1, 1)
        said.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(number)
        both.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignVCenter)
        both.addLayout(said, 1)
        both.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(both)
        self.body.setContentsMargins(12, 6, 12, 7)

    def _show_payments(self, text: str, tone: Tone) -> None:
        if text != self._text.text() and self.isVisible():
            announce(self, text)
        self._text.setText(text)
        set_tone(self._text, tone)
        self._icon.show_icon(_TONE_ICONS[tone], tone)
        self.show_tone(tone)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._digits)
        announce(self, _("Copied: {number}").format(number=self._digits))


_TONE_ICONS = {
    Tone.OK: "circle-check",
    Tone.INFO: "loader",
    Tone.WARN: "clock",
    Tone.ERROR: "circle-x",
    Tone.MUTED: "ban",
}


class SubmitPanel(QWidget):
    """Submits, and says beside the work what came of it. Takes no room while there is nothing."""

    placed = Signal()
    changed_size = Signal()
    """More or less is said now."""

    def __init__(self, link: OrderLink) -> None:
        super().__init__()
        self.setObjectName("submit-panel")
        self._link = link
        self._is_sending = False
        self.missing = ProblemList()
        self.changed = ChangedTotal()
        self.order = PlacedOrder()
        self.changed.again.connect(self.submit)
        link.clashed.connect(self._on_clashed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.order, self.changed, self.missing):
            box.addWidget(part)

    def show_order(self, view: OrderView) -> None:
        """Draw a version; a list of what is missing gets shorter as things are done."""
        self.order.show_order(view)
        if not view.order.is_pending:
            self.missing.hide()
            self.changed.hide()
        elif not self.missing.isHidden():
            self.missing.show_problems(view.missing)

    def submit(self) -> None:
        """Place the order at the total that is on the screen; pressed twice it is placed once."""
        view = self._link.view
        if view is None:
            self._link.workbench.refuse(sentence("order.empty", {}))
            return
        if self._is_sending:
            return
        self._is_sending = True
        self.changed.hide()
        self._link.send(submit_order(view.priced.totals.total), self._on_done, self._on_refused)

    def _on_done(self, answer: object) -> None:
        self._is_sending = False
        if answer is not None:
            self.missing.hide()
            self.placed.emit()

    def _on_clashed(self, _clash: object) -> None:
        """Somebody is asked; the answer is another wish."""
        self._is_sending = False

    def _on_refused(self, error: Exception) -> None:
        self._is_sending = False
        if not isinstance(error, SalesCenterError):
            self._link.workbench.report(error)
        elif isinstance(error, Refused) and error.problems:
            self.missing.show_problems(error.problems)
            announce(self, refusal_text(error))
            self.changed_size.emit()
            self.missing.take_focus()
        elif error.code == "submit.total_changed":
            self._show_change(error)
            self._link.load()
        else:
            self._link.workbench.report(error)
            self._link.load()

    def _show_change(self, error: SalesCenterError) -> None:
        view = self._link.view
        currency = view.order.currency if view else ""
        was, now = (_amount(error.params.get(name), currency) for name in ("was", "now"))
        self.changed.show_change(was, now)


def _amount(value: Any, currency: str) -> str:
    if isinstance(value, Money):
        return money_text(value.minor, value.currency)
    return money_text(value, currency) if isinstance(value, int) else str(value)


def _row_height(table: Any) -> int:
    height: int = table.verticalHeader().defaultSectionSize()
    return max(_ROW, height)


def _editor_around(widget: QWidget) -> Editor | None:
    step: QWidget | None = widget
    while step is not None and not isinstance(step, Editor):
        step = step.parentWidget()
    return step
