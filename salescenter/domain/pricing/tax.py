"""Which taxes a destination has (decision 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from salescenter.domain.pricing.request import TaxRate, TaxRates


@dataclass(frozen=True, slots=True)
class TaxRow:
    """A tax of a store: where, on what, how much (millionths), from which local date on.

    An empty ``region`` is the whole country. ``category`` ``ship`` is delivery. A later row of the
    same place, category and name replaces an earlier one.
    """

    country: str
    region: str
    category: str
    name: str
    rate: int
    included: bool = False
    starts: date | None = None


def tax_rates(
    rows: Iterable[TaxRow], country: str, region: str, on: date, *, exempt: bool = False
) -> TaxRates:
    """The rates by category for a destination: those of the most specific region, all of them."""
    places: dict[str, dict[bool, dict[str, TaxRow]]] = {}
    for row in sorted(rows, key=lambda row: row.starts or date.min):
        if row.country != country or row.region not in ("", region):
            continue
        if exempt or (row.starts is not None and row.starts > on):
            continue
        places.setdefault(row.category, {}).setdefault(bool(row.region), {})[row.name] = row
    return {category: _rates(by_place[max(by_place)]) for category, by_place in places.items()}


def _rates(by_name: Mapping[str, TaxRow]) -> tuple[TaxRate, ...]:
    rows = sorted(by_name.values(), key=lambda row: row.name)
    return tuple(TaxRate(row.name, row.rate, row.included) for row in rows if row.rate)
