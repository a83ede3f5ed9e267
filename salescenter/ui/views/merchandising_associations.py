"""What goes with the items of the order in front: for the one touched last, then for the others.

What is discontinued or sold out has its replacement first, by itself. Follows the active editor,
reads while somebody can see it, and adds with one key; it never opens over anything.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salescenter.domain.catalogue import ASSOCIATION_NAMES, ItemKind, ItemMatch
from salescenter.i18n import N_, _
from salescenter.services.catalogue_entry import GoesWith, Suggestion
from salescenter.services.orders.views import OrderView
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import change_text, money_text, quantity_text
from salescenter.ui.state import WorkbenchState
from salescenter.ui.tables import END, Column, TableModel, TableView
from salescenter.ui.tables.cell_delegate import TwoLineDelegate
from salescenter.ui.widgets import caption, column, empty_state
from salescenter.ui.workbench.contract import ColumnWidths, Workbench

ID = "merchandising_associations"
_MOST = 60
_MOST_ASKED = 400
"""Of a longer order the lines touched last are asked about: nobody looks through more."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as it is shown; ``is_of_last``: for the item that was touched last."""

    suggestion: Suggestion
    is_of_last: bool

    @property
    def key(self) -> tuple[int, int]:
        """Which item goes with which."""
        return self.suggestion.source_id, self.suggestion.match.id


def _item(offer: Offer) -> str:
    found = offer.suggestion
    kind = _(ASSOCIATION_NAMES[found.kind])
    return f"{found.match.sku}  {found.match.name}\n{kind} \N{MIDDLE DOT} {_stock(found.match)}"


def _for(offer: Offer) -> str:
    return f"\n{offer.suggestion.source_sku}"


def _price(offer: Offer) -> str:
    match = offer.suggestion.match
    if not match.amount:
        return "\n"
    difference = change_text(offer.suggestion.difference, match.currency)
    return f"{money_text(match.amount, match.currency)}\n{difference}"


def _stock(match: ItemMatch) -> str:
    if match.kind is ItemKind.PRODUCT:
        return _("several kinds")
    if match.kind is ItemKind.BUNDLE:
        return _("bundle")
    if match.free <= 0:
        return _("none free")
    return _("{count} free").format(count=quantity_text(match.free))


def _item_tone(offer: Offer) -> Tone:
    is_there = offer.suggestion.match.free > 0
    return Tone.WARN if offer.suggestion.is_needed or not is_there else Tone.MUTED


def _icon(offer: Offer) -> str:
    return "triangle-alert" if offer.suggestion.is_needed else ""


def _tip(offer: Offer) -> str:
    found = offer.suggestion
    if found.is_needed:
        return _("{sku} is discontinued or sold out; this one is in its place.").format(
            sku=found.source_sku
        )
    return f"{_item(offer)} \N{MIDDLE DOT} {found.source_sku}"


COLUMNS = (
    Column[Offer](
        "item",
        N_("Item"),
        _item,
        width=240,
        stretch=1,
        narrowest=100,
        tone=_item_tone,
        icon=_icon,
        tip=_tip,
        strong=True,
    ),
    Column[Offer](
        "price",
        N_("Price"),
        _price,
        width=82,
        align=END,
        tone=lambda _offer: Tone.MUTED,
    ),
    Column[Offer]("for", N_("For"), _for, width=84, drop=1, tone=lambda _offer: Tone.MUTED),
)


@runtime_checkable
class TakesItems(Protocol):
    """An editor that items can be added to."""

    def add_match(self, match: ItemMatch, quantity: int) -> None:
        """Add so many of what was found."""


