"""The one field of a payment that is known by its number: a certificate's code, a purchase order.

A code is money: it leaves the screen with the payment, and when the field is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.funds import LONGEST_CODE, LONGEST_REFERENCE
from salescenter.domain.order import PaymentMethod
from salescenter.domain.refusals import sentence
from salescenter.i18n import N_, _
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.widgets import Field, button, caption, row, text_field


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: over the field, and what is said under it."""

    caption: str
    hint: str
    longest: int


_ASKED: Mapping[PaymentMethod, _Asked] = {
    PaymentMethod.GIFT_CERTIFICATE: _Asked(
        N_("Code of the gift certificate"),
        N_("Its balance is taken when the order is placed; only its end is shown from then on."),
        LONGEST_CODE,
    ),
    PaymentMethod.PURCHASE_ORDER: _Asked(
        N_("Number of the purchase order"),
        N_("As the customer gives it; it is printed on what they get."),
        LONGEST_REFERENCE,
    ),
}
NUMBERED = frozenset(_ASKED)
"""The methods that need more than an amount."""


class PaymentNumber(Strip):
    """Enter takes the payment, Esc leaves it."""

    given = Signal(object, str)
    """A method, and the number that was typed for it."""

    def __init__(self) -> None:
        super().__init__("payment-number", _("Payment by number"))
        self.method = PaymentMethod.GIFT_CERTIFICATE
        self.fields = {method: self._field(method, asked) for method, asked in _ASKED.items()}
        self._hint = caption("")
        self._hint.setObjectName("payment-number-hint")
        leave = button(_("Leave it"), name="payment-number-leave", on=self.close_strip)
        take = button(
            _("Take the payment"), name="payment-number-take", kind="primary", on=self.accept
        )
        line = row(*self.fields.values(), leave, take)
        for place in range(len(self.fields)):
            line.setStretch(place, 1)
        for part in (leave, take):
            line.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.body.addWidget(self._hint)

    @property
    def field(self) -> Field:
        """The field that is asked for now."""
        return self.fields[self.method]

    def ask(self, method: PaymentMethod) -> None:
        """Open for a method; what was typed for another one goes."""
        if method is not self.method:
            self._forget()
        self.method = method
        for each, field in self.fields.items():
            field.setVisible(each is method)
        self._hint.setText(_(_ASKED[method].hint))
        self.open_strip()

    def take_focus(self) -> None:
        """The number."""
        self.field.editor.setFocus()

    def close_strip(self) -> None:
        """Put it away; nothing stays in it."""
        self._forget()
        super().close_strip()

    def accept(self) -> None:
        """Take the payment; whoever hears of it says what is wrong."""
        self.given.emit(self.method, self._typed())

    def show_problem(self, text: str) -> None:
        """Say beside the field what is wrong; what was typed stays to be corrected."""
        self.field.show_problem(text)
        self.take_focus()

    def _field(self, method: PaymentMethod, asked: _Asked) -> Field:
        words = _(asked.caption)
        line = text_field(words, name=f"payment-number-{method}", longest=asked.longest)
        line.textEdited.connect(self._on_typed)
        return Field(words, line, required=True)

    def _typed(self) -> str:
        line = self.field.editor
        return str(line.property("text"))

    def _forget(self) -> None:
        for field in self.fields.values():
            field.clear_problem()
            field.editor.setProperty("text", "")

    def _on_typed(self, text: str) -> None:
        self.field.clear_problem()
        if looks_like_card(text):
            # It must not stay on the screen either: there is no place for a number here.
            self._forget()
            self.field.show_problem(sentence("text.card_number", {}))
