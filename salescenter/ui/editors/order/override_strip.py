"""Overriding the price of a line: price, amount off, percent off, and why."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from salescenter.domain.errors import Refused
from salescenter.domain.order import OrderItem
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.negotiation import Negotiated, by_amount_off, by_rate_off
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.money_text import amount_text, money_text, rate_text, typed_amount, typed_rate
from salescenter.ui.widgets import Field, TextField, button, heading, row, text_field

_LONGEST = 254


class OverrideStrip(Strip):
    """Typing into one of the three computes the other two; the price is what is sent."""

    def __init__(self, link: OrderLink) -> None:
        super().__init__("override", _("Override the price"))
        self._link = link
        self._line: OrderItem | None = None
        self._base: OrderView | None = None
        self._place = 0
        self._entitled = 0
        self._title = heading("", level=2, name="override-title")
        self._price, price = _figure(_("Price per unit"), "price", self._on_price)
        self._amount, amount = _figure(_("Amount off"), "amount", self._on_amount)
        self._rate, rate = _figure(_("Percent off"), "percent", self._on_rate)
        self._reason = text_field(_("Reason"), name="override-reason", longest=_LONGEST)
        self._price_field, self._figures = price, (price, amount, rate)
        self._reason_field = Field(_("Reason"), self._reason, required=True)
        self._reason.textEdited.connect(self._reason_field.clear_problem)
        self._back = button(_("Take back"), name="override-back", on=self.take_back)
        do = button(_("Override"), name="override-do", kind="primary", on=self.accept)
        line = row(price, amount, rate, self._reason_field, self._back, do)
        for place, share in enumerate((2, 2, 2, 5)):
            line.setStretch(place, share)
        for part in (price, amount, rate, self._reason_field):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._title)
        self.body.addLayout(line)

    def open_for(self, view: OrderView, line: OrderItem) -> None:
        """Begin with the price that the line has."""
        lines = view.priced.lines
        at = lines.ids.index(line.id)
        self._line, self._base, self._place = line, view, at + 1
        self._entitled = lines.entitled_prices[at]
        price = self._entitled if line.override_price is None else line.override_price
        entitled = money_text(self._entitled, view.order.currency)
        text = _("Override the price of line {line}, {sku}; the price is {price}")
        self._title.setText(text.format(line=self._place, sku=line.sku, price=entitled))
        self._show(Negotiated(self._entitled, price), but=None)
        self._reason.start_over(line.override_reason)
        self._back.setVisible(line.override_price is not None)
        for field in (*self._figures, self._reason_field):
            field.clear_problem()
        self.open_strip()

    def figures(self) -> tuple[str, ...]:
        """Price, amount off and percent off as they are written now."""
        return self._price.text(), self._amount.text(), self._rate.text()

    def problem(self) -> str:
        """What is wrong with what was typed; "" when nothing is."""
        fields = (*self._figures, self._reason_field)
        return next((field.problem() for field in fields if field.problem()), "")

    def take_focus(self) -> None:
        """The price, marked, so that typing replaces it."""
        self._price.setFocus()
        self._price.selectAll()

    def accept(self) -> None:
        """Send the price; what is beyond the limit is refused beside the field."""
        try:
            price = typed_amount(self._price.text(), self._currency()).minor
        except Refused as refused:
            self._price_field.show_problem(refusal_text(refused))
            return
        self._send(price, self._reason.text())

    def take_back(self) -> None:
        """Back to the price the customer is entitled to."""
        self._send(None, "")

    def _send(self, price: int | None, reason: str) -> None:
        if self._line is None:
            return
        wish = wishes.override_price(self._line.id, price, reason, self._place, self._currency())
        self._link.send(wish, self._on_done, self._on_refused, base=self._base)

    def _on_done(self, _answer: object) -> None:
        self.close_strip()

    def _on_refused(self, error: Exception) -> None:
        is_reason = getattr(error, "code", "") == "price.reason_missing"
        field = self._reason_field if is_reason else self._price_field
        field.show_problem(refusal_text(error))
        field.editor.setFocus()

    def _on_price(self, typed: str) -> None:
        self._compute(self._price, lambda: self._priced(self._amount_of(typed)))

    def _on_amount(self, typed: str) -> None:
        self._compute(self._amount, lambda: by_amount_off(self._entitled, self._amount_of(typed)))

    def _on_rate(self, typed: str) -> None:
        self._compute(self._rate, lambda: by_rate_off(self._entitled, typed_rate(typed)))

    def _priced(self, price: int) -> Negotiated:
        return Negotiated(self._entitled, price)

    def _amount_of(self, typed: str) -> int:
        return typed_amount(typed, self._currency()).minor

    def _compute(self, typed_in: TextField, compute: Callable[[], Negotiated]) -> None:
        """Show the other two; a half-typed figure leaves them as they are."""
        for field in self._figures:
            field.clear_problem()
        try:
            self._show(compute(), but=typed_in)
        except Refused as refused:
            field = next(field for field in self._figures if field.editor is typed_in)
            field.show_problem(refusal_text(refused) if typed_in.text().strip() else "")

    def _show(self, negotiated: Negotiated, but: TextField | None) -> None:
        currency = self._currency()
        texts = (
            (self._price, amount_text(negotiated.price, currency)),
            (self._amount, amount_text(negotiated.amount_off, currency)),
            (self._rate, rate_text(negotiated.rate_off)),
        )
        for editor, text in texts:
            if editor is not but:
                editor.start_over(text)

    def _currency(self) -> str:
        return self._base.order.currency if self._base is not None else ""


def _figure(title: str, name: str, on: Callable[[str], None]) -> tuple[TextField, Field]:
    editor = text_field(title, name=f"override-{name}", longest=30)
    editor.textEdited.connect(on)
    return editor, Field(title, editor)
