"""An order at hand, with all that decides its price and its next step; and the last ones kept."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from salescenter.domain.catalogue import Availability, CatalogueItem
from salescenter.domain.customer import Customer
from salescenter.domain.journal import Entry
from salescenter.domain.order import Order
from salescenter.domain.pricing.priced import Priced
from salescenter.domain.terms import History, Terms

_CACHED_ORDERS = 64


@dataclass(frozen=True, slots=True)
class Loaded:
    """An order with all that decides its price and its next step.

    ``tail`` are its last journal entries, newest first; ``head`` is the hash of the newest.
    """

    order: Order
    priced: Priced
    terms: Terms
    facts: Mapping[int, CatalogueItem]
    availability: Mapping[int, Availability]
    customer: Customer | None
    history: History
    tail: tuple[Entry, ...]
    head: str
    priced_at: datetime


class OrderCache:
    """The last orders of this process as values; a newer version replaces an older one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: OrderedDict[int, Loaded] = OrderedDict()

    def get(self, order_id: int) -> Loaded | None:
        """What is known of an order."""
        with self._lock:
            return self._loaded.get(order_id)

    def put(self, loaded: Loaded) -> None:
        """Remember a committed version, unless a newer one is known."""
        with self._lock:
            known = self._loaded.get(loaded.order.id)
            if known is None or known.order.version <= loaded.order.version:
                self._loaded[loaded.order.id] = loaded
                self._loaded.move_to_end(loaded.order.id)
            while len(self._loaded) > _CACHED_ORDERS:
                self._loaded.popitem(last=False)

    def drop(self, order_id: int) -> None:
        """Forget an order whose last write is not known to have happened."""
        with self._lock:
            self._loaded.pop(order_id, None)


def organization_of(customer: Customer | None) -> int | None:
    """Whose contracts count for what this customer buys."""
    return customer.organization.id if customer and customer.organization else None
