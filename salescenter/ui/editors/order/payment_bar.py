"""How a payment is added: one button a method, and beside them only an amount, if not the rest."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.errors import SalesCenterError
from salescenter.domain.order import METHOD_NAMES, PaymentMethod
from salescenter.domain.refusals import sentence
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.bare_field import BareField
from salescenter.ui.editors.order.fitting_label import FittingLabel
from salescenter.ui.editors.order.payment_words import METHOD_ICONS, coverage_words
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.money_text import typed_amount
from salescenter.ui.widgets import (
    Card,
    FlowRow,
    button,
    caption,
    chip,
    column,
    icon_label,
    label,
    row,
    set_tone,
    text_field,
)
from salescenter.ui.workbench.contract import Workbench

_LONGEST_AMOUNT = 40

METHOD_ACTIONS: Mapping[PaymentMethod, str] = {
    PaymentMethod.CARD: "payment.take_card",
    PaymentMethod.CASH_ON_DELIVERY: "payment.cash_on_delivery",
    PaymentMethod.CHECK: "payment.check",
    PaymentMethod.INVOICE: "payment.invoice",
    PaymentMethod.GIFT_CERTIFICATE: "payment.gift_certificate",
    PaymentMethod.PURCHASE_ORDER: "payment.purchase_order",
}
"""The action that takes what is left by each method, from wherever one is in the order."""


class CoverageCard(Card):
    """Whether everything is covered, in a sentence."""

    def __init__(self) -> None:
        super().__init__("coverage")
        self._icon = icon_label("", size=20)
        self.text = label(name="coverage-text", style="heading")
        self.figures = FittingLabel(name="coverage-figures")
        self._simulated = chip(name="coverage-simulated", accessible=_("Payment provider"))
        line = row(self._icon, self.text, self.figures, self._simulated, gap=10)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.body.setContentsMargins(12, 5, 8, 5)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_simulated(False)

    def show_order(self, view: OrderView) -> None:
        """Draw what the payments leave to pay."""
        words = coverage_words(view)
        self.text.setText(words.text)
        set_tone(self.text, words.tone)
        self.figures.show_texts(words.figures)
        self._icon.show_icon(words.icon, words.tone)
        self.show_tone(words.tone)
        self.setAccessibleName(f"{words.text}. {words.figures}")

    def show_simulated(self, simulated: bool) -> None:
        """Say that no money moves, where that is so."""
        text = _("Simulation: no money moves") if simulated else ""
        self._simulated.show_state(text, Tone.WARN, "info")


class PaymentBar(QWidget):
    """Buttons of the methods; Left and Right go from one to the next."""

    wanted = Signal(object)
    """A method was pressed."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("payment-bar")
        keys = {known.id: known.keys for known in workbench.action_keys()}
        self.methods = {
            method: self._method_button(method, keys.get(METHOD_ACTIONS[method], ""))
            for method in PaymentMethod
        }
        self.amount = text_field(
            _("Amount of the payment, empty for all that is left"),
            name="payment-amount",
            placeholder=_("or only an amount"),
            longest=_LONGEST_AMOUNT,
        )
        self._field = BareField("payment-amount-field", self.amount)
        self._field.setMinimumWidth(150)
        self.amount.textChanged.connect(self._on_typed)
        self.amount.returnPressed.connect(self.take_focus)
        line = row(FlowRow(*self.methods.values()), self._field, gap=12)
        line.setStretch(0, 4)
        line.setStretch(1, 1)
        line.setAlignment(self._field, Qt.AlignmentFlag.AlignBottom)
        self._means = caption("")
        self._means.setObjectName("payment-means")
        self._means.hide()
        self.setLayout(column(line, self._means, gap=2))
        # As high as its lines: a narrow window shows the methods in two, and none is left out.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_methods(self, taken: Collection[PaymentMethod]) -> None:
        """Only what the store takes."""
        for method, known in self.methods.items():
            known.setVisible(method in taken)

    def show_means(self, text: str) -> None:
        """How far credit and limits go."""
        self._means.setText(text)
        self._means.setVisible(bool(text))

    def take_focus(self) -> None:
        """The first method."""
        self.methods[PaymentMethod.CARD].setFocus()

    def problem(self) -> str:
        """What is wrong with the amount; "" when nothing is."""
        return self._field.problem()

    def show_problem(self, text: str) -> None:
        """Say beside the amount what is wrong."""
        self._field.show_problem(text)

    def start_over(self) -> None:
        """The payment is on its way: nothing is typed, nothing is wrong."""
        self.amount.start_over()
        self.show_problem("")

    def typed(self, currency: str) -> tuple[int | None, bool]:
        """The amount in minor units, None for the rest; and whether what was typed is one."""
        text = self.amount.text().strip()
        if not text:
            return None, True
        try:
            amount = typed_amount(text, currency).minor
        except SalesCenterError as error:
            self.show_problem(refusal_text(error))
            self.amount.setFocus()
            return None, False
        self.show_problem("")
        return amount, True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right go from one method to the next."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            order = [each for each in self.methods.values() if not each.isHidden()]
            if step and watched in order:
                order[(order.index(watched) + step) % len(order)].setFocus()
                return True
        return super().eventFilter(watched, event)

    def _method_button(self, method: PaymentMethod, keys: str) -> QPushButton:
        name = _(METHOD_NAMES[method])
        made = button(
            f"{name}  {keys}" if keys else name,
            name=f"payment-take-{method}",
            icon=METHOD_ICONS[method],
            tip=_("Takes everything that is not covered yet, or only the amount beside."),
            on=partial(self.wanted.emit, method),
        )
        made.setAccessibleName(_("Pay by: {method}").format(method=name))
        made.installEventFilter(self)
        return made

    def _on_typed(self, text: str) -> None:
        if looks_like_card(text):
            # It must not stay on the screen either: there is no place for a number here.
            self.amount.start_over()
            self.show_problem(sentence("text.card_number", {}))
        elif text:
            self.show_problem("")
