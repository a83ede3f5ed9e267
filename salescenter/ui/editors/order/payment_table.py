"""The table of payments: how, with which card, until when it is valid, how much, how far."""

from dataclasses import replace

from salescenter.domain.order import METHOD_NAMES
from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.payment_words import (
    METHOD_ICONS,
    PaymentRow,
    amount_words,
    expiry_text,
    mark_text,
    state_icon,
    state_tone,
    state_words,
)
from salescenter.ui.tables import END, Column, TableModel, TableView, table_view
from salescenter.ui.tables.cell_delegate import PADDING
from salescenter.ui.workbench.contract import ColumnWidths

PAYMENT_MENU = "payment"
"""The context under which actions stand in the menu of a payment."""

COLUMNS = (
    Column[PaymentRow](
        "method",
        N_("Method"),
        lambda row: _(METHOD_NAMES[row.payment.method]),
        width=145,
        icon=lambda row: METHOD_ICONS[row.payment.method],
        strong=True,
    ),
    Column[PaymentRow](
        "card",
        N_("Card or number"),
        lambda row: mark_text(row.payment),
        width=140,
        stretch=1,
        narrowest=100,
    ),
    Column[PaymentRow](
        "expiry",
        N_("Valid until"),
        lambda row: expiry_text(row.payment),
        width=100,
        drop=2,
        tone=lambda _row: Tone.MUTED,
    ),
    Column[PaymentRow]("amount", N_("Amount"), amount_words, width=128, align=END),
    Column[PaymentRow](
        "state",
        N_("State"),
        state_words,
        width=220,
        stretch=3,
        narrowest=130,
        tone=state_tone,
        icon=state_icon,
    ),
)


def payment_model() -> TableModel[PaymentRow]:
    """The rows of the table; its keys are the payments' numbers in the order."""
    return TableModel(COLUMNS, key=lambda row: row.payment.id)


def fit_amounts(table: TableView, model: TableModel[PaymentRow]) -> None:
    """Give the amounts the room of the longest one: an amount is never cut short."""
    metrics = table.fontMetrics()
    longest = max((metrics.horizontalAdvance(amount_words(row)) for row in model.rows), default=0)
    columns = tuple(
        replace(column, width=max(column.width, longest + 2 * PADDING + 2))
        if column.id == "amount"
        else column
        for column in COLUMNS
    )
    if columns != model.columns:
        model.columns = columns
        table.fit_columns()


def payment_table(model: TableModel[PaymentRow], widths: ColumnWidths) -> TableView:
    """The table on the screen."""
    return table_view(
        model,
        name="payments",
        accessible=_("Payments"),
        empty=_("No payments yet. Each button above takes everything that is left to pay."),
        widths=widths,
    )
