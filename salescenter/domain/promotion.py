"""A promotion as a value: who gets what off, when, how often (promotions.md sections 1-6).

Promotions are immutable: a changed one is a new version under the same id (decision 7), so that a
submitted order can name what it was priced with. Amounts exist per currency and are never
converted; a promotion without an amount in the order's currency does not qualify. Rates are
millionths (150,000 = 15 %). ``promotion_document`` reads and writes the JSON form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from salescenter.domain.money import Money
from salescenter.i18n import N_

Amounts = tuple[Money, ...]
"""At most one amount per currency."""


class PromotionGroup(StrEnum):
    """What a promotion takes something off from; groups are evaluated in this order."""

    ITEM = "item"
    ORDER = "order"
    DELIVERY = "delivery"


class PromotionType(StrEnum):
    """The twenty types of promotions.md section 3, in its order; the words are lasting."""

    ITEM_SUBTOTAL_PERCENT = "item_subtotal_percent"
    ITEM_SUBTOTAL_AMOUNT = "item_subtotal_amount"
    ITEM_UNIT_PERCENT = "item_unit_percent"
    ITEM_UNIT_AMOUNT = "item_unit_amount"
    ITEM_FIXED_PRICE = "item_fixed_price"
    SET_FIXED_PRICE = "set_fixed_price"
    BUY_GET_FREE = "buy_get_free"
    BUY_MORE_PERCENT = "buy_more_percent"
    BUY_GET_PERCENT = "buy_get_percent"
    COMBINATION_GET = "combination_get"
    COMBINATION_PERCENT = "combination_percent"
    CATEGORY_PERCENT = "category_percent"
    CATEGORY_AMOUNT = "category_amount"
    CATEGORY_BUY_GET = "category_buy_get"
    ORDER_PERCENT = "order_percent"
    ORDER_AMOUNT = "order_amount"
    ORDER_GIFT = "order_gift"
    DELIVERY_FIXED_PRICE = "delivery_fixed_price"
    DELIVERY_REDUCTION = "delivery_reduction"
    DELIVERY_FOR_ITEMS = "delivery_for_items"

    @property
    def number(self) -> int:
        """The number of the type in promotions.md section 3."""
        return _NUMBERS[self]

    @property
    def group(self) -> PromotionGroup:
        """The one group that the type belongs to."""
        return _GROUPS[self]


_NUMBERS = {kind: number for number, kind in enumerate(PromotionType, 1)}
_GROUPS = {
    kind: PromotionGroup.ITEM
    if number <= 14
    else (PromotionGroup.ORDER if number <= 17 else PromotionGroup.DELIVERY)
    for kind, number in _NUMBERS.items()
}

TYPE_NAMES: Mapping[PromotionType, str] = MappingProxyType(
    {
        PromotionType.ITEM_SUBTOTAL_PERCENT: N_("Percentage off the subtotal of items"),
        PromotionType.ITEM_SUBTOTAL_AMOUNT: N_("Amount off the subtotal of items"),
        PromotionType.ITEM_UNIT_PERCENT: N_("Percentage off individual items"),
        PromotionType.ITEM_UNIT_AMOUNT: N_("Amount off individual items"),
        PromotionType.ITEM_FIXED_PRICE: N_("Fixed price on individual items"),
        PromotionType.SET_FIXED_PRICE: N_("Fixed price for a set"),
        PromotionType.BUY_GET_FREE: N_("Buy some, get some free"),
        PromotionType.BUY_MORE_PERCENT: N_("Buy some, get more of it cheaper"),
        PromotionType.BUY_GET_PERCENT: N_("Buy some, get others cheaper"),
        PromotionType.COMBINATION_GET: N_("Buy a combination, get others cheaper"),
        PromotionType.COMBINATION_PERCENT: N_("Percentage off a combination"),
        PromotionType.CATEGORY_PERCENT: N_("Percentage off a category"),
        PromotionType.CATEGORY_AMOUNT: N_("Amount off a category"),
        PromotionType.CATEGORY_BUY_GET: N_("Buy from a category, get some cheaper"),
        PromotionType.ORDER_PERCENT: N_("Percentage off the order"),
        PromotionType.ORDER_AMOUNT: N_("Amount off the order"),
        PromotionType.ORDER_GIFT: N_("Gift with the order"),
        PromotionType.DELIVERY_FIXED_PRICE: N_("Fixed price for delivery"),
        PromotionType.DELIVERY_REDUCTION: N_("Reduction of delivery"),
        PromotionType.DELIVERY_FOR_ITEMS: N_("Fixed price for delivery of some items"),
    }
)


class PromotionStatus(StrEnum):
    """Whether it is offered; *suspended* once its total limit is used up."""

    INACTIVE = "inactive"
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Redemption(StrEnum):
    """How a customer comes by it. Sequence inside a group: coupon, code, automatic."""

    AUTOMATIC = "automatic"
    CODE = "code"
    COUPON = "coupon"


class Combination(StrEnum):
    """How it goes with others (promotions.md section 5).

    ``EXCLUSIVE``: nothing else in the groups it names (its own where it names none).
    ``EXCLUSIVE_OVERALL``: nothing else at all.
    """

    COMBINE = "combine"
    STACKABLE = "stackable"
    EXCLUSIVE = "exclusive"
    EXCLUSIVE_OVERALL = "exclusive_overall"


class RangeBasis(StrEnum):
    """What the "from" of a range is compared with."""

    AMOUNT = "amount"
    QUANTITY = "quantity"


class UnitChoice(StrEnum):
    """Which units are rewarded where several could be; equal prices: the earlier line."""

    CHEAPEST = "cheapest"
    DEAREST = "dearest"


class PriceBase(StrEnum):
    """Which price a percentage is taken of. On the list price, a better offer price stays."""

    OFFER = "offer"
    LIST = "list"


_STRICT: dict[str, object] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which lines are meant: these items and categories with all below them; none: everything.

    An exclusion always wins. The bounds of the price per unit are inclusive.
    """

    item_ids: tuple[int, ...] = ()
    category_ids: tuple[int, ...] = ()
    excluded_item_ids: tuple[int, ...] = ()
    excluded_category_ids: tuple[int, ...] = ()
    min_unit_prices: Amounts = ()
    max_unit_prices: Amounts = ()
    without_on_sale: bool = False

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Portion:
    """A number of units out of a selection."""

    quantity: int
    selection: Selection = EVERYTHING

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT


