"""Items: the lines, how a price came about, the entry line, the codes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QWidget

from salescenter.domain.catalogue import ItemMatch
from salescenter.domain.entry import parse_quantity
from salescenter.domain.errors import Refused
from salescenter.domain.order import OrderItem
from salescenter.domain.product import Variant
from salescenter.domain.store import Store
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import line_wishes, wishes
from salescenter.ui.editors.order.codes import CodeChips, CodeField
from salescenter.ui.editors.order.entry_line import EntryLine
from salescenter.ui.editors.order.line_columns import QUANTITY, LineFacts
from salescenter.ui.editors.order.line_grid import LineGrid, LineModel
from salescenter.ui.editors.order.line_work import LineWork
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.override_strip import OverrideStrip
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.paste_panel import PastePanel
from salescenter.ui.editors.order.price_steps_panel import PriceStepsPanel
from salescenter.ui.editors.order.product_panel import ProductPanel
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.widgets import announce, column, empty_state, label, row

_BESIDE_FROM, _BELOW_FROM = 620, 280
_LOW = 300
"""Below this height the lines and the kinds of a product do not fit under each other."""
_PANEL_WIDTHS = (300, 400)
_ANY = 16_777_215
LINE_MENU = "order.line"


class ItemsPage(OrderPage):
    """Draws a version line by line and sends every change as a wish of its own."""

    id: ClassVar[str] = "items"
    title: ClassVar[str] = N_("Items")
    fields: ClassVar[frozenset[str]] = frozenset({"entry", "codes", "lines"})

    def __init__(self, link: OrderLink, over: QWidget, override: OverrideStrip) -> None:
        super().__init__(link)
        self._override = override
        self._edit_base: OrderView | None = None
        self._wanted_line = 0
        self.model = LineModel()
        self.grid = LineGrid(self.model, link.workbench.widths)
        self.work = LineWork(link, self.grid)
        self.steps = PriceStepsPanel()
        self.product = ProductPanel(link)
        self._product_typed = ""
        self.paste = PastePanel(link)
        self._is_pasting = False
        self.entry = EntryLine(link, over)
        self.codes = CodeField(link)
        self.chips = CodeChips(link)
        self._problem = label(
            name="order-lines-problem", style="caption", tone=Tone.ERROR, wrap=True
        )
        self._problem.hide()
        self._build()
        self._wire()

    # What the editor and the actions ask for

    def show_order(self, view: OrderView) -> None:
        """Draw this version: only cells that read differently are painted."""
        self._keep_typed(view)
        self.model.editable = view.order.is_pending
        self._show_lines(view)
        self._show_middle()
        self.chips.show_order(view)
        self.entry.setEnabled(view.order.is_pending)
        self.codes.setEnabled(view.order.is_pending)
        if self._wanted_line and self.grid.select_key(self._wanted_line):
            self._wanted_line = 0
        self._show_steps()

    def take_focus(self) -> None:
        """Taking an order is typing items."""
        if self._is_pasting:
            self.paste.table.setFocus()
        elif self.entry.isEnabled():
            self.entry.line.setFocus()
        else:
            self.grid.setFocus()

    def focus_field(self, field: str) -> bool:
        """Jump to the entry line, the codes, or the lines."""
        places = {"entry": self.entry.line, "codes": self.codes.line, "lines": self.grid}
        if field in places:
            places[field].setFocus()
        return field in places

    def problem(self) -> str:
        """What is wrong with what was typed into the lines; "" when nothing is."""
        return self._problem.text()

    def line(self) -> OrderItem | None:
        """The line one stands on."""
        found: OrderItem | None = self.grid.current_row()
        return found

    def edit_quantity(self) -> bool:
        """Begin to edit the quantity of the line; False when there is none."""
        return self.model.editable and self.grid.edit_quantity()

    def remove_line(self) -> bool:
        """Take the selected lines off; False when there is none."""
        return self.work.remove()

    def override_line(self) -> bool:
        """Ask for another price of the line; False when there is none."""
        line, view = self.line(), self.link.view
        if line is None or view is None:
            return False
        self._override.open_for(view, line)
        return True

    def toggle_steps(self) -> bool:
        """Show or hide how the price of the line came about; False when there is no line."""
        if self.steps.isHidden() and self.line() is None:
            return False
        at_lines = self.grid.hasFocus() or self._is_in_steps()
        self.steps.setVisible(self.steps.isHidden())
        self._show_steps()
        self._place_steps()
        if not self.steps.isHidden():
            self.steps.speak()
        if at_lines:
            (self.steps if self._middle.isHidden() else self.grid).setFocus()
        return True

    def _is_in_steps(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.steps.isAncestorOf(focused)

    # Building

    def _build(self) -> None:
        nothing = empty_state(
            _("Nothing is on this order yet"),
            _("Type a code or a few words below and press Enter, or scan; 3x takes three."),
            name="order-lines-empty",
            icon="shopping-cart",
        )
        self._middle = QStackedWidget()
        self._middle.setObjectName("order-lines-or-nothing")
        self._middle.addWidget(nothing)
        self._middle.addWidget(self.grid)
        self._middle.addWidget(self.paste)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(8)
        self._body.addWidget(self._middle, 1)
        self._body.addWidget(self.steps)
        line = row(self.entry, self.codes)
        line.setStretch(0, 4)
        line.setStretch(1, 1)
        for field in (self.entry, self.codes):
            line.setAlignment(field, Qt.AlignmentFlag.AlignBottom)
        self.codes.setMinimumWidth(150)
        box = column(self._body, self._problem, self.chips, line, self.product, gap=6)
        box.setStretch(0, 1)
        self.setLayout(box)

    def _wire(self) -> None:
        self.model.edit_wanted.connect(self._on_edit_wanted)
        self.grid.delegate.began.connect(self._on_edit_began)
        self.grid.remove_wanted.connect(self._on_remove_wanted)
        self.grid.copy_wanted.connect(self.work.copy)
        self.grid.typed.connect(self.entry.type_text)
        self.grid.left_downwards.connect(self.take_focus)
        self.grid.selected.connect(self._show_steps)
        self.grid.menu_wanted.connect(self._on_menu)
        self.entry.added.connect(self._on_added)
        self.entry.left_upwards.connect(self._to_lines)
        self.entry.product_wanted.connect(self._on_product_wanted)
        self.entry.block_pasted.connect(self.paste.open_for)
        self.paste.opened.connect(partial(self._on_pasting, True))
        self.paste.closed.connect(partial(self._on_pasting, False))
        self.paste.added.connect(self._on_added)
        self.product.shown.connect(self._make_room)
        self.product.chosen.connect(self._on_product_chosen)
        self.product.left.connect(self._on_product_left)
        self.chips.emptied.connect(partial(self.focus_field, "codes"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps stand beside the lines where there is room, else below, else in their place."""
        super().resizeEvent(event)
        self._place_steps()

    def _place_steps(self) -> None:
        beside = self.width() >= _BESIDE_FROM
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        alone = not beside and not self.steps.isHidden() and self.height() < _BELOW_FROM
        self._middle.setVisible(not alone)
        if not self.product.isHidden():
            self._make_room()
        least, most = _PANEL_WIDTHS
        width = max(least, min(most, self.width() * 2 // 5)) if beside else 0
        self.steps.setMaximumWidth(width or _ANY)
        self.steps.setMinimumWidth(width)
        self.steps.setMaximumHeight(_ANY if beside or alone else self.steps.wanted_height())

    # What happens

    def _on_edit_began(self) -> None:
        self._edit_base = self.link.view
        self._show_problem("")

    def _on_edit_wanted(self, line_id: int, column_id: str, typed: str) -> None:
        if column_id != QUANTITY:
            return
        try:
            quantity = parse_quantity(typed)
        except Refused as refused:
            self._on_quantity_refused(line_id, typed, refused)
            return
        self.link.send(
            self._quantity_wish(line_id, quantity),
            partial(self._on_quantity_done, line_id),
            partial(self._on_quantity_refused, line_id, typed),
            base=self._edit_base,
        )

    def _quantity_wish(self, line_id: int, quantity: int) -> wishes.Wish:
        """For all selected lines where the one that was typed into is among several."""
        selected = [line.id for line in self.work.selected()]
        if line_id in selected and len(selected) > 1:
            return line_wishes.change_quantities(selected, quantity)
        return wishes.change_quantity(line_id, quantity, self.model.row_of(line_id) + 1)

    def _on_quantity_done(self, line_id: int, _answer: object) -> None:
        self.model.show_problem(line_id, QUANTITY, "")
        self._show_problem("")

    def _on_quantity_refused(self, line_id: int, typed: str, error: Exception) -> None:
        why = refusal_text(error)
        self.model.show_problem(line_id, QUANTITY, why, typed)
        place = self.model.row_of(line_id) + 1
        self._show_problem(_("Line {line}: {why}").format(line=place, why=why))

    def _on_remove_wanted(self) -> None:
        self.link.workbench.trigger("item.remove")

    def _on_added(self, line_id: int) -> None:
        """Stand on the line that was added, now or when it arrives."""
        if not self.grid.select_key(line_id):
            self._wanted_line = line_id

    def _on_product_wanted(self, match: ItemMatch, quantity: int, typed: str) -> None:
        self._product_typed = typed
        self.product.open_for(match.id, quantity, partial(self.entry.give_back, typed))

    def _make_room(self) -> None:
        """The kinds of a product are never squeezed: on a low screen the lines step back."""
        self._middle.setVisible(self.height() >= _LOW)

    def _on_product_chosen(self, variant: Variant, quantity: int) -> None:
        self._place_steps()
        self.entry.line.setFocus()
        self.entry.add_chosen(variant.item_id, variant.sku, quantity)

    def _on_product_left(self) -> None:
        self._place_steps()
        self.entry.line.setFocus()
        if not self.entry.line.text():
            self.entry.line.setText(self._product_typed)

    def _on_pasting(self, pasting: bool) -> None:
        """The pasted lines stand in place of the order's until they were looked at."""
        self._is_pasting = pasting
        self._show_middle()
        if not pasting:
            self.take_focus()

    def _show_middle(self) -> None:
        nothing, lines, pasted = range(3)
        shown = lines if self.model.rowCount() else nothing
        self._middle.setCurrentIndex(pasted if self._is_pasting else shown)

    def _on_menu(self, _key: object, point: QPoint) -> None:
        self.link.workbench.show_context_menu(LINE_MENU, self.grid, point)

    def _to_lines(self) -> None:
        if self.model.rowCount():
            self.grid.setFocus()

    def _show_lines(self, view: OrderView) -> None:
        self.grid.show_lines(view.order.items, LineFacts(view, self._today()))

    def _keep_typed(self, view: OrderView) -> None:
        """A line that goes while its quantity is being typed: say what was typed."""
        line = self.line()
        if line is None or not self.grid.is_editing() or line.id in view.order.items:
            return
        text = _("Line {line}, {sku}, was taken off while its quantity was being changed.")
        self.link.workbench.say(text.format(line=self._place(line), sku=line.sku), Tone.WARN)

    def _show_steps(self, *_changed: object) -> None:
        if not self.steps.isHidden():
            self.steps.show_line(self.link.view, self.line())

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            announce(self.grid, text)

    def _place(self, line: OrderItem) -> int:
        return self.model.row_of(line.id) + 1

    def _today(self) -> date:
        return today_of(self.link.store, _now)


def _now() -> datetime:
    return datetime.now(UTC)


def today_of(store: Store | None, now: Callable[[], datetime]) -> date:
    """The date where the store is; in UTC while the store is not known yet."""
    return now().astimezone(store.zone).date() if store else now().date()
