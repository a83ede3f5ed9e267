"""Columns of the files about what is sold: categories, items, prices, stock."""

from dataclasses import dataclass
from typing import Annotated

from salescenter.domain.catalogue import PriceSource
from salescenter.services.transfer.cells import (
    About,
    Amount,
    Count,
    Currency,
    Day,
    Instant,
    Key,
    Kilograms,
    Name,
    Quantity,
    Short,
    YesNo,
    one_of,
    words_of,
)
from salescenter.services.transfer.rows_stores import StoreCode

Sku = Annotated[Key, About("the item's code", "MUG-01")]
PlaceCode = Annotated[Key, About("the place's code", "north")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A category; a parent stands above its children, or is in the store already."""

    code: Annotated[Key, About("what other files call it", "cups")]
    name: Annotated[Name, About("what people read", "Cups")]
    parent: Annotated[Key, About("code of the category above; empty: none", "")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item that is sold by itself."""

    sku: Annotated[Key, About("what it is called in orders and other files", "MUG-01")]
    name: Annotated[Name, About("what people read", "Mug, blue")]
    unit: Annotated[Short, About("what a quantity counts", "piece")] = "piece"
    category: Annotated[Key, About("code of its category", "cups")]
    weight_kg: Annotated[
        Kilograms | None, About("weight of one unit; empty: unknown, counts nothing", "0.350")
    ] = None
    tax_category: Annotated[Key, About("as in tax_rates", "standard")]
    discountable: Annotated[YesNo, About("whether promotions may touch it", "yes")] = True
    active: Annotated[YesNo, About("whether it is sold", "yes")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A price per unit of an item in a store; the lowest one in force counts."""

    store: StoreCode
    sku: Sku
    kind: Annotated[
        PriceSource,
        one_of(PriceSource, PriceSource.CONTRACT),
        words_of(PriceSource, PriceSource.CONTRACT),
        About("the price for everybody, or a better one for a time", "list"),
    ] = PriceSource.LIST
    currency: Annotated[Currency, About("of the amount", "EUR")]
    amount: Annotated[Amount, About("per unit", "8.40")]
    min_quantity: Annotated[Quantity, About("from this quantity on", "1")] = 1
    starts: Annotated[Instant | None, About("first instant; empty: always", "")] = None
    ends: Annotated[Instant | None, About("last instant; empty: for ever", "")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place where goods lie."""

    code: Annotated[Key, About("what other files call it", "north")]
    name: Annotated[Name, About("what people read", "Warehouse North")]
    active: Annotated[YesNo, About("whether what lies there can be sold", "yes")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """How much of an item lies at a place."""

    sku: Sku
    place: PlaceCode
    on_hand: Annotated[Count, About("units that lie there", "120")]
    safety_stock: Annotated[Count, About("units that are not promised", "10")] = 0
    backorder_limit: Annotated[Count, About("units that may be sold beyond the stock", "50")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """Goods that are expected."""

    sku: Sku
    place: PlaceCode
    quantity: Annotated[Quantity, About("units", "200")]
    expected: Annotated[Day, About("when they arrive", "2026-03-01")]