@dataclass(frozen=True, slots=True)
class Range:
    """From this quantity or amount on (inclusive), this rate or amount rules the whole."""

    from_quantity: int = 0
    from_amounts: Amounts = ()
    rate: int = 0
    amounts: Amounts = ()

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT


@dataclass(frozen=True, slots=True)
class Schedule:
    """When it runs: both instants are inside; the daily window and week days are store-local.

    ``weekdays`` are ISO numbers (1 = Monday); a window that ends before it starts spans midnight.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    daily_from: time | None = None
    daily_until: time | None = None
    weekdays: tuple[int, ...] = ()

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    def __post_init__(self) -> None:
        for instant in (self.starts, self.ends):
            if instant is not None and instant.tzinfo is None:
                raise ValueError("an instant of a schedule needs its zone")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an order must show. Selections that are None mean the type's own basis.

    The own basis is the target for item types, all goods for order and delivery types (section 2).
    ``segments``: any of them; a guest is in none but ``guest``. ``codes`` are normalized, any of
    them. ``nth_order``: this order is the customer's n-th. ``contains``: each portion is there.
    """

    segments: tuple[str, ...] = ()
    not_segments: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    nth_order: int | None = None
    min_amounts: Amounts = ()
    min_amount_of: Selection | None = None
    min_quantity: int | None = None
    min_quantity_of: Selection | None = None
    contains: tuple[Portion, ...] = ()
    delivery_methods: tuple[str, ...] = ()
    payment_methods: tuple[str, ...] = ()

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT


@dataclass(frozen=True, slots=True)
class Reward:
    """What is given; which fields count depends on the type (``promotion_rules`` checks).

    ``rate`` or ``amounts`` (for fixed prices: the price), or ``ranges`` in their place;
    ``max_discounts`` caps the whole. ``max_units``, ``max_units_per_line``: individual types.
    ``buy`` and ``get``: buy-and-get types; ``partial`` gives what is there instead of all or
    nothing. ``methods``: only deliveries by these methods are reduced.
    """

    rate: int = 0
    amounts: Amounts = ()
    ranges: tuple[Range, ...] = ()
    range_basis: RangeBasis = RangeBasis.AMOUNT
    max_discounts: Amounts = ()
    max_units: int | None = None
    max_units_per_line: int | None = None
    choice: UnitChoice = UnitChoice.CHEAPEST
    price_base: PriceBase = PriceBase.OFFER
    buy: tuple[Portion, ...] = ()
    get: Portion | None = None
    partial: bool = False
    methods: tuple[str, ...] = ()

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT


@dataclass(frozen=True, slots=True)
class Limits:
    """How often it is redeemed: over all orders, in one order, by one customer; None: no limit.

    What is counted are units for individual types, else applications. ``given_back``: canceling
    the order gives its redemptions back.
    """

    total: int | None = None
    per_order: int | None = None
    per_customer: int | None = None
    given_back: bool = True

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT


@dataclass(frozen=True, slots=True)
class Promotion:
    """One version of a promotion. Higher ``priority`` goes first in its group."""

    id: int
    version: int
    store_id: int
    name: str
    type: PromotionType
    status: PromotionStatus = PromotionStatus.ACTIVE
    priority: int = 0
    redemption: Redemption = Redemption.AUTOMATIC
    combination: Combination = Combination.COMBINE
    excluded_groups: tuple[PromotionGroup, ...] = ()
    schedule: Schedule = Schedule()
    conditions: Conditions = Conditions()
    target: Selection = EVERYTHING
    reward: Reward = Reward()
    limits: Limits = Limits()

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    @property
    def group(self) -> PromotionGroup:
        """The group that its type belongs to."""
        return self.type.group

    @property
    def excludes(self) -> frozenset[PromotionGroup]:
        """The groups in which nothing else applies once this one has."""
        if self.combination is Combination.EXCLUSIVE_OVERALL:
            return frozenset(PromotionGroup)
        if self.combination is Combination.EXCLUSIVE:
            return frozenset(self.excluded_groups or (self.group,))
        return frozenset()

    @property
    def counts_units(self) -> bool:
        """Whether limits and redemptions count units: the individual types (notes of section 3)."""
        return self.type in _UNIT_TYPES or (
            self.type is PromotionType.CATEGORY_PERCENT
            and (self.reward.max_units is not None or self.reward.max_units_per_line is not None)
        )


_UNIT_TYPES = frozenset(
    {
        PromotionType.ITEM_UNIT_PERCENT,
        PromotionType.ITEM_UNIT_AMOUNT,
        PromotionType.ITEM_FIXED_PRICE,
    }
)


def amount_in(amounts: Amounts, currency: str) -> int | None:
    """The minor units given for a currency, or None."""
    for amount in amounts:
        if amount.currency == currency:
            return amount.minor
    return None


def normalized_code(text: str) -> str:
    """A promotion code as it is stored and compared: no case, no blanks around (section 6)."""
    return " ".join(text.split()).casefold()
