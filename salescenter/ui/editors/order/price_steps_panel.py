"""How the price of the chosen line came about, step by step."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salescenter.domain.order import OrderItem
from salescenter.domain.pricing.steps import STEP_NAMES, PriceStep, StepKind, price_steps
from salescenter.i18n import N_, _
from salescenter.services.orders.views import OrderView
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.shipping_words import charge_words
from salescenter.ui.money_text import amount_text, change_text, money_text, quantity_text
from salescenter.ui.tables import END, Column, TableModel, table_view
from salescenter.ui.widgets import announce, eliding_label, label


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it reads: what it is, what it changes, what the line is worth then."""

    place: int
    text: str
    change: str
    running: str
    tone: Tone = Tone.PLAIN


COLUMNS = (
    Column[StepRow]("text", N_("Step"), lambda row: row.text, width=180, stretch=1, narrowest=170),
    Column[StepRow](
        "change",
        N_("Change"),
        lambda row: row.change,
        width=86,
        align=END,
        tone=lambda row: row.tone,
    ),
    Column[StepRow]("running", N_("Then"), lambda row: row.running, width=92, align=END, drop=1),
)


def step_rows(view: OrderView, line: OrderItem) -> list[StepRow]:
    """The steps of a line in words; nothing for a line that has no price yet."""
    if line.id not in view.priced.lines.ids:
        return []
    steps = price_steps(view.priced, line.id)
    rows = [_row(place, step, view, line) for place, step in enumerate(steps)]
    paid = amount_text(steps[-1].running, view.order.currency)
    return [*rows, StepRow(len(rows), _("Comes to"), paid, "")]


def _row(place: int, step: PriceStep, view: OrderView, line: OrderItem) -> StepRow:
    currency = view.order.currency
    running = amount_text(step.running, currency)
    if step.kind is StepKind.TAX_INCLUDED:
        contained = amount_text(step.contained, currency)
        return StepRow(place, _step_text(step, view, line), f"({contained})", running, Tone.MUTED)
    tone = Tone.OK if step.change < 0 else Tone.PLAIN
    change = running if place == 0 else change_text(step.change, currency)
    return StepRow(place, _step_text(step, view, line), change, running, tone)


def _step_text(step: PriceStep, view: OrderView, line: OrderItem) -> str:
    name = _(STEP_NAMES[step.kind])
    if step.kind is StepKind.LIST_PRICE and line.quantity:
        unit = money_text(step.change // line.quantity, view.order.currency)
        text = _("{name}: {count} \u00d7 {unit}")
        return text.format(name=name, count=quantity_text(line.quantity), unit=unit)
    if step.kind is StepKind.OVERRIDE and line.override_reason:
        return f"{name}: {line.override_reason}"
    if step.kind in (StepKind.TAX, StepKind.TAX_INCLUDED):
        return _taxed_where(name, view, line)
    if step.kind is StepKind.PROMOTION:
        return step.name or name
    return f"{name}: {step.name}" if step.name else name


def shipping_of(view: OrderView, line: OrderItem) -> str:
    """How the charge of the line's delivery came about, where something was agreed about it."""
    delivery = view.order.deliveries.get(line.delivery_id)
    priced = next((each for each in view.priced.deliveries if each.id == line.delivery_id), None)
    if delivery is None or priced is None or delivery.charge_percent_off is None:
        return ""
    return " · ".join(charge_words(delivery, priced, view.priced.currency))


def _taxed_where(name: str, view: OrderView, line: OrderItem) -> str:
    """A tax with its country where the order goes to more than one place."""
    delivery = view.order.deliveries.get(line.delivery_id)
    if len(view.order.deliveries) < 2 or delivery is None or delivery.address is None:
        return name
    return _("{name}, {country}").format(name=name, country=delivery.address.country)


class PriceStepsPanel(QWidget):
    """Follows the chosen line while it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("price-steps")
        self.setAccessibleName(_("Price steps"))
        self._title = eliding_label(
            name="price-steps-title", style="heading", mode=Qt.TextElideMode.ElideRight
        )
        self.model = TableModel(COLUMNS, key=lambda row: row.place)
        self._table = table_view(
            self.model,
            name="price-steps-list",
            accessible=_("Steps from list price to what is paid"),
            empty=_("Choose a line to see how its price came about."),
        )
        self.setFocusProxy(self._table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._title)
        box.addWidget(self._table, 1)
        self._shipping = label(
            name="price-steps-shipping", style="caption", tone=Tone.MUTED, wrap=True
        )
        self._shipping.hide()
        box.addWidget(self._shipping)
        self.hide()

    def show_line(self, view: OrderView | None, line: OrderItem | None) -> None:
        """Draw the steps of a line, or say that none is chosen."""
        if view is None or line is None:
            self._title.setText(_("Price steps"))
            self.model.show_rows(())
            self._shipping.hide()
            return
        at = view.priced.lines.ids.index(line.id) if line.id in view.priced.lines.ids else -1
        title = _("Line {line}: {sku} {name}")
        self._title.setText(title.format(line=at + 1, sku=line.sku, name=line.name))
        self.model.show_rows(step_rows(view, line))
        shipping = shipping_of(view, line)
        self._shipping.setText(shipping)
        self._shipping.setVisible(bool(shipping))

    def speak(self) -> None:
        """Read all steps out."""
        rows = [f"{row.text} {row.change} {row.running}" for row in self.model.rows]
        parts = (self._title.text(), *rows, self._shipping.text())
        announce(self, ". ".join(part for part in parts if part))

    def wanted_height(self) -> int:
        """Room for some steps when it stands below the lines."""
        rows = max(3, min(5, self.model.rowCount() + 1))
        return (rows + 1) * self._table.verticalHeader().defaultSectionSize()
