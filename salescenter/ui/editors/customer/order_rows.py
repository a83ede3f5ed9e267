"""The orders of a customer as a list."""

from collections.abc import Callable
from datetime import tzinfo

from salescenter.domain.order import STATUS_NAMES
from salescenter.domain.order_summary import OrderSummary
from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text
from salescenter.ui.money_text import money_text
from salescenter.ui.status_items import STATUS_LOOKS
from salescenter.ui.tables import END, Column


def _blocks(order: OrderSummary) -> str:
    return str(order.open_blocks) if order.open_blocks else ""


_NUMBER = Column[OrderSummary](
    "number", N_("Order"), lambda order: order.number, width=110, strong=True
)
_STATUS = Column[OrderSummary](
    "status",
    N_("Status"),
    lambda order: _(STATUS_NAMES[order.status]),
    width=230,
    stretch=2,
    narrowest=120,
    tone=lambda order: STATUS_LOOKS[order.status][0],
    icon=lambda order: STATUS_LOOKS[order.status][1],
)
_BLOCKS = Column[OrderSummary]("blocks", N_("Blocks"), _blocks, width=70, drop=2, align=END)
_TOTAL = Column[OrderSummary](
    "total",
    N_("Total"),
    lambda order: money_text(order.total, order.currency),
    width=130,
    align=END,
)


def order_columns(zone: Callable[[], tzinfo]) -> tuple[Column[OrderSummary], ...]:
    """The columns; moments are written in the store's time zone, which becomes known later."""

    def placed(order: OrderSummary) -> str:
        return full_moment_text(order.placed_at, zone()) if order.placed_at else ""

    def changed(order: OrderSummary) -> str:
        return full_moment_text(order.changed_at, zone())

    return (
        _NUMBER,
        _STATUS,
        Column("placed", N_("Placed"), placed, width=190, drop=1),
        Column(
            "changed", N_("Changed"), changed, width=190, drop=3, tone=lambda _order: Tone.MUTED
        ),
        _BLOCKS,
        _TOTAL,
    )
