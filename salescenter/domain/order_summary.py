"""An order in a list, and how lists of orders are sorted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from salescenter.domain.order import OrderStatus


class OrderSort(StrEnum):
    """What a list of orders may be sorted by over everything (decision 40).

    By *placed* it holds placed orders only, by *customer* those that have one.
    """

    NUMBER = "number"
    PLACED = "placed"
    CHANGED = "changed"
    TOTAL = "total"
    STATUS = "status"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order in a list; ``total`` in minor units of ``currency``."""

    id: int
    number: str
    status: OrderStatus
    customer: str
    total: int
    currency: str
    changed_at: datetime
    placed_at: datetime | None = None
    open_blocks: int = 0
