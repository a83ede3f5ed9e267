"""How the chosen lines are sent: address, method, date, together or not, instructions, charge."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salescenter.domain.address import Address
from salescenter.domain.customer import AddressUse, Customer
from salescenter.domain.errors import Refused
from salescenter.domain.order import Delivery
from salescenter.domain.store import Store
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.editors.order import shipping_wishes as wishes
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.shipping_dates import date_to_edit, typed_date
from salescenter.ui.editors.order.shipping_wishes import Lines, deliveries_of
from salescenter.ui.editors.order.wishes import Wish, address_line
from salescenter.ui.widgets import (
    Field,
    TextField,
    button,
    choice_field,
    column,
    row,
    text_field,
)

_NEW = Address()
"""Stands for an address that is still to be typed."""
_LONGEST = 500
_WIDEST_DATE, _PADDING = "88/88/8888", 28


class ShippingForm(QWidget):
    """Each field is sent as soon as it is filled; one that differs among the lines stands empty.

    A text that is being typed belongs to the lines that were chosen when it was begun.
    """

    address_wanted = Signal()
    charge_wanted = Signal()
    expedite_wanted = Signal()
    left = Signal()

    def __init__(self, link: OrderLink) -> None:
        super().__init__()
        self.setObjectName("shipping-form")
        self._link = link
        self._lines: Lines = ()
        self._begun: tuple[Lines, OrderView | None] | None = None
        self.address = choice_field(_("Ship to"), name="shipping-address")
        self.method = choice_field(_("Shipping method"), name="shipping-method")
        self.together = choice_field(_("Ship together"), name="shipping-together")
        self.date = text_field(_("Requested date"), name="shipping-date", longest=20)
        self.instructions = text_field(
            _("Instructions for the delivery"), name="shipping-instructions", longest=_LONGEST
        )
        self.charge = button(
            _("Agree on the charge…"),
            name="shipping-charge",
            icon="percent",
            on=self.charge_wanted.emit,
        )
        self.expedite = button(
            _("Expedite"),
            name="shipping-expedite",
            icon="clock",
            tip=_("Let these lines leave before others, or take it back"),
            on=self.expedite_wanted.emit,
        )
        self._fields = {
            "address": Field(_("Ship to"), self.address),
            "method": Field(_("Sent by"), self.method),
            "requested_date": Field(_("Requested date"), self.date),
            "ship_together": Field(_("Lines are sent"), self.together),
            "instructions": Field(_("Instructions for the delivery"), self.instructions),
        }
        self.together.show_choices(
            [(False, wishes.together_text(False)), (True, wishes.together_text(True))]
        )
        metrics = self.date.fontMetrics()
        self.date.setMinimumWidth(metrics.horizontalAdvance(_WIDEST_DATE) + _PADDING)
        self._build()
        self._wire()

    # What the page asks for

    def show_store(self, store: Store) -> None:
        """Offer the methods of the store."""
        current = self.method.value()
        self.method.show_choices([(each.code, each.name) for each in store.methods], current)

    def show_lines(self, view: OrderView, lines: Lines) -> None:
        """Show how these lines are sent; what is being typed stays."""
        self._lines = lines
        deliveries = deliveries_of(view.order, lines)
        self._show_addresses(view.customer, deliveries)
        self.method.show_value(_common(each.method for each in deliveries))
        self.together.show_value(_common(each.ship_together for each in deliveries))
        days = {each.requested_date for each in deliveries}
        self._show_text(self.date, date_to_edit(_common(days)), various=len(days) > 1)
        texts = {each.instructions for each in deliveries}
        self._show_text(self.instructions, _common(texts) or "", various=len(texts) > 1)
        editors = (field.editor for field in self._fields.values())
        for part in (*editors, self.expedite, self.charge):
            part.setEnabled(view.order.is_pending)

    def take_focus(self) -> None:
        """Where it goes."""
        self.address.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to a field; False when it is not here."""
        places = {"ship_to": self.address, "method": self.method, "date": self.date}
        if field in places:
            places[field].setFocus()
        return field in places

    def problem(self) -> str:
        """What is wrong with what was typed; "" when nothing is."""
        return next((each.problem() for each in self._fields.values() if each.problem()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc forgets what was typed and goes back to the lines."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self._forget()
        self.left.emit()

    # Building

    def _build(self) -> None:
        first = row(
            self._fields["address"],
            self._fields["method"],
            self._fields["requested_date"],
            self._fields["ship_together"],
        )
        for place, share in enumerate((5, 3, 2, 2)):
            first.setStretch(place, share)
        second = row(self._fields["instructions"], self.expedite, self.charge)
        second.setStretch(0, 1)
        for field in list(self._fields.values())[:4]:
            first.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        for part in (self.expedite, self.charge):
            second.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(first, second, gap=6))

    def _wire(self) -> None:
        self.address.chosen.connect(self._on_address)
        self.method.chosen.connect(self._on_method)
        self.together.chosen.connect(self._on_together)
        for editor in (self.date, self.instructions):
            editor.textEdited.connect(self._on_typed)
        self.date.editingFinished.connect(self._on_date)
        self.instructions.editingFinished.connect(self._on_instructions)
        self._link.store_known.connect(self.show_store)

    # What happens

    def _on_address(self, address: Address) -> None:
        if address == _NEW:
            self._redraw()
            self.address_wanted.emit()
        else:
            self._send("address", wishes.send_to(self._lines, address))

    def _on_method(self, code: str) -> None:
        self._send("method", wishes.send_by(self._lines, code))

    def _on_together(self, together: bool) -> None:
        self._send("ship_together", wishes.send_together(self._lines, together))

    def _on_typed(self, _text: str) -> None:
        if self._begun is None:
            self._begun = self._lines, self._link.view
        for name in ("requested_date", "instructions"):
            if self._fields[name].editor is self.sender():
                self._fields[name].clear_problem()

    def _on_date(self) -> None:
        if not self.date.isModified():
            return
        text = self.date.text().strip()
        try:
            day = typed_date(text, self._today()) if text else None
        except Refused as refused:
            self._fields["requested_date"].show_problem(refusal_text(refused))
            return
        self._send_typed("requested_date", self.date, lambda lines: wishes.send_on(lines, day))

    def _on_instructions(self) -> None:
        if self.instructions.isModified():
            text = self.instructions.text()
            self._send_typed(
                "instructions", self.instructions, lambda lines: wishes.send_with(lines, text)
            )

    def _send_typed(self, name: str, editor: TextField, make: Any) -> None:
        lines, base = self._begun or (self._lines, None)
        self._begun = None
        editor.setModified(False)
        self._send(name, make(lines), base)

    def _send(self, name: str, wish: Wish, base: OrderView | None = None) -> None:
        self._fields[name].clear_problem()
        self._link.send(wish, self._on_done, partial(self._on_refused, name), base=base)

    def _on_refused(self, name: str, error: Exception) -> None:
        """Say beside the field why; what was typed stays to be mended."""
        field = self._fields[name]
        if not isinstance(error, Refused):
            self._link.workbench.report(error)
        if isinstance(field.editor, TextField):
            field.editor.setModified(True)
        else:
            self._redraw()
        field.show_problem(refusal_text(error))

    def _on_done(self, answer: object) -> None:
        if answer is None:
            self._redraw()

    def _redraw(self) -> None:
        """What is shown is what is stored."""
        if self._link.view is not None:
            self.show_lines(self._link.view, self._lines)

    def _forget(self) -> None:
        self._begun = None
        for editor in (self.date, self.instructions):
            editor.setModified(False)
        for field in self._fields.values():
            field.clear_problem()
        self._redraw()

    def _show_addresses(self, customer: Customer | None, deliveries: tuple[Delivery, ...]) -> None:
        """The address book, the address in force where it is none of them, and a new one."""
        book = customer.addresses if customer is not None else ()
        choices = {
            each.address: f"{each.nickname}: {address_line(each.address)}"
            for each in book
            if each.serves(AddressUse.SHIPPING)
        }
        for each in deliveries:
            if each.address is not None:
                choices.setdefault(each.address, address_line(each.address))
        current = _common(each.address for each in deliveries)
        offered = [*choices.items(), (_NEW, _("New address…"))]
        self.address.show_choices(offered, current)

    @staticmethod
    def _show_text(editor: TextField, text: str, *, various: bool) -> None:
        if editor.isModified():
            return
        editor.setPlaceholderText(_("various") if various else "")
        if editor.text() != text:
            editor.start_over(text)

    def _today(self) -> date:
        store = self._link.store
        now = datetime.now(UTC)
        return now.astimezone(store.zone).date() if store is not None else now.date()


def _common(values: Iterable[Any]) -> Any:
    """The one value they all have; None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
