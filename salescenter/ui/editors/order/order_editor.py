"""The editor of one order: its header, its pages, its total, and the forms that open inside."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from salescenter.domain.catalogue import ItemKind, ItemMatch
from salescenter.domain.customer import AddressUse
from salescenter.domain.refusals import sentence
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView, StepName
from salescenter.ui.editors.order import shipping_wishes, wishes
from salescenter.ui.editors.order.address_strip import AddressStrip
from salescenter.ui.editors.order.cancel_strip import CancelStrip
from salescenter.ui.editors.order.clash_strip import ClashStrip
from salescenter.ui.editors.order.customer_glance import CustomerGlanceLine
from salescenter.ui.editors.order.customer_strip import CustomerStrip
from salescenter.ui.editors.order.guest_strip import GuestStrip, RegisterStrip, is_guest_of
from salescenter.ui.editors.order.header import OrderHeader
from salescenter.ui.editors.order.items_page import ItemsPage
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.override_strip import OverrideStrip
from salescenter.ui.editors.order.page import OrderPage
from salescenter.ui.editors.order.pages import PAGES
from salescenter.ui.editors.order.shipping_charge import ChargeStrip
from salescenter.ui.editors.order.shipping_page import SHIPPING_PAGE, ShippingPage
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.editors.order.totals_strip import TotalsStrip
from salescenter.ui.order_start import ORDER
from salescenter.ui.state import WorkbenchState
from salescenter.ui.widgets import Pages, button, column, empty_state
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

_ROOMY = 700
"""From this height on a tall form leaves the pages where they are."""
_AROUND, _GAP = 18, 8


class OrderEditor(Editor):
    """Key: the order's id; "" for a draft, which is stored with its first content."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(ORDER, key)
        self._workbench = workbench
        self.link = OrderLink(workbench, int(key) if key.isdecimal() else None, self)
        self.header = OrderHeader(self.link)
        self.totals = TotalsStrip()
        self.override = OverrideStrip(self.link)
        self.charge = ChargeStrip(self.link)
        self.cancel = CancelStrip(self.link)
        self.customer = CustomerStrip(self.link)
        self.glance = CustomerGlanceLine(self.link, self.ask_register)
        self.guest = GuestStrip(self.link)
        self.register = RegisterStrip(self.link)
        self.ship_to = AddressStrip(self.link, AddressUse.SHIPPING)
        self.bill_to = AddressStrip(self.link, AddressUse.BILLING)
        self.clash = ClashStrip(self.link)
        self.items = ItemsPage(self.link, self, self.override)
        self.pages: dict[str, OrderPage] = {self.items.id: self.items}
        self.pages |= {made.id: made(self.link) for made in PAGES}
        self._drawn: dict[str, OrderView] = {}
        self._build()
        self._wire()
        self.set_title(_("New order") if self.link.order_id is None else _("Order"))
        self.link.load()

    @property
    def store_id(self) -> int:
        """The store whose order it is, 0 while none is known."""
        return self.link.store.id if self.link.store else 0

    @property
    def view(self) -> OrderView | None:
        """The newest version known; None for a draft."""
        return self.link.view

    # What the window asks for

    def contribute(self, state: WorkbenchState) -> WorkbenchState:
        """The order, and what undo and redo would do."""
        view = self.link.view
        return replace(
            state,
            subject=view,
            undo=view.undo.title if view and view.undo.is_possible else "",
            redo=view.redo.title if view and view.redo.is_possible else "",
            pages=self._pages.count(),
            saved=not self.link.is_saving,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """An open form keeps its room."""
        super().resizeEvent(event)
        self.glance.leave_room(self.height())
        for strip in self._forms:
            if not strip.isHidden():
                self._make_room(strip)

    def turn_page(self, step: int) -> None:
        """Go ``step`` pages on."""
        self._pages.turn(step)
        self.page().take_focus()

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front and go there; raises ValueError for an unknown id."""
        self._pages.show_page(page_id)
        self.page().take_focus()

    @property
    def shipping(self) -> ShippingPage:
        """The page about deliveries."""
        page = self.pages[SHIPPING_PAGE]
        assert isinstance(page, ShippingPage)
        return page

    def page(self) -> OrderPage:
        """The page in front."""
        return self.pages[self._pages.current_id()]

    def take_focus(self) -> None:
        """Where typing starts: in an open form, else on the page."""
        for strip in self._forms:
            if not strip.isHidden():
                strip.take_focus()
                return
        self.page().take_focus()

    def focus_field(self, field: str) -> bool:
        """Jump to what a problem names, on whatever page it is."""
        if self.header.focus_field(field):
            return True
        for page_id, page in self.pages.items():
            if field in page.fields:
                self._pages.show_page(page_id)
                return page.focus_field(field)
        return False

    # What the actions ask for

    def begin_for(self, customer_id: int, name: str) -> None:
        """Make it the order of a customer: of a draft this is the first content."""
        self.link.send(wishes.assign_customer(customer_id, name))

    def add_match(self, match: ItemMatch, quantity: int) -> None:
        """Add what was found elsewhere; of a product the kind is asked for on the page of items."""
        if match.kind is ItemKind.PRODUCT:
            self.show_page(self.items.id)
        self.items.entry.add_match(match, quantity)

    def undo(self) -> None:
        """Take back the step that the menu names, or say why not."""
        if self._may_take_back(self.link.view.undo if self.link.view else None, "undo.nothing"):
            self.link.send(wishes.undo())

    def redo(self) -> None:
        """Do again what was taken back, or say why not."""
        if self._may_take_back(self.link.view.redo if self.link.view else None, "redo.nothing"):
            self.link.send(wishes.redo())

    def expedite_chosen(self) -> bool:
        """Let what is chosen leave before others, or take it back; False when nothing is."""
        if self.page() is self.shipping:
            return self.shipping.toggle_expedite()
        line = self.items.line()
        if line is None:
            return False
        self.link.send(shipping_wishes.expedite((line.id,), not line.expedite))
        return True

    def expedite_order(self) -> None:
        """Let every line leave before those of others, or take it back where all do."""
        items = self.link.view.order.items if self.link.view is not None else ()
        if items:
            on = not all(line.expedite for line in items)
            self.link.send(shipping_wishes.expedite((), on))

    def answer_question(self) -> bool:
        """Go to the question about a clash; False when none is open."""
        if self.clash.isHidden():
            return False
        self.clash.take_focus()
        return True

    def _may_take_back(self, step: StepName | None, nothing: str) -> bool:
        if step is not None and step.is_possible:
            return True
        code = step.refusal if step is not None and step.refusal else nothing
        by = step.by if step is not None else ""
        self._workbench.refuse(sentence(code, {"by": by or _("somebody else")}))
        return False

    # Building

    def _build(self) -> None:
        self._pages = Pages("order-pages", _("Pages of the order"))
        for page in self.pages.values():
            self._pages.add_page(page.id, _(page.title), page)
        self.header.add_tabs(self._pages.tabs)
        self.submit = button(
            _("Submit order"), name="order-submit", icon="check", kind="primary", on=self._submit
        )
        self.totals.add_button(self.submit)
        self._forms: tuple[Strip, ...] = (
            self.override,
            self.charge,
            self.cancel,
            self.customer,
            self.guest,
            self.register,
            self.ship_to,
            self.bill_to,
        )
        self._lost = empty_state(_("The order is not here"), name="order-lost", icon="circle-alert")
        self._lost.hide()
        self._all = QWidget()
        top = (self.header, self.glance, self.clash)
        inner = column(*top, *self._forms, self._pages, margins=(12, 8, 12, 10))
        inner.addStretch(0)
        inner.addWidget(self.totals)
        self._all.setLayout(inner)
        inner.setStretch(inner.indexOf(self._pages), 1)
        self.setLayout(column(self._lost, self._all, gap=0))
        top_down = (self._pages.tabs, *self.header.stops())
        for before, after in pairwise(top_down):
            QWidget.setTabOrder(before, after)
        for keys in (QKeySequence("Ctrl+Y"),):
            also = QShortcut(keys, self)
            also.activated.connect(self._redo_by_other_keys)

    def _wire(self) -> None:
        self.link.view_changed.connect(self._on_view)
        self.link.saving_changed.connect(self._on_saving)
        self.link.lost.connect(self._on_lost)
        self._pages.turned.connect(self._on_turned)
        self.header.customer_wanted.connect(self.ask_customer)
        self.header.ship_to_wanted.connect(self.ask_ship_to)
        self.header.bill_to_wanted.connect(self.ask_bill_to)
        self.shipping.address_wanted.connect(self.ask_ship_to)
        self.shipping.charge_wanted.connect(self._ask_charge)
        for strip in self._forms:
            strip.opened.connect(self._on_strip_opened)
            strip.closed.connect(self._on_strip_closed)

    def ask_customer(self) -> None:
        """Ask whose order it is."""
        self._open(self.customer, begins=True)

    def ask_guest(self) -> None:
        """Ask for the guest whose order it is; a business store has none."""
        if self.guest.is_offered:
            self._open(self.guest, begins=True)
        else:
            self._workbench.refuse(sentence("customer.guest_in_b2b", {}))

    def ask_register(self) -> None:
        """Ask for the name under which the guest is registered."""
        if is_guest_of(self.link.view):
            self._open(self.register)
        else:
            self._workbench.refuse(_("Only the guest of a pending order can be registered."))

    def open_twin(self) -> bool:
        """Take who is likely the same as the guest; False when nobody is shown."""
        return self.register.isVisible() and self.register.twins.open_twin()

    def ask_ship_to(self) -> None:
        """Ask where it goes: of several deliveries, on their page, where the chosen lines go."""
        view = self.link.view
        if self.page() is self.shipping and self._may_change():
            self.ship_to.open_for(self.shipping.chosen())
        elif view is not None and len(view.order.deliveries) > 1:
            self.show_page(SHIPPING_PAGE)
        else:
            self._open(self.ship_to)

    def _ask_charge(self, delivery_id: int) -> None:
        if self.link.view is not None and self._may_change():
            self.charge.open_for(self.link.view, delivery_id)

    def ask_bill_to(self) -> None:
        """Ask who gets the bill."""
        self._open(self.bill_to)

    def ask_cancel(self) -> None:
        """Ask why it is canceled."""
        self._open(self.cancel)

    def _open(self, strip: Strip, *, begins: bool = False) -> None:
        if (begins and self.link.view is None) or self._may_change():
            strip.open_strip()

    def _may_change(self) -> bool:
        view = self.link.view
        if view is None:
            self._workbench.refuse(sentence("order.empty", {}))
        elif not view.order.is_pending:
            self._workbench.refuse(sentence("order.not_pending", {"number": view.order.number}))
        return view is not None and view.order.is_pending

    # What happens

    def _on_view(self, view: OrderView) -> None:
        """Draw a version: the total first, then what stands around, then the page."""
        self.totals.show_order(view)
        self._draw_page()
        self.header.show_order(view)
        self.glance.show_order(view)
        self.submit.setVisible(view.order.is_pending)
        self.set_title(_("Order {number}").format(number=view.order.number))
        self.set_key(str(view.order.id))
        self.state_changed.emit()

    def _draw_page(self) -> None:
        """A page that nobody sees draws when it comes to the front."""
        page, view = self.page(), self.link.view
        if view is not None and self._drawn.get(page.id) is not view:
            self._drawn[page.id] = view
            page.show_order(view)

    def _on_turned(self, _page_id: str) -> None:
        for strip in self._forms:
            strip.hide()
        self._on_strip_closed()
        self._draw_page()

    def _on_saving(self, _saving: bool) -> None:
        self.state_changed.emit()

    def _on_lost(self, why: str) -> None:
        self._lost.show_text(_("The order cannot be shown"), why)
        self._lost.show()
        self._all.hide()

    def _on_strip_opened(self) -> None:
        opened = self.sender()
        self.glance.step_aside(True)
        for strip in self._forms:
            if strip is not opened:
                strip.hide()
        if isinstance(opened, Strip):
            self._make_room(opened)

    def _on_strip_closed(self) -> None:
        for part in (self.header, self._pages, self.totals):
            part.show()
        self.glance.step_aside(False)

    def _make_room(self, strip: Strip) -> None:
        """A form is never squeezed: pages step back for it, then the header, the totals last."""
        parts = [strip, self.totals, *(() if self.clash.isHidden() else (self.clash,))]
        room = self.height() - _AROUND - sum(_least_height(part) + _GAP for part in parts)
        room -= _least_height(self.header) + _GAP
        fits = room >= _least_height(self._pages) and not strip.tall
        self._pages.setVisible(fits or self.height() >= _ROOMY)
        self.header.setVisible(room >= 0)
        room += _least_height(self.header) + _GAP
        self.totals.setVisible(room >= 0)

    def _submit(self) -> None:
        self._workbench.trigger("order.submit")

    def _redo_by_other_keys(self) -> None:
        self._workbench.trigger("order.redo")


def _least_height(part: QWidget) -> int:
    """What it needs at least; also while it is hidden."""
    return max(part.minimumSizeHint().height(), part.minimumHeight())


ORDER_EDITOR = EditorSpec(ORDER, "shopping-cart", OrderEditor)
