"""What the order comes to: items, adjustments, shipping, taxes, and the grand total large."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from salescenter.domain.pricing.priced import Priced, TaxTotal
from salescenter.i18n import _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.shipping_words import (
    charge_words,
    tax_words,
    taxes_by_delivery,
)
from salescenter.ui.editors.order.wishes import address_line
from salescenter.ui.money_text import DASH, change_text, money_text, rate_text
from salescenter.ui.widgets import Card, caption, set_tone, tool_tip, value_label

_RIGHT = Qt.AlignmentFlag.AlignRight
_GAP, _LEAST_GAP = 20, 12


class Figure(QWidget):
    """A figure under its caption."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(f"total-{name}")
        self._caption = caption(title, name=f"total-{name}-caption")
        self._caption.setAlignment(_RIGHT)
        self.value = value_label(DASH, name=f"total-{name}-value", accessible=title, align=_RIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._caption)
        box.addWidget(self.value)

    def show_figure(self, text: str, tone: Tone = Tone.PLAIN, tip: str = "") -> None:
        """Say another amount."""
        self.value.setText(text)
        set_tone(self.value, tone)
        tool_tip(self, tip)

    def spoken(self) -> str:
        """What it is, and how much."""
        return f"{self._caption.text()}: {self.value.text()}"

    def show_title(self, title: str) -> None:
        """Say what the amount is."""
        if title != self._caption.text():
            self._caption.setText(title)
            self.value.setAccessibleName(title)


class TotalsStrip(Card):
    """Stands below every page. The grand total is painted before anything else of a version.

    The total and the button are never cut: where there is no room for all figures, the tip of the
    total tells those that are left out.
    """

    def __init__(self) -> None:
        super().__init__("totals")
        self.setAccessibleName(_("Totals"))
        self._items = Figure("items", _("Items"))
        self._adjustments = Figure("adjustments", _("Adjustments"))
        self._shipping = Figure("shipping", _("Shipping"))
        self._taxes = Figure("taxes", _("Taxes"))
        self._caption = caption(_("Grand total"), name="total-grand-caption")
        self._caption.setAlignment(_RIGHT)
        self.total: QLabel = value_label(
            DASH, name="total-grand", accessible=_("Grand total"), style="total", align=_RIGHT
        )
        self.body.setContentsMargins(14, 7, 12, 7)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._line = QHBoxLayout()
        self._line.setSpacing(_GAP)
        self._figures = (self._items, self._adjustments, self._shipping, self._taxes)
        self._left_out_first = (self._taxes, self._items, self._shipping, self._adjustments)
        for figure in self._figures:
            self._line.addWidget(figure)
        self._line.addStretch(1)
        self._grand = QVBoxLayout()
        self._grand.setSpacing(0)
        self._grand.addWidget(self._caption)
        self._grand.addWidget(self.total)
        self._line.addLayout(self._grand)
        self.body.addLayout(self._line)
        self._button: QWidget | None = None

    def add_button(self, button: QWidget) -> None:
        """Put what is done with the total at the end of the strip."""
        self._button = button
        self._line.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """Room for the total and the button is enough."""
        margins = self.body.contentsMargins()
        width = margins.left() + self._end_width() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave figures out where there is no room, and bring them back."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The button came or went, or a figure has got longer: share the room out anew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def show_order(self, view: OrderView) -> None:
        """Draw the amounts of a version: the total at once, the parts with everything else."""
        priced, totals = view.priced, view.priced.totals
        text = money_text(totals.total, priced.currency)
        if text != self.total.text():
            self.total.setText(text)
            self.total.repaint()
        self._items.show_figure(money_text(totals.goods, priced.currency))
        self._show_adjustments(priced)
        self._show_shipping(view)
        self._show_taxes(view)
        self._fit()

    def adjustments(self) -> str:
        """What is taken off, as it is written."""
        return self._adjustments.value.text()

    def _fit(self) -> None:
        """Closer together first, then without the figures that are missed least."""
        room = self.contentsRect().width() - self._end_width()
        room -= self.body.contentsMargins().left() + self.body.contentsMargins().right()
        widths = {figure: figure.sizeHint().width() for figure in self._figures}
        gap = _GAP if _needed(widths.values(), _GAP) <= room else _LEAST_GAP
        shown = list(self._figures)
        for figure in self._left_out_first:
            if _needed([widths[each] for each in shown], gap) <= room:
                break
            shown.remove(figure)
        if gap != self._line.spacing():
            self._line.setSpacing(gap)
        for figure in self._figures:
            figure.setVisible(figure in shown)
        left_out = [figure.spoken() for figure in self._figures if figure not in shown]
        tool_tip(self.total, "\n".join(left_out))
        self.total.setAccessibleDescription(", ".join(left_out))

    def _end_width(self) -> int:
        """What the total and the button need."""
        width = self._grand.sizeHint().width()
        if self._button is not None and not self._button.isHidden():
            width += _LEAST_GAP + self._button.sizeHint().width()
        return width

    def _show_adjustments(self, priced: Priced) -> None:
        off = priced.totals.item_discount + priced.totals.order_discount
        currency = priced.currency
        tip = _("On items {items}, on the order {order}").format(
            items=change_text(-priced.totals.item_discount, currency),
            order=change_text(-priced.totals.order_discount, currency),
        )
        text = money_text(-off, currency) if off else DASH
        self._adjustments.show_figure(text, Tone.OK if off else Tone.MUTED, tip if off else "")

    def _show_shipping(self, view: OrderView) -> None:
        """What is paid for all deliveries; the tip tells how each charge came about."""
        priced, currency = view.priced, view.priced.currency
        paid = priced.totals.shipping - priced.totals.shipping_discount
        reduced = priced.totals.shipping_discount or any(
            each.charge_percent_off is not None for each in view.order.deliveries
        )
        tone = Tone.OK if reduced else Tone.PLAIN
        tip = shipping_tip(view) if reduced or len(view.order.deliveries) > 1 else ""
        self._shipping.show_figure(money_text(paid, currency), tone, tip)

    def _show_taxes(self, view: OrderView) -> None:
        priced = view.priced
        totals, currency = priced.totals, priced.currency
        self._taxes.show_title(_taxes_title(priced))
        amount = totals.tax or totals.tax_included
        tone = Tone.PLAIN if totals.tax else Tone.MUTED
        lines = [_tax_line(tax, currency) for tax in priced.taxes]
        tip = "\n".join([*lines, *_taxes_by_destination(view)])
        self._taxes.show_figure(money_text(amount, currency) if amount else DASH, tone, tip)


