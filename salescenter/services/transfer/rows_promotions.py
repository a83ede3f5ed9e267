"""Columns of the files about promotions: what is given, to whom, for which items, by which code."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from salescenter.domain.promotion import (
    Combination,
    PromotionStatus,
    PromotionType,
    RangeBasis,
    normalized_code,
)
from salescenter.services.transfer.cells import (
    About,
    Amount,
    Count,
    Currency,
    Instant,
    Key,
    Keys,
    Kind,
    Name,
    Percent,
    Quantity,
    one_of,
    text,
    words_of,
)
from salescenter.services.transfer.rows_stores import StoreCode

PromotionName = Annotated[Name, About("the promotion's name, unique in its store", "Tea time")]


class Part(StrEnum):
    """Which selection of a promotion an item or a category belongs to."""

    TARGET = "target"
    EXCLUDED = "excluded"
    BUY = "buy"
    GET = "get"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionRow:
    """A promotion. What counts depends on its type; amounts are in one currency."""

    store: StoreCode
    name: PromotionName
    type: Annotated[
        PromotionType,
        one_of(PromotionType),
        words_of(PromotionType),
        About("what it gives", "item_unit_percent"),
    ]
    status: Annotated[
        PromotionStatus,
        one_of(PromotionStatus),
        words_of(PromotionStatus),
        About("whether it is offered", "active"),
    ] = PromotionStatus.ACTIVE
    priority: Annotated[Count, About("higher goes first", "0")] = 0
    combination: Annotated[
        Combination, one_of(Combination), words_of(Combination), About("with others", "combine")
    ] = Combination.COMBINE
    starts: Annotated[Instant | None, About("first instant; empty: always", "")] = None
    ends: Annotated[Instant | None, About("last instant; empty: for ever", "")] = None
    percent: Annotated[Percent, About("what is taken off", "15")] = 0
    currency: Annotated[Currency, About("of the amounts; empty: the store's", "EUR")] = ""
    amount: Annotated[
        Amount | None, About("what is taken off; for fixed prices: the price", "")
    ] = None
    range_basis: Annotated[
        RangeBasis,
        one_of(RangeBasis),
        words_of(RangeBasis),
        About("what the steps in promotion_ranges are compared with", "quantity"),
    ] = RangeBasis.AMOUNT
    min_amount: Annotated[Amount | None, About("needed value of the goods", "")] = None
    min_quantity: Annotated[Quantity | None, About("needed units", "")] = None
    buy_quantity: Annotated[Quantity | None, About("buy-and-get types: units to buy", "")] = None
    get_quantity: Annotated[Quantity | None, About("buy-and-get types: units given", "")] = None
    max_units: Annotated[Quantity | None, About("units rewarded at most", "")] = None
    segments: Annotated[Keys, About("only customers in one of these", "")] = ()
    ship_methods: Annotated[Keys, About("delivery types: only these methods", "")] = ()
    total_limit: Annotated[Quantity | None, About("redemptions over all orders", "")] = None
    customer_limit: Annotated[Quantity | None, About("redemptions by one customer", "")] = None
    order_limit: Annotated[Quantity | None, About("redemptions in one order", "")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionRangeRow:
    """A step of a promotion: from this quantity or amount on, this is taken off."""

    store: StoreCode
    promotion: PromotionName
    from_quantity: Annotated[Count, About("by quantity", "11")] = 0
    from_amount: Annotated[Amount, About("by amount", "")] = "0"
    percent: Annotated[Percent, About("what is taken off", "2")] = 0
    amount: Annotated[Amount | None, About("what is taken off, as an amount", "")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionItemRow:
    """An item or a category that a promotion means; without any row it means everything."""

    store: StoreCode
    promotion: PromotionName
    part: Annotated[
        Part,
        one_of(Part),
        words_of(Part),
        About("rewarded, never touched, to be bought, given", "target"),
    ] = Part.TARGET
    sku: Annotated[Key, About("an item's code, or", "MUG-01")] = ""
    category: Annotated[Key, About("a category with all below it", "")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionCodeRow:
    """A code of a promotion; one that has codes needs one of them."""

    store: StoreCode
    promotion: PromotionName
    code: Annotated[
        str,
        text(40),
        Kind("text, at most 40 characters; case does not count"),
        About("unique in its store", "TEA10"),
    ]

    @property
    def code_key(self) -> str:
        """How codes are compared."""
        return normalized_code(self.code)
