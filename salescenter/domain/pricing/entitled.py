"""The price per unit that a buyer is entitled to, before any promotion (decision 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from salescenter.domain.catalogue import PriceRow, PriceSource

_SOURCE_ORDER = {source: place for place, source in enumerate(PriceSource)}


@dataclass(frozen=True, slots=True)
class Entitled:
    """A price per unit in minor units, where it comes from, and the list price beside it."""

    amount: int
    source: PriceSource
    list_price: int | None

    @property
    def is_reduced(self) -> bool:
        """Whether it is below the list price: the item is "on sale" for this buyer."""
        return self.list_price is not None and self.amount < self.list_price


def entitled_price(
    prices: Iterable[PriceRow], quantity: int, at: datetime, contract_id: int | None = None
) -> Entitled | None:
    """The lowest of the prices in force for a quantity at an instant; None where there is none.

    A contract that was chosen for a line counts alone, as long as it has a price in force.

    Of equal prices the more general source is named (list before offer before contract). The list
    price for reference is the one for a single unit. A contract only adds rows.
    """
    in_force = [row for row in prices if _runs(row, at)]
    reached = [row for row in in_force if row.min_quantity <= quantity]
    if not reached:
        return None
    chosen = [row for row in reached if contract_id is not None and row.list_id == contract_id]
    best = min(chosen or reached, key=lambda row: (row.amount, _SOURCE_ORDER[row.source]))
    lists = [row for row in in_force if row.source is PriceSource.LIST]
    single = [row.amount for row in lists if row.min_quantity <= 1]
    any_list = [row.amount for row in lists if row.min_quantity <= quantity]
    reference = min(single or any_list, default=None)
    return Entitled(best.amount, best.source, reference)


def _runs(row: PriceRow, at: datetime) -> bool:
    return (row.starts is None or row.starts <= at) and (row.ends is None or at <= row.ends)