class OfferTable(TableView):
    """Enter, + and Insert add what one stands on."""

    wanted = Signal(object)

    def __init__(self, model: TableModel[Offer], widths: ColumnWidths | None) -> None:
        super().__init__(model, "associations", _("What goes with the order"), widths)
        self.opened.connect(self.wanted)
        self.setItemDelegate(TwoLineDelegate(self))

    def _set_row_height(self) -> None:
        super()._set_row_height()
        lines = 2 * self.fontMetrics().height() + 14
        self.verticalHeader().setDefaultSectionSize(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus adds as Enter does."""
        if event.text() == "+":
            self.wanted.emit(self.current_key())
        else:
            super().keyPressEvent(event)


class MerchandisingAssociations(QWidget):
    """Offers what goes with the order in front; says what helps where there is nothing."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName(ID)
        self.setAccessibleName(_("Merchandising associations"))
        self._workbench = workbench
        self._latest = Latest(workbench.runner)
        self._view: OrderView | None = None
        self._touched = 0
        self._is_stale = True
        self.model = TableModel(COLUMNS, key=lambda offer: offer.key)
        self.table = OfferTable(self.model, workbench.widths)
        self.table.wanted.connect(self._on_wanted)
        hint = caption(_("Enter adds one"), name="associations-hint")
        found = QWidget()
        found.setLayout(column(self.table, hint, gap=2, margins=(0, 0, 0, 4)))
        self._nothing = empty_state("", name="associations-none", icon="package")
        self._pages = QStackedWidget()
        self._pages.setObjectName("associations-pages")
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(found)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._pages)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)
        workbench.state_changed.connect(self._on_state)
        self._on_state(workbench.state)

    def offers(self) -> tuple[Offer, ...]:
        """What is offered, from top to bottom."""
        return self.model.rows

    def showEvent(self, event: QShowEvent) -> None:
        """Read what happened while nobody could see it."""
        super().showEvent(event)
        self._read()

    # Following

    def _on_state(self, state: WorkbenchState) -> None:
        subject = state.subject if state.at_work else None
        view = subject if isinstance(subject, OrderView) else None
        if view is self._view and view is not None:
            return
        same, before = _is_same(self._view, view), self._touched
        self._touched = _touched(self._view, view) or (before if same else 0)
        changed = not same or before != self._touched or _items(self._view) != _items(view)
        self._view = view
        if view is None or not view.order.is_pending:
            self._latest.forget()
            self._show_nothing(view)
        elif changed:
            self._is_stale = True
            self._soon.start(0)

    def _read(self) -> None:
        view = self._view
        if not self._is_stale or not self.isVisible() or view is None:
            return
        self._is_stale = False
        items = _items(view)
        if not items:
            self._show(())
            return
        order = view.order
        asked = tuple(dict.fromkeys((*items[-_MOST_ASKED:], self._touched or items[-1])))
        wish = GoesWith(
            store_id=order.store_id, item_ids=asked, currency=order.currency, limit=_MOST
        )
        read = partial(_goes_with, self._workbench.services, wish)
        self._latest.run(read, self._show, self._workbench.report)

    def _show(self, found: tuple[Suggestion, ...]) -> None:
        view = self._view
        if view is None:
            return
        items = _items(view)
        last = self._touched or (items[-1] if items else 0)
        there = frozenset(items)
        offers = [
            Offer(each, each.source_id == last) for each in found if each.match.id not in there
        ]
        offers.sort(key=lambda offer: (not offer.suggestion.is_needed, not offer.is_of_last))
        self.model.show_rows(offers)
        if offers:
            self._pages.setCurrentIndex(1)
            self.setFocusProxy(self.table)
            if not self.table.currentIndex().isValid():
                self.table.select_row(0)
        else:
            self._show_nothing(view)

    def _show_nothing(self, view: OrderView | None) -> None:
        if view is None:
            title = _("No order in front")
            text = _("Open or start an order to see what goes with its items.")
        elif not view.order.is_pending:
            title = _("Nothing to suggest")
            text = _("The order is not pending any more.")
        else:
            title = _("Nothing to suggest")
            text = _("Nothing is known that goes with what is on this order.")
        self._nothing.show_text(title, text)
        self.model.show_rows(())
        self._pages.setCurrentIndex(0)
        self.setFocusProxy(self._nothing)

    # Adding

    def _on_wanted(self, key: object) -> None:
        editor: object = self._workbench.active_editor
        row = self.model.row_of(key) if isinstance(key, tuple) else -1
        if row >= 0 and isinstance(editor, TakesItems):
            editor.add_match(self.model.rows[row].suggestion.match, 1)


def _items(view: OrderView | None) -> tuple[int, ...]:
    """The items of an order, each once, in the order of the lines."""
    if view is None:
        return ()
    return tuple(dict.fromkeys(line.item_id for line in view.order.items))


def _is_same(before: OrderView | None, after: OrderView | None) -> bool:
    """Whether both are versions of one order."""
    return before is not None and after is not None and before.order.id == after.order.id


def _touched(before: OrderView | None, after: OrderView | None) -> int:
    """The item of the last line that came or changed; 0 where none did."""
    if before is None or after is None or not _is_same(before, after):
        return 0
    known = before.order.items
    changed = [line for line in after.order.items if known.get(line.id) != line]
    return changed[-1].item_id if changed else 0


def _goes_with(services: Any, wish: GoesWith) -> tuple[Suggestion, ...]:
    found: tuple[Suggestion, ...] = services.entry.goes_with(wish)
    return found
