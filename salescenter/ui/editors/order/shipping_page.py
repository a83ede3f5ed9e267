"""The Shipping page: which lines go where, how, when, together or not, and what it costs."""

from datetime import UTC, datetime
from typing import ClassVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent

from salescenter.domain.order import OrderItem
from salescenter.domain.store import Store
from salescenter.i18n import N_, _, ngettext
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import shipping_wishes as wishes
from salescenter.ui.editors.order.items_page import today_of
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.shipping_form import ShippingForm
from salescenter.ui.editors.order.shipping_table import ShippingTable
from salescenter.ui.editors.order.shipping_words import (
    ShippingFacts,
    ShippingRow,
    delivery_words,
    shipping_rows,
)
from salescenter.ui.money_text import quantity_text
from salescenter.ui.widgets import STRETCH, announce, column, eliding_label

SHIPPING_PAGE = "shipping"
SHIPPING_MENU = "order.shipping"
_ROOMY = 240
"""Below this height the lines and their form take turns: Enter goes in, Esc comes back."""


class ShippingPage(OrderPage):
    """What is marked, else the row one stands on, is what the form is about."""

    id: ClassVar[str] = SHIPPING_PAGE
    title: ClassVar[str] = N_("Shipping")
    fields: ClassVar[frozenset[str]] = frozenset({"ship_to", "method", "date"})

    address_wanted = Signal()
    charge_wanted = Signal(int)

    def __init__(self, link: OrderLink) -> None:
        super().__init__(link)
        self._marked: frozenset[int] = frozenset()
        self._facts: ShippingFacts | None = None
        self._first, self._in_form = 0, False
        self.table = ShippingTable(link.workbench.widths)
        self.table.show_empty_text(_("Nothing is on this order yet"))
        self.form = ShippingForm(link)
        self.detail = eliding_label(name="shipping-detail", style="caption", tone=Tone.MUTED)
        self.scope = eliding_label(name="shipping-scope", style="value")
        box = column(self.table, self.detail, self.scope, self.form, STRETCH, gap=6)
        box.setStretch(0, 100)
        self.setLayout(box)
        self._wire()

    # What the editor asks for

    def show_order(self, view: OrderView) -> None:
        """Draw the deliveries of a version, and how the chosen lines are sent."""
        self._marked = frozenset(each for each in self._marked if each in view.order.items)
        before = self.table.current_key()
        self._draw(view)
        self._stand(view, before)
        self._show_chosen()

    def take_focus(self) -> None:
        """The lines."""
        self._leave_form()

    def focus_field(self, field: str) -> bool:
        """Jump to a field of the form, for the delivery that lacks an address if one does."""
        view = self.link.view
        if view is not None and field == "ship_to":
            lacking = [each.id for each in view.order.deliveries if each.address is None]
            self.table.select_key(lacking[0] if lacking else self.table.current_key())
        if field in self.fields:
            self._enter_form()
        return self.form.focus_field(field)

    # What the actions ask for

    def chosen(self) -> wishes.Lines:
        """The lines that are marked, else those of the row one stands on, in line order."""
        view, row = self.link.view, self._row()
        if view is None or self._facts is None:
            return ()
        if self._marked:
            return tuple(line.id for line in view.order.items if line.id in self._marked)
        return self._facts.lines_of(row) if row is not None else ()

    def toggle_expedite(self) -> bool:
        """Let the chosen lines leave before others, or take it back where all do."""
        view, lines = self.link.view, self.chosen()
        if view is None or not lines:
            return False
        on = not all(view.order.items[line_id].expedite for line_id in lines)
        self.link.send(wishes.expedite(lines, on))
        return True

    def agree_charge(self) -> bool:
        """Ask for another charge of the delivery one stands on; False when there is none."""
        row = self._row()
        if row is None:
            return False
        self.charge_wanted.emit(row.delivery_id)
        return True

    # Building

    def _wire(self) -> None:
        self.table.selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.toggled.connect(self._on_toggled)
        self.table.extended.connect(self._on_extended)
        self.table.all_wanted.connect(self._mark_all)
        self.table.none_wanted.connect(self._mark_none)
        self.form.address_wanted.connect(self.address_wanted)
        self.form.charge_wanted.connect(self._on_charge_wanted)
        self.form.expedite_wanted.connect(self._on_expedite_wanted)
        self.form.left.connect(self._leave_form)
        self.link.store_known.connect(self._on_store)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines and form stand under each other where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        roomy, in_form = self.height() >= _ROOMY, self._in_form
        self.form.setVisible(roomy or in_form)
        self.table.setVisible(roomy or not in_form)
        self.detail.setVisible(roomy or not in_form)
        self.scope.setVisible(roomy or in_form)

    # What happens

    def _on_row(self, _key: object) -> None:
        self._show_chosen()

    def _on_opened(self, _key: object) -> None:
        view = self.link.view
        if view is not None and view.order.is_pending:
            self._enter_form()
            self.form.take_focus()

    def _on_charge_wanted(self) -> None:
        self.link.workbench.trigger("shipping.charge")

    def _on_expedite_wanted(self) -> None:
        self.link.workbench.trigger("item.expedite")

    def _enter_form(self) -> None:
        self._in_form = True
        self._arrange()

    def _leave_form(self) -> None:
        self._in_form = False
        self._arrange()
        self.table.setFocus()

    def _on_menu(self, _key: object, point: QPoint) -> None:
        self.link.workbench.show_context_menu(SHIPPING_MENU, self.table, point)

    def _on_store(self, _store: Store) -> None:
        if self.link.view is not None and self._facts is not None:
            self.show_order(self.link.view)

    def _on_toggled(self, key: object) -> None:
        lines = self._lines_at(key)
        taken_off = bool(lines) and self._marked.issuperset(lines)
        self._mark(self._marked.difference(lines) if taken_off else self._marked.union(lines))

    def _on_extended(self, start: object, end: object) -> None:
        first, last = sorted(self.table.model_of_rows.row_of(key) for key in (start, end))
        rows = self.table.model_of_rows.rows[max(0, first) : last + 1]
        lines = {row.line.id for row in rows if row.line is not None}
        self._mark(self._marked.union(lines))

    def _mark_all(self) -> None:
        rows = self.table.model_of_rows.rows
        self._mark(frozenset(row.line.id for row in rows if row.line is not None))

    def _mark_none(self) -> None:
        self._mark(frozenset())

    def _mark(self, marked: frozenset[int]) -> None:
        if marked == self._marked or self.link.view is None:
            return
        self._marked = marked
        self._draw(self.link.view)
        self._show_chosen()
        count = len(marked)
        text = ngettext("{count} line is marked", "{count} lines are marked", count)
        announce(self.table, text.format(count=quantity_text(count)))

    # Drawing

    def _draw(self, view: OrderView) -> None:
        store = self.link.store
        self._facts = ShippingFacts(view, store, today_of(store, _now), self._marked)
        self.table.show_order(shipping_rows(view.order, self.table.model_of_rows.rows), self._facts)

    def _stand(self, view: OrderView, before: object) -> None:
        """Stay by the lines one was at when their delivery became another one."""
        line = view.order.items.get(self._first)
        gone = self.table.model_of_rows.row_of(before) < 0
        if before is not None and gone and line is not None:
            self.table.select_key(line.delivery_id)

    def _show_chosen(self) -> None:
        """Say what the form is about, how its charge came about, and fill the form."""
        view, row, lines = self.link.view, self._row(), self.chosen()
        if view is None:
            return
        self._first = lines[0] if lines else 0
        home = self.link.store.country if self.link.store is not None else ""
        delivery = view.order.deliveries.get(row.delivery_id) if row is not None else None
        words = delivery_words(view, delivery, home) if delivery is not None else ""
        self.detail.setText(words)
        self.table.setAccessibleDescription(words)
        self.scope.setText(self._scope_text(view, lines))
        if self.link.store is not None and not self.form.method.count():
            self.form.show_store(self.link.store)
        self.form.show_lines(view, lines)

    def _scope_text(self, view: OrderView, lines: wishes.Lines) -> str:
        """What the form is about, in words."""
        row = self._row()
        if self._marked:
            count = len(self._marked)
            text = ngettext("{count} marked line", "{count} marked lines", count)
            return text.format(count=quantity_text(count))
        if row is not None and row.line is not None:
            line: OrderItem = row.line
            return f"{line.sku}  {line.name}"
        place = self._facts.places.get(row.key, 1) if row is not None and self._facts else 1
        text = ngettext(
            "Delivery {place}: {count} line", "Delivery {place}: {count} lines", len(lines)
        )
        return text.format(place=place, count=quantity_text(len(lines)))

    def _row(self) -> ShippingRow | None:
        found: ShippingRow | None = self.table.current_row()
        return found

    def _lines_at(self, key: object) -> tuple[int, ...]:
        row = self.table.model_of_rows.row_of(key)
        if row < 0 or self._facts is None:
            return ()
        return self._facts.lines_of(self.table.model_of_rows.rows[row])


def _now() -> datetime:
    return datetime.now(UTC)