def _needed(widths: Collection[int], gap: int) -> int:
    """The width of figures with a gap after each; the stretch after them has one of its own."""
    return sum(widths) + gap * (len(widths) + 1)


def shipping_tip(view: OrderView) -> str:
    """How the charge of each delivery came about; of several, where each one goes."""
    order, currency = view.order, view.priced.currency
    lines = []
    for priced in view.priced.deliveries:
        delivery = order.deliveries.get(priced.id)
        if delivery is None:
            continue
        words = ", ".join(charge_words(delivery, priced, currency))
        where = f"{address_line(delivery.address)}: " if len(order.deliveries) > 1 else ""
        lines.append(f"{where}{words}")
    return "\n".join(lines)


def _taxes_by_destination(view: OrderView) -> list[str]:
    """Which tax falls where, when there is more than one place."""
    if len(view.order.deliveries) < 2:
        return []
    taxes = taxes_by_delivery(view.order, view.priced)
    return [
        f"{address_line(each.address)}: {tax_words(each, taxes[each.id], view.priced.currency, '')}"
        for each in view.order.deliveries
        if each.id in taxes
    ]


def _taxes_title(priced: Priced) -> str:
    """Taxes on top are added; included ones are only told."""
    if not priced.totals.tax and priced.totals.tax_included:
        return _("Taxes, included")
    return _("Taxes")


def _tax_line(tax: TaxTotal, currency: str) -> str:
    """A tax that came with its amount alone (an import) has no rate to show."""
    name = tax.name or _("Tax")
    if tax.rate or not tax.amount:
        name = _("{name} {rate}").format(name=name, rate=rate_text(tax.rate))
    text = _("{name}: {amount}, included") if tax.included else _("{name}: {amount}")
    return text.format(name=name, amount=money_text(tax.amount, currency))
