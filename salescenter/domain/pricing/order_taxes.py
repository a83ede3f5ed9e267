"""What the taxes of an order come to (decision 9; reliability.md 3.1).

Tax is taken per line on what remains after all discounts, and per delivery after its own.
*Included*: tax = gross x r / (100 + r), all included rates together rounded once and then split
over the rates by largest remainder. *On top*: each rate of the same base, rounded by itself; the
base is net of what is included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add, sub

from salescenter.domain.money import MILLION, parts_of, share
from salescenter.domain.pricing.priced import TaxTotal
from salescenter.domain.pricing.request import Lines, PricingRequest, TaxRate

_Sums = dict[TaxRate, tuple[int, int]]
_UNTAXED: tuple[TaxRate, ...] = ()


@dataclass(slots=True)
class OrderTaxes:
    """Taxes on top and included, by line and by delivery, and summed by rate."""

    on_top: Sequence[int]
    included: Sequence[int]
    delivery_on_top: Sequence[int]
    delivery_included: Sequence[int]
    totals: tuple[TaxTotal, ...]


@dataclass(slots=True)
class _Taxed:
    """Columns of taxes for a column of remainders, empty where there is no such tax.

    ``sums`` holds (base, amount) by rate.
    """

    on_top: list[int]
    included: list[int]
    sums: _Sums


def order_taxes(request: PricingRequest, paid: Sequence[int], charges: Sequence[int]) -> OrderTaxes:
    """The taxes on what is paid for lines and deliveries (both >= 0)."""
    sums: _Sums = {}
    on_top, included = [0] * len(paid), [0] * len(paid)
    for rates, rows in _lines_by_rates(request):
        if len(rows) == len(paid):
            found = _taxed(paid, rates)
            on_top, included = found.on_top or on_top, found.included or included
        else:
            found = _taxed([paid[row] for row in rows], rates)
            _put(on_top, rows, found.on_top)
            _put(included, rows, found.included)
        _add(sums, found.sums)
    by_delivery = [
        _taxed([charge], delivery.tax_rates.get(delivery.tax_category, _UNTAXED))
        for delivery, charge in zip(request.deliveries, charges, strict=True)
    ]
    for found in by_delivery:
        _add(sums, found.sums)
    return OrderTaxes(
        on_top,
        included,
        [sum(found.on_top) for found in by_delivery],
        [sum(found.included) for found in by_delivery],
        tuple(
            TaxTotal(rate.name, rate.rate, rate.included, base, amount)
            for rate, (base, amount) in sums.items()
        ),
    )


def _put(column: list[int], rows: Sequence[int], values: Sequence[int]) -> None:
    for row, value in zip(rows, values, strict=False):  # no values: nothing to put
        column[row] = value


def _lines_by_rates(
    request: PricingRequest,
) -> list[tuple[tuple[TaxRate, ...], Sequence[int]]]:
    """Groups of lines that are taxed alike; untaxed lines are left out."""
    lines = request.lines
    groups = []
    for delivery_id in dict.fromkeys(lines.delivery_ids):
        rates = next((one.tax_rates for one in request.deliveries if one.id == delivery_id), {})
        for category in sorted(rates.keys() & set(lines.tax_categories)):
            groups.append((rates[category], _rows_of(lines, delivery_id, category)))
    return [(rates, rows) for rates, rows in groups if rows]


def _rows_of(lines: Lines, delivery_id: int, category: str) -> Sequence[int]:
    """The rows of a delivery that are in a tax category."""
    everywhere = len(lines)
    one_delivery = lines.delivery_ids.count(delivery_id) == everywhere
    if one_delivery and lines.tax_categories.count(category) == everywhere:
        return range(everywhere)
    if one_delivery:
        return [row for row, each in enumerate(lines.tax_categories) if each == category]
    keys = zip(lines.delivery_ids, lines.tax_categories, strict=True)
    return [row for row, key in enumerate(keys) if key == (delivery_id, category)]


def _taxed(remainders: Sequence[int], rates: Sequence[TaxRate]) -> _Taxed:
    inside = [rate for rate in rates if rate.included]
    included = _included(remainders, sum(rate.rate for rate in inside))
    bases = list(map(sub, remainders, included)) if included else remainders
    base = sum(bases)
    shares = share(sum(included), [rate.rate for rate in inside])
    sums: _Sums = {}
    for rate, amount in zip(inside, shares, strict=True):
        _add(sums, {rate: (base, amount)})
    on_top: list[int] = []
    for rate in rates:
        if not rate.included:
            amounts = parts_of(bases, rate.rate)
            _add(sums, {rate: (base, sum(amounts))})
            on_top = list(map(add, on_top, amounts)) if on_top else amounts
    return _Taxed(on_top, included, sums)


def _included(remainders: Sequence[int], rate: int) -> list[int]:
    """The tax inside each remainder: gross x r / (1 + r), rounded like ``div_half_up``."""
    if not rate:
        return []
    twice, whole = 2 * rate, MILLION + rate
    return [(gross * twice + whole) // (2 * whole) for gross in remainders]


def _add(sums: _Sums, more: _Sums) -> None:
    for rate, (base, amount) in more.items():
        known_base, known = sums.get(rate, (0, 0))
        sums[rate] = (known_base + base, known + amount)
