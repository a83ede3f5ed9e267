"""A product under the entry line: which of its items is meant, by its values.

Only combinations that exist are offered: each attribute shows the values that go with those before
it, the last one with price and stock of each.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salescenter.domain.product import Product, Variant, fitting
from salescenter.i18n import _
from salescenter.services.catalogue_entry import ProductOf
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.dates import short_date_text
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.money_text import money_text, quantity_text
from salescenter.ui.widgets import (
    Card,
    ChoiceField,
    Field,
    announce,
    button,
    caption,
    choice_field,
    heading,
    label,
    row,
    set_tone,
)

_ROOM_FOR_HINT = 760
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProductPanel(Card):
    """``shown`` tells that it opens, ``chosen`` the item and how many, ``left`` that none was."""

    chosen = Signal(object, int)
    left = Signal()
    shown = Signal()

    def __init__(self, link: OrderLink) -> None:
        super().__init__("product", tone=Tone.ACCENT)
        self.setAccessibleName(_("Which kind of the product"))
        self._link = link
        self._latest = Latest(link.workbench.runner)
        self._product: Product | None = None
        self._quantity = 1
        self._title = heading("", level=2, name="product-title")
        self._facts = label(name="product-facts")
        self._fields: list[ChoiceField] = []
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._hint = caption(
            _("Arrows or letters choose · Tab goes on · Enter adds · Esc leaves"),
            name="product-hint",
        )
        add = button(_("Add"), name="product-add", kind="primary", on=self.accept)
        head = row(self._title, self._facts, self._hint)
        head.setStretch(1, 1)
        below = row(self._line, add)
        below.setStretch(0, 1)
        below.setAlignment(add, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
        self.body.addLayout(below)
        self.hide()

    def open_for(self, item_id: int, quantity: int, failed: Callable[[Exception], None]) -> None:
        """Read the product and begin with its first item."""
        store, view = self._link.store, self._link.view
        assert store is not None
        currency = view.order.currency if view is not None else store.currency
        firm = view.customer.organization if view is not None and view.customer else None
        wish = ProductOf(
            store_id=store.id,
            item_id=item_id,
            currency=currency,
            organization_id=firm.id if firm else None,
        )
        self._quantity = quantity
        read = partial(_read, self._link.workbench.services, wish)
        self._latest.run(read, self.show_product, failed)

    def show_product(self, product: Product) -> None:
        """Offer the values of a product; the focus goes to the first of several."""
        self._product = product
        self._title.setText(product.name)
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._fields = []
        for place, attribute in enumerate(product.attributes):
            field = choice_field(attribute, name=f"product-attribute-{place}")
            field.currentIndexChanged.connect(partial(self._on_value, place))
            field.installEventFilter(self)
            self._fields.append(field)
            self._line.addWidget(Field(attribute, field))
        self._line.addStretch(1)
        self._offer_from(0)
        self.shown.emit()
        self.show()
        self.take_focus()
        announce(self, product.name)

    def take_focus(self) -> None:
        """The first attribute that has something to choose."""
        several = [field for field in self._fields if field.count() > 1]
        for field in (*several, *self._fields)[:1]:
            field.setFocus()

    def variant(self) -> Variant | None:
        """The item that the values stand for."""
        left = fitting(self._product, self._values()) if self._product else ()
        return left[0] if left else None

    def facts(self) -> str:
        """What is said of the item that is chosen."""
        return self._facts.text()

    def accept(self) -> None:
        """Take the item that is chosen."""
        variant = self.variant()
        if variant is not None:
            self.hide()
            self.chosen.emit(variant, self._quantity)

    def leave(self) -> None:
        """Choose nothing."""
        self._latest.forget()
        self.hide()
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the keys do is said where there is room for it."""
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= _ROOM_FOR_HINT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds, Left and Right go from attribute to attribute."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTERS:
                self.accept()
                return True
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, QWidget):
                self._go(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _go(self, field: QWidget, step: int) -> None:
        places = [place for place, each in enumerate(self._fields) if each is field]
        for place in places:
            if 0 <= place + step < len(self._fields):
                self._fields[place + step].setFocus()

    def _values(self) -> dict[str, str]:
        assert self._product is not None
        pairs = zip(self._product.attributes, self._fields, strict=True)
        return {name: field.value() for name, field in pairs if field.value() is not None}

    def _on_value(self, place: int, _index: int) -> None:
        self._offer_from(place + 1)

    def _offer_from(self, first: int) -> None:
        """Offer values of the attributes from ``first`` on; what still exists stays chosen."""
        product = self._product
        assert product is not None
        for place in range(first, len(self._fields)):
            names = product.attributes[:place]
            before = {name: self._fields[at].value() for at, name in enumerate(names)}
            left = fitting(product, before)
            values = dict.fromkeys(variant.values[place] for variant in left)
            is_last = place == len(self._fields) - 1
            of_value = {variant.values[place]: variant for variant in left}
            self._show(
                self._fields[place],
                [
                    (value, self._with_facts(of_value[value]) if is_last else value)
                    for value in values
                ],
            )
        self._show_facts()

    def _show(self, field: ChoiceField, choices: list[tuple[str, str]]) -> None:
        chosen = field.value()
        values = [value for value, _text in choices]
        blocked = field.blockSignals(True)
        field.show_choices(choices, chosen if chosen in values else values[0])
        field.blockSignals(blocked)

    def _with_facts(self, variant: Variant) -> str:
        price = money_text(variant.amount, self._product.currency if self._product else "")
        return f"{variant.values[-1]} · {price} · {_stock(variant)}"

    def _show_facts(self) -> None:
        variant = self.variant()
        if variant is None or self._product is None:
            return
        words = [
            quantity_text(self._quantity) + " \u00d7 " + variant.sku,
            money_text(variant.amount, self._product.currency),
            _stock(variant),
        ]
        if variant.free < self._quantity and variant.expected is not None:
            day = short_date_text(variant.expected, variant.expected)
            words.append(_("expected {date}").format(date=day))
        self._facts.setText(" · ".join(words))
        set_tone(self._facts, Tone.OK if variant.free >= self._quantity else Tone.WARN)


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def _stock(variant: Variant) -> str:
    if variant.free <= 0:
        return _("none free")
    return _("{count} free").format(count=quantity_text(variant.free))


def _read(services: Any, wish: ProductOf) -> Product:
    product: Product = services.entry.product(wish)
    return product
