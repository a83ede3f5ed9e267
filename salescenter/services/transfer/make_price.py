"""The price of an order that another program charged, in the form of our own (``Priced``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from salescenter.domain.catalogue import PriceSource
from salescenter.domain.money import share
from salescenter.domain.pricing.priced import (
    Priced,
    PricedDelivery,
    PricedLines,
    PromotionResult,
    TaxTotal,
    Totals,
)
from salescenter.domain.promotion import PromotionType


@dataclass(frozen=True, slots=True)
class ChargedLine:
    """What was charged for a line, in minor units. ``amount`` is the truth.

    ``discount`` counts as a promotion's where that is known; else it is part of what was imported.
    """

    id: int
    quantity: int
    list_price: int | None
    unit_price: int
    discount: int
    amount: int
    promotion_id: int | None = None
    promotion: str = ""

    @property
    def promoted(self) -> int:
        """What a known promotion took off."""
        return self.discount if self.promotion_id is not None else 0

    @property
    def goods(self) -> int:
        """The value before promotions."""
        return self.amount + self.promoted


@dataclass(frozen=True, slots=True)
class Charges:
    """What was charged beside the lines, in minor units; one of the two taxes is 0."""

    shipping: int = 0
    tax: int = 0
    tax_included: int = 0
    tax_name: str = ""


def charged_price(
    currency: str, lines: Sequence[ChargedLine], charges: Charges, delivery_id: int
) -> Priced:
    """The whole price. Taxes are shared over the lines by what was paid for them."""
    paid = [line.amount for line in lines]
    taxes = share(charges.tax, paid) if lines else []
    inside = share(charges.tax_included, paid) if lines else []
    return Priced(
        currency=currency,
        lines=_columns(lines, taxes, inside),
        deliveries=(PricedDelivery(delivery_id, charges.shipping, 0, charges.shipping, 0, 0),),
        totals=_totals(lines, charges),
        taxes=_taxes(sum(paid), charges),
        promotions=_promotions(lines),
    )


def _columns(
    lines: Sequence[ChargedLine], taxes: Sequence[int], inside: Sequence[int]
) -> PricedLines:
    return PricedLines(
        ids=tuple(line.id for line in lines),
        quantities=tuple(line.quantity for line in lines),
        list_prices=tuple(line.list_price for line in lines),
        entitled_prices=tuple(line.unit_price for line in lines),
        sources=tuple(_source(line) for line in lines),
        overrides=(None,) * len(lines),
        goods=tuple(line.goods for line in lines),
        item_discounts=tuple(line.promoted for line in lines),
        order_discounts=(0,) * len(lines),
        paid=tuple(line.amount for line in lines),
        taxes=tuple(taxes),
        taxes_included=tuple(inside),
    )


def _source(line: ChargedLine) -> PriceSource:
    """A price of their own, where it is another than the list price."""
    is_own = line.list_price is not None and line.unit_price != line.list_price
    return PriceSource.CONTRACT if is_own else PriceSource.LIST


def _totals(lines: Sequence[ChargedLine], charges: Charges) -> Totals:
    paid = sum(line.amount for line in lines)
    return Totals(
        goods=sum(line.goods for line in lines),
        item_discount=sum(line.promoted for line in lines),
        shipping=charges.shipping,
        tax=charges.tax,
        tax_included=charges.tax_included,
        total=paid + charges.shipping + charges.tax,
    )


def _taxes(base: int, charges: Charges) -> tuple[TaxTotal, ...]:
    """The tax of the header; its rate was not told."""
    amount = charges.tax or charges.tax_included
    if not amount:
        return ()
    included = bool(charges.tax_included)
    return (TaxTotal(charges.tax_name, 0, included, base - included * amount, amount),)


def _promotions(lines: Sequence[ChargedLine]) -> tuple[PromotionResult, ...]:
    """The promotions that are named, with what each took off."""
    ids = dict.fromkeys(line.promotion_id for line in lines if line.promotion_id is not None)
    return tuple(_result(each, [x for x in lines if x.promotion_id == each]) for each in ids)


def _result(promotion_id: int, lines: Sequence[ChargedLine]) -> PromotionResult:
    units = sum(line.quantity for line in lines)
    return PromotionResult(
        promotion_id=promotion_id,
        version=1,
        name=lines[0].promotion,
        type=PromotionType.ITEM_SUBTOTAL_PERCENT,
        applications=1,
        units=units,
        amount=sum(line.discount for line in lines),
        line_ids=tuple(line.id for line in lines),
        line_amounts=tuple(line.discount for line in lines),
        line_units=tuple(line.quantity for line in lines),
    )
